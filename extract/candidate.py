"""Runs of words that may be terms, counted in one document: nothing is lost that the edge models could want.

Every run of words within a clause is a candidate; its occurrence score is the log-likelihood that a name opens and
closes there and nowhere between. All arithmetic is on arrays; a Python object exists per accepted term only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.edge import Edges, Floats
from extract.segment import TAG_ID, Ints, Segmentation

MAX_WORDS = 12
MIN_SCORE = -5.5  # log-likelihood of an occurrence: what scores less is never accepted
STRONG = -3.0  # an occurrence that scores so takes in what lies inside it
CERTAIN = 0.0  # the score of a known name; a log-likelihood is less
STOP, JOIN = TAG_ID["stop"], TAG_ID["join"]

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate occurrences: first and last + 1 word index, and the occurrence score."""

    first: Ints
    last: Ints
    score: Floats


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Log-odds of a name's opening and closing at each word boundary, and the running cost of staying inside."""

    opening: Floats
    closing: Floats
    inside: Floats


def score_boundaries(cut: Segmentation, edges: Edges) -> Boundaries:
    """The edge models' scores of a text's word boundaries."""
    opening, closing = edges.opening.score(cut), edges.closing.score(cut)
    cost = np.logaddexp(0, opening) + np.logaddexp(0, closing)
    return Boundaries(opening, closing, np.concatenate([[0.0], np.cumsum(cost)]))


def find_spans(cut: Segmentation, boundaries: Boundaries, min_score: float = MIN_SCORE) -> Spans:
    """All runs of up to ``MAX_WORDS`` words without a stop that score at least ``min_score``."""
    size = len(cut.words)
    stops = np.concatenate([[0], np.cumsum(cut.tags == STOP)])
    opens = -np.logaddexp(0, -boundaries.opening)
    closes = -np.logaddexp(0, -boundaries.closing)
    # An opening that alone scores too little starts nothing: most word boundaries end here.
    begin = np.flatnonzero((opens[:size] >= min_score) & (cut.tags != STOP) & (cut.tags != JOIN))
    found: list[tuple[Ints, Ints, Floats]] = []
    for length in range(1, MAX_WORDS + 1):
        begin = begin[begin + length <= size]
        begin = begin[stops[begin + length] == stops[begin]]
        end = begin + length
        inner = opens[begin] - (boundaries.inside[end] - boundaries.inside[begin + 1])
        score = inner + closes[end]
        good = (score >= min_score) & (cut.tags[end - 1] != JOIN) & (cut.starts[end] - cut.starts[begin] > 1)
        found.append((begin[good], end[good], score[good]))
        begin = begin[inner >= min_score]
    first, last, score = (np.concatenate(column) for column in zip(*found, strict=True))
    return Spans(first, last, score)


def drop_crossing(cut: Segmentation, spans: Spans, known: Spans) -> Spans:
    """Without the spans that begin or end inside a known name and reach beyond it: 毒品|和犯罪问题办公室及其."""
    begins, ends = _cover(cut, known)
    first, last = spans.first, spans.last
    starts_inside = begins[first] < first
    ends_inside = ends[last - 1] > last
    crossing = (starts_inside & (last > ends[first])) | (ends_inside & (first < begins[last - 1]))
    return Spans(first[~crossing], last[~crossing], spans.score[~crossing])


def _cover(cut: Segmentation, known: Spans) -> tuple[Ints, Ints]:
    """For each word the first and last + 1 word of the known name that covers it, its own where none does."""
    begins = np.arange(len(cut.words))
    ends = begins + 1
    for first, last in zip(known.first.tolist(), known.last.tolist(), strict=True):
        if begins[first] == first and ends[first] <= last:
            begins[first:last], ends[first:last] = first, last
    return begins, ends


def merge_spans(spans: Spans, known: Spans) -> Spans:
    """Both, each span once; known ones keep their score."""
    size = np.int64(1 << 32)
    fresh = ~np.isin(spans.first * size + spans.last, known.first * size + known.last)
    return Spans(
        np.concatenate([known.first, spans.first[fresh]]),
        np.concatenate([known.last, spans.last[fresh]]),
        np.concatenate([known.score, spans.score[fresh]]),
    )


@dataclass(frozen=True, slots=True)
class Candidates:
    """The distinct candidates of a document, an element each in every array.

    ``first`` and ``last`` are the words of the first occurrence. ``measures`` holds numbers by name: "count", "free"
    (occurrences that no longer candidate takes in), "lefts" and "rights" (how many different neighbours), and what the
    occurrences score in the mean and at best.
    """

    first: Ints
    last: Ints
    known: Flags
    measures: dict[str, Floats]


