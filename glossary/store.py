"""How a termbase is laid out in SQLite, and how entries and their search keys get into it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from extract.error import GlossaryError
from glossary.entry import ConceptEntry, Status, TermSection
from glossary.key import fold_key, fold_pinyin, space_characters
from glossary.script import convert_traditional, simplify_characters, spell_pinyin
from glossary.text import one_line

# Raise it with every change of what the rows or keys hold: termbases in users' caches are found by it.
SCHEMA = 1
# "ZhMg": SQLite keeps it in the header, so that another program's database is told from a termbase.
APPLICATION = 0x5A684D67

_TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
CREATE TABLE concept (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL,
    reliability TEXT NOT NULL, source TEXT NOT NULL, checked TEXT NOT NULL, note TEXT NOT NULL,
    weight INTEGER NOT NULL  -- how often the harvest met it
);
CREATE TABLE term (
    number INTEGER PRIMARY KEY, concept INTEGER NOT NULL REFERENCES concept, language TEXT NOT NULL, term TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL, shared INTEGER NOT NULL,
    key TEXT NOT NULL, standing INTEGER NOT NULL, pinyin TEXT NOT NULL, traditional TEXT NOT NULL
);
CREATE TABLE provenance (term INTEGER NOT NULL REFERENCES term, document TEXT, label TEXT, count INTEGER);
CREATE TABLE reading (
    way TEXT NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL REFERENCES term, PRIMARY KEY (way, key, term)
) WITHOUT ROWID;
CREATE TABLE fold (characters TEXT NOT NULL, simple TEXT NOT NULL);
-- Single characters: phrases of them answer substrings of two characters, where FTS5's trigrams answer none.
CREATE VIRTUAL TABLE characters USING fts5(text, content = '', tokenize = 'unicode61');
CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
"""
_INDEXES = """
CREATE INDEX term_key ON term (key);
CREATE INDEX term_concept ON term (concept);
CREATE INDEX provenance_term ON provenance (term);
"""
_INSERTS = {
    "concept": "INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "term": "INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "provenance": "INSERT INTO provenance VALUES (?, ?, ?, ?)",
    "reading": "INSERT OR IGNORE INTO reading VALUES (?, ?, ?)",
    "characters": "INSERT INTO characters (rowid, text) VALUES (?, ?)",
    "words": "INSERT INTO words (rowid, text) VALUES (?, ?)",
}
# Entries whose rows are in memory at once: larger batches were no faster.
_BATCH = 2000

_STANDING = {Status.PREFERRED: 0, Status.ADMITTED: 1, Status.DEPRECATED: 3, Status.SUPERSEDED: 3}
_SHARED = 2

Row = tuple[str | int, ...]


@dataclass
class _Rows:
    """The rows of a batch of entries, table by table; ``term`` is the number of the last term."""

    folds: Mapping[str, str]
    concept: int = 0
    term: int = 0
    ids: set[str] = field(default_factory=set)
    tables: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in _INSERTS})

    def add(self, entry: ConceptEntry) -> None:
        """The rows of one entry; raises GlossaryError where its id came before."""
        if entry.id in self.ids:
            raise GlossaryError(f"concept id {entry.id} comes twice")
        self.ids.add(entry.id)
        self.concept += 1
        said = (entry.id, entry.kind, entry.subject, entry.reliability, entry.source, entry.checked, entry.note)
        terms = [(section.code, term) for section in entry.languages for term in section.terms]
        weight = sum(place.count for _, term in terms for place in term.provenance)
        self.tables["concept"].append((self.concept, *map(one_line, said), weight))
        for code, term in terms:
            self._add_term(code, term)

    def _add_term(self, code: str, term: TermSection) -> None:
        self.term += 1
        name = one_line(term.term)
        key = fold_key(name, self.folds)
        syllables = spell_pinyin(name) if code == "zh-Hans" else ()
        traditional = convert_traditional(name) if code == "zh-Hans" else ""
        said = (one_line(code), name, term.type, term.status, one_line(term.note), int(term.shared))
        standing = _SHARED if term.shared else _STANDING[term.status]
        row = (self.term, self.concept, *said, key, standing, " ".join(syllables), traditional)
        self.tables["term"].append(row)
        self.tables["characters"].append((self.term, space_characters(key)))
        for place in term.provenance:
            self.tables["provenance"].append((self.term, one_line(place.document), one_line(place.label), place.count))
        for way, spelled in _spell_ways(syllables):
            self.tables["reading"].append((way, spelled, self.term))
        if code == "en":
            self.tables["words"].append((self.term, key))

    def flush(self, connection: sqlite3.Connection) -> None:
        """Into the database with them."""
        for table, rows in self.tables.items():
            connection.executemany(_INSERTS[table], rows)
            rows.clear()


def _spell_ways(syllables: Iterable[str]) -> Iterator[tuple[str, str]]:
    """How a name may be typed in pinyin: all its letters, or the first of each syllable."""
    plain = [fold_pinyin(syllable) for syllable in syllables]
    if any(plain):
        yield "pinyin", "".join(plain)
        yield "initials", "".join(letters[:1] for letters in plain)


def fill_termbase(connection: sqlite3.Connection, entries: Iterable[ConceptEntry]) -> int:
    """Lay out an empty database and store the entries; returns their number. Raises GlossaryError for an id twice."""
    folds = simplify_characters()
    rows, rest = _Rows(folds), iter(entries)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    connection.execute("INSERT INTO fold VALUES (?, ?)", ("".join(folds), "".join(folds.values())))
    while batch := list(islice(rest, _BATCH)):
        for entry in batch:
            rows.add(entry)
        rows.flush(connection)
    connection.execute("COMMIT")
    connection.executescript(_INDEXES)
    return rows.concept
