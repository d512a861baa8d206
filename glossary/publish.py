"""A published glossary: the files that translators download, and a manifest of what they are made of."""

import csv
import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from extract.document import Document
from extract.error import GlossaryError
from glossary.drafts import draft_files
from glossary.exchange import FORMATS
from glossary.exchange.content import is_usable, select_exported
from glossary.pipeline import Glossary

PUBLISHED = ("tbx", "csv")
MANIFEST = "MANIFEST.json"
MANIFEST_VERSION = 1
CATALOGUE = ("name", "symbol", "title")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a catalogue lists it: by its file's name without ending."""

    name: str
    symbol: str
    title: str


def read_catalogue(path: Path) -> dict[str, Listed]:
    """Documents by name from a CSV with the columns name, symbol, title.

    Raises GlossaryError with file and line for other columns or a short row.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            if tuple(next(rows, [])) != CATALOGUE:
                raise GlossaryError(f"the header must be {','.join(CATALOGUE)}", path, 1)
            return {listed.name: listed for listed in (_parse_row(row, path, rows.line_num) for row in rows)}
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(f"cannot read the catalogue: {error}", path) from error


def _parse_row(row: list[str], path: Path, line: int) -> Listed:
    if len(row) != len(CATALOGUE):
        raise GlossaryError(f"{len(row)} columns, not {len(CATALOGUE)}", path, line)
    return Listed(*row)


def publish(glossary: Glossary, catalogue: dict[str, Listed], folder: Path) -> int:
    """Write the published formats and MANIFEST.json, all or none; returns the number of entries.

    No file holds a sentence of a document: names, equivalents, symbols, paragraph labels and counts only. The same
    documents give the same bytes.
    """
    formats = [FORMATS[name] for name in PUBLISHED]
    with draft_files(folder, [*(format_.file for format_ in formats), MANIFEST]) as drafts:
        counts = {format_.file: format_.write(glossary.entries, drafts[format_.file]) for format_ in formats}
        files = {file: _describe(drafts[file], count) for file, count in counts.items()}
        content = json.dumps(build_manifest(glossary, catalogue, files), ensure_ascii=False, indent=2)
        drafts[MANIFEST].write_text(content + "\n", encoding="utf-8", newline="\n")
    return max(counts.values())


def _describe(path: Path, entries: int) -> dict[str, object]:
    data = path.read_bytes()
    return {"entries": entries, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def build_manifest(
    glossary: Glossary, catalogue: dict[str, Listed], files: dict[str, dict[str, object]]
) -> dict[str, object]:
    """What the manifest says: versions, documents with counts, entries by reliability, files with hashes.

    Entries are counted that a translator can use: with a usable designation in both languages.
    """
    usable = [entry for entry in select_exported(glossary.entries) if is_usable(entry)]
    reliability = Counter(entry.reliability.value for entry in usable)
    return {
        "manifest": MANIFEST_VERSION,
        "zhengming": version("zhengming"),
        "documents": [_list_document(document, catalogue, glossary) for document in glossary.documents],
        "counts": {
            "terms": len(glossary.harvest.terms),
            "definitions": len(glossary.harvest.definitions),
            "entries": len(usable),
            "by reliability": dict(sorted(reliability.items())),
            "terms without English": glossary.equivalents.open["term"].n_unique(),
        },
        "files": files,
    }


def _list_document(document: Document, catalogue: dict[str, Listed], glossary: Glossary) -> dict[str, object]:
    listed = catalogue.get(document.name, Listed(document.name, "", ""))
    terms = glossary.harvest.terms
    return {
        **asdict(listed),
        "symbol": document.symbol or listed.symbol,
        "paragraphs": len(document.paragraphs),
        "characters": len(document.text),
        "terms": len(terms.filter(terms["document"] == document.name)),
        "sha256 of text": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
    }
