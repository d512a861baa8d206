"""The command as a whole: help, suggestions, encodings, how it ends."""

import importlib
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from extract.error import GlossaryError
from glossary.command import COMMANDS, group, main

TEXT = "1. 联合国毒品和犯罪问题办公室（毒品办）协助会员国加强能力建设工作。\n"


def test_help_shows_every_command_with_a_whole_sentence(run) -> None:
    """Each command has its line, none of them cut, and the help ends with an example."""
    ran = run("--help")
    assert ran.status == 0
    assert "Example: glossary build" in ran.out
    lines = {words[0]: words[-1] for line in ran.out.splitlines() if (words := line.split())}
    assert set(COMMANDS) <= set(lines)
    assert [name for name in ("build", "extract") if lines[name].endswith("...")] == []


@pytest.mark.parametrize("name", ["build", "extract"])
def test_each_help_has_an_example_and_says_how_it_ends(run, name: str) -> None:
    """Options with their defaults, the exit status, an example that begins with the command."""
    ran = run(name, "--help")
    assert ran.status == 0
    assert f"Example: glossary {name} " in ran.out
    assert "Exit status" in " ".join(ran.out.split())
    assert all(option in ran.out for option in ("--output", "[default: out]", "--symbol", "--mapping"))
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_version_is_the_distributions(run) -> None:
    """glossary --version names the program and its version."""
    assert run("--version").out.startswith("glossary, version ")


def test_no_command_at_all_shows_the_help_and_is_misuse(run) -> None:
    """Data goes to stdout: help that nobody asked for does not."""
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: glossary" in ran.err


@pytest.mark.parametrize(
    ("typed", "hint"), [("buidl", "Did you mean 'build'?"), ("lokup", "Did you mean 'lookup'?"), ("xyz", "")]
)
def test_an_unknown_command_suggests_the_nearest(run, typed: str, hint: str) -> None:
    """A slip of the fingers gets the right name; what resembles none gets none."""
    ran = run(typed)
    assert ran.status == 2
    assert f"No such command '{typed}'" in ran.err
    assert ("Did you mean" in ran.err, hint in ran.err) == (bool(hint), True)


def test_an_unknown_option_is_misuse(run) -> None:
    """With the usage, the option's name, and no traceback."""
    ran = run("build", "--symbl", "A/1/2")
    assert ran.status == 2
    assert "No such option" in ran.err
    assert "--symbl" in ran.err


def test_every_command_is_there() -> None:
    """The table of commands and the modules agree: one file per command, of the same name."""
    context = click.Context(group)
    assert group.list_commands(context) == list(COMMANDS)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is getattr(importlib.import_module(f"glossary.command.{name}"), name)
    assert group.get_command(context, "no-such") is None


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (GlossaryError("no column 'zh'", Path("un.csv"), 1), 2, "glossary: un.csv:1: no column 'zh'\n"),
        (KeyboardInterrupt(), 130, "glossary: stopped; files that stood before stand unchanged\n"),
        (click.Abort(), 130, "glossary: stopped; files that stood before stand unchanged\n"),
    ],
)
def test_every_end_is_one_line(run, monkeypatch, error: BaseException, status: int, line: str) -> None:
    """An error of the input and Ctrl-C are told in one line each, with their status."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(group, "main", fail)
    ran = run("build")
    assert (ran.status, ran.out, ran.err) == (status, "", line)


def test_a_reader_that_has_enough_is_no_failure(monkeypatch) -> None:
    """glossary … | head ends with 0."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(group, "main", fail)
    monkeypatch.setattr(sys, "stderr", open(sys.stderr.fileno(), "w", closefd=False))  # noqa: SIM115
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        main()
    signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 0


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"PYTHONIOENCODING": "cp936"}, "缺.txt: "),
        # Here even the arguments are not read as UTF-8: the name is told as well as can be.
        ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ".txt: "),
        ({"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, "缺.txt: "),
    ],
    ids=["cp936", "C", "ascii"],
)
def test_what_it_says_and_writes_is_utf8_everywhere(
    spawn, tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    """A Chinese Windows console or a bare locale changes neither stderr nor a file; fixture spawn decodes as UTF-8."""
    document = tmp_path / "report.txt"
    document.write_text(TEXT, encoding="utf-8")
    ran = spawn("build", document, tmp_path / "缺.txt", "-o", tmp_path / "out", environment=environment)
    assert ran.status == 2
    assert f"{named}cannot be read: no such file" in ran.err
    rows = (tmp_path / "out" / "glossary.csv").read_bytes().decode("utf-8-sig")
    assert "毒品办" in rows
    assert "毒品办" in (tmp_path / "out" / "glossary.tbx").read_bytes().decode("utf-8")
    assert "Traceback" not in ran.err


def test_the_installed_program_is_this_command() -> None:
    """The script beside this interpreter runs main, where it is installed."""
    program = Path(sys.executable).with_name("glossary")
    if not program.exists():
        pytest.skip("the glossary script is not installed beside this interpreter")
    ended = subprocess.run([program, "--version"], capture_output=True, check=True)
    assert ended.stdout.startswith(b"glossary, version ")
