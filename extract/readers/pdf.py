"""PDF: the text layer, page by page, as lines; no picture is read."""

from pathlib import Path

import pypdfium2 as pdfium

from extract.document import Block, Role
from extract.error import GlossaryError

MAX_PAGES = 10_000
MAX_CHARACTERS = 50_000_000


def read_blocks(path: Path) -> list[Block]:
    """One block of lines for each page that has text.

    Raises GlossaryError where the file is encrypted, damaged, too long, or has no text layer.
    """
    document = _open(path)
    try:
        if len(document) > MAX_PAGES:
            raise GlossaryError(f"{len(document):,} pages; the limit is {MAX_PAGES:,}", path)
        blocks = _read_pages(document, path)
    finally:
        document.close()
    if not blocks:
        raise GlossaryError("no text layer: its pages are pictures; run text recognition on it first", path)
    return blocks


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise GlossaryError("an encrypted PDF; remove its password first", path) from None
        raise GlossaryError("a damaged PDF, or none", path) from None


def _read_pages(document: pdfium.PdfDocument, path: Path) -> list[Block]:
    blocks, total = [], 0
    for number in range(len(document)):
        text = _read_page(document, number, path)
        total += len(text)
        if total > MAX_CHARACTERS:
            raise GlossaryError(f"more than {MAX_CHARACTERS:,} characters", path)
        if text.strip():
            blocks.append(Block(text, Role.LINES, number + 1))
    return blocks


def _read_page(document: pdfium.PdfDocument, number: int, path: Path) -> str:
    try:
        page = document[number]
        textpage = page.get_textpage()
        text: str = textpage.get_text_range()
    except pdfium.PdfiumError:
        raise GlossaryError(f"a damaged PDF: page {number + 1} cannot be read", path) from None
    textpage.close()
    page.close()
    return text