def count_spans(cut: Segmentation, spans: Spans, boundaries: Boundaries) -> Candidates:
    """Gather the occurrences of each candidate in a document."""
    key = _hash_spans(cut.words, spans.first, spans.last)
    order = np.argsort(key, kind="stable")
    key, first, last = key[order], spans.first[order], spans.last[order]
    heads = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.zeros(0, np.int64)
    count = np.diff(np.append(heads, len(key))).astype(np.float64)
    before, after = np.maximum(first - 1, 0), np.minimum(last, len(cut.words) - 1)
    length = last - first
    inside = (boundaries.inside[last] - boundaries.inside[first + 1]) / np.maximum(length - 1, 1)
    measures = {"count": count, "free": _sum(~_find_nested(spans, len(cut.words))[order], heads)}
    scored = {"score": spans.score[order], "opening": boundaries.opening[first], "closing": boundaries.closing[last]}
    for name, values in scored.items():
        measures[name + "_max"] = _best(values, heads)
        measures[name + "_mean"] = _sum(values, heads) / count
    measures["inside"] = _best(inside, heads)
    measures["lefts"] = _count_different(key, cut.words[before], heads)
    measures["rights"] = _count_different(key, cut.words[after], heads)
    measures["left_stop"] = _sum(cut.tags[before] == STOP, heads) / count
    measures["right_stop"] = _sum(cut.tags[after] == STOP, heads) / count
    place = np.minimum.reduceat(first, heads) if len(heads) else heads
    return Candidates(place, place + length[heads], spans.score[order][heads] >= CERTAIN, measures)


def _sum(values: npt.NDArray[np.float64] | Flags, heads: Ints) -> Floats:
    return np.add.reduceat(values.astype(np.float64), heads) if len(heads) else np.zeros(0)


def _best(values: Floats, heads: Ints) -> Floats:
    return np.maximum.reduceat(values, heads) if len(heads) else np.zeros(0)


def _count_different(key: npt.NDArray[np.uint64], neighbour: Ints, heads: Ints) -> Floats:
    """How many different neighbours each candidate has (branching; keys come sorted)."""
    group = np.cumsum(np.concatenate([[0], key[1:] != key[:-1]])) if len(key) else np.zeros(0, np.int64)
    # Sorting beats np.unique, which hashes first.
    pairs = np.sort(group * np.int64(1 << 32) + neighbour)
    fresh = np.concatenate([[True], pairs[1:] != pairs[:-1]]) if len(pairs) else pairs > 0
    return np.bincount(pairs[fresh] >> 32, minlength=len(heads)).astype(np.float64)


def _find_nested(spans: Spans, size: int) -> Flags:
    """Which occurrences lie within a longer one that scores well: 麻醉药品 in 麻醉药品委员会 (C-value's correction).

    A known name lies only within known names: no statistics may take 乌干达 out of 乌干达和坦桑尼亚联合共和国.
    """
    known = spans.score >= CERTAIN
    by_known = _lies_within(spans, known, size)
    return np.where(known, by_known, by_known | _lies_within(spans, spans.score >= STRONG, size))


def _lies_within(spans: Spans, strong: Flags, size: int) -> Flags:
    reach = np.zeros(size + 1, np.int64)
    np.maximum.at(reach, spans.first[strong], spans.last[strong])
    before = np.concatenate([[0], np.maximum.accumulate(reach)[:-1]])
    return np.asarray((reach[spans.first] > spans.last) | (before[spans.first] >= spans.last))


def _hash_spans(words: Ints, first: Ints, last: Ints) -> npt.NDArray[np.uint64]:
    """A 64-bit key of each run of words: prefix sums of mixed ids times powers of an odd number, modulo 2**64."""
    base, inverse = np.uint64(0x9E3779B97F4A7C15), np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))
    with np.errstate(over="ignore"):
        mixed = (words.astype(np.uint64) + np.uint64(1)) * np.uint64(0xD6E8FEB86659FD93)
        mixed ^= mixed >> np.uint64(32)
        powers = np.cumprod(np.concatenate([[np.uint64(1)], np.full(len(words), base, np.uint64)]))
        prefix = np.concatenate([[np.uint64(0)], np.cumsum(mixed * powers[:-1], dtype=np.uint64)])
        undo = np.cumprod(np.concatenate([[np.uint64(1)], np.full(len(words), inverse, np.uint64)]))
        return np.asarray((prefix[last] - prefix[first]) * undo[first])
