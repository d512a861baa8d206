"""Plain text: the encoding is found out, a form feed ends a page."""

import codecs
import re
from pathlib import Path

from extract.document import Block, Role
from extract.error import GlossaryError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does: it must be asked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ("gb18030", "big5")
_COMMON = re.compile("[的一是在和国年于为有大会中上第个及对了合]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_SAMPLE = 20_000  # characters that decide between encodings


def read_blocks(path: Path) -> list[Block]:
    """One block of lines for each page of a text file.

    Raises GlossaryError where the bytes are text in no encoding that Chinese documents have.
    """
    pages = decode(path.read_bytes(), path).split("\f")
    if len(pages) == 1:
        return [Block(pages[0], Role.LINES)]
    return [Block(page, Role.LINES, number) for number, page in enumerate(pages, 1) if page.strip()]


def decode(data: bytes, path: Path) -> str:
    """The text of the bytes: by their byte order mark, else as strict UTF-8, else as what reads most like Chinese."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        return text
    candidates = [*_UNMARKED, "utf-16-le", "utf-16-be"] if len(data) % 2 == 0 else list(_UNMARKED)
    best = max(candidates, key=lambda encoding: _rate(data, encoding))
    if _rate(data, best) <= 0:
        raise GlossaryError("in no encoding that can be told: neither UTF-8, UTF-16 nor GB18030", path)
    return _decode_as(data, best, path)


def _decode_as(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise GlossaryError(f"is not the {encoding} that it seems: byte {error.start} is wrong", path) from None


def _rate(data: bytes, encoding: str) -> float:
    """How much the bytes read as Chinese in this encoding: common characters less impossible ones."""
    try:
        text = data.decode(encoding)[:_SAMPLE]
    except UnicodeDecodeError:
        return -1.0
    return (len(_COMMON.findall(text)) - 10 * len(_CONTROL.findall(text))) / (len(text) or 1)
