"""Word documents: headings, paragraphs, cells and notes; bombs, encryption and entities are refused."""

import zipfile
from pathlib import Path

import docx
import pytest

from extract.document import Block, Role
from extract.error import GlossaryError
from extract.readers import read_document
from extract.readers.docx import read_blocks

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACE += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
SENTENCE = "联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）继续协助会员国。"


def write(folder: Path, body: str, notes: str = "", head: str = "") -> Path:
    """A Word document with no more in it than the parts that are read."""
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {_SPACE}><w:body>{body}</w:body></w:document>")
        if notes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {_SPACE}>{notes}</w:footnotes>")
    return path


def paragraph(*runs: str) -> str:
    texts = (run if run.startswith("<") else f"<w:t xml:space='preserve'>{run}</w:t>" for run in runs)
    return "<w:p>" + "".join(f"<w:r>{text}</w:r>" for text in texts) + "</w:p>"


def test_headings_paragraphs_and_cells_have_their_roles(tmp_path):
    """What Word's own library writes is read, cell by cell."""
    document = docx.Document()
    document.add_heading("一. 导言", 1)
    document.add_paragraph("31. " + SENTENCE)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("1", "反恐办", "2", "全球"), strict=True
    ):
        cell.text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    roles = [Role.HEADING, Role.PARAGRAPH, *[Role.CELL] * 4]
    texts = ["一. 导言", "31. " + SENTENCE, "1", "反恐办", "2", "全球"]
    assert read_blocks(path) == [Block(text, role) for text, role in zip(texts, roles, strict=True)]
    assert [each.label for each in read_document(path).paragraphs[:2]] == ["", "para. 31"]


def test_a_note_stands_after_its_paragraph_and_its_number_off_the_word(tmp_path):
    """Notes are numbered as they are cited; Word's separators are none; a mark of the author's own is kept."""
    notes = "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    notes += "".join(
        f"<w:footnote w:id='{number}'>{paragraph('<w:footnoteRef/>', text)}</w:footnote>"
        for number, text in ((7, " 甲注。"), (8, "* 乙注。"), (9, "丙注。"))
    )
    cite = "<w:footnoteReference w:id='{}'/>"
    own = "<w:footnoteReference w:customMarkFollows='1' w:id='8'/><w:t>*</w:t>"
    body = paragraph(SENTENCE, cite.format(7), "然后，", cite.format(9), "结束。") + paragraph("秘书长的报告", own)
    path = write(tmp_path, body, notes)
    assert [(block.text, block.role) for block in read_blocks(path)] == [
        (SENTENCE + "然后，结束。", Role.PARAGRAPH),
        ("1 甲注。", Role.NOTE),
        ("2 丙注。", Role.NOTE),
        ("秘书长的报告", Role.PARAGRAPH),
        ("* 乙注。", Role.NOTE),
    ]
    labels = {each.text: each.label for each in read_document(path).paragraphs}
    assert (labels["甲注。"], labels["乙注。"]) == ("footnote 1", "footnote *")


def test_deleted_text_and_fallbacks_are_left_out(tmp_path):
    """Tracked deletions, field codes and the second copy of a drawing are not in the document that one reads."""
    runs = "<w:r><w:t>联合国</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
    runs += "<w:ins><w:r><w:t>大会</w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
    runs += "<mc:AlternateContent><mc:Choice><w:r><w:t>决议</w:t></w:r></mc:Choice>"
    runs += "<mc:Fallback><w:r><w:t>决议</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    assert read_blocks(write(tmp_path, f"<w:p>{runs}</w:p>")) == [Block("联合国大会决议", Role.PARAGRAPH)]


def test_a_text_box_is_a_paragraph_of_its_own(tmp_path):
    """A box that hangs on a paragraph does not cut its sentence."""
    box = f"<w:drawing><w:txbxContent>{paragraph('框内文字')}</w:txbxContent></w:drawing>"
    blocks = read_blocks(write(tmp_path, paragraph("打击跨国有", box, "组织犯罪")))
    assert [block.text for block in blocks] == ["打击跨国有组织犯罪", "框内文字"]


def refuse(path: Path, cause: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert cause in str(caught.value)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"plain text", "damaged"),
    ],
)
def test_what_is_no_open_docx_is_refused(tmp_path, data, cause):
    """Word wraps an encrypted document in a file of another kind."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    refuse(path, cause)


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    """The size counted is that of what comes out, not the one that the archive states."""
    monkeypatch.setattr("extract.readers.docx.MAX_UNPACKED", 10_000)
    refuse(write(tmp_path, paragraph(SENTENCE * 1000)), "unpacked")


def test_entities_are_not_expanded(tmp_path):
    """A document type is refused before any entity can be read from disk or multiplied."""
    head = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    refuse(write(tmp_path, paragraph(SENTENCE + "&secret;"), head=head), "document type")


def test_broken_or_missing_parts_are_refused(tmp_path):
    """A zip that is no document, and one whose XML breaks off."""
    refuse(write(tmp_path, "<w:p>"), "XML is broken")
    path = tmp_path / "b.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/zip")
    refuse(path, "no document in it")
