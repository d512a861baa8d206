"""Candidates: runs of words, found, counted and set against known names; each against a slow count by hand."""

import math
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.candidate import (
    CERTAIN,
    MAX_WORDS,
    STRONG,
    Boundaries,
    Candidates,
    Spans,
    count_spans,
    drop_crossing,
    find_spans,
    merge_spans,
    score_boundaries,
)
from extract.edge import read_edges
from extract.segment import TAG_ID, Segmentation, Vocabulary, segment

STOP, JOIN = TAG_ID["stop"], TAG_ID["join"]
Span = tuple[int, int]
LETTERS = "海洋观测组织委员会公约山地沙漠"


def build_cut(words: list[int], tags: list[int] | None = None) -> Segmentation:
    """A text of two-character words, each told by its number."""
    text = "".join(chr(0x4E00 + word // 100) + chr(0x5E00 + word % 100) for word in words)
    starts = np.arange(len(words) + 1, dtype=np.int64) * 2
    return Segmentation(text, starts, np.asarray(words, np.int64), np.asarray(tags or [2] * len(words), np.int64))


def build_boundaries(opening: list[float], closing: list[float]) -> Boundaries:
    cost = np.logaddexp(0, opening) + np.logaddexp(0, closing)
    return Boundaries(np.asarray(opening), np.asarray(closing), np.concatenate([[0.0], np.cumsum(cost)]))


def build_spans(spans: list[Span], scores: list[float] | None = None) -> Spans:
    table = np.asarray(spans, np.int64).reshape(-1, 2)
    return Spans(table[:, 0], table[:, 1], np.asarray(scores or [-1.0] * len(spans), np.float64))


def read_spans(spans: Spans) -> list[Span]:
    return list(zip(spans.first.tolist(), spans.last.tolist(), strict=True))


def count(cut: Segmentation, spans: Spans) -> Candidates:
    flat = [0.0] * (len(cut.words) + 1)
    return count_spans(cut, spans, build_boundaries(flat, flat))


def by_text(cut: Segmentation, candidates: Candidates, measure: str) -> dict[str, float]:
    names = [
        cut.text[cut.starts[first] : cut.starts[last]]
        for first, last in zip(candidates.first, candidates.last, strict=True)
    ]
    assert len(set(names)) == len(names), "one candidate stands twice"
    return dict(zip(names, candidates.measures[measure].tolist(), strict=True))


@st.composite
def draw_spans(draw: st.DrawFn) -> tuple[list[int], list[Span], list[float]]:
    """Words from a small vocabulary, and some of their runs, with scores; none at the text's edges."""
    words = [7, *draw(st.lists(st.integers(0, 3), min_size=1, max_size=25)), 8]
    every = [(first, last) for first in range(1, len(words) - 1) for last in range(first + 1, len(words))]
    spans = draw(st.lists(st.sampled_from([span for span in every if span[1] < len(words)]), unique=True, max_size=40))
    scores = draw(st.lists(st.sampled_from([-6.0, -1.0, CERTAIN]), min_size=len(spans), max_size=len(spans)))
    return words, spans, scores


@settings(deadline=None)
@given(draw_spans())
def test_counts_and_neighbours_are_those_of_a_count_by_hand(drawn):
    """How often each run of words occurs, where first, after and before how many different words, how well at best."""
    words, spans, scores = drawn
    cut = build_cut(words)
    places: dict[tuple[int, ...], list[tuple[int, int, float]]] = defaultdict(list)
    for (first, last), score in zip(spans, scores, strict=True):
        places[tuple(words[first:last])].append((first, last, score))
    found = count(cut, build_spans(spans, scores))
    runs = [tuple(words[first:last]) for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True)]
    assert sorted(runs) == sorted(places)
    for index, run in enumerate(runs):
        expected = {
            "count": len(places[run]),
            "lefts": len({words[first - 1] for first, _, _ in places[run]}),
            "rights": len({words[last] for _, last, _ in places[run]}),
            "score_max": max(score for _, _, score in places[run]),
            "score_mean": sum(score for _, _, score in places[run]) / len(places[run]),
        }
        assert {name: found.measures[name][index] for name in expected} == pytest.approx(expected)
        assert found.first[index] == min(first for first, _, _ in places[run])


@settings(deadline=None)
@given(draw_spans())
def test_an_occurrence_is_free_unless_a_longer_one_takes_it_in(drawn):
    """By a span that scores well and holds it; a known name is taken in by known names only."""
    words, spans, scores = drawn
    free: dict[str, float] = defaultdict(float)
    cut = build_cut(words)
    for (first, last), score in zip(spans, scores, strict=True):
        least = CERTAIN if score >= CERTAIN else STRONG
        holders = [
            (begin, end)
            for (begin, end), other in zip(spans, scores, strict=True)
            if begin <= first and last <= end and (begin, end) != (first, last) and other >= least
        ]
        free[cut.text[2 * first : 2 * last]] += not holders
    assert by_text(cut, count(cut, build_spans(spans, scores)), "free") == free


def test_ten_thousand_different_runs_are_ten_thousand_candidates():
    """No two of them fall together, however alike: runs of 1 to 12 words from a vocabulary of 10,000, long text."""
    random = np.random.default_rng(20)
    words = random.integers(0, 10_000, 60_000)
    words[30_000:] = np.tile(words[:30], 1_000)  # and half of the text repeats
    first = random.integers(1, len(words) - MAX_WORDS - 1, 12_000)
    spans = sorted({(start, start + size) for start, size in zip(first, random.integers(1, 13, 12_000), strict=True)})
    runs: dict[tuple[int, ...], int] = defaultdict(int)
    for start, end in spans:
        runs[tuple(words[start:end])] += 1
    assert len(runs) > 6_000
    cut = build_cut(words.tolist())
    found = count(cut, build_spans(spans))
    keys = [tuple(words[start:end]) for start, end in zip(found.first, found.last, strict=True)]
    assert dict(zip(keys, found.measures["count"].tolist(), strict=True)) == runs


def test_nothing_is_counted_where_nothing_was_found():
    """No spans, no candidates, no error; nor in an empty text."""
    for words in ([], [1, 2, 3]):
        found = count(build_cut(words), build_spans([]))
        assert len(found.first) == len(found.known) == 0
        assert all(len(values) == 0 for values in found.measures.values())


ODDS = st.floats(-4, 4)


def likely(odds: float) -> float:
    """The log of a probability, from its log-odds."""
    return -math.log1p(math.exp(-odds))


@settings(deadline=None)
@given(st.data(), st.integers(1, 14), st.floats(-12, -0.5))
def test_every_run_that_scores_enough_is_found_and_no_other(data, size, least):
    """The score is the log-likelihood that a name opens at the first word, closes after the last, and not between."""
    tags = data.draw(st.lists(st.sampled_from([2, 2, 2, STOP, JOIN]), min_size=size, max_size=size))
    odds = st.lists(ODDS, min_size=size + 1, max_size=size + 1)
    opening, closing = data.draw(odds), data.draw(odds)
    cut = build_cut(list(range(size)), tags)
    found = find_spans(cut, build_boundaries(opening, closing), least)
    expected = {}
    for first in range(size):
        for last in range(first + 1, min(size, first + MAX_WORDS) + 1):
            inner = range(first + 1, last)
            score = likely(opening[first]) + likely(closing[last])
            score += sum(likely(-opening[place]) + likely(-closing[place]) for place in inner)
            if STOP in tags[first:last] or JOIN in (tags[first], tags[last - 1]) or abs(score - least) < 1e-6:
                continue
            if score >= least:
                expected[first, last] = score
    scores = dict(zip(read_spans(found), found.score.tolist(), strict=True))
    scores = {span: score for span, score in scores.items() if abs(score - least) >= 1e-6}
    assert scores == pytest.approx(expected)


def test_a_single_character_is_no_candidate():
    """的 and 和 name nothing, however they score."""
    cut = segment("海洋和山地的公约", Vocabulary())
    flat = [3.0] * (len(cut.words) + 1)
    spans = find_spans(cut, build_boundaries(flat, flat), -1e9)
    lengths = [cut.starts[last] - cut.starts[first] for first, last in read_spans(spans)]
    assert lengths
    assert min(lengths) > 1


@st.composite
def draw_known(draw: st.DrawFn) -> tuple[int, list[Span], list[Span]]:
    """A text's size, names that lie beside each other in it, and any runs of its words."""
    bounds = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=10)))
    known = [span for span in pairwise(bounds) if draw(st.booleans())]
    ends = st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda span: span[0] < span[1])
    return 20, known, draw(st.lists(ends, unique=True, max_size=40))


