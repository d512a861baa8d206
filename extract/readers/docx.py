"""Word documents: paragraphs, headings, the cells of tables, notes after the paragraph that cites them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from extract.document import Block, Role
from extract.error import GlossaryError
from extract.readers.opening import MAX_UNPACKED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # what Word wraps an encrypted document in, and what the old .doc is
# Deleted and moved-away text stands beside the text that took its place; a fallback repeats what stands before it.
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", _FALLBACK})
_TEXTS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_NOTES = {"footnotes": f"{_W}footnote", "endnotes": f"{_W}endnote"}


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a Word document in reading order; a note's text begins with its number.

    Raises GlossaryError where the file is encrypted, damaged, or larger unpacked than the limit.
    """
    parts = _read_parts(path)
    body = _parse(parts["word/document.xml"], path).find(f"{_W}body")
    if body is None:
        raise GlossaryError("a damaged docx: it has no body", path)
    notes = {kind: _find_notes(parts.get(f"word/{kind}.xml"), kind, path) for kind in _NOTES}
    headings = _find_headings(parts.get("word/styles.xml"), path)
    return _Walk(notes, headings).walk(body)


def _read_parts(path: Path) -> dict[str, bytes]:
    """The parts of the archive that hold text, within the size limit."""
    with path.open("rb") as file:
        if file.read(4) == _COMPOUND_FILE:
            raise GlossaryError("an encrypted docx, or an old .doc; save it as docx without a password", path)
    wanted = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/styles.xml")
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            parts = {name: _read_part(archive, name, path) for name in wanted if name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError):
        raise GlossaryError("a damaged docx, or none", path) from None
    except RuntimeError:  # what zipfile says to an encrypted member
        raise GlossaryError("an encrypted docx; remove its password first", path) from None
    if "word/document.xml" not in parts:
        raise GlossaryError("a damaged docx: it has no document in it", path)
    return parts


def _read_part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    with archive.open(name) as part:  # the size that the archive states may be a lie: count what comes
        data = part.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise GlossaryError(f"more than {MAX_UNPACKED:,} bytes unpacked", path)
    return data


def _parse(data: bytes, path: Path) -> etree._Element:
    if b"<!DOCTYPE" in data[:1000]:  # no word processor writes one; who does wants entities expanded
        raise GlossaryError("a damaged docx: its XML has a document type", path)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise GlossaryError("a damaged docx: its XML is broken", path) from None
    return root


def _find_notes(data: bytes | None, kind: str, path: Path) -> dict[str, etree._Element]:
    """The notes by their ids, without the separators, which Word stores as notes too."""
    if data is None:
        return {}
    notes = _parse(data, path).findall(_NOTES[kind])
    return {note.get(f"{_W}id", ""): note for note in notes if note.get(f"{_W}type") in (None, "normal")}


def _find_headings(data: bytes | None, path: Path) -> frozenset[str]:
    """The ids of the styles that are headings: those with an outline level, and the title."""
    if data is None:
        return frozenset()
    found = set()
    for style in _parse(data, path).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        named = "" if name is None else (name.get(f"{_W}val") or "").lower()
        if style.find(f"{_W}pPr/{_W}outlineLvl") is not None or named.startswith(("heading", "title", "标题")):
            found.add(style.get(f"{_W}styleId", ""))
    return frozenset(found)


class _Walk:
    """Goes through a document's body and collects its blocks."""

    def __init__(self, notes: dict[str, dict[str, etree._Element]], headings: frozenset[str]) -> None:
        self.notes, self.headings = notes, headings
        self.blocks: list[Block] = []
        self.cited: list[Block] = []  # notes that the open paragraph cites
        self.count = 0

    def walk(self, body: etree._Element) -> list[Block]:
        """All blocks below the element."""
        self._take(body, Role.PARAGRAPH)
        return self.blocks

    def _take(self, element: etree._Element, role: Role) -> None:
        for child in element:
            if child.tag == f"{_W}p":
                self._take_paragraph(child, role)
            elif child.tag not in _SKIPPED:
                self._take(child, Role.CELL if child.tag == f"{_W}tc" else role)

    def _take_paragraph(self, paragraph: etree._Element, role: Role) -> None:
        boxes: list[etree._Element] = []
        text = "".join(self._find_texts(paragraph, boxes))
        if text.strip():
            self.blocks.append(Block(text, Role.HEADING if self._is_heading(paragraph, role) else role))
        self.blocks += self.cited
        self.cited = []
        for box in boxes:  # a text box hangs on a paragraph, and is none of its text
            self._take(box, role)

    def _is_heading(self, paragraph: etree._Element, role: Role) -> bool:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return role is Role.PARAGRAPH and style is not None and style.get(f"{_W}val") in self.headings

    def _find_texts(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        mark = None
        for child in element:
            tag = child.tag
            if tag in _REFERENCES:
                mark = self._cite(child, _REFERENCES[tag])
            elif tag == f"{_W}t":
                # 议程* with a mark of the author's own: Word stores the asterisk as text behind the reference
                yield "" if mark == "" else (child.text or "")
                mark = self._name_last(child.text or "") if mark == "" else mark
            elif tag in _TEXTS:
                yield _TEXTS[tag]
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag not in _SKIPPED:
                yield from self._find_texts(child, boxes)

    def _cite(self, reference: etree._Element, kind: str) -> str | None:
        """Put the note into the queue; "" where its mark is yet to come."""
        note = self.notes[kind].get(reference.get(f"{_W}id", ""))
        if note is None:
            return None
        is_custom = reference.get(f"{_W}customMarkFollows") in ("1", "true", "on")
        self.count += not is_custom
        text = " ".join(self._find_note_texts(note))
        self.cited.append(Block(text if is_custom else f"{self.count} {text}", Role.NOTE))
        return "" if is_custom else None

    def _name_last(self, mark: str) -> str:
        text = self.cited[-1].text
        self.cited[-1] = Block(text if text.startswith(mark) else f"{mark.strip()} {text}", Role.NOTE)
        return mark

    def _find_note_texts(self, note: etree._Element) -> Iterator[str]:
        for paragraph in note.iter(f"{_W}p"):
            if text := "".join(self._find_texts(paragraph, [])).strip():
                yield text
