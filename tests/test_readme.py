"""The README: what it shows is what happens, and what it names is there."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from glossary.command import COMMANDS, group

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = ("extract", "align", "glossary")


def find_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def find_session() -> list[tuple[str, str]]:
    """The commands of the console block with the output that follows each."""
    (block,) = find_blocks("console")
    parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", "the console block opens with output"
    return list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("session")


def run_line(line: str, folder: Path) -> str:
    """What a command prints, stdout and stderr, with the environment's own ``glossary`` and an empty cache."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    home = {"XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache"), "HOME": str(folder)}
    program, *arguments = shlex.split(line)
    found = shutil.which(program, path=path)
    assert found, f"no {program} beside {sys.executable}"
    ended = subprocess.run(
        [found, *arguments],
        cwd=folder,
        env=os.environ | home | {"PATH": path, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stdout.decode("utf-8")
    return ended.stdout.decode("utf-8").replace("\r\n", "\n")


def test_the_commands_print_what_the_readme_shows(folder):
    """In order, in a folder of their own, each line of stdout and stderr as printed."""
    shown = find_session()
    assert {shlex.split(line)[:2][1] for line, _ in shown} >= {"build", "lookup"}
    assert [(line, run_line(line, folder)) for line, _ in shown] == shown


def test_the_python_example_runs():
    """Every python block is a doctest, and there is one with results to compare."""
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    blocks = find_blocks("python")
    assert any(example.want for block in blocks for example in parser.get_examples(block))
    messages: list[str] = []
    for number, block in enumerate(blocks):
        runner.run(parser.get_doctest(block, {}, f"README block {number}", "README.md", 0), out=messages.append)
    assert not runner.failures, "".join(messages)


def find_commands() -> list[str]:
    """All that the README says in code beginning with ``glossary``, and the lines of the console block."""
    spans = re.findall(r"`(glossary [^`]+)`", README)
    return [*spans, *(line for line, _ in find_session())]


@pytest.mark.parametrize("line", find_commands())
def test_each_command_named_is_there_with_its_options(line):
    """The command is one of those that there are, and knows each option that is shown with it."""
    _, name, *arguments = shlex.split(line)
    assert name in COMMANDS
    command = group.get_command(click.Context(group), name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {argument for argument in arguments if argument.startswith("-")} <= known


def test_each_command_there_is_named():
    """A command that the README does not show nobody finds."""
    assert {shlex.split(line)[1] for line in find_commands()} == set(COMMANDS)


def test_each_option_named_is_one_of_a_command():
    """``--termbase``, ``--json``, ``--mapping``: wherever they stand."""
    known = set()
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        known |= {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


def test_each_make_target_named_is_in_the_makefile():
    """``make score`` and the others."""
    named = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {one or other for one, other in named} <= targets
    assert named


def find_map() -> str:
    """The indented block of "What is where"."""
    match = re.search(r"^## What is where\n\n((?:(?:    .*)?\n)+)", README, re.MULTILINE)
    assert match, "no map"
    return match[1]


def read_map() -> Iterator[tuple[str, str]]:
    """Each file or folder that the map names, with the top folder that it stands under."""
    top = ""
    for line in find_map().splitlines():
        opened = re.match(r"    (\w+)/", line)
        top = opened[1] if opened else top
        for name in re.findall(r"[\w*/-]+\.(?:py|json|csv)\b|\b\w+/(?=[\s;),])", line):
            yield top, name


def stands(top: str, name: str) -> bool:
    """Whether a name of the map is there: as such, below its top folder, or further below."""
    places = [ROOT / name, *(ROOT / top).glob(name), *(ROOT / top).glob(f"*/{name}")]
    return any(place.exists() for place in places)


def test_the_map_names_only_what_there_is():
    """No file or folder that has gone."""
    named = list(read_map())
    assert len(named) > 20
    assert [(top, name) for top, name in named if not stands(top, name)] == []


def list_modules() -> list[str]:
    """The modules of the packages; those in a folder that has one per format or command stand for themselves."""
    paths = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).glob("*.py"))
    return sorted(path.as_posix() for path in paths if path.name != "__init__.py")


def test_the_map_names_each_module():
    """Who looks for a job finds its room: every module by name, every folder inside a package."""
    named = {f"{top}/{name}" for top, name in read_map()}
    assert [module for module in list_modules() if module not in named] == []
    folders = {
        path.parent.relative_to(ROOT).as_posix() + "/"
        for package in PACKAGES
        for path in (ROOT / package).glob("*/__init__.py")
    }
    assert folders <= named


def test_each_library_named_is_a_dependency_and_each_dependency_is_named():
    """The table of dependencies is that of pyproject.toml."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[^\w-]", dependency)[0] for dependency in project["dependencies"]}
    table = README.split("## Dependencies")[1]
    named = {name for cell in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) for name in cell.split(", ")}
    assert wanted == named - {"library", "---"}
