"""What every reader asks of a file before and after it is read, each refusal in one line."""

import re
from collections.abc import Iterable
from pathlib import Path

from extract.error import GlossaryError

MAX_BYTES = 200_000_000  # of one file; the longest UN reports have about 20 MB as PDF
MAX_UNPACKED = 400_000_000  # of what an archive holds
_MIN_HAN = 10
_MIN_SHARE = 0.01  # of all letters: an English document that quotes a Chinese name is still English
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LETTERS = re.compile(r"\w+")


def check_file(path: Path) -> None:
    """Raise GlossaryError unless the path is a file that has something in it and is not too large."""
    try:
        if path.is_dir():
            raise GlossaryError("a folder, not a document", path)
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise GlossaryError(f"cannot be read: {(error.strerror or 'unknown error').lower()}", path) from None
    if size == 0:
        raise GlossaryError("the file is empty", path)
    if size > MAX_BYTES:
        raise GlossaryError(f"{size:,} bytes; the limit is {MAX_BYTES:,}", path)


def check_chinese(texts: Iterable[str], path: Path) -> None:
    """Raise GlossaryError where the texts hold next to no Chinese."""
    han = letters = 0
    for text in texts:
        sample = text[:200_000]
        han += sum(map(len, _HAN.findall(sample)))
        letters += sum(map(len, _LETTERS.findall(sample)))
    if letters == 0:
        raise GlossaryError("no text in it", path)
    if han < _MIN_HAN or han < _MIN_SHARE * letters:
        raise GlossaryError("no Chinese text in it", path)
