"""A document as one page: every known term with its English and its evidence, every candidate that has none yet."""

import base64
import hashlib
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from align.mapping import Mapping
from extract.document import Document
from glossary.atomic import replace_file
from glossary.entry import ConceptEntry, Reliability, Status

if TYPE_CHECKING:
    from jinja2 import Template
    from spacy.tokens import Doc, Span

    from extract.pipe import PlacedDefinition


class State(StrEnum):
    """What a term's English rests on."""

    KNOWN = "known"  # the mapping holds it
    COMPOSED = "composed"  # a rule made it
    PROPOSED = "proposed"  # the mapping holds an equivalent that is not certain
    OPEN = "open"  # none


# State, a sample of how it is marked, what that means.
LEGEND = (
    (State.KNOWN, "术语", "known term, English from the mapping"),
    (State.COMPOSED, "术语", "English composed by a rule"),
    (State.PROPOSED, "术语", "equivalent proposed, not certain"),
    (State.OPEN, "术语", "candidate, no English yet"),
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """What is shown of a term at its place.

    ``long_form`` is the full form that the document gave it, in the paragraph ``defined``; ``rivals`` are other full
    forms that it gave it before; ``shared`` where the mapping knows it as a short form of several bodies.
    """

    term: str
    kind: str
    state: State
    entry: ConceptEntry | None = None
    long_form: str = ""
    defined: str = ""
    rivals: tuple[str, ...] = ()
    shared: bool = False

    @property
    def key(self) -> str:
        """What its row in the list of terms is known by: the concept, or the term itself where it has none."""
        return self.entry.id if self.entry else f"zh {self.term}"

    @property
    def is_sure(self) -> bool:
        """Whether its English may be used as it is."""
        return self.state in (State.KNOWN, State.COMPOSED)

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open which of several bodies it names."""
        return bool(self.rivals) or (self.shared and not self.long_form)

    @property
    def english(self) -> tuple[str, ...]:
        """The usable English designations, preferred first; all of them where the concept is superseded."""
        terms = self.entry.language("en").terms if self.entry else ()
        usable = tuple(term.term for term in terms if term.is_usable)
        return usable or tuple(term.term for term in terms)

    @property
    def preferred(self) -> str:
        """The concept's full Chinese form where the term is another, "" else."""
        terms = self.entry.language("zh-Hans").terms if self.entry else ()
        return terms[0].term if terms and self.term != terms[0].term != self.long_form else ""

    @property
    def warning(self) -> str:
        """What speaks against using the term."""
        terms = self.entry.language("zh-Hans").terms if self.entry else ()
        status = next((term.status for term in terms if term.term == self.term), Status.ADMITTED)
        return {Status.SUPERSEDED: "superseded", Status.DEPRECATED: "not to be used"}.get(status, "")


@dataclass(frozen=True, slots=True)
class Mark:
    """A term at its place in the document's text; ``defines`` where the document defines it there."""

    start: int
    end: int
    gloss: Gloss
    defines: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain text, or a mark with the pieces inside it."""

    text: str
    mark: Mark | None = None
    pieces: tuple["Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A concept, or a term without one, in the list of terms: its designations in this document, and how often."""

    anchor: str
    gloss: Gloss
    terms: tuple[str, ...]
    count: int
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition as the page shows it; ``english`` is the full form's."""

    full_form: str
    short_form: str
    label: str
    english: str


@dataclass(frozen=True)
class Annotated:
    """A document with its marks: labels and pieces of the paragraphs, rows by key, definitions by place.

    ``ambiguous`` counts the marks whose short form the document leaves open.
    """

    name: str
    symbol: str
    paragraphs: tuple[tuple[str, tuple[Piece, ...]], ...]
    rows: dict[str, Row]
    definitions: tuple[Defined, ...]
    ambiguous: int = 0

    def list_rows(self, *states: State) -> list[Row]:
        """The rows in these states: sure ones by their English, others by count."""
        rows = [row for row in self.rows.values() if row.gloss.state in states]
        if all(row.gloss.is_sure for row in rows):
            return sorted(rows, key=lambda row: (row.gloss.english[0].casefold(), row.anchor))
        return sorted(rows, key=lambda row: (-row.count, row.start))

    def count_mentions(self, *states: State) -> int:
        """How many marks the rows in these states have."""
        return sum(row.count for row in self.list_rows(*states))


def list_names(mapping: Mapping) -> dict[str, tuple[str, str]]:
    """What the spaCy component is told: every designation of the mapping that stands for itself → (kind, concept id).

    >>> from align.mapping import read_mapping
    >>> list_names(read_mapping())["毒品和犯罪问题办公室"]
    ('body', 'unodc')
    """
    found = ((name, mapping.find(name)[0]) for name in mapping.names)
    return {name: (concept.kind.value, concept.id) for name, concept in found}


def annotate_document(document: Document, mapping: Mapping) -> Annotated:
    """Find the terms of a document, their English and what defines them."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
    text = "\n".join(texts)
    doc = _read(text, mapping)
    glosser = _Glosser(mapping, doc, [paragraph.label for paragraph in document.paragraphs], starts)
    marks = deque(map(glosser.mark, doc.spans["un_terms"]))
    ends = (start + len(paragraph) for start, paragraph in zip(starts, texts, strict=True))
    # Not doc.text, which spaCy puts together from its tokens each time.
    pieces = [_build_pieces(text, start, end, marks) for start, end in zip(starts, ends, strict=True)]
    shown = [mark for inner in pieces for mark in _walk(inner)]
    return Annotated(
        name=document.name,
        symbol=document.symbol,
        paragraphs=tuple(zip(glosser.labels, pieces, strict=True)),
        rows=_build_rows(shown, glosser.find_label),
        definitions=tuple(glosser.list_definitions()),
        ambiguous=sum(mark.gloss.is_ambiguous for mark in shown),
    )


def _read(text: str, mapping: Mapping) -> "Doc":
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.blank("zh")
    nlp.add_pipe("un_terms").add_names(list_names(mapping))  # type: ignore[attr-defined]
    # One character a token: every term has its own tokens. spaCy's own tokenizer takes 16 s for 3 MB.
    return nlp(Doc(nlp.vocab, words=list(text), spaces=[False] * len(text)))


class _Glosser:
    """Finds what is shown of each span of a document."""

    def __init__(self, mapping: Mapping, doc: "Doc", labels: Sequence[str], starts: Sequence[int]) -> None:
        self.mapping, self.labels, self.starts = mapping, labels, starts
        self.definitions: tuple[PlacedDefinition, ...] = doc._.definitions
        self.defining = {definition.short_start for definition in self.definitions}
        self.glosses: dict[tuple[str, ...], Gloss] = {}

    def mark(self, span: "Span") -> Mark:
        """The span as a mark; spans of one term with the same full forms share a gloss."""
        forms: tuple[str, ...] = span._.long_forms
        key = (span.text, *forms)
        if key not in self.glosses:
            self.glosses[key] = self._build_gloss(span, forms)
        return Mark(span.start_char, span.end_char, self.glosses[key], span.start_char in self.defining)

    def _build_gloss(self, span: "Span", forms: tuple[str, ...]) -> Gloss:
        term, long_form = span.text, next(iter(forms), "")
        state, entry = self._find_entry(term, long_form)
        rivals = tuple(form for form in forms[1:] if not entry or self._find_entry(term, form)[1] != entry)
        pairs = ((found.full_form, found.short_form, found.short_start) for found in self.definitions)
        defined = next((self.find_label(place) for *pair, place in pairs if pair == [long_form, term]), "")
        kind = entry.kind if entry else span.label_
        return Gloss(term, kind, state, entry, long_form, defined, rivals, self.mapping.is_shared(term))

    def _find_entry(self, term: str, long_form: str) -> tuple[State, ConceptEntry | None]:
        # Imported here: it loads polars, and list_names is called before processes are forked.
        from align.attach import find_concept
        from glossary.compile import compile_concept

        match = find_concept(term, long_form, self.mapping)
        if match is None:
            return State.OPEN, None
        entry = compile_concept(match.concept)
        if match.composed:
            return State.COMPOSED, replace(entry, reliability=Reliability.COMPOSED)
        return (State.PROPOSED if match.concept.proposed else State.KNOWN), entry

    def find_label(self, place: int) -> str:
        """The label of the paragraph at an offset, "" where it has none."""
        return self.labels[bisect_right(self.starts, place) - 1]

    def list_definitions(self) -> Iterator[Defined]:
        """Each pair once, at its first place."""
        seen: set[tuple[str, str]] = set()
        for found in self.definitions:
            pair = (found.full_form, found.short_form)
            if pair not in seen:
                seen.add(pair)
                state, entry = self._find_entry(found.short_form, found.full_form)
                gloss = Gloss(found.full_form, found.kind, state, entry)
                english = gloss.english[0] if gloss.is_sure else ""
                yield Defined(*pair, self.find_label(found.short_start), english)


def _build_pieces(text: str, start: int, end: int, marks: deque[Mark]) -> tuple[Piece, ...]:
    """The text from ``start`` to ``end`` in pieces; takes the marks that begin there from the left of ``marks``."""
    pieces: list[Piece] = []
    place = start
    while marks and marks[0].start < end:
        mark = marks.popleft()
        if mark.start < place or mark.end > end:
            continue  # It crosses a mark: two candidates of one place.
        if place < mark.start:
            pieces.append(Piece(text[place : mark.start]))
        inner = _build_pieces(text, mark.start, mark.end, marks)
        # 大会 inside 大会第72/284号决议 says nothing more.
        pieces.append(Piece(text[mark.start : mark.end], mark, () if mark.gloss.is_sure else inner))
        place = mark.end
    return (*pieces, Piece(text[place:end])) if place < end else tuple(pieces)


def _walk(pieces: Iterable[Piece]) -> Iterator[Mark]:
    for piece in pieces:
        if piece.mark:
            yield piece.mark
            yield from _walk(piece.pieces)


def _build_rows(marks: Iterable[Mark], find_label: Callable[[int], str]) -> dict[str, Row]:
    """The rows of the list of terms by key, in the order of their first marks."""
    rows: dict[str, Row] = {}
    for mark in marks:
        key = mark.gloss.key
        row = rows.get(key) or Row(f"t{len(rows) + 1}", mark.gloss, (), 0, find_label(mark.start), mark.start)
        terms = row.terms if mark.gloss.term in row.terms else (*row.terms, mark.gloss.term)
        rows[key] = replace(row, terms=terms, count=row.count + 1)
    return rows


def render_page(annotated: Annotated) -> str:
    """The page: HTML without scripts, that asks for no other file, complete in itself."""
    from markupsafe import Markup

    style = files("glossary").joinpath("template/annotate.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return _template().render(page=annotated, style=Markup(style), digest=digest, State=State, legend=LEGEND)


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("glossary", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("annotate.html")


def write_page(document: Document, mapping: Mapping, path: Path) -> Annotated:
    """Write the page of a document, whole or not at all; returns what it shows."""
    annotated = annotate_document(document, mapping)
    page = render_page(annotated).encode("utf-8")
    with replace_file(path) as file:
        file.write(page)
    return annotated
