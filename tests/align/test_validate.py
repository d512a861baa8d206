"""Each check of the mapping finds what it is for, and nothing else does; a repair leaves nothing to repair."""

from pathlib import Path

import pytest

import align.validate
from align.mapping import COLUMNS, find_fault, parse_concepts
from align.validate import ALL_CHECKS, FILE_CHECKS, ROW_CHECKS, Fault, find_faults, repair_text
from extract.error import GlossaryError

HEADER = ",".join(COLUMNS)
UNODC = (
    "unodc,body,drugs,联合国毒品和犯罪问题办公室,short:毒罪办,Office on Drugs and Crime,acronym:UNODC,,UNTERM,undev,x"
)
OIOS = "oios,body,drugs,内部监督事务厅,short:监督厅,Office of Internal Oversight Services,,,UNTERM,,"
EVERY = {"M001", *ROW_CHECKS, *FILE_CHECKS, *ALL_CHECKS}

# code → (column, bad cell, message): the row is right but for that
BAD_CELLS = {
    "M002": ("note", "cafe\u0301", "note is not NFC: 'cafe\u0301'"),
    "M003": ("source", "UN  documents", "source has blanks too many, or others than U+0020: 'UN  documents'"),
    "M004": ("id", "UNODC", "the id is not kebab-case: 'UNODC'"),
    "M005": ("kind", "organ", "unknown kind 'organ'"),
    "M006": ("subject", "crimes", "unknown subject 'crimes'"),
    "M007": ("status", "old", "unknown status 'old'"),
    "M008": ("zh", "", "zh: '毒罪办' has no full form"),
    "M009": ("zh_forms", "abbr:毒罪办", "not kind:form: 'abbr:毒罪办'"),
    "M010": ("zh_forms", "short:毒罪办|variant:毒罪办", "the form stands twice: 毒罪办"),
    "M011": ("en_forms", "short:毒罪办", "Chinese in an English column: '毒罪办'"),
    "M012": ("zh_forms", "short:UNODC", "no Chinese in a Chinese column: 'UNODC' (an acronym?)"),
    "M013": ("zh", "联合国(毒品)办公室", "half-width punctuation: 联合国(毒品)办公室"),
    "M014": ("checked", "subjects undev", "checked is not of undev states sdg subjects: 'subjects undev'"),
}


def write(folder: Path, *rows: str, file: str = "own.csv", header: str = HEADER) -> Path:
    """A mapping's file."""
    path = folder / file
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def replace_cell(row: str, column: str, text: str) -> str:
    """A row with another cell; the rows here hold no comma."""
    return ",".join((dict(zip(COLUMNS, row.split(","), strict=True)) | {column: text}).values())


def test_rows_that_are_right_have_no_fault(tmp_path: Path) -> None:
    """Two rows in order, with forms of their own."""
    assert find_faults([write(tmp_path, OIOS, UNODC)]) == []


@pytest.mark.parametrize("code", BAD_CELLS)
def test_a_bad_cell_has_one_code(tmp_path: Path, code: str) -> None:
    """The fault names file and line; no other check finds it too."""
    column, cell, message = BAD_CELLS[code]
    path = write(tmp_path, OIOS, replace_cell(UNODC, column, cell))
    # UNODC would also stand before oios: there the bad row is alone.
    path = write(tmp_path, replace_cell(UNODC, column, cell)) if column == "id" else path
    faults = find_faults([path])
    assert [str(fault) for fault in faults] == [f"{path}:{2 if column == 'id' else 3}: {code} {message}"]


@pytest.mark.parametrize(
    ("code", "rows", "line"),
    [
        ("M001", (UNODC.rsplit(",", 1)[0],), 2),
        ("M015", (UNODC, OIOS), 3),
        ("M018", (UNODC, OIOS.replace("oios", "unodc")), 3),
        ("M019", (OIOS.replace("内部监督事务厅", "毒罪办"), UNODC), 3),
    ],
)
def test_what_is_wrong_between_rows_has_one_code(tmp_path: Path, code: str, rows: tuple[str, ...], line: int) -> None:
    """Ten columns, rows out of order, an id twice, a designation in two concepts."""
    faults = find_faults([write(tmp_path, *rows)])
    assert [(fault.code, fault.line) for fault in faults] == [(code, line)]


@pytest.mark.parametrize(("code", "column", "cell"), [("M016", "subject", "crime"), ("M017", "source", "")])
def test_shipped_files_hold_one_subject_and_name_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, column: str, cell: str
) -> None:
    """drugs.csv and unsure-drugs.csv hold drugs, each row with its source; a user's own file need not."""
    row = replace_cell(UNODC, column, cell)
    paths = [write(tmp_path, row, file="drugs.csv"), write(tmp_path, OIOS, file="unsure-drugs.csv")]
    assert find_faults(paths) == []
    monkeypatch.setattr(align.validate, "shipped_files", lambda: paths)
    assert [(fault.path, fault.code) for fault in find_faults(paths)] == [(paths[0], code)]


def test_another_header_is_a_fault_of_the_file(tmp_path: Path) -> None:
    """Rows under it are not judged: their cells have no known meaning."""
    path = write(tmp_path, "x,y", header="zh,en")
    assert [(fault.code, fault.line) for fault in find_faults([path])] == [("M001", 1)]


