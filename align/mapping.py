"""The curated mapping: official Chinese designations and their official English, read from CSV."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import StringIO
from itertools import starmap
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

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
HAN = re.compile(r"[\u3400-\u9fff]")
_KINDS = {kind.value: kind for kind in Kind}
_KINDS_OF_FORM = frozenset(FORM_KINDS[1:])
_FOLDER = Path(__file__).with_name("un")


@dataclass(frozen=True, slots=True)
class Form:
    """A designation and its kind (one of ``FORM_KINDS``; "full" is the preferred one)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the mapping; ``proposed`` where the row is not certain (unsure-*.csv); ``place`` is file:line."""

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
    """The shipped mapping; ``extra``, a user's own file, is laid over it (see lay_over).

    Raises GlossaryError with file:line for the first wrong row.
    """
    concepts = [concept for path in shipped_files() for concept in read_concepts(path)]
    own = [] if extra is None else list(read_concepts(extra))
    return Mapping(tuple(lay_over(concepts, own)))


def shipped_files() -> list[Path]:
    """The files of the shipped mapping, by name."""
    # Not importlib.resources: its import alone costs a third of the reading.
    return sorted(_FOLDER.glob("*.csv"))


def lay_over(concepts: Iterable[Concept], own: Sequence[Concept]) -> Iterator[Concept]:
    """Our concepts with a user's own ones laid over them: the user's last.

    A user's row replaces ours of the same id. Every Chinese designation that it holds, shared ones too, is the user's:
    our rows lose it, and a row of ours whose full form it is gives way. A user's proposal (unsure-*.csv) takes nothing.
    """
    certain = [concept for concept in own if not concept.proposed]
    ids = {concept.id for concept in own}
    taken = {form.text for concept in certain for form in concept.zh}
    for concept in concepts:
        if concept.id not in ids and concept.zh[0].text not in taken:
            kept = tuple(form for form in concept.zh if form.text not in taken)
            yield concept if len(kept) == len(concept.zh) else replace(concept, zh=kept)
    yield from own


def read_concepts(path: Path) -> Iterator[Concept]:
    """The rows of one CSV file; rows of a file called unsure*.csv are proposals."""
    yield from parse_concepts(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of a mapping's file; raises GlossaryError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GlossaryError(f"cannot read the mapping: {error.strerror or error}", path) from error
    except UnicodeDecodeError as error:
        raise GlossaryError("cannot read the mapping: it is not UTF-8", path) from error


def parse_rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, the header too, each with its line; ``path`` names it in errors."""
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise GlossaryError(f"not CSV: {error}", path, rows.line_num) from error


def parse_concepts(text: str, path: Path) -> Iterator[Concept]:
    """The concepts of a mapping's text; raises GlossaryError with file:line for the first row that is wrong.

    Wrong is what would make wrong entries. What is only untidy (order, punctuation, a clash), align/validate.py finds.
    """
    proposed = path.stem.startswith("unsure")
    rows, lines = parse_rows(text, path), dict[str, int]()
    if tuple(next(rows, (1, []))[1]) != COLUMNS:
        raise GlossaryError(f"the header must be {','.join(COLUMNS)}", path, 1)
    for line, row in rows:
        if fault := find_fault(row):
            raise GlossaryError(fault, path, line)
        id_, kind, subject, zh, zh_forms, en, en_forms, status, source, checked, note = row
        if lines.setdefault(id_, line) != line:
            raise GlossaryError(f"id: {id_} stands in line {lines[id_]} too", path, line)
        chinese = (Form(zh, "full"), *starmap(Form, split_forms(zh_forms)))
        english = (Form(en, "full"), *starmap(Form, split_forms(en_forms)))
        fixed = (id_, _KINDS[kind], subject, chinese, english)
        yield Concept(*fixed, status, source, checked, note, proposed, f"{path.name}:{line}")


def split_forms(cell: str) -> list[tuple[str, str]]:
    """The designations of a forms cell, each with its kind.

    >>> split_forms("short:儿基会|former:联合国国际儿童紧急救援基金")
    [('儿基会', 'short'), ('联合国国际儿童紧急救援基金', 'former')]
    """
    # A designation may hold a colon (Transforming our world: the 2030 Agenda …), a kind never does.
    pairs = (part.partition(":") for part in cell.split("|") if part)
    return [(text, kind) for kind, _, text in pairs]


def find_fault(row: Sequence[str]) -> str:
    """The first thing wrong with one row by itself, "" for nothing."""
    if len(row) != len(COLUMNS):
        return f"{len(row)} columns, not {len(COLUMNS)}"
    whole = " ".join(filter(None, row))
    if not unicodedata.is_normalized("NFC", whole) or whole != " ".join(whole.split()):
        return "not NFC, or blanks too many"
    return _find_cell_fault(row) or _find_form_fault(row)


def _find_cell_fault(row: Sequence[str]) -> str:
    id_, kind, subject, zh, _, en, english, status, *_ = row
    if not ID.match(id_):
        return f"id: not kebab-case: {id_!r}"
    if kind not in _KINDS:
        return f"kind: unknown: {kind!r}"
    if subject not in SUBJECTS:
        return f"subject: unknown: {subject!r}"
    if status not in STATUSES:
        return f"status: unknown: {status!r}"
    if not zh or not en:
        return "zh and en must not be empty"
    # isascii first: it is fast, and nearly all English passes.
    return "" if (en + english).isascii() or not HAN.search(en + english) else "en: Chinese in an English column"


def _find_form_fault(row: Sequence[str]) -> str:
    for full, cell in ((row[3], row[4]), (row[5], row[6])):
        seen = {full}
        for text, kind in split_forms(cell):
            if kind not in _KINDS_OF_FORM or not text or text != text.strip():
                return f"not kind:form: {kind}:{text}"
            if text in seen:
                return f"the same form twice: {text}"
            seen.add(text)
    return ""
