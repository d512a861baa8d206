"""Documents in, harvest out: the terms, their mentions and the definitions, as three frames."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import polars as pl

from extract.candidate import Spans, count_spans, drop_crossing, find_spans, merge_spans, score_boundaries
from extract.definition import Definition, Evidence, find_definitions
from extract.document import Document
from extract.edge import Floats, read_edges
from extract.head import find_kind
from extract.kind import NAMES, Kind
from extract.segment import Segmentation, Vocabulary, read_general_frequencies, segment
from extract.termhood import read_weights, score_terms
from extract.title import find_titles

TERMS = {
    "document": pl.String,
    "term": pl.String,
    "kind": pl.String,
    "count": pl.Int64,
    "score": pl.Float64,
    "label": pl.String,
    "accepted": pl.Boolean,
}
MENTIONS = {"document": pl.String, "label": pl.String, "term": pl.String, "start": pl.Int64, "end": pl.Int64}
DEFINITIONS = {
    "document": pl.String,
    "full_form": pl.String,
    "short_form": pl.String,
    "kind": pl.String,
    "label": pl.String,
    "count": pl.Int64,
    "rule": pl.String,
    "confidence": pl.Float64,
}
CUT_TERM = 6  # characters of a known term that no full form may begin inside
SURE = 0.9  # confidence from which a full form is evidence for others
CERTAIN = 0.9  # what a definition or the name's own form gives stands before what statistics propose


@dataclass(frozen=True)
class Harvest:
    """What the documents hold; the columns of the frames are TERMS, MENTIONS and DEFINITIONS.

    Terms are sorted by document and score, best first. A term that is not ``accepted`` is a known name that stands in
    the document, but no term that a reader would list (报告, 会议). Mentions are sorted by document and place;
    ``start`` and ``end`` are offsets in the paragraph.
    """

    terms: pl.DataFrame
    mentions: pl.DataFrame
    definitions: pl.DataFrame


class Found(NamedTuple):
    """A term in one document: its kind, its score, whether it is accepted."""

    kind: Kind
    score: float
    accepted: bool = True


def harvest(documents: Sequence[Document], names: Mapping[str, Kind] | None = None) -> Harvest:
    """Harvest documents; ``names`` are designations known for certain, with their kinds (the mapping's)."""
    names = names or {}
    definitions = define(documents, names)
    terms = find_terms(documents, names, definitions)
    mentions, terms = find_mentions(documents, terms)
    return Harvest(terms, mentions, definitions)


def define(documents: Sequence[Document], names: Mapping[str, Kind]) -> pl.DataFrame:
    """The definitions of all documents (columns DEFINITIONS), in the order of their documents and paragraphs.

    The documents are read twice: the full forms that the first reading is sure of are evidence for the second.
    """
    edges = read_edges()
    known = {name for name, kind in names.items() if kind in NAMES}
    places = {name for name, kind in names.items() if kind in (Kind.STATE, Kind.PLACE)}
    terms = {name for name in names if len(name) >= CUT_TERM}
    evidence = Evidence(edges, edges.vocabulary(), known, places, terms)
    frame = _define_all(documents, evidence)
    sure = frame.filter(pl.col("confidence") >= SURE)["full_form"]
    if len(sure) < len(frame):
        frame = _define_all(documents, replace(evidence, seen=frozenset(sure)))
    return frame.group_by("document", "full_form", "short_form", maintain_order=True).agg(
        pl.first("kind", "label"), pl.sum("count"), pl.first("rule"), pl.max("confidence")
    )


def _define_all(documents: Sequence[Document], evidence: Evidence) -> pl.DataFrame:
    rows = [row for document in documents for row in _define_document(document, evidence)]
    return pl.DataFrame(rows, DEFINITIONS, orient="row")


def _define_document(document: Document, evidence: Evidence) -> Iterator[tuple[object, ...]]:
    for paragraph in document.paragraphs:
        for found in find_definitions(paragraph.text, evidence):
            yield _row(document, paragraph.label, found)


def _row(document: Document, label: str, found: Definition) -> tuple[object, ...]:
    return document.name, found.full_form, found.short_form, found.kind, label, 1, found.rule, found.confidence


def find_terms(documents: Sequence[Document], names: Mapping[str, Kind], definitions: pl.DataFrame) -> pl.DataFrame:
    """The terms of all documents: the columns of TERMS but for counts and labels."""
    scored = _score_candidates(documents, names)
    found: dict[tuple[str, str], Found] = {}
    for document, term, score, accepted in scored.iter_rows():
        kind = names.get(term) or find_kind(term) or Kind.SUBJECT
        found[document, term] = Found(kind, score, accepted)
    for document, term, certain in _find_certain(documents, names, definitions):
        score = max(found[document, term].score, certain.score) if (document, term) in found else certain.score
        found[document, term] = Found(certain.kind, score)
    rows = [(*key, item.kind.value, item.score, item.accepted) for key, item in found.items()]
    schema = {name: TERMS[name] for name in ("document", "term", "kind", "score", "accepted")}
    return pl.DataFrame(rows, schema, orient="row")


def _find_certain(
    documents: Sequence[Document], names: Mapping[str, Kind], definitions: pl.DataFrame
) -> Iterator[tuple[str, str, Found]]:
    for document in documents:
        for paragraph in document.paragraphs:
            for title in find_titles(paragraph.text):
                yield document.name, title.text, Found(names.get(title.text, title.kind), CERTAIN)
    for document_name, full, short in definitions.select("document", "full_form", "short_form").iter_rows():
        kind = names.get(full) or find_kind(full) or names.get(short) or find_kind(short) or Kind.SUBJECT
        yield document_name, full, Found(kind, CERTAIN)
        yield document_name, short, Found(kind, CERTAIN)


def _score_candidates(documents: Sequence[Document], names: Mapping[str, Kind]) -> pl.DataFrame:
    """The candidates that termhood accepts and all that are known: document, term, score, accepted.

    With names known for certain there are two models: one ranks the known ones, one judges what else there is.
    """
    frame = count_candidates(documents, names)
    if not names:
        return _judge(frame, "alone").filter("accepted")
    named = [name for name, kind in names.items() if kind in NAMES]
    known = _judge(frame.filter(pl.col("known")), "known")
    new = _judge(frame.filter(~pl.col("known") & (pl.col("free") > 0)), "new")
    certain = known.with_columns(accepted=pl.col("accepted") | pl.col("term").is_in(named))
    return pl.concat([certain, new.filter("accepted")])


def _judge(frame: pl.DataFrame, model: str) -> pl.DataFrame:
    weights = read_weights(model)
    scored = frame.select("document", "term", score=pl.Series(score_terms(frame, weights)))
    return scored.with_columns(accepted=pl.col("score") >= weights.threshold)


def count_candidates(documents: Sequence[Document], names: Mapping[str, Kind]) -> pl.DataFrame:
    """All candidates with their counts per document.

    The columns of ``count_spans``, ``documents`` (in how many the term stands) and ``known`` (whether it is a name
    given).
    """
    edges = read_edges()
    vocabulary = edges.vocabulary()
    text = "\n".join(paragraph.text for document in documents for paragraph in document.paragraphs) + "\n"
    matches = sorted(match_names(text, list(names)))
    cut = segment(text, vocabulary, {offset for match in matches for offset in match})
    boundaries = score_boundaries(cut, edges)
    known = _locate(cut, matches)
    spans = merge_spans(drop_crossing(cut, find_spans(cut, boundaries), known), known)
    weird = _score_weirdness(cut, vocabulary)
    counted = count_spans(cut, spans, boundaries, edges, weird, _number_documents(cut, documents))
    order = dict(enumerate(document.name for document in documents))
    return (
        counted.with_columns(pl.col("document").replace_strict(order, return_dtype=pl.String))
        .filter(pl.col("term").str.len_chars() > 1)
        .with_columns(documents=pl.col("document").n_unique().over("term"), known=pl.col("term").is_in(list(names)))
    )


def _locate(cut: Segmentation, matches: Sequence[tuple[int, int]]) -> Spans:
    """The words of matched names, as spans that score 0: certain."""
    table = np.asarray(matches, np.int64).reshape(-1, 2)
    first, last = (np.searchsorted(cut.starts, column) for column in table.T)
    return Spans(first, last, np.zeros(len(table)))


def _number_documents(cut: Segmentation, documents: Sequence[Document]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Which document each word stands in."""
    lengths = [sum(len(paragraph.text) + 1 for paragraph in document.paragraphs) for document in documents]
    return np.searchsorted(np.cumsum(lengths), cut.starts[:-1], side="right")


def _score_weirdness(cut: Segmentation, vocabulary: Vocabulary) -> Floats:
    """How much oftener each word stands here than in general Chinese, as a log ratio."""
    general = read_general_frequencies()
    total = sum(general.values())
    usual = np.asarray([general.get(word, 0) for word in vocabulary.ids], np.float64)
    here = np.bincount(cut.words, minlength=len(usual)).astype(np.float64)
    ratio = np.log((here + 0.5) / len(cut.words)) - np.log((usual + 5) / total)
    return np.asarray(np.clip(ratio, -3, 8)[cut.words])


def match_names(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of names: the leftmost-longest, and those inside them that are no mere tail.

    A name of up to three characters must stand on word boundaries: 马里 is no name in 索马里, nor 人权 in 私人权利.
    麻醉药品 is one in 麻醉药品委员会; 移民组织 in 国际移民组织 is the same name cut short.
    """
    if not names:
        return
    boundaries = set(segment(text, Vocabulary()).starts.tolist())

    def stands(start: int, end: int) -> bool:
        return end - start > 3 or (start in boundaries and end in boundaries)

    longest = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    covers = [(start, end) for _, start, end in longest.find_matches_as_indexes(text) if stands(start, end)]
    yield from covers
    yield from _match_inside(text, names, covers, boundaries)


def _match_inside(
    text: str, names: Sequence[str], covers: Sequence[tuple[int, int]], boundaries: set[int]
) -> Iterator[tuple[int, int]]:
    matches = ahocorasick_rs.AhoCorasick(names).find_matches_as_indexes(text, overlapping=True)
    cover = iter(covers)
    start, end = next(cover, (len(text), len(text)))
    for _, first, last in sorted(matches, key=lambda match: match[1]):
        while end <= first:
            start, end = next(cover, (len(text), len(text)))
        if start <= first and last < end and first in boundaries and last in boundaries:
            yield first, last


def find_mentions(documents: Sequence[Document], terms: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The places of each document's terms (columns MENTIONS), and the terms with counts and first labels (TERMS).

    Mentions are leftmost-longest; the count of a term takes in those inside longer terms.
    """
    rows: list[tuple[str, str, str, int, int]] = []
    counts: list[tuple[str, str, int, str]] = []
    by_document = {key[0]: frame["term"].to_list() for key, frame in terms.group_by("document", maintain_order=True)}
    for document in documents:
        own = by_document.get(document.name, [])
        if own:
            rows += _mention_document(document, own)
            counts += _count_document(document, own)
    mentions = pl.DataFrame(rows, MENTIONS, orient="row")
    counted = pl.DataFrame(
        counts, {"document": pl.String, "term": pl.String, "count": pl.Int64, "label": pl.String}, orient="row"
    )
    order = {document.name: number for number, document in enumerate(documents)}
    full = terms.join(counted, on=["document", "term"]).select(list(TERMS))
    place = pl.col("document").replace_strict(order, return_dtype=pl.Int64)
    return mentions, full.sort(place, -pl.col("score"), -pl.col("count"), "term")


def _mention_document(document: Document, terms: Sequence[str]) -> Iterator[tuple[str, str, str, int, int]]:
    automaton = ahocorasick_rs.AhoCorasick(terms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for paragraph in document.paragraphs:
        for index, start, end in automaton.find_matches_as_indexes(paragraph.text):
            yield document.name, paragraph.label, terms[index], start, end


def _count_document(document: Document, terms: Sequence[str]) -> Iterator[tuple[str, str, int, str]]:
    automaton = ahocorasick_rs.AhoCorasick(terms)
    counts: Counter[int] = Counter()
    labels: dict[int, str] = {}
    for paragraph in document.paragraphs:
        for index, _, _ in automaton.find_matches_as_indexes(paragraph.text, overlapping=True):
            counts[index] += 1
            labels.setdefault(index, paragraph.label)
    for index, count in counts.items():
        yield document.name, terms[index], count, labels[index]
