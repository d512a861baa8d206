"""Documents in, harvest out: the terms, their mentions and the definitions, as three frames."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from extract.count import CERTAIN, Counted, Counter, Placed, Term
from extract.definition import weigh_again
from extract.document import Document
from extract.head import find_kind
from extract.kind import Kind
from extract.known import KnownNames
from extract.mention import MENTIONS, Mentioned, mention_document
from extract.pool import map_items

TERMS = {
    "document": pl.String,
    "term": pl.String,
    "kind": pl.String,
    "count": pl.Int64,
    "score": pl.Float64,
    "label": pl.String,
    "accepted": pl.Boolean,
}
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
SPANS = {
    "document": pl.String,
    "label": pl.String,
    "short_form": pl.String,
    "rank": pl.Int64,
    "span": pl.String,
    "score": pl.Float64,
}
SURE = 0.9  # confidence from which a full form is evidence for the others


@dataclass(frozen=True)
class Harvest:
    """What the documents hold; the columns of the frames are TERMS, MENTIONS, DEFINITIONS and SPANS.

    Terms are sorted by document and score, best first. A term that is not ``accepted`` is a known name that stands in
    the document, but no term that a reader would list (报告, 会议), or a candidate that is only worth a look. Mentions
    are sorted by document and place; ``start`` and ``end`` are offsets in the paragraph. Spans are the full forms that
    were considered for each short form, the chosen one first, with the sums of log-odds that decided.
    """

    terms: pl.DataFrame
    mentions: pl.DataFrame
    definitions: pl.DataFrame
    spans: pl.DataFrame


@dataclass(frozen=True)
class Processed:
    """A document counted and its terms located, by its own definitions alone."""

    counted: Counted
    mentioned: Mentioned


def harvest(documents: Sequence[Document], names: Mapping[str, Kind] | None = None) -> Harvest:
    """Harvest documents; ``names`` are designations known for certain, with their kinds (the mapping's).

    Documents are counted one by one, in several processes where there are many; what needs all of them is decided
    afterwards, so that the result does not depend on how they were divided.
    """
    work = sum(len(paragraph.text) for document in documents for paragraph in document.paragraphs)
    return merge(documents, list(map_items(_process, documents, work, _prepare, (dict(names or {}),))))


_counters: list[Counter] = []


def _prepare(names: dict[str, Kind]) -> None:
    """Once in each process: models, names and dictionary are read."""
    _counters[:] = [Counter(KnownNames(names))]


def _process(document: Document) -> Processed:
    counted = _counters[0].count(document)
    return Processed(counted, _locate(document, settle(counted, frozenset())))


def _locate(document: Document, own: Counted) -> Mentioned:
    return mention_document(document, own.terms, own.definitions, own.boundaries)


def merge(documents: Sequence[Document], processed: Sequence[Processed]) -> Harvest:
    """What can be decided only over all documents: full forms that one context leaves open are read from the others."""
    sure = find_sure([item.counted for item in processed])
    counted = [settle(item.counted, sure) for item in processed]
    mentioned = [
        item.mentioned if _pair_up(own) == _pair_up(item.counted) else _locate(document, own)
        for document, item, own in zip(documents, processed, counted, strict=True)
    ]
    mentions = pl.concat([pl.DataFrame(schema=MENTIONS), *(found.mentions for found in mentioned)])
    return Harvest(build_terms(counted, mentioned), mentions, build_definitions(counted), build_spans(counted))


def _pair_up(own: Counted) -> list[tuple[str, str]]:
    return [(placed.definition.full_form, placed.definition.short_form) for placed in own.definitions]


def find_sure(counted: Sequence[Counted]) -> frozenset[str]:
    """The full forms that some document shows beyond doubt."""
    placed = (placed.definition for own in counted for placed in own.definitions)
    return frozenset(definition.full_form for definition in placed if definition.confidence >= SURE)


def settle(own: Counted, sure: Collection[str]) -> Counted:
    """A document's definitions weighed with the full forms that are ``sure``; its terms take in what they define."""
    definitions = tuple(replace(placed, definition=weigh_again(placed.definition, sure)) for placed in own.definitions)
    terms = {term.text: term for term in own.terms}
    for placed in definitions:
        for term in _terms_of(placed, terms):
            terms[term.text] = term
    return replace(own, terms=tuple(terms.values()), definitions=definitions)


def _terms_of(placed: Placed, terms: Mapping[str, Term]) -> Iterator[Term]:
    """The two terms of a definition; the short form is of the full form's kind."""
    full, short = placed.definition.full_form, placed.definition.short_form
    known = terms.get(full) or terms.get(short)
    kind = known.kind if known else find_kind(full) or find_kind(short) or Kind.SUBJECT
    for text in (full, short):
        score = max(CERTAIN, terms[text].score) if text in terms else CERTAIN
        yield Term(text, kind, score)


def build_terms(counted: Sequence[Counted], mentioned: Sequence[Mentioned]) -> pl.DataFrame:
    """The terms that stand in their documents, with counts and first labels (columns TERMS)."""
    rows: list[tuple[object, ...]] = []
    for own, found in zip(counted, mentioned, strict=True):
        standing = [term for term in own.terms if term.text in found.counts]
        standing.sort(key=lambda term: (-term.score, -found.counts[term.text][0], term.text))
        rows += [
            (own.document, term.text, term.kind.value, *found.counts[term.text], term.score, term.accepted)
            for term in standing
        ]
    columns = ("document", "term", "kind", "count", "label", "score", "accepted")
    frame = pl.DataFrame(rows, {name: TERMS[name] for name in columns}, orient="row")
    return frame.select(list(TERMS))


def build_definitions(counted: Sequence[Counted]) -> pl.DataFrame:
    """The definitions, each pair once a document, with its count (columns DEFINITIONS)."""
    rows = [
        (own.document, found.full_form, found.short_form, found.kind, placed.label, 1, found.rule, found.confidence)
        for own in counted
        for placed in own.definitions
        for found in [placed.definition]
    ]
    return (
        pl.DataFrame(rows, DEFINITIONS, orient="row")
        .group_by("document", "full_form", "short_form", maintain_order=True)
        .agg(pl.first("kind", "label"), pl.sum("count"), pl.first("rule"), pl.max("confidence"))
    )


def build_spans(counted: Sequence[Counted]) -> pl.DataFrame:
    """The full forms that were considered, best first for each definition (columns SPANS)."""
    rows = [
        (own.document, placed.label, placed.definition.short_form, rank, span.text, span.score)
        for own in counted
        for placed in own.definitions
        for rank, span in enumerate(placed.definition.spans, start=1)
    ]
    return pl.DataFrame(rows, SPANS, orient="row")
