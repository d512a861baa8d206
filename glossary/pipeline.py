"""Documents to a glossary: the stages one after the other, and the files of the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.attach import Equivalents, attach
from align.mapping import Mapping
from extract.document import Document
from extract.harvest import Harvest, harvest
from glossary.compile import compile_attached
from glossary.documents import name_documents
from glossary.drafts import draft_files
from glossary.entry import ConceptEntry
from glossary.exchange import FORMATS
from glossary.tables import write_worklist
from glossary.termbase import build_termbase

WRITTEN = ("tbx", "tbx3", "csv")
TERMBASE, OPEN_TERMS = "glossary.db", "worklist.csv"


@dataclass(frozen=True)
class Glossary:
    """What a run made: the documents by name, their harvest, the equivalents, the entries by id."""

    documents: tuple[Document, ...]
    harvest: Harvest
    equivalents: Equivalents
    entries: tuple[ConceptEntry, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a glossary holds: distinct terms and definitions; entries as its largest file has them; terms left open."""

    terms: int
    definitions: int
    entries: int
    open: int


def build_glossary(documents: Sequence[Document], mapping: Mapping) -> Glossary:
    """Harvest the documents, attach the English, compile the entries; the order of the documents changes nothing."""
    ordered = tuple(sorted(documents, key=lambda document: document.name))
    found = harvest(ordered, mapping.names)
    equivalents = attach(found, mapping)
    entries = tuple(compile_attached(equivalents.attached, name_documents(ordered)))
    return Glossary(ordered, found, equivalents, entries)


def write_glossary(glossary: Glossary, folder: Path) -> Counts:
    """Write all files of a glossary into a folder, all or none.

    Raises GlossaryError that names the file which cannot be written.
    """
    files = [*(FORMATS[name].file for name in WRITTEN), TERMBASE, OPEN_TERMS]
    with draft_files(folder, files) as drafts:
        written = [FORMATS[name].write(glossary.entries, drafts[FORMATS[name].file]) for name in WRITTEN]
        build_termbase(glossary.entries, drafts[TERMBASE])
        names = name_documents(glossary.documents)
        left = write_worklist(glossary.equivalents.open, glossary.documents, names, drafts[OPEN_TERMS])
    return Counts(
        terms=glossary.harvest.terms["term"].n_unique(),
        definitions=glossary.harvest.definitions.select("full_form", "short_form").n_unique(),
        entries=max(written),
        open=left,
    )