def test_every_code_has_a_test_and_is_said_by_its_check() -> None:
    """Codes are without gap; each check's docstring begins with its code."""
    assert {f"M{number:03}" for number in range(1, len(EVERY) + 1)} == EVERY
    assert set(BAD_CELLS) == set(ROW_CHECKS)
    for code, check in {**ROW_CHECKS, **FILE_CHECKS, **ALL_CHECKS}.items():
        assert (check.__doc__ or "").startswith(f"{code}: ")


def test_what_reading_refuses_has_a_code() -> None:
    """No row is refused that validation would call clean."""
    for code, (column, cell, _) in BAD_CELLS.items():
        refused = bool(find_fault(replace_cell(UNODC, column, cell).split(",")))
        assert refused == (code not in {"M012", "M013", "M014"})


@pytest.mark.parametrize(
    "name", ["goAML软件", "全球SMART方案", "S国", "I-24/7全球警用通信系统", "1,4-丁二醇", "TreatNet家庭"]
)
def test_names_keep_their_latin_letters(tmp_path: Path, name: str) -> None:
    """Latin names, single letters and the commas of chemistry belong to Chinese names."""
    assert find_faults([write(tmp_path, UNODC.replace("short:毒罪办", f'"short:{name}"').replace('""', '"'))]) == []


@pytest.mark.parametrize("name", ["打击drug贩运", "毒罪办Office"])
def test_english_words_do_not(tmp_path: Path, name: str) -> None:
    """A plain English word in a Chinese name was left untranslated."""
    assert [fault.code for fault in find_faults([write(tmp_path, UNODC.replace("毒罪办", name))])] == ["M012"]


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"), [("shared", "shared", 0), ("former", "shared", 0), ("short", "shared", 1)]
)
def test_a_designation_may_be_shared_if_all_share_it(tmp_path: Path, mine: str, theirs: str, clash: int) -> None:
    """办公室 marked shared in one row and short in another is a clash, in two files too."""
    one = write(tmp_path, OIOS.replace("short:监督厅", f"{mine}:办公室"), file="a.csv")
    two = write(tmp_path, UNODC.replace("short:毒罪办", f"{theirs}:办公室"), file="b.csv")
    assert [fault.code for fault in find_faults([one, two])] == ["M019"] * clash


def test_faults_come_by_file_line_and_code(tmp_path: Path) -> None:
    """In the order in which the files were given."""
    bad = replace_cell(replace_cell(UNODC, "kind", "organ"), "status", "old")
    paths = [
        write(tmp_path, OIOS, bad, file="b.csv"),
        write(tmp_path, bad.replace("unodc", "x").replace("毒", "独"), file="a.csv"),
    ]
    found = [(fault.path.name, fault.line, fault.code) for fault in find_faults(paths)]
    assert found == [("b.csv", 3, "M005"), ("b.csv", 3, "M007"), ("a.csv", 2, "M005"), ("a.csv", 2, "M007")]


def test_a_fault_is_one_line() -> None:
    """file:line: code message, as editors jump to it."""
    assert str(Fault(Path("un/a.csv"), 3, "M005", "unknown kind ''")) == "un/a.csv:3: M005 unknown kind ''"


UNTIDY = (
    UNODC.replace("x", "cafe\u0301").replace("UNTERM", " UN \u00a0documents "),
    OIOS.replace("short:监督厅", "short: 监督厅|variant:监督厅|short:内部监督事务厅|"),
)


def test_a_repair_puts_order_unicode_blanks_and_repeats_right(tmp_path: Path) -> None:
    """What was wrong is right, nothing else has changed, and the mapping is clean."""
    path = write(tmp_path, *UNTIDY)
    assert {fault.code for fault in find_faults([path])} == {"M002", "M003", "M010", "M015"}
    repaired = repair_text(path.read_text(encoding="utf-8"), path)
    assert repaired.splitlines() == [HEADER, OIOS, UNODC.replace("x", "café").replace("UNTERM", "UN documents")]
    path.write_text(repaired, encoding="utf-8")
    assert find_faults([path]) == []


def test_a_second_repair_finds_nothing_to_do() -> None:
    """The repaired text is its own repair, and reads like any mapping."""
    once = repair_text("\n".join((HEADER, *UNTIDY)) + "\n", Path("own.csv"))
    assert repair_text(once, Path("own.csv")) == once
    assert [concept.id for concept in parse_concepts(once, Path("own.csv"))] == ["oios", "unodc"]


def test_a_repair_keeps_what_it_cannot_judge() -> None:
    """Quoted commas, rows of another width and files under another header come through."""
    quoted = 'a,body,drugs,名,,"Crime, Drugs",,,UNTERM,,"x ""y"""'
    text = "\n".join((HEADER, quoted, "b,too,short")) + "\n"
    assert repair_text(text, Path("own.csv")) == text
    assert repair_text("zh,en\nb ,c\na,c\n", Path("own.csv")) == "zh,en\nb ,c\na,c\n"


def test_a_text_that_is_no_csv_is_refused(tmp_path: Path) -> None:
    """A quote that never ends may hide rows: nothing is repaired, nothing is called clean."""
    path = write(tmp_path, '"unodc')
    for judge in (lambda: find_faults([path]), lambda: repair_text(path.read_text(encoding="utf-8"), path)):
        with pytest.raises(GlossaryError, match=r"own\.csv:2: not CSV"):
            judge()
