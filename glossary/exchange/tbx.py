"""TBX 2008 (ISO 30042:2008, TBX-Basic) in the one shape that all CAT tools measured read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from glossary.entry import ConceptEntry, LanguageSection, Reliability, Status, TermSection, TermType
from glossary.exchange.content import CHINESE, ENGLISH, find_usable, name_subject, parse_subject, select_exported
from glossary.exchange.markup import (
    ORIGIN,
    TITLE,
    XML_LANG,
    Levels,
    add,
    add_note,
    build_id,
    find_note,
    find_text,
    parse_id,
    read_entries,
    write_document,
)
from glossary.script import spell_pinyin

LEVELS = Levels(
    root="martif",
    header="martifHeader",
    entry="termEntry",
    language="langSet",
    term="tig",
    attributes='type="TBX-Basic" xml:lang="en"',
)
# Clients match codes exactly: OmegaT and Lokalize ask for the project's zh-CN and know no zh-Hans.
CODES = {CHINESE: "zh-CN", ENGLISH: "en"}
_SECTIONS = {code: section for section, code in CODES.items()}


def write_tbx(entries: Iterable[ConceptEntry], path: Path) -> int:
    """Write the entries that have a usable designation in both languages; returns how many.

    Left out, because clients drop or misuse it: proposed entries, deprecated, superseded and shared designations,
    provenance. The same entries give the same bytes. No entry at all gives an empty body, which the schema rejects
    and clients read.
    """
    return write_document(path, LEVELS, _build_header(), _build_entries(entries))


def _build_header() -> etree._Element:
    """The header in the order of 2008: title, source, encoding."""
    header = etree.Element(LEVELS.header)
    description = etree.SubElement(header, "fileDesc")
    add(etree.SubElement(description, "titleStmt"), "title", TITLE)
    add(etree.SubElement(description, "sourceDesc"), "p", ORIGIN)
    add(etree.SubElement(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", "XCSURI")
    return header


def _build_entries(entries: Iterable[ConceptEntry]) -> Iterator[etree._Element]:
    for entry in select_exported(entries):
        terms = {code: find_usable(entry.language(section)) for section, code in CODES.items()}
        if all(terms.values()):
            yield _build_entry(entry, terms)


def _build_entry(entry: ConceptEntry, terms: dict[str, tuple[TermSection, ...]]) -> etree._Element:
    element = etree.Element(LEVELS.entry, id=build_id(entry.id))
    if entry.subject:
        add(element, "descrip", name_subject(entry.subject), "subjectField")
    # note, not admin: five clients drop admin. OmegaT shows notes as the comment, so the telling ones come first.
    add_note(element, "note", entry.note)
    add_note(element, "source", entry.source)
    add_note(element, "kind", entry.kind)
    add_note(element, "reliability", entry.reliability)
    add_note(element, "pinyin", " ".join(spell_pinyin(terms[CODES[CHINESE]][0].term)))
    for code, sections in terms.items():
        language = etree.SubElement(element, LEVELS.language, {XML_LANG: code})
        for section in sections:
            build_term(language, section, LEVELS)
    return element


def build_term(language: etree._Element, section: TermSection, levels: Levels) -> etree._Element:
    """A term section: the term, its type and its status."""
    element = etree.SubElement(language, levels.term)
    add(element, "term", section.term)
    add(element, "termNote", section.type, "termType")
    add(element, "termNote", section.status, "administrativeStatus")
    return element


def read_tbx(path: Path) -> Iterator[ConceptEntry]:
    """The entries of a file in this shape: what write_tbx keeps.

    Raises GlossaryError with the line where the file is not well-formed or holds a value that no picklist has.
    """
    return read_entries(path, LEVELS, _parse_entry)


def _parse_entry(element: etree._Element) -> ConceptEntry:
    languages = (_parse_language(language) for language in element.iterfind("{*}langSet"))
    return ConceptEntry(
        id=parse_id(element.get("id", "")),
        kind=find_note(element, "kind"),
        subject=parse_subject(find_text(element, "descrip", "subjectField")),
        languages=tuple(languages),
        reliability=Reliability(find_note(element, "reliability") or Reliability.CURATED),
        source=find_note(element, "source"),
        note=find_note(element, "note"),
    )


def _parse_language(element: etree._Element) -> LanguageSection:
    code = element.get(XML_LANG, "")
    terms = tuple(parse_term(term) for term in element.iterfind("{*}tig"))
    return LanguageSection(_SECTIONS.get(code, code), terms)


def parse_term(element: etree._Element) -> TermSection:
    """The term section that build_term built; raises ValueError for a type or status outside the picklists."""
    return TermSection(
        term=find_text(element, "term"),
        type=TermType(find_text(element, "termNote", "termType") or TermType.FULL_FORM),
        status=Status(find_text(element, "termNote", "administrativeStatus") or Status.ADMITTED),
    )
