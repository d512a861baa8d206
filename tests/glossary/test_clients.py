"""What the programs of CAT tools read of our files: exact counts and names, because almost every failure exits 0.

The programs are installed by .ci/clients, and called by scripts beside the repository (../shared/clients). Where one
is missing the test is skipped by its name; where CI=true it fails.
"""

import os
import subprocess
from pathlib import Path

import pytest

from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.exchange import FORMATS

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT.parent / "shared" / "clients"
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
TOOLKIT = ROOT / ".clients" / "translate-toolkit" / "bin" / "python"
SCHEMA = ROOT / ".clients" / "schema" / "bin" / "python"

pytestmark = pytest.mark.clients


def make_entry(id_: str, chinese: str, english: str) -> ConceptEntry:
    """An entry of designations joined by bars: the first preferred, "!" superseded, "?" shared."""
    sections = (
        LanguageSection(code, tuple(make_term(text, not n) for n, text in enumerate(texts.split("|"))))
        for code, texts in (("zh-Hans", chinese), ("en", english))
    )
    return ConceptEntry(id_, "body", "drugs", tuple(sections), Reliability.CHECKED, "UNTERM", "undev", "n <1> & 2")


def make_term(text: str, first: bool) -> TermSection:
    """One designation of make_entry's."""
    status = Status.SUPERSEDED if "!" in text else Status.PREFERRED if first else Status.ADMITTED
    type_ = TermType.FULL_FORM if first else TermType.SHORT_FORM
    return TermSection(text.strip("!?"), type_, status, (Provenance("A/75/1", "para. 31", 2),), "n", "?" in text)


# Usable pairs: 3 x 2, 1 x 1, 2 x 1, 1 x 2.
ENTRIES = (
    make_entry("unodc", "毒品和犯罪问题办公室|禁毒办|毒罪办|药管署!|办公室?", "Office on Drugs and Crime|UNODC|UNDCP!"),
    make_entry("1267-committee", "安全理事会关于“基地”组织的第1267(1999)号决议所设委员会", "1267 Committee"),
    make_entry("a/res/72", "是|#否; <&>\"'", "Yes; \"no\" & <maybe>"),
    make_entry("unesco", "联合国教育、科学及文化组织", "Educational, Scientific and Cultural Organization|UNESCO"),
)  # fmt: skip
PAIRS = {
    ("毒品和犯罪问题办公室", "Office on Drugs and Crime"),
    ("毒品和犯罪问题办公室", "UNODC"),
    ("禁毒办", "Office on Drugs and Crime"),
    ("禁毒办", "UNODC"),
    ("毒罪办", "Office on Drugs and Crime"),
    ("毒罪办", "UNODC"),
    ("安全理事会关于“基地”组织的第1267(1999)号决议所设委员会", "1267 Committee"),
    ("是", 'Yes; "no" & <maybe>'),
    ("#否; <&>\"'", 'Yes; "no" & <maybe>'),
    ("联合国教育、科学及文化组织", "Educational, Scientific and Cultural Organization"),
    ("联合国教育、科学及文化组织", "UNESCO"),
}


def need(client: str, *paths: Path) -> None:
    """Skip the test where a client lacks one of these files; in CI, fail."""
    for path in paths:
        if not path.exists():
            if os.environ.get("CI") == "true":
                pytest.fail(f"{client} is missing ({path.name}): run .ci/clients")
            pytest.skip(f"{client} is missing ({path.name}): run .ci/clients")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the entries in every format."""
    for form in FORMATS.values():
        form.write(ENTRIES, tmp_path / form.file)
    return tmp_path


def ask(*command: str | Path, **environment: str) -> list[str]:
    """The lines that a client's script prints."""
    done = subprocess.run(command, capture_output=True, env=os.environ | environment, check=False)
    return done.stdout.decode("utf-8").splitlines()


def test_omegat_reads_every_pair(folder: Path) -> None:
    """OmegaT's own reader gives each Chinese by each English designation, and no other."""
    need("OmegaT", SCRIPTS / "omegat", OMEGAT)
    head, *entries = ask(SCRIPTS / "omegat", "ZH-CN", "EN", folder / "glossary.tbx", SHOW="1", LC_ALL="C.UTF-8")
    assert head == f"glossary.tbx\t{len(PAIRS)}"
    pairs = [tuple(entry.strip().split("\t")[:2]) for entry in entries]
    assert (len(pairs), set(pairs)) == (len(PAIRS), PAIRS)


def test_translate_toolkit_reads_every_term(folder: Path) -> None:
    """The library under Weblate gives a unit a concept, with all usable terms of both languages."""
    need("translate-toolkit", SCRIPTS / "translate_toolkit.py", TOOLKIT)
    lines = ask(TOOLKIT, SCRIPTS / "translate_toolkit.py", "zh-CN", "en", folder / "glossary.tbx")
    assert lines == ["glossary.tbx\t4\t7\t6"]


TERMS = """
import sys
from translate.storage import tbx
with open(sys.argv[1], "rb") as file:
    for unit in tbx.tbxfile(file, sourcelanguage="zh-CN", targetlanguage="en").units:
        names = [[term.text for term in terms] for terms in (unit.get_source_terms(), unit.get_target_terms())]
        print(*names[0], "=", *names[1], sep="\\t")
"""


def test_translate_toolkit_reads_synonyms_by_name(folder: Path) -> None:
    """Each unit holds its own concept's names, in our order."""
    need("translate-toolkit", TOOLKIT)
    lines = ask(TOOLKIT, "-c", TERMS, folder / "glossary.tbx", PYTHONIOENCODING="utf-8")
    assert lines == [
        "毒品和犯罪问题办公室\t禁毒办\t毒罪办\t=\tOffice on Drugs and Crime\tUNODC",
        "安全理事会关于“基地”组织的第1267(1999)号决议所设委员会\t=\t1267 Committee",
        '是\t#否; <&>"\'\t=\tYes; "no" & <maybe>',
        "联合国教育、科学及文化组织\t=\tEducational, Scientific and Cultural Organization\tUNESCO",
    ]


@pytest.mark.parametrize("name", ["glossary.tbx", "glossary.v3.tbx"])
def test_the_official_schemas_find_no_fault(name: str, folder: Path) -> None:
    """RELAX NG for both editions, and the Schematron of TBX-Basic for the archive."""
    need("schema.py with saxonche", SCRIPTS / "schema.py", SCHEMA)
    assert ask(SCHEMA, SCRIPTS / "schema.py", folder / name) == [f"{name}\tvalid"]


def test_the_schemas_are_really_asked(folder: Path) -> None:
    """A status that no picklist has is a fault: the check above is no empty one."""
    need("schema.py with saxonche", SCRIPTS / "schema.py", SCHEMA)
    path = folder / "glossary.v3.tbx"
    path.write_bytes(path.read_bytes().replace(b"preferredTerm-admn-sts", b"preferred"))
    (line,) = ask(SCHEMA, SCRIPTS / "schema.py", path)
    assert line.startswith("glossary.v3.tbx\tINVALID")
