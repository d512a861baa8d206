"""Spans of words that may be terms, counted: no span is lost to the dictionary that the edge models could want.

Every run of words within a clause is a candidate; its occurrence score is the log-likelihood that a name opens and
closes there and nowhere between. All arithmetic is on arrays; a Python object exists per distinct candidate only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from extract.edge import Edges, Floats
from extract.segment import TAG_ID, Ints, Segmentation

MAX_WORDS = 12
MAX_CHARACTERS = 60
MIN_SCORE = -9.0  # log-likelihood: below it lie 6 % of the gold terms and 60 % of all runs of words
STOP, JOIN = TAG_ID["stop"], TAG_ID["join"]


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
        end = begin + length
        alive = stops[end] == stops[begin]
        begin, end = begin[alive], end[alive]
        inner = opens[begin] - (boundaries.inside[end] - boundaries.inside[begin + 1])
        score = inner + closes[end]
        good = (score >= min_score) & (cut.tags[end - 1] != JOIN)
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
    keep = ~crossing
    return Spans(first[keep], last[keep], spans.score[keep])


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
    size = np.int64(MAX_WORDS * 1000)
    fresh = ~np.isin(spans.first * size + (spans.last - spans.first), known.first * size + (known.last - known.first))
    return Spans(
        np.concatenate([known.first, spans.first[fresh]]),
        np.concatenate([known.last, spans.last[fresh]]),
        np.concatenate([known.score, spans.score[fresh]]),
    )


def count_spans(
    cut: Segmentation, spans: Spans, boundaries: Boundaries, edges: Edges, weird: Floats, document: Ints
) -> pl.DataFrame:
    """Candidates per document with the sums that termhood needs.

    ``document`` gives the document of each word. Columns: document, term, count, place (offset of the first
    occurrence), words, first_tag, last_tag, and per occurrence statistics (see the aggregation).
    """
    size = len(cut.words)
    first, last = spans.first, spans.last
    key = _hash_spans(cut.words, first, last)
    before, after = np.maximum(first - 1, 0), np.minimum(last, size - 1)
    length = last - first
    total = np.concatenate([[0.0], np.cumsum(weird)])
    frame = pl.DataFrame(
        {
            "document": document[first],
            "key": key,
            "first": first,
            "last": last,
            "score": spans.score,
            "opening": boundaries.opening[first],
            "closing": boundaries.closing[last],
            "inside": (boundaries.inside[last] - boundaries.inside[first + 1]) / np.maximum(length - 1, 1),
            "weird": (total[last] - total[first]) / length,
            "free": ~_find_nested(spans, size),
            "cohesion": _score_cohesion(cut.words, first, last),
            "opener": edges.opening.right_of(cut.words[first]),
            "head": edges.closing.left_of(cut.words[last - 1]),
            "weird_min": _min_over(weird, first, last),
            "left": cut.words[before],
            "right": cut.words[after],
            "left_stop": cut.tags[before] == STOP,
            "right_stop": cut.tags[after] == STOP,
        }
    )
    counted = frame.group_by("document", "key").agg(
        pl.len().alias("count"),
        pl.min("first"),
        pl.col("last").get(pl.col("first").arg_min()),
        pl.max("score").alias("score_max"),
        pl.mean("score").alias("score_mean"),
        pl.max("opening").alias("opening_max"),
        pl.mean("opening").alias("opening_mean"),
        pl.max("closing").alias("closing_max"),
        pl.mean("closing").alias("closing_mean"),
        pl.max("inside"),
        pl.max("weird"),
        pl.max("weird_min"),
        pl.sum("free"),
        pl.max("cohesion"),
        pl.max("opener"),
        pl.max("head"),
        pl.n_unique("left").alias("lefts"),
        pl.n_unique("right").alias("rights"),
        pl.mean("left_stop"),
        pl.mean("right_stop"),
    )
    return _name_spans(cut, counted)


STRONG = -3.0
CERTAIN = 0.0  # the score of a known name; a log-likelihood is less


def _find_nested(spans: Spans, size: int) -> npt.NDArray[np.bool_]:
    """Which occurrences lie within a longer one that scores well: 麻醉药品 in 麻醉药品委员会 (C-value's correction).

    A known name lies only within known names: no statistics may take 乌干达 out of 乌干达和坦桑尼亚联合共和国.
    """
    known = spans.score >= CERTAIN
    by_known = _lies_within(spans, known, size)
    return np.where(known, by_known, by_known | _lies_within(spans, spans.score >= STRONG, size))


def _lies_within(spans: Spans, strong: npt.NDArray[np.bool_], size: int) -> npt.NDArray[np.bool_]:
    reach = np.zeros(size + 1, np.int64)
    np.maximum.at(reach, spans.first[strong], spans.last[strong])
    before = np.concatenate([[0], np.maximum.accumulate(reach)[:-1]])
    return np.asarray((reach[spans.first] > spans.last) | (before[spans.first] >= spans.last))


def _score_cohesion(words: Ints, first: Ints, last: Ints) -> Floats:
    """Unithood: log of how much oftener the two ends meet than chance has it, over the text's own word counts."""
    count = np.maximum(np.bincount(words), 1)
    rarity = np.log(len(words) / count)[words]
    total = np.concatenate([[0.0], np.cumsum(rarity)])
    return np.asarray((total[last] - total[first]) / (last - first))


def _min_over(values: Floats, first: Ints, last: Ints) -> Floats:
    """The least value in each span."""
    pairs = np.stack([first, np.minimum(last, len(values) - 1)], axis=1).ravel()
    least = np.minimum.reduceat(values, pairs)[::2]
    at_end = last == len(values)
    return np.where(at_end, np.minimum(least, values[-1]), least)


def _hash_spans(words: Ints, first: Ints, last: Ints) -> npt.NDArray[np.uint64]:
    """A 64-bit key of each run of words: prefix sums of mixed ids times powers of an odd number, modulo 2**64."""
    base, inverse = np.uint64(0x9E3779B97F4A7C15), np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))
    with np.errstate(over="ignore"):
        mixed = (words.astype(np.uint64) + np.uint64(1)) * np.uint64(0xD6E8FEB86659FD93)
        mixed ^= mixed >> np.uint64(32)
        powers = np.cumprod(np.full(len(words) + 1, base, np.uint64))
        prefix = np.concatenate([[np.uint64(0)], np.cumsum(mixed * powers[:-1], dtype=np.uint64)])
        undo = np.cumprod(np.full(len(words) + 1, inverse, np.uint64))
        return np.asarray((prefix[last] - prefix[first]) * undo[first])


def _name_spans(cut: Segmentation, counted: pl.DataFrame) -> pl.DataFrame:
    first, last = counted["first"].to_numpy(), counted["last"].to_numpy()
    begin, end = cut.starts[first], cut.starts[last]
    return counted.with_columns(
        term=pl.Series([cut.text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)], dtype=pl.String),
        place=pl.Series(begin),
        words=pl.Series(last - first),
        first_tag=pl.Series(cut.tags[first]),
        last_tag=pl.Series(cut.tags[last - 1]),
    ).drop("key", "first", "last")
