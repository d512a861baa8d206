"""The curated mapping: official Chinese designations and their official English, read from CSV and validated."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from io import StringIO
from pathlib import Path

from extract.error import GlossaryError
from extract.kind import Kind

COLUMNS = ("id", "kind", "subject", "zh", "zh_forms", "en", "en_forms", "status", "source", "checked", "note")
FORM_KINDS = ("full", "formal", "short", "variant", "alias", "acronym", "former", "deprecated", "shared")
STATUSES = ("", "superseded")

SUBJECTS = {
    "administration": "Administration, budget and procedure",
    "committees": "Committees, commissions and meetings",
    "corruption": "Corruption, money-laundering and asset recovery",
    "crime": "Crime and trafficking",
    "declarations": "Declarations, standards and publications",
    "development": "Development, environment and health",
    "drugs": "Drugs",
    "goals": "Sustainable Development Goals",
    "groups": "Named groups",
    "justice": "Criminal justice and the rule of law",
    "operations": "Peace operations and political missions",
    "organizations": "Organizations outside the United Nations",
    "peace": "Peace, security and disarmament",
    "places": "Regions, territories and cities",
    "resolutions": "Resolutions and decisions",
    "rights": "Human rights and humanitarian affairs",
    "states": "States",
    "terrorism": "Terrorism and counter-terrorism",
    "treaties": "Treaties",
    "united-nations": "The United Nations system",
}

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Form:
    """A designation and its kind (one of ``FORM_KINDS``; "full" is the preferred one)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the mapping; ``proposed`` where the row is not certain (unsure.csv); ``place`` is file:line."""

    id: str
    kind: Kind
    subject: str
    zh: tuple[Form, ...]
    en: tuple[Form, ...]
    status: str = ""
    source: str = ""
    checked: str = ""
    note: str = ""
    proposed: bool = False
    place: str = ""


@dataclass(frozen=True)
class Mapping:
    """All concepts, and what each Chinese designation may mean."""

    concepts: tuple[Concept, ...]

    @cached_property
    def _by_form(self) -> dict[str, list[tuple[Concept, Form]]]:
        found: dict[str, list[tuple[Concept, Form]]] = defaultdict(list)
        for concept in self.concepts:
            for form in concept.zh:
                found[form.text].append((concept, form))
        return dict(found)

    def find(self, zh: str) -> tuple[Concept, ...]:
        """The concepts that the Chinese designation names without a document's own definition.

        A shared short form (办公室) names none. Concepts whose full form it is come first; superseded ones last.
        """
        hits = [(concept, form) for concept, form in self._by_form.get(zh, ()) if form.kind != "shared"]
        hits.sort(key=lambda hit: (hit[0].proposed, hit[0].status != "", FORM_KINDS.index(hit[1].kind)))
        return tuple(concept for concept, _ in hits)

    def is_shared(self, zh: str) -> bool:
        """Whether the designation is a short form that several concepts share."""
        return any(form.kind == "shared" for _, form in self._by_form.get(zh, ()))

    @cached_property
    def names(self) -> dict[str, Kind]:
        """Every Chinese designation that stands for itself, with the kind of its concept."""
        return {zh: hits[0].kind for zh in self._by_form if (hits := self.find(zh)) and not hits[0].proposed}


def read_mapping(extra: Path | None = None) -> Mapping:
    """The shipped mapping; ``extra``, a user's own file, is laid over it: its ids replace ours.

    Raises GlossaryError with file:line for the first wrong row.
    """
    with as_file(files("align").joinpath("un")) as folder:
        concepts = {c.id: c for path in sorted(folder.glob("*.csv")) for c in read_concepts(path)}
    if extra is not None:
        concepts |= {concept.id: concept for concept in read_concepts(extra)}
    return Mapping(tuple(concepts.values()))


def read_concepts(path: Path) -> Iterator[Concept]:
    """The rows of one CSV file; rows of a file called unsure*.csv are proposals."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(f"cannot read the mapping: {error}", path) from error
    yield from parse_concepts(text, path)


