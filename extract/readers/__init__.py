"""Readers: one module per format, each with ``read_blocks(path)``; a table maps endings to them."""

from importlib import import_module
from pathlib import Path

from extract.document import Block, Document, Role
from extract.error import GlossaryError
from extract.furniture import find_symbol
from extract.layout import lay_out
from extract.readers.opening import check_chinese, check_file

# Imported when first used: what reads PDF and docx is slow to import.
READERS = {
    ".txt": "extract.readers.text",
    ".pdf": "extract.readers.pdf",
    ".docx": "extract.readers.docx",
    ".html": "extract.readers.html",
    ".htm": "extract.readers.html",
}


def read_document(path: Path, symbol: str = "") -> Document:
    """The document in a file; its symbol is the one given, else the one found on its pages, else "".

    Raises GlossaryError in one line where the file is missing, unreadable, empty, encrypted, damaged, of an unknown
    ending, or holds no Chinese.
    """
    blocks = _read_blocks(path)
    check_chinese([block.text for block in blocks], path)
    paragraphs = lay_out(blocks)
    return Document(path.stem, symbol or _find_own_symbol(blocks), paragraphs)


def _read_blocks(path: Path) -> list[Block]:
    name = READERS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(READERS)
        ending = f"unknown ending {path.suffix!r}" if path.suffix else "a name without ending"
        raise GlossaryError(f"{ending}; this reads {known}", path)
    check_file(path)
    blocks: list[Block] = import_module(name).read_blocks(path)
    return blocks


def _find_own_symbol(blocks: list[Block]) -> str:
    return find_symbol([block.text for block in blocks if block.role is not Role.NOTE])
