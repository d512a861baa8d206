"""CSV: what a spreadsheet opens, and what comes back from it."""

import csv
from pathlib import Path

import pytest

from extract.error import GlossaryError
from glossary.entry import ConceptEntry, LanguageSection, Reliability, Status, TermSection, TermType
from glossary.exchange.csv import HEADER, read_csv, write_csv


def make_entry(*chinese: str, en: str = "Yes", note: str = "") -> ConceptEntry:
    """An entry with these Chinese designations, preferred first."""
    terms = tuple(TermSection(zh, status=Status.ADMITTED if n else Status.PREFERRED) for n, zh in enumerate(chinese))
    english = (TermSection(en, TermType.FULL_FORM, Status.PREFERRED),)
    languages = (LanguageSection("zh-Hans", terms), LanguageSection("en", english))
    return ConceptEntry("x", "body", "drugs", languages, Reliability.CURATED, note=note)


def test_the_file_is_what_excel_opens(tmp_path: Path) -> None:
    """BOM, CRLF, language columns first, and no column that translate-toolkit takes for the term."""
    write_csv([make_entry("儿基会", "儿童基金会")], tmp_path / "a.csv")
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfzh-Hans,en,concept,")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert not {"source", "target", "id", "context"} & set(HEADER)


def test_synonyms_stand_in_one_cell(tmp_path: Path) -> None:
    """One concept a row, designations joined by a bar; a bar in a name is escaped."""
    write_csv([make_entry("儿基会", "是|否", "C:\\")], tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["zh-Hans"] for row in rows] == ["儿基会|是\\|否|C:\\\\"]
    assert [row["subject"] for row in rows] == ["Drugs"]


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(1)", "'=1", "''+1", "＝1"])
def test_a_formula_is_neutralised_and_comes_back(name: str, tmp_path: Path) -> None:
    """No cell begins with a sign that a spreadsheet runs, and reading gives the name as it was."""
    entry = make_entry(name, en=name, note=name)
    write_csv([entry], tmp_path / "a.csv")
    (_, row) = csv.reader((tmp_path / "a.csv").open(encoding="utf-8-sig", newline=""))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "＝"))]
    assert list(read_csv(tmp_path / "a.csv")) == [entry]


def test_an_apostrophe_that_guards_nothing_stays(tmp_path: Path) -> None:
    """'Ata'itai is a name, not a guarded cell."""
    write_csv([make_entry("甲", en="'Ata'itai")], tmp_path / "a.csv")
    assert "\n甲,'Ata'itai," in (tmp_path / "a.csv").read_text(encoding="utf-8-sig").replace("\r", "")


GOOD = "甲,A,x,body,Drugs,curated,,,,fullForm,fullForm"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", r"a\.csv:1: no column 'zh-Hans'; there are: none"),
        ("zh,en\n甲,A\n", r"a\.csv:1: no column 'zh-Hans'; there are: zh, en"),
        (f"{','.join(HEADER)}\n{GOOD}\n甲,A\n", r"a\.csv:3: 2 cells, not 11"),
        (f"{','.join(HEADER)}\n{GOOD.replace('curated', 'sure')}\n", r"a\.csv:2: 'sure'"),
        (f"{','.join(HEADER)}\n{GOOD}|acronym\n", r"a\.csv:2: 1 designations in 'en', but 2 types"),
        (f'{",".join(HEADER)}\n{GOOD}\n"甲\n', r"a\.csv:3: .*end of data"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_cause(text: str, cause: str, tmp_path: Path) -> None:
    """A missing column, a short row, an unknown value, an open quote: one error with file and line."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(GlossaryError, match=cause):
        list(read_csv(tmp_path / "a.csv"))


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """Saved from a Chinese Excel as GB18030: an error says so, instead of wrong names."""
    (tmp_path / "a.csv").write_bytes(f"{','.join(HEADER)}\r\n{GOOD}\r\n".encode("gb18030"))
    with pytest.raises(GlossaryError, match=r"a\.csv:\d: not UTF-8"):
        list(read_csv(tmp_path / "a.csv"))
