"""Text files: every encoding gives the same blocks, pages are cut at form feeds."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, Role
from extract.error import GlossaryError
from extract.readers.text import decode, read_blocks

TEXT = "联合国毒品和犯罪问题办公室应会员国的请求，在2019年提供了技术援助。\n第二行（𠀀）：加达•瓦利。\n"

ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16 le": TEXT.encode("utf-16-le"),
    "utf-16 le with mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 be": TEXT.encode("utf-16-be"),
    "utf-16 be with mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-32 with mark": TEXT.encode("utf-32"),
    "gb18030": TEXT.encode("gb18030"),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_each_encoding_gives_the_same_blocks(tmp_path, data):
    """The same text reads the same, whatever its bytes and with or without a mark."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_blocks(path) == [Block(TEXT, Role.LINES)]


@given(st.lists(st.sampled_from("的联合国大会在第和年于一是中" + "毒品犯罪问题办公室，。0123456789 \n"), min_size=40))
def test_gb18030_is_told_from_the_others(characters):
    """Running Chinese in GB18030 is never taken for UTF-16, Big5 or UTF-8."""
    text = "联合国的第一次大会是在纽约和日内瓦举行的。" + "".join(characters)
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_a_form_feed_ends_a_page(tmp_path):
    """Pages count from 1, an empty one is counted and left out, and without form feeds there are none."""
    path = tmp_path / "a.txt"
    path.write_text("第一页\n\f\f第三页\n", encoding="utf-8")
    assert read_blocks(path) == [Block("第一页\n", Role.LINES, 1), Block("第三页\n", Role.LINES, 3)]


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" * 20, b"\xff" * 300])
def test_bytes_that_are_no_text_are_refused(tmp_path, data):
    """A picture with the wrong ending is no Chinese document."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=r"a\.txt: "):
        read_blocks(path)


def test_text_that_breaks_its_own_mark_is_refused(tmp_path):
    """A file that says UTF-8 and goes on in something else is damaged: nothing is guessed."""
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF8 + TEXT.encode("gb18030"))
    with pytest.raises(GlossaryError, match="utf-8"):
        read_blocks(path)
