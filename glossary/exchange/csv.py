"""CSV for people and spreadsheets: one concept a row, one column a language."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from extract.error import GlossaryError
from glossary.atomic import replace_file
from glossary.entry import ConceptEntry, LanguageSection, Reliability, Status, TermSection, TermType
from glossary.exchange.content import CHINESE, ENGLISH, find_usable, name_subject, parse_subject, select_exported
from glossary.text import join_values, one_line, split_values

LANGUAGES = (CHINESE, ENGLISH)
# No column is called source, target, id or context: translate-toolkit takes such a column for the term.
COLUMNS = (*LANGUAGES, "concept", "kind", "subject", "reliability", "reference", "checked", "note")
TYPES = tuple(f"{code} types" for code in LANGUAGES)
HEADER = (*COLUMNS, *TYPES)

# A cell that begins so is run by a spreadsheet as a formula; the wide forms by East Asian ones.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")


def write_csv(entries: Iterable[ConceptEntry], path: Path) -> int:
    """Write the entries that have a usable designation in both languages, one a row; returns how many.

    UTF-8 with BOM, because Excel reads it as GB18030 or CP1252 otherwise; lines end in CRLF (RFC 4180) on every system.
    Designations are joined by "|", preferred first; a backslash stands before a "|" or a backslash of a name. A cell
    that a spreadsheet would run begins with "'". Left out: proposed entries, deprecated, superseded and shared
    designations, provenance.
    """
    count = 0
    with replace_file(path) as file, TextIOWrapper(file, "utf-8-sig", newline="") as text:
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(HEADER)
        for entry in select_exported(entries):
            if row := _build_row(entry):
                rows.writerow(map(guard_cell, row))
                count += 1
    return count


def _build_row(entry: ConceptEntry) -> list[str]:
    """The cells of an entry in the order of HEADER; none where a language has no designation."""
    terms = [find_usable(entry.language(code)) for code in LANGUAGES]
    if not all(terms):
        return []
    said = (entry.kind, name_subject(entry.subject), entry.reliability, entry.source, entry.checked, entry.note)
    return [
        *(join_values((one_line(term.term) for term in sections), "|") for sections in terms),
        one_line(entry.id),
        *map(one_line, said),
        *("|".join(term.type for term in sections) for sections in terms),
    ]


def guard_cell(cell: str) -> str:
    """The cell, with "'" before what a spreadsheet would run.

    >>> guard_cell("=1+1"), guard_cell("'=1+1"), guard_cell("儿基会")
    ("'=1+1", "''=1+1", '儿基会')
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def bare_cell(cell: str) -> str:
    """What guard_cell was given.

    >>> bare_cell("'=1+1"), bare_cell("'tis"), bare_cell("=1+1")
    ('=1+1', "'tis", '=1+1')
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_csv(path: Path) -> Iterator[ConceptEntry]:
    """The entries of a file that write_csv wrote; of the designations, the first is preferred and the others admitted.

    Raises GlossaryError with file and line for a file that is not UTF-8, a missing column, a short or long row, broken
    quotes, and a type or reliability that is unknown.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield from _parse_rows(text, path)
    except OSError as error:
        raise GlossaryError(f"cannot read: {error.strerror}", path) from error


def _parse_rows(text: TextIO, path: Path) -> Iterator[ConceptEntry]:
    rows = csv.reader(text, strict=True)
    try:
        header = next(rows, [])
        if missing := [column for column in HEADER if column not in header]:
            raise GlossaryError(f"no column {missing[0]!r}; there are: {', '.join(header) or 'none'}", path, 1)
        for row in rows:
            if len(row) != len(header):
                raise GlossaryError(f"{len(row)} cells, not {len(header)}", path, rows.line_num)
            yield _parse_row(dict(zip(header, map(bare_cell, row), strict=True)))
    except UnicodeDecodeError as error:
        raise GlossaryError(f"not UTF-8: {error.reason}", path, rows.line_num + 1) from error
    except (csv.Error, ValueError) as error:
        raise GlossaryError(str(error), path, rows.line_num) from error


def _parse_row(cells: dict[str, str]) -> ConceptEntry:
    return ConceptEntry(
        id=cells["concept"],
        kind=cells["kind"],
        subject=parse_subject(cells["subject"]),
        languages=tuple(_parse_language(code, cells) for code in LANGUAGES),
        reliability=Reliability(cells["reliability"]),
        source=cells["reference"],
        checked=cells["checked"],
        note=cells["note"],
    )


def _parse_language(code: str, cells: dict[str, str]) -> LanguageSection:
    names, types = split_values(cells[code], "|"), cells[f"{code} types"].split("|")
    if len(names) != len(types):
        raise ValueError(f"{len(names)} designations in {code!r}, but {len(types)} types")
    statuses = [Status.PREFERRED] + [Status.ADMITTED] * len(names)
    terms = zip(names, map(TermType, types), statuses, strict=False)
    return LanguageSection(code, tuple(TermSection(*term) for term in terms))
