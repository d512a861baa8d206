"""Documents to a glossary: the stages one after the other, and the files of the result."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from align.attach import Equivalents, attach
from align.mapping import Mapping
from extract.document import Document
from extract.harvest import Harvest, harvest
from glossary.atomic import replace_path
from glossary.compile import compile_attached
from glossary.documents import name_documents
from glossary.entry import ConceptEntry
from glossary.exchange import FORMATS
from glossary.tables import write_worklist
from glossary.termbase import build_termbase

WRITTEN = ("tbx", "tbx3", "csv")
TERMBASE, OPEN_TERMS = "glossary.db", "worklist.csv"


@dataclass(frozen=True)
class Glossary:
    """What a run made: the documents, their harvest, the equivalents, the entries by id."""

    documents: tuple[Document, ...]
    harvest: Harvest
    equivalents: Equivalents
    entries: tuple[ConceptEntry, ...]


def build_glossary(documents: Sequence[Document], mapping: Mapping) -> Glossary:
    """Harvest the documents, attach the English, compile the entries."""
    found = harvest(documents, mapping.names)
    equivalents = attach(found, mapping)
    entries = tuple(compile_attached(equivalents.attached, name_documents(documents)))
    return Glossary(tuple(documents), found, equivalents, entries)


def write_glossary(glossary: Glossary, folder: Path) -> dict[str, int]:
    """Write all files of a glossary, all or none; returns the counts of terms, definitions, entries and open terms."""
    with ExitStack() as stack:
        drafts = {file: stack.enter_context(replace_path(folder / file)) for file in _list_files()}
        written = [FORMATS[name].write(glossary.entries, drafts[FORMATS[name].file]) for name in WRITTEN]
        build_termbase(glossary.entries, drafts[TERMBASE])
        names = name_documents(glossary.documents)
        left = write_worklist(glossary.equivalents.open, glossary.documents, names, drafts[OPEN_TERMS])
    return {
        "terms": len(glossary.harvest.terms),
        "definitions": len(glossary.harvest.definitions),
        "entries": max(written),
        "open": left,
    }


def _list_files() -> list[str]:
    return [*(FORMATS[name].file for name in WRITTEN), TERMBASE, OPEN_TERMS]
