"""Documents in, harvest out: the terms, their mentions and the definitions, as three frames."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import polars as pl

from extract.candidate import count_spans, find_spans, score_boundaries
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
CERTAIN = 0.9  # what a definition or the name's own form gives stands before what statistics propose


@dataclass(frozen=True)
class Harvest:
    """What the documents hold; the columns of the frames are TERMS, MENTIONS and DEFINITIONS.

    Terms are sorted by document and score, best first; mentions by document and place; ``start`` and ``end`` are
    offsets in the paragraph.
    """

    terms: pl.DataFrame
    mentions: pl.DataFrame
    definitions: pl.DataFrame


class Found(NamedTuple):
    """A term in one document: its kind, its score and how often the rule that found it did."""

    kind: Kind
    score: float
    count: int


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
    evidence = Evidence(edges, edges.vocabulary(), known, places)
    rows = [row for document in documents for row in _define_document(document, evidence)]
    frame = pl.DataFrame(rows, DEFINITIONS, orient="row")
    return frame.group_by("document", "full_form", "short_form", maintain_order=True).agg(
        pl.first("kind", "label"), pl.sum("count"), pl.first("rule"), pl.max("confidence")
    )


def _define_document(document: Document, evidence: Evidence) -> Iterator[tuple[object, ...]]:
    for paragraph in document.paragraphs:
        for found in find_definitions(paragraph.text, evidence):
            yield _row(document, paragraph.label, found)


def _row(document: Document, label: str, found: Definition) -> tuple[object, ...]:
    return document.name, found.full_form, found.short_form, found.kind, label, 1, found.rule, found.confidence


def find_terms(documents: Sequence[Document], names: Mapping[str, Kind], definitions: pl.DataFrame) -> pl.DataFrame:
    """The terms of all documents: document, term, kind, score (columns of TERMS but for counts and labels)."""
    scored = _score_candidates(documents, names)
    found: dict[tuple[str, str], Found] = {}
    for document, term, score in scored.select("document", "term", "score").iter_rows():
        kind = names.get(term) or find_kind(term) or Kind.SUBJECT
        found[document, term] = Found(kind, score, 1)
    for document, term, certain in _find_certain(documents, names, definitions):
        score = max(found[document, term].score, certain.score) if (document, term) in found else certain.score
        found[document, term] = Found(certain.kind, score, certain.count)
    rows = [(document, term, item.kind.value, item.score) for (document, term), item in found.items()]
    schema = {name: TERMS[name] for name in ("document", "term", "kind", "score")}
    return pl.DataFrame(rows, schema, orient="row")


def _find_certain(
    documents: Sequence[Document], names: Mapping[str, Kind], definitions: pl.DataFrame
) -> Iterator[tuple[str, str, Found]]:
    for document in documents:
        counts: Counter[tuple[str, Kind]] = Counter()
        for paragraph in document.paragraphs:
            counts.update((title.text, title.kind) for title in find_titles(paragraph.text))
        for (term, kind), count in counts.items():
            yield document.name, term, Found(names.get(term, kind), CERTAIN, count)
    for document_name, full, short in definitions.select("document", "full_form", "short_form").iter_rows():
        kind = names.get(full) or find_kind(full) or names.get(short) or find_kind(short) or Kind.SUBJECT
        yield document_name, full, Found(kind, CERTAIN, 1)
        yield document_name, short, Found(kind, CERTAIN, 1)


def _score_candidates(documents: Sequence[Document], names: Mapping[str, Kind]) -> pl.DataFrame:
    """Candidates that termhood accepts or the mapping knows: document, term, score."""
    frame = count_candidates(documents, names)
    weights = read_weights()
    known = frame["term"].is_in(list(names))
    scored = frame.select("document", "term", score=pl.Series(score_terms(frame, weights)))
    return scored.filter((pl.col("score") >= weights.threshold) | known)


def count_candidates(documents: Sequence[Document], names: Mapping[str, Kind]) -> pl.DataFrame:
    """All candidates with their counts per document (the columns of ``count_spans``, and in how many documents)."""
    edges = read_edges()
    vocabulary = edges.vocabulary()
    text = "\n".join(paragraph.text for document in documents for paragraph in document.paragraphs) + "\n"
    cut = segment(text, vocabulary, find_cuts(text, names))
    boundaries = score_boundaries(cut, edges)
    spans = find_spans(cut, boundaries)
    weird = _score_weirdness(cut, vocabulary)
    counted = count_spans(cut, spans, boundaries, edges, weird, _number_documents(cut, documents))
    named = counted.with_columns(
        pl.col("document").replace_strict(
            dict(enumerate(document.name for document in documents)), return_dtype=pl.String
        )
    )
    return named.filter(pl.col("term").str.len_chars() > 1).with_columns(
        documents=pl.col("document").n_unique().over("term")
    )


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


def find_cuts(text: str, names: Mapping[str, Kind]) -> set[int]:
    """Offsets where a known name begins or ends: the term list always wins over the segmenter."""
    return {offset for start, end in match_names(text, list(names)) for offset in (start, end)}


def match_names(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Leftmost-longest places of names; one of up to three characters must stand on word boundaries.

    马里 is no name in 索马里, nor 人权 in 私人权利.
    """
    if not names:
        return
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    matches = automaton.find_matches_as_indexes(text)
    boundaries = set(segment(text, Vocabulary()).starts.tolist())
    for _, start, end in matches:
        if end - start > 3 or (start in boundaries and end in boundaries):
            yield start, end


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
