"""Where a document's terms stand, and what a short form means there."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick_rs
import numpy as np
import polars as pl

from extract.count import Placed, Term
from extract.document import Document
from extract.known import must_stand_apart
from extract.segment import Ints

MENTIONS = {
    "document": pl.String,
    "label": pl.String,
    "term": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "full_form": pl.String,
    "ambiguous": pl.Boolean,
}


@dataclass(frozen=True)
class Mentioned:
    """A document's mentions (columns MENTIONS), leftmost-longest; and by term its count and its first label.

    A count takes in what lies inside longer terms. ``full_form`` is what the document defined last before the mention,
    "" where it defined nothing; ``ambiguous`` where it had defined something else for the same short form earlier.
    """

    mentions: pl.DataFrame
    counts: dict[str, tuple[int, str]]


def mention_document(
    document: Document, found_terms: Sequence[Term], definitions: Sequence[Placed], boundaries: Ints
) -> Mentioned:
    """Find all terms of a document in it; candidates that are only worth a look are counted, and not mentioned.

    A short or Latin term stands on word boundaries: 马里 is not mentioned in 索马里, nor AI in PRAIS.
    """
    terms = [term.text for term in found_terms]
    if not terms:
        return Mentioned(pl.DataFrame(schema=MENTIONS), {})
    lengths = np.asarray([len(paragraph.text) + 1 for paragraph in document.paragraphs])
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    labels = pl.Series([paragraph.label for paragraph in document.paragraphs], dtype=pl.String)
    matches = ahocorasick_rs.AhoCorasick(terms).find_matches_as_indexes(document.text, overlapping=True)
    every = _drop_cutting(matches, terms, boundaries)
    shown = np.asarray([term.accepted or term.known for term in found_terms])
    found = _pick_longest(every[shown[every[:, 0]]])
    paragraph = np.searchsorted(begins, found[:, 1], side="right") - 1
    full, ambiguous = _resolve(found, paragraph, begins, terms, definitions)
    mentions = pl.DataFrame(
        {
            "document": [document.name] * len(found),
            "label": labels.gather(paragraph),
            "term": pl.Series(terms, dtype=pl.String).gather(found[:, 0]),
            "start": found[:, 1] - begins[paragraph],
            "end": found[:, 2] - begins[paragraph],
            "full_form": full,
            "ambiguous": ambiguous,
        },
        MENTIONS,
    )
    return Mentioned(mentions, _count(every, terms, begins, labels))


def _drop_cutting(matches: Sequence[tuple[int, int, int]], terms: Sequence[str], boundaries: Ints) -> Ints:
    """The matches as rows of term number, start and end, without those that cut words where they must not."""
    rows = np.asarray(matches, np.int64).reshape(-1, 3)
    bound = np.asarray([must_stand_apart(term) for term in terms])
    ends = np.zeros(int(boundaries[-1]) + 1, np.bool_)
    ends[boundaries] = True
    return np.asarray(rows[~bound[rows[:, 0]] | (ends[rows[:, 1]] & ends[rows[:, 2]])])


def _pick_longest(every: Ints) -> Ints:
    """The leftmost-longest of overlapping matches, in order."""
    order = np.lexsort((-every[:, 2], every[:, 1]))
    kept, reach = [], 0
    for row, start, end in zip(order.tolist(), every[order, 1].tolist(), every[order, 2].tolist(), strict=True):
        if start >= reach:
            reach = end
            kept.append(row)
    return np.asarray(every[kept]).reshape(-1, 3)


def _count(every: Ints, terms: Sequence[str], begins: Ints, labels: pl.Series) -> dict[str, tuple[int, str]]:
    numbers, first, count = np.unique(every[:, 0], return_index=True, return_counts=True)
    # Overlapping matches come in the order of their ends, which for one term is the order of its places.
    paragraph = np.searchsorted(begins, every[first, 1], side="right") - 1
    named = labels.gather(paragraph).to_list()
    return {terms[n]: (c, label) for n, c, label in zip(numbers.tolist(), count.tolist(), named, strict=True)}


def _resolve(
    found: Ints, paragraph: Ints, begins: Ints, terms: Sequence[str], definitions: Sequence[Placed]
) -> tuple[list[str], list[bool]]:
    """What each mention of a defined short form means, by the definitions before it."""
    full, ambiguous = [""] * len(found), [False] * len(found)
    places = _place_definitions(begins, definitions)
    short = {number for number, term in enumerate(terms) if term in places}
    for row in np.flatnonzero(np.isin(found[:, 0], list(short))).tolist():
        number, start, _ = found[row].tolist()
        ends, forms = places[terms[number]]
        before = bisect_left(ends, start + 1)
        if before:
            full[row] = forms[before - 1]
            ambiguous[row] = len(set(forms[:before])) > 1
    return full, ambiguous


def _place_definitions(begins: Ints, definitions: Sequence[Placed]) -> dict[str, tuple[list[int], list[str]]]:
    """By short form: where its full forms end, in order, and what they are."""
    places: dict[str, tuple[list[int], list[str]]] = {}
    for placed in definitions:
        found = placed.definition
        ends, forms = places.setdefault(found.short_form, ([], []))
        ends.append(int(begins[placed.paragraph]) + found.end)
        forms.append(found.full_form)
    return places