@given(draw_known())
def test_no_candidate_crosses_the_edge_of_a_known_name(drawn):
    """What holds a name, lies within it or beside it stays; what begins or ends inside it and reaches beyond goes."""
    size, known, spans = drawn

    def crosses(span: Span, name: Span) -> bool:
        meet = span[0] < name[1] and name[0] < span[1]
        holds = span[0] <= name[0] and name[1] <= span[1]
        within = name[0] <= span[0] and span[1] <= name[1]
        return meet and not holds and not within

    kept = drop_crossing(build_cut(list(range(size))), build_spans(spans), build_spans(known))
    assert read_spans(kept) == [span for span in spans if not any(crosses(span, name) for name in known)]


@given(draw_known())
def test_known_names_and_other_runs_are_merged_each_once(drawn):
    """A run that is a known name keeps the name's score."""
    _, known, spans = drawn
    merged = merge_spans(build_spans(spans), build_spans(known, [CERTAIN] * len(known)))
    found = read_spans(merged)
    assert sorted(found) == sorted({*known, *spans})
    scores = dict(zip(found, merged.score.tolist(), strict=True))
    assert {span for span, score in scores.items() if score == CERTAIN} == set(known)


def test_a_candidate_is_known_where_one_of_its_places_is():
    """The same words stand as a known name here and unmatched there: one candidate, known, counted twice."""
    cut = build_cut([9, 1, 2, 9, 1, 2, 9])
    merged = merge_spans(build_spans([(1, 3), (4, 6)]), build_spans([(4, 6)], [CERTAIN]))
    found = count(cut, merged)
    assert (found.known.tolist(), found.measures["count"].tolist()) == ([True], [2.0])


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS + "、，。的和 \nA1", max_size=60))
def test_any_text_has_its_boundaries_scored_and_its_candidates_counted(text):
    """The whole way from a text: one score a boundary; each candidate's count is at most that of its string."""
    edges = read_edges()
    cut = segment(text, edges.vocabulary())
    boundaries = score_boundaries(cut, edges)
    assert len(boundaries.opening) == len(boundaries.closing) == len(cut.starts)
    found = count_spans(cut, find_spans(cut, boundaries), boundaries)
    for first, last, number in zip(found.first, found.last, found.measures["count"], strict=True):
        name = text[cut.starts[first] : cut.starts[last]]
        assert "，" not in name
        assert "\n" not in name
        assert 1 <= number <= sum(text.startswith(name, place) for place in range(len(text)))
