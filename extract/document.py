"""What a reader returns: blocks of a file, and the document that layout makes of them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a block is in its file."""

    LINES = "lines"  # a page of text as printed: its lines still wrap, its furniture still stands
    PARAGRAPH = "paragraph"  # a whole paragraph
    HEADING = "heading"
    CELL = "cell"  # one cell of a table
    NOTE = "note"  # a footnote or endnote


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file as its reader found it; ``page`` counts from 1, 0 where the format has no pages."""

    text: str
    role: Role
    page: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text without line breaks.

    ``label`` is the paragraph's UN label ("para. 31", "para. 5 (b)", "footnote 2", "annex 20", "" where it has none).
    """

    text: str
    label: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its file's name without ending, its UN symbol ("" where none is known), its paragraphs in order."""

    name: str
    symbol: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The paragraphs joined by line breaks: what offsets in a whole document count in."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
