"""PDF: pages as lines; encrypted, damaged and scanned files are refused in one line."""

import hashlib
from pathlib import Path

import pytest

from extract.document import Role
from extract.error import GlossaryError
from extract.readers import read_document
from extract.readers.pdf import read_blocks

LINES = (
    "1. 联合国毒品和犯罪问题办公室（毒品和犯罪",
    "问题办公室）继续协助会员国加强边境管制和执",
    "法合作。",
)


def build_pdf(pages: list[tuple[str, ...]], encryption: str = "") -> bytes:
    """A PDF whose font is one that every reader knows by name: its text needs no font file."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>"
    )
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", font]
    for number, lines in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 700 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R"
    return body + f"{end}{encryption} >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def lock() -> str:
    """An encryption dictionary that no password given here opens (standard handler, revision 2)."""
    owner, user = (hashlib.sha256(name).hexdigest() for name in (b"owner", b"user"))
    return f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner}> /U <{user}> /P -4 >> /ID [<00> <00>]"


def write(folder: Path, data: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return path


def test_each_page_is_a_block_of_lines(tmp_path):
    """Pages keep their numbers, and a page without text has no block."""
    blocks = read_blocks(write(tmp_path, build_pdf([LINES, (), ("第三页",)])))
    assert [(block.role, block.page) for block in blocks] == [(Role.LINES, 1), (Role.LINES, 3)]
    assert tuple(blocks[0].text.split()) == tuple(" ".join(LINES).split())


def test_a_name_that_a_line_cuts_is_whole_in_the_document(tmp_path):
    """From file to paragraph: lines joined, label taken off, furniture gone, the page remembered."""
    pages = [("S/2015/366", *LINES, "2/27 15-08047 (C)"), ("S/2015/366", "2. 第二段在第二页。", "3/27 15-08047 (C)")]
    document = read_document(write(tmp_path, build_pdf(pages)))
    assert document.symbol == "S/2015/366"
    assert [(each.label, each.page) for each in document.paragraphs] == [("para. 1", 1), ("para. 2", 2)]
    assert "（毒品和犯罪问题办公室）继续" in document.paragraphs[0].text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (build_pdf([LINES], lock()), "encrypted"),
        (b"%PDF-1.4\nnothing of the kind", "damaged"),
        (b"\x00\x01\x02" * 100, "damaged"),
        (build_pdf([(), ()]), "no text layer"),
    ],
    ids=["encrypted", "cut off", "no pdf", "scanned"],
)
def test_what_holds_no_readable_text_is_refused(tmp_path, data, cause):
    """The one line names the file and what is wrong with it."""
    path = write(tmp_path, data)
    with pytest.raises(GlossaryError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert cause in str(caught.value)


def test_a_document_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    """The limits on pages and characters hold."""
    path = write(tmp_path, build_pdf([LINES] * 3))
    for limit in ("MAX_PAGES", "MAX_CHARACTERS"):
        with monkeypatch.context() as patch, pytest.raises(GlossaryError, match=r"limit|more than"):
            patch.setattr(f"extract.readers.pdf.{limit}", 2)
            read_blocks(path)
