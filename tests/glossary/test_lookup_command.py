"""``glossary lookup``: what it prints, where, and with which exit status."""

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

from align.mapping import COLUMNS as MAPPING_COLUMNS
from align.mapping import Mapping, parse_concepts
from extract.error import GlossaryError
from glossary.command.lookup import lookup
from glossary.display import COLUMNS, draw_hit
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.lookup import Hit, Match
from glossary.shipped import open_shipped
from glossary.termbase import build_termbase, open_termbase

LONG = "联合国教育、科学及文化组织保护世界文化和自然遗产政府间委员会特别会议"
HEADER = "\t".join(COLUMNS) + "\n"
PROGRAM = "from glossary.command.lookup import lookup; lookup()"


def make_entry(id_: str, zh: str, en: str, short: str, note: str = "") -> ConceptEntry:
    """An entry with an acronym, a former name and evidence."""
    seen = (Provenance("A/75/1", "para. 31", 12),)
    chinese = (
        TermSection(zh, status=Status.PREFERRED, provenance=seen),
        TermSection("药管署", status=Status.SUPERSEDED),
    )
    english = (TermSection(en, status=Status.PREFERRED), TermSection(short, TermType.ACRONYM))
    languages = (LanguageSection("zh-Hans", chinese), LanguageSection("en", english))
    return ConceptEntry(id_, "body", "drugs", languages, Reliability.CHECKED, "UNTERM", "undev", note)


@pytest.fixture
def termbase(tmp_path: Path) -> Path:
    """A termbase of two entries."""
    path = tmp_path / "a.db"
    office = make_entry("unodc", "毒品和犯罪问题办公室", "Office on Drugs and Crime", "UNODC", "[bold]\x1b[31m")
    build_termbase([office, make_entry("long", LONG, "Intergovernmental Committee", "WHC")], path)
    return path


