"""A query to ranked concepts: exact, shared, outdated, prefix, substring, pinyin, initials, English words, in order."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection

from glossary.entry import ConceptEntry
from glossary.key import fold_acronym, fold_key, fold_pinyin, space_characters
from glossary.text import one_line

_LAST = "\U0010ffff"
# Best first within a tier: preferred, admitted, shared, outdated; then what the harvest counts most; then the shortest.
_ORDER = "ORDER BY term.standing, concept.weight DESC, length(term.key), concept.number"
_FROM = "SELECT concept.number, term.term FROM term JOIN concept ON concept.number = term.concept"


class Match(StrEnum):
    """Why a concept was found, best first."""

    PREFERRED = "preferred"  # the query is the preferred form
    EXACT = "exact"  # the query is another form: short form, acronym, variant
    SHARED = "shared"  # the query is a short form that several concepts share: which one, only a document says
    OUTDATED = "outdated"  # the query is a former or deprecated name
    PREFIX = "prefix"  # a form begins with it
    SUBSTRING = "substring"  # a form contains it
    PINYIN = "pinyin"  # a form is pronounced so, or begins so
    INITIALS = "initials"  # the first letters of the syllables
    WORDS = "words"  # all its English words stand in one form, in any order
    PROPOSED = "proposed"  # found in any of these ways, but nobody vouches for the equivalent


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found, why, and by which designation; with what a termbase knows of its preferred name.

    ``pinyin`` has tone marks; ``traditional`` was converted character by character and is nobody's official name.
    """

    entry: ConceptEntry
    matched: Match
    term: str
    pinyin: str = ""
    traditional: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """The readings of what was asked: the key of a name, and of pinyin ("" where it cannot be pinyin)."""

    key: str
    pinyin: str


def parse_query(text: str, folds: Mapping[str, str]) -> Query:
    """The readings of a query; the script decides: what holds a Chinese character is not pinyin.

    >>> parse_query("Lián hé guó", {})
    Query(key='lian he guo', pinyin='lianheguo')
    >>> parse_query("毒罪办", {})
    Query(key='毒罪办', pinyin='')
    """
    # Control characters and half surrogates (what a terminal in another encoding types) would stop SQLite.
    text = one_line(text)
    latin = all(ord(character) < 0x2E80 for character in text)
    spelled = fold_pinyin(text) if latin else ""
    return Query(fold_key(fold_acronym(text), folds), spelled if re.search("[a-z]", spelled) else "")


def find_matches(connection: Connection, query: Query) -> Iterator[tuple[int, str, Match]]:
    """Concept number, designation and reason of everything found, best first; a concept comes once for each reason.

    Lazy: a tier is asked only when the one before it is used up.
    """
    if not query.key:
        return
    for match, condition, values in _list_tiers(query):
        for number, term in connection.execute(f"{_FROM} WHERE {condition} {_ORDER}", values):
            yield number, term, match


def _list_tiers(query: Query) -> Iterator[tuple[Match, str, tuple[str, ...]]]:
    """The tiers that the query can have: reason, SQL condition, its values."""
    key, spelled = query.key, query.pinyin
    yield Match.PREFERRED, "term.key = ? AND term.standing = 0", (key,)
    yield Match.EXACT, "term.key = ? AND term.standing = 1", (key,)
    yield Match.SHARED, "term.key = ? AND term.standing = 2", (key,)
    yield Match.OUTDATED, "term.key = ? AND term.standing = 3", (key,)
    yield Match.PREFIX, "term.key >= ? AND term.key < ?", (key, key + _LAST)
    if len(key) > 1 or ord(key) >= 0x2E80:
        rows = "term.number IN (SELECT rowid FROM characters WHERE characters MATCH ?) AND instr(term.key, ?)"
        yield Match.SUBSTRING, rows, (_quote(space_characters(key)), key)
    if len(spelled) > 1:
        readings = "term.number IN (SELECT term FROM reading WHERE way = ? AND key >= ? AND key < ?)"
        yield Match.PINYIN, readings, ("pinyin", spelled, spelled + "!")
        yield Match.PINYIN, readings, ("pinyin", spelled, spelled + _LAST)
        yield Match.INITIALS, readings, ("initials", spelled, spelled + _LAST)
    if words := re.findall(r"\w+", key) if spelled else []:
        rows = "term.number IN (SELECT rowid FROM words WHERE words MATCH ?)"
        yield Match.WORDS, rows, (" ".join(map(_quote, words)) + " *",)


def _quote(text: str) -> str:
    """A string of FTS5's query language: nothing in it is an operator."""
    return '"' + text.replace('"', '""') + '"'
