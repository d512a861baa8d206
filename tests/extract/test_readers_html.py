"""Web pages: the text that a reader sees, in its roles, whatever the encoding."""

import pytest

from extract.document import Block, Role
from extract.readers import read_document
from extract.readers.html import read_blocks

PAGE = "<html><head>{}<title>title</title></head><body>{}</body></html>"


def read(folder, body, head="", encoding="utf-8"):
    path = folder / "a.html"
    path.write_bytes(PAGE.format(head, body).encode(encoding))
    return read_blocks(path)


def test_each_element_has_its_role(tmp_path):
    """Headings, paragraphs, list items, cells, loose text and preformatted lines."""
    body = "<h2>导言</h2><p>31. 联合国<b>大会</b>\n通过</p><ul><li>甲国</li><li>乙国</li></ul>"
    body += "<table><tr><th>序号</th><td><p>全球</p></td></tr></table>尾文<pre>第一行\n第二行</pre>"
    assert read(tmp_path, body) == [
        Block("导言", Role.HEADING),
        Block("31. 联合国大会 通过", Role.PARAGRAPH),
        Block("甲国", Role.PARAGRAPH),
        Block("乙国", Role.PARAGRAPH),
        Block("序号", Role.CELL),
        Block("全球", Role.CELL),
        Block("尾文", Role.PARAGRAPH),
        Block("第一行\n第二行", Role.LINES),
    ]


def test_scripts_styles_comments_and_the_head_are_dropped(tmp_path):
    """What a browser does not show is no text, and what follows it is."""
    body = "<p>联合国<script>var 坏 = 1;</script><style>p {}</style><!-- 坏 -->大会</p><noscript>坏</noscript>"
    assert read(tmp_path, body, "<style>坏</style>") == [Block("联合国大会", Role.PARAGRAPH)]


def test_two_breaks_end_a_paragraph_and_one_does_not(tmp_path):
    """A page without p elements has paragraphs all the same."""
    blocks = read(tmp_path, "联合国毒品和犯<br>罪问题办公室<br><br>第二段")
    assert [block.text for block in blocks] == ["联合国毒品和犯\n罪问题办公室", "第二段"]


@pytest.mark.parametrize(
    "body",
    [
        '<p>一国。<sup><a href="#fn2">2</a></sup>恐怖主义</p><ol><li id="fn2">注文。<a href="#fnref2">↩</a></li></ol>',
        '<p>一国。<a href="#_ftn2">[2]</a>恐怖主义</p><div id="ftn2"><p><a href="#_ftnref2">[2]</a> 注文。</p></div>',
        '<p>一国。<a role="doc-noteref" href="#x">2</a>恐怖主义</p><aside class="footnote"><sup>2</sup> 注文。</aside>',
    ],
    ids=["markdown", "word", "epub"],
)
def test_notes_are_apart_and_their_marks_off_the_words(tmp_path, body):
    """The three ways in which programs write footnotes."""
    if "_ftn2" in body:
        body = body.replace('<a href="#_ftn2">', '<a href="#_ftn2" id="_ftnref2">')
    texts = [(block.text, block.role) for block in read(tmp_path, body)]
    assert texts == [("一国。恐怖主义", Role.PARAGRAPH), ("2 注文。", Role.NOTE)]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "gb18030"),
        ("", "utf-16"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gbk"),
        ('<meta charset="gb2312">', "utf-8-sig"),
        ('<meta charset="nonsense">', "utf-8"),
    ],
)
def test_the_encoding_is_the_marked_the_stated_or_the_detected(tmp_path, head, encoding):
    """A wrong or unknown statement does not spoil the text."""
    text = "在和平的年代，大家都有大量的文件。"
    assert read(tmp_path, f"<p>{text}</p>", head, encoding)[-1].text == text


def test_a_page_becomes_a_document(tmp_path):
    """.htm is read as .html is; line breaks of the source do not cut words."""
    path = tmp_path / "a.htm"
    path.write_text(PAGE.format("", "<p>31. 毒品和犯罪\n    问题办公室继续协助会员国。</p>"), encoding="utf-8")
    (paragraph,) = read_document(path).paragraphs
    assert (paragraph.label, paragraph.text) == ("para. 31", "毒品和犯罪问题办公室继续协助会员国。")


def test_an_empty_page_has_no_blocks(tmp_path):
    """Nothing in the body is nothing to read, not an error of the parser's."""
    path = tmp_path / "a.html"
    path.write_text("<!-- -->", encoding="utf-8")
    assert read_blocks(path) == []
