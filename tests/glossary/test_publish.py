"""A published glossary: its files, its manifest, and what stops it."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.error import GlossaryError
from glossary.command.publish import publish
from glossary.publish import read_catalogue

TEXT = "1. 联合国毒品和犯罪问题办公室(毒罪办)与世界海关组织(海关组织)举办了两期讲习班。毒罪办编写了教材。"


def write_document(folder: Path, name: str = "report") -> Path:
    """A document of one paragraph."""
    path = folder / f"{name}.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_files_are_those_of_the_manifest(tmp_path: Path) -> None:
    """Sizes, hashes and counts are the files' own; the document is listed as the catalogue says, with no sentence."""
    catalogue = tmp_path / "documents.csv"
    catalogue.write_text("name,symbol,title\nreport,A/99/1,Sample report\n", encoding="utf-8")
    out = tmp_path / "dist"
    result = CliRunner().invoke(
        publish, [str(write_document(tmp_path)), "--catalogue", str(catalogue), "-o", str(out)], catch_exceptions=False
    )
    assert result.exit_code == 0
    manifest = json.loads((out / "MANIFEST.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in out.iterdir()) == sorted([*manifest["files"], "MANIFEST.json"])
    for name, said in manifest["files"].items():
        data = (out / name).read_bytes()
        assert (said["bytes"], said["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    (document,) = manifest["documents"]
    assert (document["symbol"], document["title"], document["paragraphs"]) == ("A/99/1", "Sample report", 1)
    with (out / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == manifest["counts"]["entries"] == manifest["files"]["glossary.csv"]["entries"]
    assert {"unodc", "wco"} <= {row["concept"] for row in rows}
    assert "举办了两期讲习班" not in (out / "glossary.tbx").read_text(encoding="utf-8")


def test_nothing_is_published_where_a_document_cannot_be_read(tmp_path: Path) -> None:
    """A published glossary is whole: one bad document, and the old files stay as they were."""
    out = tmp_path / "dist"
    out.mkdir()
    (out / "glossary.csv").write_text("old", encoding="utf-8")
    result = CliRunner().invoke(publish, [str(write_document(tmp_path)), str(tmp_path / "none.txt"), "-o", str(out)])
    assert result.exit_code == 2
    assert "none.txt" in result.output
    assert [path.name for path in out.iterdir()] == ["glossary.csv"]
    assert (out / "glossary.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("text", "place"),
    [("document,symbol\n", ":1: the header"), ("name,symbol,title\nreport,A/99/1\n", ":2: 2 columns")],
)
def test_a_bad_catalogue_names_file_and_line(tmp_path: Path, text: str, place: str) -> None:
    """Another header and a short row are errors with their place."""
    path = tmp_path / "documents.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GlossaryError, match=f"documents.csv{place}"):
        read_catalogue(path)


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    """A catalogue that is not there is an error that names it."""
    with pytest.raises(GlossaryError, match=r"missing\.csv: cannot read the catalogue"):
        read_catalogue(tmp_path / "missing.csv")
