"""TBX 3 (ISO 30042:2019, dialect TBX-Basic, style dca): the archive that keeps everything."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from lxml import etree

from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.exchange.content import CHINESE, TRADITIONAL, name_subject, parse_subject, select_exported
from glossary.exchange.markup import (
    ORIGIN,
    TITLE,
    XML_LANG,
    Levels,
    add,
    add_note,
    build_id,
    find_note,
    find_notes,
    find_text,
    find_texts,
    parse_id,
    read_entries,
    write_document,
)
from glossary.exchange.tbx import build_term, parse_term
from glossary.script import convert_traditional, spell_pinyin
from glossary.text import join_values, one_line, split_values

LEVELS = Levels(
    root="tbx",
    header="tbxHeader",
    entry="conceptEntry",
    language="langSec",
    term="termSec",
    attributes='xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en"',
)
CONVERTED = "from zh-Hans, character by character"


def write_tbx3(entries: Iterable[ConceptEntry], path: Path) -> int:
    """Write the entries, except proposed ones and those without a designation of their own; returns how many.

    All that they hold is kept. Chinese comes in Simplified characters and, marked as converted, in Traditional ones.
    Shared short forms are notes, so that no client takes 办公室 for a term. The same entries give the same bytes.
    """
    elements = (_build_entry(entry) for entry in select_exported(entries) if any(map(_find_own, entry.languages)))
    return write_document(path, LEVELS, _build_header(), elements)


def _build_header() -> etree._Element:
    header = etree.Element(LEVELS.header)
    description = etree.SubElement(header, "fileDesc")
    add(etree.SubElement(description, "titleStmt"), "title", TITLE)
    add(etree.SubElement(description, "sourceDesc"), "p", ORIGIN)
    return header


def _build_entry(entry: ConceptEntry) -> etree._Element:
    element = etree.Element(LEVELS.entry, id=build_id(entry.id))
    if entry.subject:
        add(element, "descrip", name_subject(entry.subject), "subjectField")
    if one_line(entry.source):
        add(element, "admin", entry.source, "source")
    # TBX-Basic has no category for these: notes with a key.
    add_note(element, "kind", entry.kind)
    add_note(element, "reliability", entry.reliability)
    add_note(element, "checked", entry.checked)
    add_note(element, "note", entry.note)
    for section in entry.languages:
        for term in section.terms:
            if term.shared:
                add_note(element, "shared", join_values([section.code, *_list_fields(term)], "; "))
    for section in entry.languages:
        _build_language(element, section)
        if section.code == CHINESE and not entry.language(TRADITIONAL).terms:
            _build_language(element, _convert(section), CONVERTED)
    return element


def _find_own(section: LanguageSection) -> tuple[TermSection, ...]:
    return tuple(term for term in section.terms if not term.shared and one_line(term.term))


def _convert(section: LanguageSection) -> LanguageSection:
    """The section in Traditional characters: its own terms, without what is said about them."""
    terms = (TermSection(convert_traditional(term.term), term.type, term.status) for term in _find_own(section))
    return LanguageSection(TRADITIONAL, tuple(terms))


def _build_language(entry: etree._Element, section: LanguageSection, converted: str = "") -> None:
    terms = _find_own(section)
    if not terms:
        return
    element = etree.SubElement(entry, LEVELS.language, {XML_LANG: section.code})
    add_note(element, "converted", converted)
    if section.code == CHINESE:
        add_note(element, "pinyin", " ".join(spell_pinyin(one_line(terms[0].term))))
    for term in terms:
        _build_evidence(build_term(element, term, LEVELS), term)


def _build_evidence(element: etree._Element, term: TermSection) -> None:
    """Provenance as sources "document; label; count", and the note of the term."""
    for seen in term.provenance:
        place = (one_line(seen.document), one_line(seen.label), str(seen.count))
        add(element, "admin", join_values(place, "; "), "source")
    if one_line(term.note):
        add(element, "note", term.note)


def _list_fields(term: TermSection) -> list[str]:
    """A shared short form as one list: term, type, status, note, then document, label and count of each place."""
    places = (field for seen in term.provenance for field in (seen.document, seen.label, str(seen.count)))
    return [one_line(field) for field in (term.term, term.type, term.status, term.note, *places)]


def read_tbx3(path: Path) -> Iterator[ConceptEntry]:
    """The entries of a file that write_tbx3 wrote, equal to what they were.

    Raises GlossaryError with the line where the file is not well-formed or holds a value that no picklist has.
    """
    return read_entries(path, LEVELS, _parse_entry)


def _parse_entry(element: etree._Element) -> ConceptEntry:
    return ConceptEntry(
        id=parse_id(element.get("id", "")),
        kind=find_note(element, "kind"),
        subject=parse_subject(find_text(element, "descrip", "subjectField")),
        languages=_parse_languages(element),
        reliability=Reliability(find_note(element, "reliability") or Reliability.CURATED),
        source=find_text(element, "admin", "source"),
        checked=find_note(element, "checked"),
        note=find_note(element, "note"),
    )


def _parse_languages(element: etree._Element) -> tuple[LanguageSection, ...]:
    """The language sections with their shared forms; Traditional that we converted is left, it can be made again."""
    terms: dict[str, list[TermSection]] = {}
    for section in element.iterfind("{*}langSec"):
        if find_note(section, "converted") != CONVERTED:
            terms[section.get(XML_LANG, "")] = [_parse_term(term) for term in section.iterfind("{*}termSec")]
    for note in find_notes(element, "shared"):
        code, *fields = split_values(note, "; ")
        terms.setdefault(code, []).append(_parse_shared(fields))
    return tuple(LanguageSection(code, tuple(sections)) for code, sections in terms.items())


def _parse_term(element: etree._Element) -> TermSection:
    places = (split_values(text, "; ") for text in find_texts(element, "admin", "source"))
    provenance = tuple(chain.from_iterable(map(_parse_places, places)))
    return replace(parse_term(element), provenance=provenance, note=find_text(element, "note"))


def _parse_shared(fields: Sequence[str]) -> TermSection:
    if len(fields) < 4:
        raise ValueError(f"a shared form is not term; type; status; note: {'; '.join(fields)!r}")
    term, type_, status, note, *places = fields
    return TermSection(term, TermType(type_), Status(status), _parse_places(places), note, shared=True)


def _parse_places(fields: Sequence[str]) -> tuple[Provenance, ...]:
    """Document, label, count, over and over."""
    if len(fields) % 3:
        raise ValueError(f"a source is not document; label; count: {'; '.join(fields)!r}")
    triples = zip(fields[::3], fields[1::3], fields[2::3], strict=True)
    return tuple(Provenance(document, label, int(count)) for document, label, count in triples)
