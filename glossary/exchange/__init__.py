"""Exchange formats, one module each with its writer and its reader, and the table of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary.entry import ConceptEntry
from glossary.exchange.csv import read_csv, write_csv
from glossary.exchange.tbx import read_tbx, write_tbx
from glossary.exchange.tbx3 import read_tbx3, write_tbx3

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A preset: the file that it makes, the function that writes entries and counts them, the one that reads them."""

    file: str
    write: Callable[[Iterable[ConceptEntry], Path], int]
    read: Callable[[Path], Iterator[ConceptEntry]]


FORMATS = {
    "tbx": Format("glossary.tbx", write_tbx, read_tbx),
    "tbx3": Format("glossary.v3.tbx", write_tbx3, read_tbx3),
    "csv": Format("glossary.csv", write_csv, read_csv),
}