def parse_concepts(text: str, path: Path) -> Iterator[Concept]:
    """The concepts of a mapping's text; ``path`` names it in errors."""
    rows = csv.reader(StringIO(text, newline=""))
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise GlossaryError(f"the header must be {','.join(COLUMNS)}", path, 1)
    for row in rows:
        place = f"{path.name}:{rows.line_num}"
        if len(row) != len(COLUMNS):
            raise GlossaryError(f"{len(row)} columns, not {len(COLUMNS)}", path, rows.line_num)
        cells = dict(zip(COLUMNS, row, strict=True))
        for fault in find_faults(cells):
            raise GlossaryError(fault, path, rows.line_num)
        yield Concept(
            id=cells["id"],
            kind=Kind(cells["kind"]),
            subject=cells["subject"],
            zh=(Form(cells["zh"], "full"), *_parse_forms(cells["zh_forms"])),
            en=(Form(cells["en"], "full"), *_parse_forms(cells["en_forms"])),
            status=cells["status"],
            source=cells["source"],
            checked=cells["checked"],
            note=cells["note"],
            proposed=path.stem.startswith("unsure"),
            place=place,
        )


def _parse_forms(cell: str) -> tuple[Form, ...]:
    """``short:儿基会|variant:…`` as forms."""
    pairs = (part.partition(":") for part in cell.split("|") if part)
    return tuple(Form(text, kind) for kind, _, text in pairs)


def find_faults(cells: dict[str, str]) -> Iterator[str]:
    """What is wrong with one row by itself, a message each."""
    for column, cell in cells.items():
        if cell != unicodedata.normalize("NFC", cell) or cell != " ".join(cell.split()):
            yield f"{column}: not NFC, or blanks too many: {cell!r}"
    if not _ID.match(cells["id"]):
        yield f"id: not kebab-case: {cells['id']!r}"
    if cells["kind"] not in set(Kind):
        yield f"kind: unknown: {cells['kind']!r}"
    if cells["subject"] not in SUBJECTS:
        yield f"subject: unknown: {cells['subject']!r}"
    if cells["status"] not in STATUSES:
        yield f"status: unknown: {cells['status']!r}"
    yield from _form_faults(cells)


def _form_faults(cells: dict[str, str]) -> Iterator[str]:
    for column in ("zh_forms", "en_forms"):
        for part in filter(None, cells[column].split("|")):
            kind, colon, text = part.partition(":")
            if not colon or kind not in FORM_KINDS[1:] or not text:
                yield f"{column}: not kind:form: {part!r}"
    chinese = [cells["zh"], *(form.text for form in _parse_forms(cells["zh_forms"]) if form.kind != "acronym")]
    english = [cells["en"], *(form.text for form in _parse_forms(cells["en_forms"]))]
    if not all(chinese) or not all(english):
        yield "zh and en must not be empty"
    for text in english:
        if _HAN.search(text):
            yield f"en: Chinese in an English column: {text!r}"
    for text in chinese:
        if re.search(r"[\u3400-\u9fff] *[,;:()]|[,;:()] *[\u3400-\u9fff]", text):
            yield f"zh: half-width punctuation in {text!r}"
    for texts in (chinese, english):
        if len(set(texts)) != len(texts):
            yield f"the same form twice: {texts}"


def find_clashes(concepts: Iterable[Concept]) -> Iterator[str]:
    """What is wrong between rows: an id twice, a Chinese designation in two concepts unless both share it."""
    by_id: dict[str, Concept] = {}
    by_form: dict[str, list[tuple[Concept, Form]]] = defaultdict(list)
    for concept in concepts:
        if other := by_id.get(concept.id):
            yield f"{concept.place}: id {concept.id} stands in {other.place} too"
        by_id[concept.id] = concept
        for form in concept.zh:
            by_form[form.text].append((concept, form))
    for text, hits in by_form.items():
        if len(hits) > 1 and any(form.kind not in ("shared", "former") for _, form in hits):
            places = ", ".join(f"{concept.place} ({form.kind})" for concept, form in hits)
            yield f"{text} stands in {places}: mark it shared, or keep one"
