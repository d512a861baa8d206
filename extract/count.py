"""The first of the two stages of a harvest: what each document holds by itself, whatever it is read together with."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extract.candidate import (
    STOP,
    Candidates,
    Spans,
    count_spans,
    drop_crossing,
    find_spans,
    merge_spans,
    score_boundaries,
)
from extract.definition import Definition, find_definitions
from extract.document import Document
from extract.edge import Edges, read_edges
from extract.head import find_kind
from extract.kind import Kind
from extract.known import KnownNames
from extract.lexicon import Lexicon
from extract.segment import Ints, Segmentation, segment
from extract.span import Evidence
from extract.termhood import Features, build_features, read_weights, score_terms
from extract.title import find_titles

CERTAIN = 0.9  # what a definition or the name's own form gives stands before what statistics propose
# Least score of a candidate for the worklist: about one in five is a term, and a page of them is quickly read.
WORTH_A_LOOK = 0.15
CUT_TERM = 6  # characters of a known term that no full form may begin inside


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one document: its kind, its score (a probability), whether a reader would list it.

    What is not ``accepted`` is a known name that is no term here (报告, 会议), or else a candidate worth a look.
    """

    text: str
    kind: Kind
    score: float
    accepted: bool = True
    known: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A definition in its place: the index and label of its paragraph."""

    paragraph: int
    label: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class Counted:
    """What one document holds: its terms but for those that definitions give, and its definitions in order.

    ``boundaries`` are the offsets in the document's text where words end.
    """

    document: str
    terms: tuple[Term, ...]
    definitions: tuple[Placed, ...]
    boundaries: Ints = field(compare=False, repr=False)


class Counter:
    """Counts documents one by one with the same models and names."""

    def __init__(self, names: KnownNames) -> None:
        self.names = names
        self.edges: Edges = read_edges()
        self.vocabulary = self.edges.vocabulary()
        self.lexicon = Lexicon(self.vocabulary)
        terms = {name for name in names.kinds if len(name) >= CUT_TERM}
        self.evidence = Evidence(self.edges, self.vocabulary, names.named, names.places, terms)

    def count(self, document: Document) -> Counted:
        """The terms and definitions of a document."""
        measured = self.measure(document)
        terms = {term.text: term for term in self._judge(measured)}
        for term in self._find_titled(document):
            score = max(term.score, terms[term.text].score) if term.text in terms else term.score
            terms[term.text] = replace(term, score=score)
        definitions = tuple(self._define(document))
        return Counted(document.name, tuple(terms.values()), definitions, measured.cut.starts)

    def _define(self, document: Document) -> Iterator[Placed]:
        for number, paragraph in enumerate(document.paragraphs):
            for definition in find_definitions(paragraph.text, self.evidence):
                yield Placed(number, paragraph.label, definition)

    def _find_titled(self, document: Document) -> Iterator[Term]:
        for paragraph in document.paragraphs:
            for title in find_titles(paragraph.text):
                yield Term(title.text, self.names.kinds.get(title.text, title.kind), CERTAIN)

    def measure(self, document: Document) -> "Measured":
        """A document's candidates with their features."""
        text = document.text
        cut = segment(text, self.vocabulary)
        matches = sorted(self.names.match(text, frozenset(cut.starts.tolist()))) if self.names else []
        if matches:
            # The term list always wins over the segmenter.
            cut = segment(text, self.vocabulary, {offset for match in matches for offset in match})
        cut = _mask_addresses(cut)
        boundaries = score_boundaries(cut, self.edges)
        known = _locate(cut, matches)
        spans = merge_spans(drop_crossing(cut, find_spans(cut, boundaries), known), known)
        candidates = count_spans(cut, spans, boundaries)
        features = build_features(candidates, cut, self.edges, self.lexicon.describe(cut))
        return Measured(cut, candidates, features)

    def _judge(self, measured: "Measured") -> Iterator[Term]:
        """The candidates that termhood accepts and all that are known.

        With names known for certain there are two models: one ranks the known ones, one judges what else there is.
        """
        if not self.names:
            yield from measured.accept("alone", measured.candidates.measures["count"] > 0, self.names)
            return
        known = measured.candidates.known
        yield from measured.accept("known", known, self.names)
        yield from measured.accept("new", ~known & (measured.candidates.measures["free"] > 0), self.names)


@dataclass(frozen=True, slots=True)
class Measured:
    """A document's words, candidates and features."""

    cut: Segmentation
    candidates: Candidates
    features: Features

    def name(self, chosen: Iterable[int]) -> Iterator[str]:
        """The texts of candidates by their index."""
        starts = self.cut.starts
        for index in chosen:
            yield self.cut.text[starts[self.candidates.first[index]] : starts[self.candidates.last[index]]]

    def accept(
        self, model: str, eligible: np.ndarray[tuple[int], np.dtype[np.bool_]], names: KnownNames
    ) -> Iterator[Term]:
        """The eligible candidates that a model accepts; marked so, the known ones that it does not, and near misses."""
        weights = read_weights(model)
        scores = score_terms(self.features, weights)
        least = WORTH_A_LOOK if model == "new" else weights.threshold
        chosen = np.flatnonzero(eligible & ((scores >= least) | self.candidates.known))
        for index, text in zip(chosen.tolist(), self.name(chosen.tolist()), strict=True):
            kind = names.kinds.get(text) or find_kind(text) or Kind.SUBJECT
            accepted = bool(scores[index] >= weights.threshold) or text in names.named
            yield Term(text, kind, float(scores[index]), accepted, bool(self.candidates.known[index]))


# www.unodc.org/training, someone@un.org, S/2014/815, CAC/COSP/IRG/2012/4
_ADDRESS = re.compile(
    r"[A-Z]+(?:[-.][A-Z0-9]+)*(?:/[A-Z0-9.-]+)+|(?:https?[:：]//|www\.)[\w./:%?=&#~+-]+|[\w.-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:org|int|com|net)\b",
    re.ASCII,
)


def _mask_addresses(cut: Segmentation) -> Segmentation:
    """The words of web addresses and document symbols as stops: none of them is a term."""
    tags = cut.tags.copy()
    for match in _ADDRESS.finditer(cut.text):
        first, last = np.searchsorted(cut.starts, match.span())
        tags[first:last] = STOP
    return replace(cut, tags=tags)


def _locate(cut: Segmentation, matches: Sequence[tuple[int, int]]) -> Spans:
    """The words of matched names, as spans that score 0: certain."""
    table = np.unique(np.asarray(matches, np.int64).reshape(-1, 2), axis=0)
    first, last = (np.searchsorted(cut.starts, column) for column in table.T)
    return Spans(first, last, np.zeros(len(table)))
