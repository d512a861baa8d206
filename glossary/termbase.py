"""The termbase: concept entries and their search keys in one SQLite file, written once and read by many."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import TracebackType

from extract.error import GlossaryError
from glossary.atomic import replace_path
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.lookup import Hit, Match, find_matches, parse_query
from glossary.store import APPLICATION, SCHEMA, fill_termbase

_CONCEPT = "SELECT number, id, kind, subject, reliability, source, checked, note FROM concept"
_TERM = "SELECT number, language, term, type, status, note, shared FROM term WHERE concept = ? ORDER BY number"
_PLACE = "SELECT document, label, count FROM provenance WHERE term = ? ORDER BY rowid"
_SPELLING = "SELECT pinyin, traditional FROM term WHERE concept = ? AND language = 'zh-Hans' ORDER BY number LIMIT 1"


def build_termbase(entries: Iterable[ConceptEntry], path: Path) -> int:
    """Write a termbase; returns the number of concepts. The old file stands until the new one is whole.

    Raises GlossaryError where the file cannot be written or a concept id comes twice.
    """
    # A draft that dies is thrown away: it needs neither a journal nor to be on the disk before it is whole.
    with replace_path(path) as draft, closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        try:
            return fill_termbase(connection, entries)
        except sqlite3.OperationalError as error:
            raise GlossaryError(f"cannot write: {error}", path) from error


def hold_termbase(entries: Iterable[ConceptEntry]) -> "Termbase":
    """A termbase in memory, for where no file can be written."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    fill_termbase(connection, entries)
    return Termbase(connection)


def open_termbase(path: Path) -> "Termbase":
    """Open a termbase for reading.

    Raises GlossaryError that names the file for one that is missing, no termbase, damaged, or of another schema.
    """
    check_file(path)
    # immutable: no lock, so that a read-only disk serves; a newer file takes this one's name, not its place.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return Termbase(connection, path)


def check_file(path: Path) -> None:
    """Raise GlossaryError unless the file's first 100 bytes are those of a whole termbase of this schema.

    Reads no more than the header, whatever the size; damage further inside shows when it is read, or in Termbase.check.
    Offsets as in https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
            size = file.seek(0, 2)
    except OSError as error:
        raise GlossaryError(f"cannot read: {error.strerror}", path) from error
    if not header.startswith(b"SQLite format 3\0") or header[68:72] != APPLICATION.to_bytes(4, "big"):
        raise GlossaryError("not a termbase", path)
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    if size != pages * (65536 if page == 1 else page):
        raise GlossaryError("damaged: the file is not as long as it says", path)
    schema = int.from_bytes(header[60:64], "big")
    if schema > SCHEMA:
        raise GlossaryError(f"written by a newer version (schema {schema}, this one reads {SCHEMA})", path)
    if schema < SCHEMA:
        raise GlossaryError(f"written by an older version (schema {schema}, not {SCHEMA}): build it again", path)


@dataclass
class Termbase:
    """An open termbase; ``path`` is None for one in memory. Close it, or use it in a with statement."""

    connection: sqlite3.Connection = field(repr=False)
    path: Path | None = None

    def find(self, query: str, limit: int | None = 10) -> list[Hit]:
        """The concepts that a query finds, best first, each once: Chinese, English, an acronym or pinyin.

        Raises GlossaryError where the file turns out to be damaged.

        >>> chinese = LanguageSection("zh-Hans", (TermSection("毒品和犯罪问题办公室", status=Status.PREFERRED),))
        >>> english = LanguageSection("en", (TermSection("UNODC", TermType.ACRONYM),))
        >>> entry = ConceptEntry("unodc", "body", "drugs", (chinese, english), Reliability.CURATED)
        >>> with hold_termbase([entry]) as termbase:
        ...     for query in ("毒品和犯罪問題辦公室", "unodc", "犯罪", "dupin he fanzui"):
        ...         hit = termbase.find(query)[0]
        ...         print(hit.entry.id, hit.matched, hit.term)
        unodc preferred 毒品和犯罪问题办公室
        unodc exact UNODC
        unodc substring 毒品和犯罪问题办公室
        unodc pinyin 毒品和犯罪问题办公室
        """
        found: dict[int, tuple[Match, str]] = {}
        with self._reading():
            folds = {} if query.isascii() else self._folds
            for concept, term, match in find_matches(self.connection, parse_query(query, folds)):
                found.setdefault(concept, (match, term))
                if len(found) == limit:
                    break
            return [self._make_hit(concept, *why) for concept, why in found.items()]

    def _make_hit(self, concept: int, match: Match, term: str) -> Hit:
        row = self.connection.execute(f"{_CONCEPT} WHERE number = ?", (concept,)).fetchone()
        pinyin, traditional = self.connection.execute(_SPELLING, (concept,)).fetchone() or ("", "")
        entry = self._read_entry(row)
        # Whoever reads no more than a line must see that this equivalent is not certain.
        proposed = entry.reliability is Reliability.PROPOSED
        return Hit(entry, Match.PROPOSED if proposed else match, term, pinyin, traditional)

    def entries(self) -> Iterator[ConceptEntry]:
        """Every entry, in the order in which they were written."""
        with self._reading():
            for row in self.connection.execute(f"{_CONCEPT} ORDER BY number"):
                yield self._read_entry(row)

    def check(self) -> None:
        """Read the whole file; raises GlossaryError where it is damaged."""
        with self._reading():
            (verdict,) = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise GlossaryError(f"damaged: {' '.join(verdict.split())}", self.path)

    def __len__(self) -> int:
        with self._reading():
            (count,) = self.connection.execute("SELECT count(*) FROM concept").fetchone()
        return int(count)

    def __enter__(self) -> "Termbase":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @cached_property
    def _folds(self) -> dict[str, str]:
        (characters, simple) = self.connection.execute("SELECT characters, simple FROM fold").fetchone()
        return dict(zip(characters, simple, strict=True))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise GlossaryError(f"damaged: {error}", self.path) from error

    def _read_entry(self, row: tuple[int, str, str, str, str, str, str, str]) -> ConceptEntry:
        number, id_, kind, subject, reliability, source, checked, note = row
        terms = self.connection.execute(_TERM, (number,)).fetchall()
        sections = (
            LanguageSection(code, tuple(self._read_term(term) for term in rows))
            for code, rows in groupby(terms, key=lambda term: str(term[1]))
        )
        return ConceptEntry(id_, kind, subject, tuple(sections), Reliability(reliability), source, checked, note)

    def _read_term(self, row: tuple[int, str, str, str, str, str, int]) -> TermSection:
        number, _, term, type_, status, note, shared = row
        places = tuple(Provenance(*place) for place in self.connection.execute(_PLACE, (number,)))
        return TermSection(term, TermType(type_), Status(status), places, note, bool(shared))
