"""Hits as people and programs read them: TSV rows, JSON objects, entries drawn on a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from glossary.entry import ConceptEntry, LanguageSection, Status, TermSection, TermType
from glossary.lookup import Hit
from glossary.text import one_line

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("query", "rank", "zh", "en", "en_short", "id", "matched")
JSON_VERSION = 1
_SHORT = (TermType.ACRONYM, TermType.SHORT_FORM, TermType.ABBREVIATION)
_LANGUAGES = {"zh-Hans": "Chinese", "zh-Hant": "Traditional", "en": "English"}
_TYPES = {
    TermType.FULL_FORM: "full form",
    TermType.SHORT_FORM: "short form",
    TermType.ABBREVIATION: "abbreviation",
    TermType.ACRONYM: "acronym",
    TermType.VARIANT: "variant",
    TermType.PHRASE: "phrase",
}
_STATUSES = {Status.DEPRECATED: "deprecated", Status.SUPERSEDED: "superseded"}


def build_row(query: str, rank: int, hit: Hit) -> tuple[str, ...]:
    """The cells of COLUMNS, each on one line."""
    chinese, english = (_find_name(hit.entry, code) for code in ("zh-Hans", "en"))
    cells = (query, str(rank), chinese, english, _find_short(hit.entry), hit.entry.id, hit.matched.value)
    return tuple(map(one_line, cells))


def _find_name(entry: ConceptEntry, code: str) -> str:
    """The first designation: the preferred one where there is one."""
    return next((term.term for term in entry.language(code).terms), "")


def _find_short(entry: ConceptEntry) -> str:
    """The English acronym, or short form, that may be used."""
    terms = [term for term in entry.language("en").terms if term.is_usable]
    return next((term.term for type_ in _SHORT for term in terms if term.type is type_), "")


def build_json(results: Iterable[tuple[str, list[Hit]]]) -> dict[str, object]:
    """All queries with their hits, each hit with the whole entry; ``version`` is that of this shape."""
    found = [{"query": query, "hits": list(_build_hits(hits))} for query, hits in results]
    return {"version": JSON_VERSION, "results": found}


def _build_hits(hits: Iterable[Hit]) -> Iterator[dict[str, object]]:
    for rank, hit in enumerate(hits, start=1):
        traditional = {"text": hit.traditional, "converted": True}
        said = {"rank": rank, "matched": hit.matched, "term": hit.term, "pinyin": hit.pinyin}
        yield said | {"traditional": traditional, "entry": asdict(hit.entry)}


def draw_hit(hit: Hit) -> "Table":
    """An entry for a terminal of any width: what doesn't fit is folded, no character is cut."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text, style in _list_lines(hit):
        if text:
            # Text and not str: a name like "[bold]" is no markup.
            grid.add_row(label, Text(one_line(text), style=style, overflow="fold"))
    return grid


def _list_lines(hit: Hit) -> Iterator[tuple[str, str, str]]:
    """Label, text and style of each line of an entry; a label is said once."""
    entry = hit.entry
    for section in entry.languages:
        yield from _list_terms(section)
        if section.code == "zh-Hans":
            yield "Traditional", f"{hit.traditional} (converted)" if hit.traditional else "", ""
            yield "Pinyin", hit.pinyin, ""
    yield "Kind", " · ".join(filter(None, (entry.kind, entry.subject))), ""
    yield "Source", " · ".join(filter(None, (entry.source, entry.reliability.value, entry.checked))), ""
    yield "Note", entry.note, ""
    yield "Found by", f"{hit.matched}: {hit.term}", ""


def _list_terms(section: LanguageSection) -> Iterator[tuple[str, str, str]]:
    for place, term in enumerate(section.terms):
        label = "" if place else _LANGUAGES.get(section.code, section.code)
        preferred = term.status is Status.PREFERRED
        yield label, term.term if preferred else f"{term.term} ({_describe(term)})", "bold" if preferred else ""
        yield from (("", text, "dim") for text in _list_evidence(term))


def _describe(term: TermSection) -> str:
    """ "short form, superseded": what a translator must know of a form that isn't the preferred one."""
    shared = "shared by several concepts" if term.shared else ""
    return ", ".join(filter(None, (_TYPES[term.type], _STATUSES.get(term.status, ""), shared, term.note)))


def _list_evidence(term: TermSection) -> Iterator[str]:
    """Where a designation stands: document, first paragraph, count."""
    for place in term.provenance:
        where = ", ".join(filter(None, (place.document, place.label)))
        yield f"  {where}: {place.count} times" if place.count != 1 else f"  {where}: once"
