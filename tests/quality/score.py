"""Score the harvest on the gold lists: ``make score``.

    python tests/quality/score.py SHARED

SHARED is the folder that holds gold/, corpus/, parallel/ and score/. Prints what its scorer says of the definitions
and terms that ``glossary extract`` writes, with and without the mapping, and of the equivalents that are attached.
pairs/ holds hard paragraphs of our own, invented in the manner of all kinds of UN documents, with their definitions.
"""

import subprocess
import sys
from csv import QUOTE_NONE, DictReader
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from align.attach import attach
from align.mapping import read_mapping
from extract.document import Document, Paragraph
from extract.harvest import harvest
from extract.readers import read_document
from glossary.tables import write_harvest, write_tsv

PAIRS = Path(__file__).parent / "pairs"


def read_rows(path: Path) -> list[Document]:
    """Each row of aligned text as a document of its own, called by its id."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = DictReader(file, delimiter="\t", quoting=QUOTE_NONE)
        return [Document(row["id"], "", (Paragraph(row["zh"], ""),)) for row in rows]


def score(shared: Path, what: str, gold: str | Path, system: Path) -> str:
    """What the scorer prints; a gold list of its own folder goes by its name."""
    command = [sys.executable, shared / "score" / "score.py", what, shared / "gold" / gold, system]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def summarise(output: str) -> str:
    """The scorer's figures without its lists of misses."""
    return "\n".join(line for line in output.splitlines() if not line.startswith("  "))


def main(shared: Path) -> None:
    """Print every figure."""
    show = (lambda text: text) if "--all" in sys.argv else summarise
    documents = [read_document(path) for path in sorted((shared / "corpus").glob("*.txt"))]
    sets = (
        ("aligned rows", read_rows(shared / "parallel" / "undev.tsv"), "definitions-undev.tsv"),
        ("hard paragraphs", read_rows(PAIRS / "rows.tsv"), (PAIRS / "gold.tsv").resolve()),
    )
    mapping = read_mapping()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for label, names in (("without mapping", {}), ("with mapping", mapping.names)):
            found = harvest(documents, names)
            write_harvest(found, folder)
            print(f"== {label}\nterms\n{show(score(shared, 'terms', 'terms.tsv', folder / 'terms.tsv'))}")
            print("definitions, two documents")
            print(show(score(shared, "definitions", "abbreviations.tsv", folder / "definitions.tsv")))
            for what, rows, gold in sets:
                write_tsv(harvest(rows, names).definitions, folder / "rows.tsv")
                print(f"definitions, {what}")
                print(show(score(shared, "definitions", gold, folder / "rows.tsv")))
        attached = attach(found, mapping).attached
        english = [(seen.term, form.text) for item in attached for seen in item.evidence for form in item.concept.en]
        write_tsv(pl.DataFrame(english, ["term", "english"], orient="row"), folder / "equivalents.tsv")
        print("equivalents")
        print(show(score(shared, "equivalents", "terms.tsv", folder / "equivalents.tsv")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
