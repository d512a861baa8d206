"""The mapping tested as code: one small check for each thing that can be wrong, each with its code and file:line."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

from align.mapping import (
    COLUMNS,
    FORM_KINDS,
    HAN,
    ID,
    STATUSES,
    SUBJECTS,
    parse_rows,
    read_text,
    shipped_files,
    split_forms,
)
from extract.kind import Kind

# What a row may have been checked against; tests/quality/check_mapping.py fills it.
REFERENCES = ("undev", "states", "sdg", "subjects")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in its file, right or wrong."""

    path: Path
    line: int
    id: str
    kind: str
    subject: str
    zh: str
    zh_forms: str
    en: str
    en_forms: str
    status: str
    source: str
    checked: str
    note: str

    @property
    def cells(self) -> dict[str, str]:
        """The cells by column."""
        return {column: getattr(self, column) for column in COLUMNS}

    @property
    def chinese(self) -> list[tuple[str, str]]:
        """The Chinese designations, each with its kind; the full form first."""
        return [(self.zh, "full"), *split_forms(self.zh_forms)]

    @property
    def english(self) -> list[tuple[str, str]]:
        """The English designations, each with its kind; the full form first."""
        return [(self.en, "full"), *split_forms(self.en_forms)]

    @property
    def place(self) -> str:
        """Where the row stands, as file:line."""
        return f"{self.path.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a mapping: where, the code of the check that found it, and what.

    >>> str(Fault(Path("drugs.csv"), 7, "M005", "unknown kind 'drug'"))
    "drugs.csv:7: M005 unknown kind 'drug'"
    """

    path: Path
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"


def check_nfc(row: Row) -> Iterator[str]:
    """M002: Unicode normalization form C, or equal names would not be found equal."""
    for column, cell in row.cells.items():
        if not unicodedata.is_normalized("NFC", cell):
            yield f"{column} is not NFC: {cell!r}"


def check_blanks(row: Row) -> Iterator[str]:
    """M003: no blank at an edge, two together, or one that is not U+0020."""
    for column, cell in row.cells.items():
        if cell != _tidy_cell(column, cell):
            yield f"{column} has blanks too many, or others than U+0020: {cell!r}"


def check_id(row: Row) -> Iterator[str]:
    """M004: ids are lower-case words joined by hyphens: unodc-executive-director."""
    if not ID.match(row.id):
        yield f"the id is not kebab-case: {row.id!r}"


def check_kind(row: Row) -> Iterator[str]:
    """M005: the kind is one of extract/kind.py."""
    if row.kind not in set(Kind):
        yield f"unknown kind {row.kind!r}"


def check_subject(row: Row) -> Iterator[str]:
    """M006: the subject is one of SUBJECTS."""
    if row.subject not in SUBJECTS:
        yield f"unknown subject {row.subject!r}"


def check_status(row: Row) -> Iterator[str]:
    """M007: the status is empty or superseded."""
    if row.status not in STATUSES:
        yield f"unknown status {row.status!r}"


def check_full_form(row: Row) -> Iterator[str]:
    """M008: a short form, and any other, stands beside a full form in its language."""
    for column, forms in (("zh", row.chinese), ("en", row.english)):
        if not forms[0][0]:
            yield f"{column}: {forms[1][0]!r} has no full form" if len(forms) > 1 else f"{column} is empty"


def check_forms(row: Row) -> Iterator[str]:
    """M009: forms are kind:designation, joined by |, of a known kind."""
    for forms in (row.chinese, row.english):
        for text, kind in forms[1:]:
            if not text or kind.strip() not in FORM_KINDS[1:]:
                yield f"not kind:form: {f'{kind}:{text}' if text else kind!r}"


def check_repeats(row: Row) -> Iterator[str]:
    """M010: no designation twice in a row and language."""
    for forms in (row.chinese, row.english):
        texts = [text for text, _ in forms if text]
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            yield f"the form stands twice: {text}"


def check_english(row: Row) -> Iterator[str]:
    """M011: no Chinese character or full-width sign in an English column."""
    for text, _ in row.english:
        if HAN.search(text) or re.search("[\u3000-\u303f\uff01-\uff5e]", text):
            yield f"Chinese in an English column: {text!r}"


def check_chinese(row: Row) -> Iterator[str]:
    """M012: no English in a Chinese column.

    Only an acronym has no Chinese character at all (goAML). In a Chinese name, Latin letters stand alone (S国) or are
    a name with two capitals or more (SMART方案, goAML系统, TreatNet), never a plain word.
    """
    for text, kind in row.chinese:
        runs = re.findall(r"[A-Za-z]{2,}", text)
        if text and kind != "acronym" and not HAN.search(text):
            yield f"no Chinese in a Chinese column: {text!r} (an acronym?)"
        elif any(sum(map(str.isupper, run)) < 2 for run in runs):
            yield f"English in a Chinese column: {text!r}"


def check_punctuation(row: Row) -> Iterator[str]:
    """M013: Chinese names have full-width punctuation: 第1540（2004）号决议; but 1,4-丁二醇."""
    for text, _ in row.chinese:
        if HAN.search(text) and re.search(r"""[\u3400-\u9fff] *[,;:?!"']|[,;:?!"'] *[\u3400-\u9fff]|[()]""", text):
            yield f"half-width punctuation: {text}"


def check_checked(row: Row) -> Iterator[str]:
    """M014: checked names references, each once, in their order."""
    if row.checked != " ".join(name for name in REFERENCES if name in row.checked.split()):
        yield f"checked is not of {' '.join(REFERENCES)}: {row.checked!r}"


def check_order(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """M015: the rows of a file are sorted by id, so that a change shows as what it is."""
    for before, row in pairwise(rows):
        if row.id < before.id:
            yield row, f"{row.id} stands after {before.id}: not sorted by id"


def check_file_subject(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """M016: in a shipped file, the subject is the file's: drugs in drugs.csv and unsure-drugs.csv."""
    for row in _shipped(rows):
        if row.subject != row.path.stem.removeprefix("unsure-"):
            yield row, f"subject {row.subject} in {row.path.name}"


def check_source(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """M017: in a shipped file, each row says what fixes its name; a user's own may leave that."""
    for row in _shipped(rows):
        if not row.source:
            yield row, "no source"


def _shipped(rows: Sequence[Row]) -> Iterator[Row]:
    shipped = {path.resolve() for path in shipped_files()}
    return (row for row in rows if row.path.resolve() in shipped)


def check_ids(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """M018: an id stands once in all files."""
    first: dict[str, Row] = {}
    for row in rows:
        if row is not (other := first.setdefault(row.id, row)):
            yield row, f"id {row.id} stands in {other.place} too"


def check_clashes(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """M019: a Chinese designation names one concept, unless every concept that has it marks it shared or former."""
    hits: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row in rows:
        for text, kind in dict(row.chinese).items():
            hits[text].append((row, kind))
    for text, held in hits.items():
        if len(held) > 1 and any(kind not in ("shared", "former") for _, kind in held):
            places = ", ".join(f"{row.place} ({kind})" for row, kind in held)
            yield held[-1][0], f"{text} stands in {places}: mark it shared, or keep one"


ROW_CHECKS: dict[str, Callable[[Row], Iterator[str]]] = {
    "M002": check_nfc,
    "M003": check_blanks,
    "M004": check_id,
    "M005": check_kind,
    "M006": check_subject,
    "M007": check_status,
    "M008": check_full_form,
    "M009": check_forms,
    "M010": check_repeats,
    "M011": check_english,
    "M012": check_chinese,
    "M013": check_punctuation,
    "M014": check_checked,
}
FILE_CHECKS: dict[str, Callable[[Sequence[Row]], Iterator[tuple[Row, str]]]] = {
    "M015": check_order,
    "M016": check_file_subject,
    "M017": check_source,
}
ALL_CHECKS: dict[str, Callable[[Sequence[Row]], Iterator[tuple[Row, str]]]] = {
    "M018": check_ids,
    "M019": check_clashes,
}


def find_faults(paths: Iterable[Path]) -> list[Fault]:
    """What is wrong with the files of one mapping, by file, line and code.

    Raises GlossaryError for a file that cannot be read or is not CSV at all.
    """
    texts = {path: read_text(path) for path in paths}
    faults = [fault for path, text in texts.items() for fault in check_columns(text, path)]
    files = [parse_file(text, path) for path, text in texts.items()]
    every = [row for rows in files for row in rows]
    for code, check in ROW_CHECKS.items():
        faults += (Fault(row.path, row.line, code, message) for row in every for message in check(row))
    groups = [(FILE_CHECKS, rows) for rows in files] + [(ALL_CHECKS, every)]
    for checks, rows in groups:
        for code, check_rows in checks.items():
            faults += (Fault(row.path, row.line, code, message) for row, message in check_rows(rows))
    place = {path: number for number, path in enumerate(texts)}
    return sorted(faults, key=lambda fault: (place[fault.path], fault.line, fault.code))


def check_columns(text: str, path: Path) -> Iterator[Fault]:
    """M001: the header is COLUMNS, and every row has as many cells."""
    rows = parse_rows(text, path)
    if tuple(next(rows, (1, []))[1]) != COLUMNS:
        yield Fault(path, 1, "M001", f"the header must be {','.join(COLUMNS)}")
        return
    for line, cells in rows:
        if len(cells) != len(COLUMNS):
            yield Fault(path, line, "M001", f"{len(cells)} columns, not {len(COLUMNS)}")


def parse_file(text: str, path: Path) -> list[Row]:
    """The rows of a mapping's text that have all columns; none under another header."""
    rows = list(parse_rows(text, path))
    if not rows or tuple(rows[0][1]) != COLUMNS:
        return []
    return [Row(path, line, *cells) for line, cells in rows[1:] if len(cells) == len(COLUMNS)]


def repair_text(text: str, path: Path) -> str:
    """A mapping's text with its order, NFC, blanks and repeated forms put right; nothing else is touched.

    A text under another header comes back as it is. Raises GlossaryError where it is not CSV.
    """
    rows = [cells for _, cells in parse_rows(text, path) if cells]
    if not rows or tuple(rows[0]) != COLUMNS:
        return text
    # By the id as it is after tidying, or a second repair would still find something to do.
    repaired = sorted((_repair_row(cells) for cells in rows[1:]), key=lambda cells: cells[0])
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([rows[0], *repaired])
    return out.getvalue()


def _repair_row(cells: list[str]) -> list[str]:
    """A row that has too few or too many cells keeps them: what belongs where, a person must say."""
    if len(cells) != len(COLUMNS):
        return cells
    tidy = {column: _tidy_cell(column, _compose(cell)) for column, cell in zip(COLUMNS, cells, strict=True)}
    for full, forms in (("zh", "zh_forms"), ("en", "en_forms")):
        tidy[forms] = _drop_repeats(tidy[full], tidy[forms])
    return list(tidy.values())


def _compose(cell: str) -> str:
    return unicodedata.normalize("NFC", cell)


def _tidy_cell(column: str, cell: str) -> str:
    if not column.endswith("_forms"):
        return " ".join(cell.split())
    parts = (part.partition(":") for part in cell.split("|"))
    return "|".join(f"{_tidy(kind)}{colon}{_tidy(text)}" for kind, colon, text in parts)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _drop_repeats(full: str, cell: str) -> str:
    """The forms without those that stand before, the full form included; the first one stays."""
    seen, kept = {full}, []
    for part in filter(None, cell.split("|")):
        text = part.partition(":")[2]
        if text not in seen:
            kept.append(part)
        seen.add(text)
    return "|".join(kept)
