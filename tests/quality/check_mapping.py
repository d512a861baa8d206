"""Compare the mapping with aligned text and official lists: ``python tests/quality/check_mapping.py [--write]``.

Prints what a person should look at: rows whose Chinese stands in the aligned text three times or more without their
English in the same line, and every disagreement with the lists of States, Goals and subject labels. Exit status 1
where a target of TARGETS is missed. ``--write`` fills the column ``checked`` with the references that confirm each row.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import ahocorasick_rs

from align.mapping import COLUMNS, shipped_files
from align.validate import REFERENCES, Row, parse_file
from glossary.atomic import replace_file

SHARED = Path(__file__).parents[3] / "shared"
# States that agree, share of the subject labels that agree, labels of the aligned text that have a row.
TARGETS = {"states": 195.0, "subjects": 0.97, "covered": 350.0}
MIN_LINES = 3  # fewer lines without the English may be free translation
# 加入 stands in 100 lines, "accession" in 2 of them: where fewer agree than this, the text confirms nothing.
MIN_SHARE = 0.2

_FULL_WIDTH = str.maketrans("(),:;", "（），：；")
_ARTICLES = {"the", "le", "la", "les"}
_NO_PLURAL = ("ss", "us", "sis", "xis", "this")


def read_tsv(path: Path) -> list[list[str]]:
    """The rows below the header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def read_rows() -> list[Row]:
    """All rows of the shipped mapping."""
    return [row for path in shipped_files() for row in parse_file(path.read_text(encoding="utf-8"), path)]


def fold_chinese(text: str) -> str:
    """Chinese without blanks, marks of quotation and half-width punctuation."""
    return re.sub(r"[\s\"“”]", "", text).translate(_FULL_WIDTH)


def fold_english(text: str) -> str:
    """English as words that case, number, hyphens, accents and articles do not part.

    >>> fold_english("The Women's counter-terrorism policies")
    'woman counter terrorism policy'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("l'", "")).replace("'s", "s")
    words = re.findall(r"[a-z0-9]+", re.sub("[\u0300-\u036f']", "", plain))
    return " ".join(_singular(word) for word in words if word not in _ARTICLES)


def _singular(word: str) -> str:
    word = {"women": "woman", "womens": "woman", "men": "man", "people": "person"}.get(word, word)
    for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if len(word) > 4 and word.endswith(ending):
            return word.removesuffix(ending) + single
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)
    return word[:-1] if plural else word


def own_chinese(row: Row) -> list[str]:
    """The Chinese designations that stand for the concept by themselves."""
    return [text for text, kind in row.chinese if kind != "shared"]


@dataclass(frozen=True, slots=True)
class Count:
    """In how many lines a row's Chinese stands, and in how many of them its English too."""

    lines: int = 0
    agreed: int = 0

    @property
    def confirms(self) -> bool:
        """Whether enough lines agree."""
        return self.agreed > 0 and self.agreed >= MIN_SHARE * self.lines


def find_forms(automaton: ahocorasick_rs.AhoCorasick, text: str) -> Iterator[str]:
    """The designations in a text, leftmost and longest; ATS is none in WATSAM."""
    for _, start, end in automaton.find_matches_as_indexes(text):
        if not re.search("[A-Za-z0-9]{2}", text[max(0, start - 1) : start + 1] + " " + text[end - 1 : end + 1]):
            yield text[start:end]


