"""Layout on real documents, where they are at hand: facts of their numbering, and words whole."""

import os
import re
from pathlib import Path

import pytest

from extract.readers import read_document

FOLDER = Path(os.environ.get("CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
LAST = {  # the last paragraph number, and how many footnotes
    "A-67-crime-programme": (81, 4),
    "A-75-1-drugs-crime-terrorism": (0, 1),
    "E-CN.15-2019-terrorism-assistance": (127, 3),
    "E-CN.15-2020-unodc-activities": (103, 3),
    "S-2015-366": (94, 7),
}
needs_corpus = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no corpus in {FOLDER}")


def read(name):
    return read_document(FOLDER / f"{name}.txt")


@needs_corpus
@pytest.mark.parametrize("name", LAST)
def test_every_paragraph_number_is_a_label_and_once(name):
    """From 1 to the last, none missing, none twice; every footnote is there."""
    labels = [paragraph.label for paragraph in read(name).paragraphs]
    numbers = [int(label[6:]) for label in labels if re.fullmatch(r"para\. \d+", label)]
    last, notes = LAST[name]
    assert numbers == list(range(1, last + 1))
    assert sum(label.startswith("footnote") for label in labels) == notes


@needs_corpus
@pytest.mark.parametrize("name", LAST)
def test_no_furniture_mark_or_blank_is_left(name):
    """Rules, page and job numbers, addresses of the link layer, blanks beside Chinese, control characters."""
    text = "\n".join(paragraph.text for paragraph in read(name).paragraphs)
    assert not re.search(r"____|^\d+/\d+$|\d\d-\d{5} \(C\)|undocs|[\t\ufffd\u2005\f]", text, re.MULTILINE)
    assert not re.search(r"第 \d|\d [年月日]|[\u4e00-\u9fff] \d", text.replace("项目表 ", "").replace("议程 ", ""))


@needs_corpus
@pytest.mark.parametrize("name", LAST)
def test_numbered_paragraphs_end_as_sentences(name):
    """A paragraph that ends without a stop was cut by a page or a note."""
    for paragraph in read(name).paragraphs:
        if paragraph.label.startswith("para."):
            assert paragraph.text.endswith(("。", "；", "：")), paragraph.label


@needs_corpus
def test_the_table_has_59_rows_of_four_cells():
    """The annex of S/2015/366: each row a name, a state, a text, a region."""
    document = read("S-2015-366")
    assert document.symbol == "S/2015/366"
    rows: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        if paragraph.label.startswith("annex"):
            rows.setdefault(paragraph.label, []).append(paragraph.text)
    assert list(rows) == [f"annex {number}" for number in range(1, 60)]
    assert {len(cells) for cells in rows.values()} == {4}
    assert {cells[1] for cells in rows.values()} == {"正在进行", "已完成", "常设", "正在发展", "正在制定"}
    assert rows["annex 20"][0].startswith("联合国阿富汗援助团(联阿援助团)")


@needs_corpus
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("S-2015-366", "反恐执行工作队与反恐怖主义有关的边境管理工作组"),
        ("S-2015-366", "第1267(1999)号和第1989(2011)号决议"),
        ("E-CN.15-2020-unodc-activities", "联合国艾滋病毒/艾滋病联合规划署（艾滋病署）"),
        ("E-CN.15-2020-unodc-activities", "可持续发展目标5"),
        ("A-67-crime-programme", "（经合组织）"),
        ("A-67-crime-programme", "结核病。2011年"),
        ("E-CN.15-2019-terrorism-assistance", "科索沃、黑山"),
        ("E-CN.15-2019-terrorism-assistance", "第2347(2017)号决议"),
        ("A-75-1-drugs-crime-terrorism", "加达•瓦利，联合国毒品和犯罪问题办公室执行主任"),
    ],
)
def test_names_that_the_print_cuts_are_whole(name, word):
    """A line break, a page, a footnote mark or an overlay stood in each of these."""
    assert any(word in paragraph.text for paragraph in read(name).paragraphs)


@needs_corpus
def test_sub_paragraphs_are_labelled_to_the_third_level():
    """para. 90 (b) (i) stands for 90 (b) ㈠."""
    labels = [paragraph.label for paragraph in read("S-2015-366").paragraphs]
    assert [label for label in labels if label.startswith("para. 90")] == [
        "para. 90", "para. 90 (a)", "para. 90 (b)", "para. 90 (b) (i)", "para. 90 (b) (ii)", "para. 90 (b) (iii)",
        "para. 90 (b) (iv)", "para. 90 (c)", "para. 90 (d)", "para. 90 (e)",
    ]  # fmt: skip
