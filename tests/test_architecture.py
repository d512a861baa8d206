"""The house: one direction of imports, small files and functions, everything shipped, a light lookup."""

import ast
import fnmatch
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("extract", "align", "glossary")
# What each package may import of the three: extract ← align ← glossary.
ALLOWED = {"extract": {"extract"}, "align": {"extract", "align"}, "glossary": {"extract", "align", "glossary"}}
MAX_MODULE, MAX_FUNCTION = 400, 40
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_module(path: Path) -> str:
    """extract/readers/__init__.py → extract.readers."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_module(path): path for path in SOURCES}


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def find_imports(path: Path) -> set[str]:
    """The modules of the three packages that a file imports, at its top, in functions, or by import_module("…").

    Imports under ``if TYPE_CHECKING`` count, too: types tie modules together as well.
    """
    found = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides its direction"
            # from align import mapping names a module, from align.mapping import Mapping one that is in it.
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & set(MODULES)) or {node.module}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value} & set(MODULES) - set(PACKAGES)
    return {name for name in found if name.split(".")[0] in PACKAGES}


GRAPH = {name: find_imports(path) - {name} for name, path in MODULES.items()}


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of a graph, first node repeated at the end; empty where there is none."""
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for other in sorted(graph.get(name, ())):
            if cycle := visit(other, [*trail, name]):
                return cycle
        done.add(name)
        return []

    return next(filter(None, (visit(name, []) for name in sorted(graph))), [])


def test_imports_flow_one_way() -> None:
    """extract imports no sibling, align only extract; glossary is above both."""
    wrong = [
        f"{name} imports {other}"
        for name, others in GRAPH.items()
        for other in sorted(others)
        if other.split(".")[0] not in ALLOWED[name.split(".")[0]]
    ]
    assert wrong == []


def test_what_is_imported_is_there() -> None:
    """Every import of our own names a module of the tree: the graph below misses none."""
    wrong = [f"{name}: {other}" for name, others in GRAPH.items() for other in sorted(others - set(MODULES))]
    assert wrong == []


def test_no_file_imports_itself_round_a_corner() -> None:
    """There is no cycle between files, imports inside functions included."""
    assert find_cycle(GRAPH) == []


def test_a_cycle_would_be_found() -> None:
    """The search itself works: a ring of three among others is told, a diamond is none."""
    assert find_cycle({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}) == []
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"b"}}) == ["b", "c", "d", "b"]


def test_every_package_is_shipped() -> None:
    """A package that pyproject.toml does not list is missing from the wheel."""
    tree = {name_module(path) for path in SOURCES if path.name == "__init__.py"}
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES}
    assert folders == tree
    assert sorted(SETTINGS["tool"]["setuptools"]["packages"]) == sorted(tree)


def find_data() -> Iterator[tuple[str, str]]:
    """Each file that is no Python: the package that holds it, its path in there."""
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    for root in PACKAGES:
        for path in sorted((ROOT / root).rglob("*")):
            if path.is_file() and path.suffix not in (".py", ".pyc", ".tmp"):
                owner = next(p for p in path.parents if ".".join(p.relative_to(ROOT).parts) in packages)
                yield ".".join(owner.relative_to(ROOT).parts), path.relative_to(owner).as_posix()


def test_every_data_file_is_shipped() -> None:
    """The mapping, the models, the samples, the templates and py.typed are in the package data."""
    listed = SETTINGS["tool"]["setuptools"]["package-data"]
    data = list(find_data())
    assert {("align", "un/states.csv"), ("extract", "py.typed"), ("extract", "sample/corruption.txt")} <= set(data)
    missing = [
        f"{package}/{file}"
        for package, file in data
        if not any(fnmatch.fnmatch(file, pattern) for pattern in listed.get(package, []))
    ]
    assert missing == []


def test_every_typed_package_says_so() -> None:
    """Without py.typed nobody's type checker reads our annotations."""
    assert [package for package in PACKAGES if not (ROOT / package / "py.typed").is_file()] == []


@pytest.mark.parametrize("group", ["scripts", "entry-points"])
def test_entry_points_lead_somewhere(group: str) -> None:
    """The command and the spaCy factory are where pyproject.toml says."""
    tables = SETTINGS["project"][group]
    targets = tables if group == "scripts" else {k: v for table in tables.values() for k, v in table.items()}
    for target in targets.values():
        module, _, name = target.partition(":")
        assert callable(getattr(import_module(module), name))


def test_modules_and_functions_stay_small() -> None:
    """No module above 400 lines, no function above 40, its docstring included."""
    long = [f"{name}: {size}" for name, path in MODULES.items() if (size := count_lines(path)) > MAX_MODULE]
    for name, path in MODULES.items():
        functions = (node for node in ast.walk(parse(path)) if isinstance(node, Function))
        sizes = ((node.name, (node.end_lineno or 0) - node.lineno + 1) for node in functions)
        long += [f"{name}.{function}: {size}" for function, size in sizes if size > MAX_FUNCTION]
    assert long == []


def count_lines(path: Path) -> int:
    """The lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def find_public(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Public functions and classes, and the public methods of those, but nothing inside a function."""
    for node in body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield f"{prefix}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from find_public(node.body, f"{prefix}.{node.name}")


def test_everything_public_says_what_it_is() -> None:
    """Modules, public functions, classes and methods have a docstring whose first line is a sentence."""
    named: list[tuple[str, ast.Module | ast.ClassDef | Function]] = [*((n, parse(p)) for n, p in MODULES.items())]
    named += [found for name, path in MODULES.items() for found in find_public(parse(path).body, name)]
    wrong = [name for name, node in named if not ((ast.get_docstring(node) or "").split("\n")[0].strip())]
    assert wrong == []


def test_no_input_is_checked_by_assert() -> None:
    """python -O drops every assert: what must hold raises an error."""
    wrong = [n for n, path in MODULES.items() if any(isinstance(node, ast.Assert) for node in ast.walk(parse(path)))]
    assert wrong == []


def test_a_lookup_reads_neither_pinyin_nor_frames_nor_the_segmenter(tmp_path: Path) -> None:
    """A lookup answers in the time of a keystroke: what is slow to import is not imported, nor is it by --help."""
    script = (
        "import sys\nfrom glossary.command import main\n"
        "slow = ('pypinyin', 'polars', 'jieba', 'rjieba', 'spacy', 'numpy', 'opencc', 'docx', 'pypdfium2', 'jinja2')\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('IMPORTED', *(name for name in slow if name in sys.modules))\n"
    )
    environment = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, "lookup", "安全理事会"]
    subprocess.run(command, capture_output=True, env=environment, check=True)  # compiles the mapping into the cache
    ended = subprocess.run(command, capture_output=True, env=environment, check=True)
    lines = ended.stdout.decode("utf-8").splitlines()
    assert any("Security Council" in line for line in lines)
    assert lines[-1].strip() == "IMPORTED"