def count_lines(rows: Iterable[Row], lines: Iterable[tuple[str, str]]) -> dict[str, Count]:
    """Row id → counts over aligned lines; the longest designation at a place counts, not those inside it."""
    rows = list(rows)
    by_form: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for text, kind in row.chinese:
            # A shared one takes its place, too: 委员会 inside no other name is nobody's.
            by_form[fold_chinese(text)] += [row] if kind != "shared" else []
    english = {row.id: [fold_english(text) for text, _ in row.english] for row in rows}
    automaton = ahocorasick_rs.AhoCorasick(list(by_form), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    found: dict[str, list[bool]] = defaultdict(list)
    for chinese, text in lines:
        line = f" {fold_english(text)} "
        for id_ in {row.id for form in find_forms(automaton, fold_chinese(chinese)) for row in by_form[form]}:
            found[id_].append(any(f" {name} " in line for name in english[id_]))
    return {id_: Count(len(agreed), sum(agreed)) for id_, agreed in found.items()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row beside an entry of a reference that has one of its Chinese designations."""

    row: Row
    chinese: str
    english: str
    agrees: bool
    preferred: bool


def compare_names(rows: Iterable[Row], names: Iterable[tuple[str, str]]) -> Iterator[Comparison]:
    """Each (Chinese, English) beside the rows that hold the Chinese."""
    by_form: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for text in own_chinese(row):
            by_form[fold_chinese(text)].append(row)
    for chinese, english in names:
        for row in by_form.get(fold_chinese(chinese), ()):
            folded = fold_english(english)
            agrees = any(fold_english(text) == folded for text, _ in row.english)
            yield Comparison(row, chinese, english, agrees, fold_english(row.en) == folded)


def compare_states(rows: Iterable[Row], states: Iterable[list[str]]) -> Iterator[tuple[Row | None, str]]:
    """For each State the row that has its short name, and what differs ("" for nothing)."""
    by_name = {text: row for row in rows if row.kind == "state" for text in own_chinese(row)}
    for cells in states:
        # The list marks non-members (Niue **) and puts articles last (Congo (the)).
        _, zh_formal, zh_short, en_formal, en_short = (cell.rstrip(" *").removesuffix(" (the)") for cell in cells)
        row = by_name.get(zh_short)
        if row is None:
            yield None, f"{zh_short} {en_short}: no row"
            continue
        english = {fold_english(text) for text, kind in row.english if kind in ("full", "formal")}
        faults = [] if zh_formal in own_chinese(row) else [zh_formal]
        faults += [] if fold_english(en_short) == fold_english(row.en) else [en_short]
        faults += [] if fold_english(en_formal) in english else [en_formal]
        yield row, "; ".join(faults)


@dataclass
class Report:
    """What the comparison found: lines to print, figures, and the references that confirm each row by id."""

    lines: list[str]
    figures: dict[str, float]
    confirmed: dict[str, set[str]]

    def confirm(self, row: Row, reference: str) -> None:
        """Note that a reference confirms a row."""
        self.confirmed[row.id].add(reference)


def report_lines(rows: list[Row], report: Report) -> None:
    """Compare with the aligned text."""
    text = [(zh, en) for _, zh, en in read_tsv(SHARED / "parallel" / "undev.tsv")]
    counts = count_lines(rows, text)
    for row in rows:
        count = counts.get(row.id, Count())
        if count.confirms:
            report.confirm(row, "undev")
        elif count.lines >= MIN_LINES:
            report.lines.append(f"undev\t{row.place}\t{count.agreed}/{count.lines}\t{row.zh}\t{row.en}\t{row.note}")
    report.figures["rows in undev"] = len(counts)
    report.figures["rows undev confirms"] = sum(count.confirms for count in counts.values())


def report_states(rows: list[Row], report: Report) -> None:
    """Compare with the list of States."""
    report.figures["states"] = 0
    for row, fault in compare_states(rows, read_tsv(SHARED / "reference" / "states.tsv")):
        if row is not None and not fault:
            report.confirm(row, "states")
            report.figures["states"] += 1
        else:
            report.lines.append(f"states\t{row.place if row else '-'}\t{fault}")


def report_goals(rows: list[Row], report: Report) -> None:
    """Compare with the Goals, targets and indicators."""
    goals = [(zh, en) for name, _, zh, en in read_tsv(SHARED / "reference" / "sdg.tsv") if name != "metadata_fields"]
    _report_names("sdg", list(compare_names(rows, goals)), report)


def report_subjects(rows: list[Row], report: Report) -> None:
    """Compare with the subject labels; those that stand in the aligned text should have a row."""
    labels = [(zh, en) for _, zh, en in read_tsv(SHARED / "reference" / "subjects.tsv")]
    compared = [c for c in compare_names(rows, labels) if not c.row.path.stem.startswith("unsure")]
    _report_names("subjects", compared, report)
    proposed = [c for c in compare_names(rows, labels) if c.row.path.stem.startswith("unsure")]
    _report_names("subjects (proposals)", proposed, report, "subjects")
    text = "\n".join(fold_chinese(zh) for _, zh, _ in read_tsv(SHARED / "parallel" / "undev.tsv"))
    report.figures["covered"] = len({c.chinese for c in compared if fold_chinese(c.chinese) in text})


def _report_names(title: str, compared: list[Comparison], report: Report, reference: str = "") -> None:
    for one in compared:
        if one.agrees:
            report.confirm(one.row, reference or title)
        else:
            said = f"{one.chinese}\t{one.english}\tours: {one.row.en}\t{one.row.note or 'NO NOTE'}"
            report.lines.append(f"{title}\t{one.row.place}\t{said}")
    report.figures[f"{title} compared"] = len(compared)
    report.figures[title] = sum(one.agrees for one in compared) / max(1, len(compared))
    report.figures[f"{title} preferred"] = sum(one.preferred for one in compared) / max(1, len(compared))


def write_checked(rows: Iterable[Row], confirmed: dict[str, set[str]]) -> None:
    """Set the column checked of every row to the references that confirm it."""
    files: dict[Path, list[Row]] = defaultdict(list)
    for row in rows:
        references = " ".join(name for name in REFERENCES if name in confirmed.get(row.id, ()))
        files[row.path].append(replace(row, checked=references))
    for path, held in files.items():
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([COLUMNS, *(row.cells.values() for row in held)])
        with replace_file(path) as file:
            file.write(text.getvalue().encode("utf-8"))


def main(arguments: list[str]) -> int:
    """Print the report; 1 where a target is missed."""
    rows, report = read_rows(), Report([], {}, defaultdict(set))
    for part in (report_lines, report_states, report_goals, report_subjects):
        part(rows, report)
    print(*report.lines, sep="\n")
    print(*(f"{name}: {figure:.3f}".replace(".000", "") for name, figure in report.figures.items()), sep="\n")
    if "--write" in arguments:
        write_checked(rows, report.confirmed)
    missed = [name for name, target in TARGETS.items() if report.figures[name] < target]
    print(f"{len(rows)} rows, {len(report.confirmed)} confirmed; targets missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
