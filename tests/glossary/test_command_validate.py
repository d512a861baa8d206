"""glossary validate: faults on stdout, exits, repairs."""

from pathlib import Path

from align.mapping import COLUMNS, shipped_files

HEADER = ",".join(COLUMNS)
UNODC = "unodc,body,drugs,联合国毒品和犯罪问题办公室,short:毒罪办,Office on Drugs and Crime,acronym:UNODC,,,,"
OIOS = "oios,body,drugs,内部监督事务厅,short:监督厅,Office of Internal Oversight Services,,,,,"


def write(folder: Path, *rows: str, file: str = "own.csv") -> Path:
    """A mapping's file."""
    path = folder / file
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_shipped_mapping_is_clean(run) -> None:
    """Without a FILE it checks what is shipped: no line of data, exit 0."""
    ran = run("validate")
    assert (ran.status, ran.out) == (0, "")
    assert ran.lines == [f"0 faults in {len(shipped_files())} files"]


def test_each_fault_is_a_line_on_stdout(run, tmp_path: Path) -> None:
    """file:line, code, message; exit 1."""
    path = write(tmp_path, OIOS, UNODC.replace("body", "organ"))
    ran = run("validate", path)
    assert (ran.status, ran.out) == (1, f"{path}:3: M005 unknown kind 'organ'\n")
    assert ran.lines == ["1 faults in 1 files"]


def test_several_files_are_one_mapping(run, tmp_path: Path) -> None:
    """An id in two of them is a fault of the second; --mapping names a file like any other."""
    one, two = write(tmp_path, UNODC, file="a.csv"), write(tmp_path, UNODC, file="b.csv")
    assert run("validate", one, one).status == 0
    for arguments in ((one, two), (one, "--mapping", two)):
        ran = run("validate", *arguments)
        assert ran.status == 1
        assert f"{two}:2: M018 id unodc stands in a.csv:2 too" in ran.out


def test_what_cannot_be_read_is_misuse(run, tmp_path: Path) -> None:
    """A missing file, and one that is no CSV: one line on stderr, exit 2."""
    ran = run("validate", tmp_path / "none.csv")
    assert (ran.status, ran.out) == (2, "")
    assert ran.lines == [f"glossary: {tmp_path / 'none.csv'}: cannot read the mapping: No such file or directory"]
    ran = run("validate", write(tmp_path, '"unodc'))
    assert (ran.status, "not CSV" in ran.err) == (2, True)


def test_fix_repairs_what_needs_it(run, tmp_path: Path) -> None:
    """Order and blanks; the file is named on stderr, and clean after it."""
    path = write(tmp_path, UNODC, OIOS.replace("short:监督厅", "short: 监督厅"))
    ran = run("validate", path, "--fix")
    assert (ran.status, ran.lines) == (0, [f"repaired {path}", "0 faults in 1 files"])
    assert path.read_text(encoding="utf-8").splitlines() == [HEADER, OIOS, UNODC]
    before = path.stat().st_mtime_ns
    assert run("validate", path, "--fix").lines == ["0 faults in 1 files"]
    assert path.stat().st_mtime_ns == before


def test_fix_leaves_to_a_person_what_it_cannot_know(run, tmp_path: Path) -> None:
    """An unknown kind stays, and is said."""
    path = write(tmp_path, UNODC.replace("body", "organ"))
    ran = run("validate", path, "--fix")
    assert (ran.status, "M005" in ran.out) == (1, True)


def test_fix_touches_nothing_where_a_file_cannot_be_read(run, tmp_path: Path) -> None:
    """All files are read before the first is written."""
    path = write(tmp_path, UNODC, OIOS)
    before = path.read_bytes()
    assert run("validate", path, tmp_path / "none.csv", "--fix").status == 2
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.csv"]


def test_the_help_says_how_it_ends(run) -> None:
    """An example, and the exit status."""
    ran = run("validate", "--help")
    assert "Example: glossary validate " in ran.out
    assert "Exit status" in " ".join(ran.out.split())