def run(*arguments: str | Path, text: str | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(lookup, [str(a) for a in arguments], input=text, catch_exceptions=False)


def test_a_pipe_gets_tab_separated_lines_under_a_header(termbase: Path) -> None:
    """Query, rank, both names, short form, id, reason: nothing else on stdout, exit 0."""
    result = run("--termbase", termbase, "unodc")
    row = "unodc\t1\t毒品和犯罪问题办公室\tOffice on Drugs and Crime\tUNODC\tunodc\texact\n"
    assert (result.stdout, result.stderr, result.exit_code) == (HEADER + row, "", 0)


def test_nothing_found_is_exit_1_and_an_empty_stdout(termbase: Path) -> None:
    """The query is named on stderr, in TSV and in JSON alike."""
    for options in ([], ["--json"]):
        result = run("--termbase", termbase, *options, "没有")
        assert (result.stdout, result.stderr, result.exit_code) == ("", "not found: 没有\n", 1)


def test_several_queries_share_one_header(termbase: Path) -> None:
    """Found ones come in order, the others are named on stderr, and one that is found makes exit 0."""
    result = run("--termbase", termbase, "没有", "whc", "unodc")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["query", "whc", "unodc"]
    assert (result.stderr, result.exit_code) == ("not found: 没有\n", 0)


def test_a_dash_reads_a_query_a_line(termbase: Path) -> None:
    """Standard input is UTF-8, with or without BOM; blank lines ask nothing."""
    result = run("--termbase", termbase, "-", text="\ufeff毒品\n\n  whc  \r\n")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["query", "毒品", "whc"]


def test_the_limit_is_kept(termbase: Path) -> None:
    """药管署 is a former name of both entries: --limit 1 gives one."""
    assert len(run("--termbase", termbase, "药管署").stdout.splitlines()) == 3
    assert len(run("--termbase", termbase, "--limit", "1", "药管署").stdout.splitlines()) == 2


def test_json_holds_the_whole_entry(termbase: Path) -> None:
    """A version, the query, why it was found, and every field of the entry; Traditional is marked as converted."""
    answer = json.loads(run("--termbase", termbase, "--json", "毒品").stdout)
    (hit,) = answer["results"][0]["hits"]
    assert (answer["version"], answer["results"][0]["query"]) == (1, "毒品")
    assert (hit["rank"], hit["matched"], hit["term"]) == (1, "prefix", "毒品和犯罪问题办公室")
    assert hit["traditional"] == {"text": "毒品和犯罪問題辦公室", "converted": True}
    assert (hit["entry"]["checked"], hit["entry"]["reliability"]) == ("undev", "checked")
    chinese = hit["entry"]["languages"][0]["terms"]
    assert chinese[0]["provenance"] == [{"document": "A/75/1", "label": "para. 31", "count": 12}]
    assert chinese[1]["status"] == "supersededTerm-admn-sts"


@pytest.mark.parametrize("arguments", [[], [""], ["--limit", "0", "x"], ["--unknown", "x"]])
def test_misuse_is_exit_2(arguments: list[str]) -> None:
    """No query, an empty one, a limit of nothing, an unknown option: usage on stderr, nothing on stdout."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_bad_termbase_is_an_error_that_names_it(tmp_path: Path) -> None:
    """The error is the one that the command line prints in one line."""
    (tmp_path / "a.db").write_text("no")
    with pytest.raises(GlossaryError, match=r"a\.db: not a termbase"):
        run("--termbase", tmp_path / "a.db", "x")


def run_program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)


def test_a_pipe_is_utf8_whatever_the_console_says(termbase: Path) -> None:
    """On a console in ASCII or GBK the bytes are the same, lines end in a bare line feed."""
    wanted = "毒品\t1\t毒品和犯罪问题办公室\t".encode()
    for encoding in ("ascii", "gbk"):
        done = run_program("--termbase", termbase, "毒品", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert wanted in done.stdout
        assert b"\r" not in done.stdout


HEAVY = {"pypinyin", "polars", "jieba", "rjieba", "spacy", "lxml", "rich", "opencc", "numpy", "align.mapping"}


def test_lookup_imports_nothing_heavy(termbase: Path) -> None:
    """pypinyin takes 0.2 s to import, polars 0.13, jieba 0.7: an answer needs none of them."""
    arguments = ["--termbase", str(termbase), "聯合國教育", "dupin"]
    report = f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    program = f"import atexit, sys\natexit.register(lambda: {report})\nsys.argv[1:] = {arguments!r}\n{PROGRAM}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"[]\n")
    assert LONG.encode() in done.stdout


def test_the_shipped_mapping_is_compiled_once(tmp_path: Path) -> None:
    """The first lookup leaves one termbase in the user's cache, the second reads that very file."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    assert "秘书长".encode() in run_program("秘书长", **home).stdout
    (cached,) = tmp_path.rglob("*.db")
    before = cached.stat()
    assert run_program("秘书长", **home).returncode == 0
    assert (cached.stat().st_ino, cached.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


ROWS = f"{','.join(MAPPING_COLUMNS)}\nsg,role,united-nations,秘书长,,Secretary-General,,,UNTERM,,\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mapping of one row, and a cache folder that is not there yet."""
    concepts = Mapping(tuple(parse_concepts(ROWS, Path("roles.csv"))))
    monkeypatch.setattr("align.mapping.read_mapping", lambda: concepts)
    monkeypatch.setattr("glossary.shipped._find_cache", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_a_damaged_cache_is_made_again(cache: Path) -> None:
    """A cached file that a full disk cut is replaced, not complained about."""
    open_shipped().close()
    (cached,) = cache.iterdir()
    whole = cached.read_bytes()
    cached.write_bytes(whole[:5000])
    with open_shipped() as termbase:
        assert termbase.find("秘书长")
    assert cached.read_bytes() == whole


def test_first_lookups_at_once_all_answer(cache: Path) -> None:
    """Each compiles for itself and puts a whole file in place: one file stays, no draft."""

    def ask(_: int) -> str:
        with open_shipped() as termbase:
            return termbase.find("秘书长")[0].entry.id

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(24))) == {"sg"}
    assert [path.suffix for path in cache.iterdir()] == [".db"]


def test_a_cache_that_cannot_be_written_is_done_without(cache: Path) -> None:
    """Where a file stands in its place, or the home is read-only, the answer comes from memory."""
    cache.write_text("in the way")
    with open_shipped() as termbase:
        assert termbase.path is None
        assert termbase.find("秘书长")[0].entry.id == "sg"


def draw_on_terminal(termbase: Path, query: str, columns: int) -> str:
    """What the command draws on a terminal of that width."""
    pty = pytest.importorskip("pty")
    program = f"import sys; sys.argv[1:] = ['--termbase', {str(termbase)!r}, {query!r}]; {PROGRAM}"
    command = [sys.executable, "-c", program]
    screen, terminal = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "LINES": "24", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        drawn = b""
        while piece := _read_screen(screen):
            drawn += piece
        assert process.wait() == 0
    os.close(screen)
    return drawn.decode("utf-8")


def _read_screen(screen: int) -> bytes:
    try:
        return os.read(screen, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


PARTS = (
    "毒品和犯罪问题办公室", "毒品和犯罪問題辦公室 (converted)", "dú pǐn hé fàn zuì", "Office on Drugs and Crime",
    "UNODC (acronym)", "药管署 (full form, superseded)", "A/75/1, para. 31: 12 times", "body · drugs",
    "UNTERM · checked · undev", "[bold][31m", "exact: UNODC",
)  # fmt: skip


def test_a_terminal_gets_the_entry_with_its_evidence(termbase: Path) -> None:
    """Both languages, what the other forms are, kind, source, evidence; a name's markup and escapes do nothing."""
    drawn = draw_on_terminal(termbase, "unodc", 100)
    for part in PARTS:
        assert part in drawn
    assert "\x1b" not in drawn


def test_a_strangers_termbase_does_not_drive_the_terminal(termbase: Path) -> None:
    """Escape sequences and line breaks that somebody put into a termbase come out as plain text on one line."""
    with sqlite3.connect(termbase) as connection:
        connection.execute("UPDATE term SET term = term || char(27) || '[2J' || char(10) || char(9)")
    connection.close()
    assert "\x1b" not in draw_on_terminal(termbase, "unodc", 100)
    (_, row) = run("--termbase", termbase, "unodc").stdout.splitlines()
    assert row.split("\t")[2:5] == ["毒品和犯罪问题办公室[2J", "Office on Drugs and Crime[2J", "UNODC[2J"]


@pytest.mark.parametrize("columns", [20, 33, 60])
def test_a_narrow_terminal_folds_chinese_and_cuts_nothing(columns: int, termbase: Path) -> None:
    """Every character of a long name is there, in order, over as many lines as it takes, none wider than the screen."""
    screen = StringIO()
    with open_termbase(termbase) as base:
        Console(file=screen, width=columns, highlight=False).print(draw_hit(base.find("WHC")[0]))
    lines = screen.getvalue().splitlines()
    assert LONG in "".join(line[13:].strip() for line in lines)
    assert max(map(cell_len, lines)) <= columns


def test_a_shared_form_is_marked_on_the_screen() -> None:
    """办公室 found at one of its owners says that it is not its alone."""
    office = TermSection("办公室", TermType.SHORT_FORM, provenance=(Provenance("A/75/1", "", 1),), shared=True)
    entry = ConceptEntry("x", "body", "", (LanguageSection("zh-Hans", (office,)),), Reliability.CURATED)
    screen = StringIO()
    Console(file=screen, width=80).print(draw_hit(Hit(entry, Match.EXACT, "办公室")))
    assert "办公室 (short form, shared by several concepts)" in screen.getvalue()
    assert "A/75/1: once" in screen.getvalue()
