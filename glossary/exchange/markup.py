"""What the TBX formats share: the frame of a file, ids and notes that come back, and a reader that is safe."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from extract.error import GlossaryError
from glossary.atomic import replace_file
from glossary.entry import ConceptEntry
from glossary.text import one_line

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TITLE = "Zhengming: official Chinese terminology of the United Nations"
ORIGIN = "Compiled by Zhengming; the source of each entry stands in the entry."


@dataclass(frozen=True, slots=True)
class Levels:
    """What an edition of TBX calls its root, the header, and its three levels; and what stands on the root."""

    root: str
    header: str
    entry: str
    language: str
    term: str
    attributes: str


def write_document(path: Path, levels: Levels, header: etree._Element, entries: Iterable[etree._Element]) -> int:
    """Write a file of the edition, entry by entry; returns how many there were.

    Elements carry no namespace: they are serialised inside the root, whose default namespace then holds for them.
    """
    count = 0
    with replace_file(path) as file:
        # Written by hand: lxml's incremental writer binds a prefix of its own to xml:lang on the root.
        file.write(f"{DECLARATION}<{levels.root} {levels.attributes}>\n".encode())
        file.write(_serialise(header) + b"<text>\n<body>\n")
        for count, element in enumerate(entries, start=1):  # noqa: B007
            file.write(_serialise(element))
        file.write(f"</body>\n</text>\n</{levels.root}>\n".encode())
    return count


def _serialise(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="utf-8", xml_declaration=False, pretty_print=True)


def add(parent: etree._Element, tag: str, text: str, type_: str = "") -> etree._Element:
    """A child element with text on one line, and a data category where one is given."""
    child = etree.SubElement(parent, tag, {"type": type_} if type_ else {})
    child.text = one_line(text)
    return child


def add_note(parent: etree._Element, key: str, value: str) -> None:
    """A ``note`` of the form "key: value"; none for an empty value."""
    if one_line(value):
        add(parent, "note", f"{key}: {value}")


def _gather(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def find_line(element: etree._Element) -> int | None:
    """The line of the file where the element begins."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs say "..."
    return line


def find_notes(parent: etree._Element, key: str) -> Iterator[str]:
    """The values of the notes of that key directly under the element."""
    start = f"{key}: "
    notes = (_gather(note) for note in parent.iterfind("{*}note"))
    return (note[len(start) :] for note in notes if note.startswith(start))


def find_note(parent: etree._Element, key: str) -> str:
    """The value of the first note of that key directly under the element, "" where there is none."""
    return next(find_notes(parent, key), "")


def find_texts(parent: etree._Element, tag: str, type_: str = "") -> Iterator[str]:
    """The texts of the children of that name and data category."""
    found = (child for child in parent.iterfind(f"{{*}}{tag}") if child.get("type", "") == type_)
    return (_gather(child).strip() for child in found)


def find_text(parent: etree._Element, tag: str, type_: str = "") -> str:
    """The text of the first child of that name and data category, "" where there is none."""
    return next(find_texts(parent, tag, type_), "")


def build_id(concept: str) -> str:
    """The concept's id as an XML name: what no name can hold is written as its code, a leading digit gets a "_".

    >>> build_id("unodc"), build_id("1267-committee"), build_id("a/res/72")
    ('unodc', '_1267-committee', 'a_x2F_res_x2F_72')
    """
    name = re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_x{ord(match[0]):X}_", concept)
    return name if re.match(r"[A-Za-z]|_x", name) else "_" + name


def parse_id(name: str) -> str:
    """The concept id that build_id wrote so; another tool's name stays as it is.

    >>> parse_id("_1267-committee"), parse_id("a_x2F_res_x2F_72"), parse_id("_my_id")
    ('1267-committee', 'a/res/72', '_my_id')
    """
    bare = name[1:] if re.match(r"_[0-9.-]|_\Z", name) else name
    return re.sub(r"_x([0-9A-F]{1,6})_", lambda match: chr(int(match[1], 16)), bare)


def read_entries(path: Path, levels: Levels, parse: Callable[[etree._Element], ConceptEntry]) -> Iterator[ConceptEntry]:
    """The concept entries of a file by ``parse``; a ValueError of it becomes a GlossaryError with the entry's line."""
    for element in read_elements(path, levels):
        try:
            yield parse(element)
        except ValueError as error:
            raise GlossaryError(str(error), path, find_line(element)) from error


def read_elements(path: Path, levels: Levels) -> Iterator[etree._Element]:
    """The concept entries of a file, one at a time; an element is emptied when the next one is asked for.

    Entities, DTDs and the network are off. Raises GlossaryError with the line for a file that is not well-formed, that
    declares entities, or whose root is another one.
    """
    try:
        with path.open("rb") as file:
            yield from _iterate(file, path, levels)
    except OSError as error:
        raise GlossaryError(f"cannot read: {error.strerror}", path) from error
    except etree.XMLSyntaxError as error:
        cause = re.sub(r", line \d+, column (\d+).*", r" (column \1)", error.msg)
        raise GlossaryError(f"not well-formed: {cause}", path, error.lineno) from error


def _iterate(file: BinaryIO, path: Path, levels: Levels) -> Iterator[etree._Element]:
    # Only the end of an entry is asked for: an event for every element would take a third longer.
    ends = etree.iterparse(
        file, tag=f"{{*}}{levels.entry}", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    root = None
    for _, element in ends:
        if root is None:
            root = element.getroottree().getroot()
            _check_root(root, path, levels)
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if root is None:
        _check_root(ends.root, path, levels)


def _check_root(root: etree._Element, path: Path, levels: Levels) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(dtd.iterentities()):
        raise GlossaryError("declares entities: refused", path, find_line(root))
    if etree.QName(root).localname != levels.root:
        raise GlossaryError(f"the root is <{etree.QName(root).localname}>, not <{levels.root}>", path, find_line(root))
