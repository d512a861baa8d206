"""The harvest as a spaCy component: ``nlp.add_pipe("un_terms")``.

The entry point ``spacy_factories`` names ``make_un_terms``, and spaCy imports this module for every ``Language`` that
it makes: what reads models is therefore imported when a component is made, not before.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract.error import GlossaryError
from extract.kind import Kind

if TYPE_CHECKING:
    from extract.count import Counted, Counter, Placed
    from extract.document import Document

GROUP = "un_terms"
# In doc.user_data, as plain tuples: n_process and DocBin send documents as msgpack.
_ROWS, _INDEX = "un_definitions", "un_long_forms"
_FILE = "names.json"


@dataclass(frozen=True, slots=True)
class Name:
    """What a known designation stands for: its kind, and its concept's id, "" where none is given."""

    kind: Kind
    concept: str = ""


@dataclass(frozen=True, slots=True)
class PlacedDefinition:
    """A definition at its place in a text: offsets of the full form and of the short form, in characters."""

    full_form: str
    short_form: str
    kind: str
    rule: str
    confidence: float
    start: int
    end: int
    short_start: int
    short_end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A term at its place in a text: offsets in characters; ``concept`` is "" where no name given has one."""

    term: str
    kind: Kind
    concept: str
    start: int
    end: int


LongForms = dict[str, tuple[tuple[int, str], ...]]
NameValue = str | tuple[str, str] | list[str]


class UnTerms:
    """Marks UN terms and definitions.

    Sets ``doc.spans["un_terms"]`` (a span's label is its kind, its kb_id the concept's id, its id the term itself) and
    ``doc._.definitions``; ``span._.long_form`` and ``span._.long_forms`` read them. The tokens stay as they are.
    """

    def __init__(self, names: Mapping[str, NameValue] | None = None) -> None:
        from extract.lexicon import read_general_frequencies

        # Now, with polars; a process forked later (n_process) lacks polars' threads and would wait for ever.
        read_general_frequencies()
        self.names: dict[str, Name] = {}
        self.add_names(names or {})

    def add_names(self, names: Mapping[str, NameValue]) -> None:
        """Add designations known for certain: name → kind, or name → (kind, concept id).

        They are data, so ``to_disk`` and ``to_bytes`` keep them. In ``config`` they could not stand: spaCy writes it as
        an INI file, where the name 甲=乙 ends at its sign. Raises GlossaryError for a kind that there is not.
        """
        self.names |= {name: _parse_name(name, value) for name, value in names.items() if name}
        self.__dict__.pop("_counter", None)

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document."""
        mentions, definitions = read_text(doc.text, self.names, self._counter)
        doc.user_data[_ROWS] = tuple(astuple(definition) for definition in definitions)
        doc.user_data[_INDEX] = index_long_forms(definitions)
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=[_align(doc, mention) for mention in mentions])
        return doc

    @cached_property
    def _counter(self) -> "Counter":
        from extract.count import Counter
        from extract.known import KnownNames

        return Counter(KnownNames({text: name.kind for text, name in self.names.items()}))

    def __reduce__(self) -> tuple[type["UnTerms"], tuple[dict[str, tuple[str, str]]]]:
        # For processes that are spawned: automata do not pickle.
        return UnTerms, (self._build_table(),)

    def _build_table(self) -> dict[str, tuple[str, str]]:
        return {text: (name.kind.value, name.concept) for text, name in self.names.items()}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The names, as JSON."""
        return json.dumps(self._build_table(), ensure_ascii=False).encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "UnTerms":
        """Take the names that ``to_bytes`` gave instead of the present ones."""
        self.names = {}
        self.add_names(json.loads(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the names into the component's own folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "UnTerms":
        """Take the names that ``to_disk`` wrote instead of the present ones."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


@Language.factory(GROUP, assigns=["doc.spans", "doc._.definitions", "span._.long_form", "span._.long_forms"])
def make_un_terms(nlp: Language, name: str) -> UnTerms:
    """The component for ``nlp.add_pipe("un_terms")``; without names it marks what the harvest finds by itself.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> nlp.add_pipe("un_terms").add_names({"世界海洋观测组织": ("body", "woo")})
    >>> doc = nlp("世界海洋观测组织（海观组织）提交了报告。海观组织设在某地。")
    >>> [(span.text, span.label_, span.kb_id_, span._.long_form) for span in doc.spans["un_terms"]][-1]
    ('海观组织', 'body', 'woo', '世界海洋观测组织')
    """
    return UnTerms()


def _parse_name(name: str, value: NameValue) -> Name:
    kind, concept = (value, "") if isinstance(value, str) else value
    try:
        return Name(Kind(kind), concept)
    except ValueError:
        raise GlossaryError(f"un_terms: no kind {kind!r}, given for {name}; kinds are {', '.join(Kind)}") from None


def _align(doc: Doc, mention: Mention) -> Span:
    """The tokens that hold the mention.

    Where a segmenter's word goes beyond it, so does the span: jieba cuts 海观项目经理 as 海观|项目经理, and the span of
    海观项目 is better too wide than lost. The span's id is the exact term.
    """
    span = doc.char_span(
        mention.start, mention.end, mention.kind.value, mention.concept, alignment_mode="expand", span_id=mention.term
    )
    if span is None:
        raise GlossaryError(f"un_terms: no tokens hold {mention.term} at character {mention.start}")
    return span


def read_text(text: str, names: Mapping[str, Name], counter: "Counter") -> tuple[list[Mention], list[PlacedDefinition]]:
    """The mentions and the definitions in a text whose paragraphs are its lines, both by place.

    Known names are leftmost-longest. A candidate that crosses one or lies inside one is left out; one that holds
    names stands beside them, unless the document defines it as a concept of its own.
    """
    from extract.harvest import find_sure, settle
    from extract.segment import segment

    if not text:
        return [], []
    own = counter.count(_build_document(text))
    counted = settle(own, find_sure([own]))
    definitions = list(_place_definitions(text, counted.definitions))
    boundaries = frozenset(segment(text, counter.vocabulary).starts.tolist())
    index = index_long_forms(definitions)
    covers = _find_outermost(counter.names.match(text, boundaries))
    known = [Mention(text[start:end], Kind.SUBJECT, "", start, end) for start, end in covers]
    new = _find_candidates(text, counted, names)
    resolved = (_resolve(mention, names, index) for mention in [*known, *_drop_crossing(new, covers)])
    return _drop_covered(resolved), definitions


def _build_document(text: str) -> "Document":
    """The lines of a text as paragraphs, each labelled by its offset, so that what is found can be put in its place."""
    from extract.document import Document, Paragraph

    lines = text.split("\n")
    offsets = accumulate((len(line) + 1 for line in lines), initial=0)
    return Document("", "", tuple(Paragraph(line, str(offset)) for line, offset in zip(lines, offsets, strict=False)))


def _find_candidates(text: str, counted: "Counted", names: Mapping[str, Name]) -> Iterator[Mention]:
    """Leftmost-longest, as the harvest mentions them; without polars, whose threads a forked process has not."""
    from ahocorasick_rs import AhoCorasick

    from extract.known import must_stand_apart

    terms = [term for term in counted.terms if term.accepted and term.text not in names]
    bound = [must_stand_apart(term.text) for term in terms]
    boundaries = frozenset(counted.boundaries.tolist())
    matches = AhoCorasick([term.text for term in terms]).find_matches_as_indexes(text, overlapping=True)
    reach = 0
    for index, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
        if start >= reach and (not bound[index] or (start in boundaries and end in boundaries)):
            reach = end
            yield Mention(terms[index].text, terms[index].kind, "", start, end)


def _find_outermost(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that lie within no other, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _drop_crossing(candidates: Iterable[Mention], covers: list[tuple[int, int]]) -> Iterator[Mention]:
    """The candidates that hold each known name they meet whole: 麻醉药品委员会之友, not 药品委员会秘书."""
    for candidate in candidates:
        first = bisect_right(covers, candidate.start, key=lambda cover: cover[1])
        last = bisect_left(covers, candidate.end, key=lambda cover: cover[0])
        if all(candidate.start <= start and end <= candidate.end for start, end in covers[first:last]):
            yield candidate


def _resolve(mention: Mention, names: Mapping[str, Name], index: LongForms) -> Mention:
    """With its kind and concept: the text's own definition decides before the names do."""
    for name in (*find_long_forms(index, mention.term, mention.start)[:1], mention.term):
        if name in names:
            return replace(mention, kind=names[name].kind, concept=names[name].concept)
    return mention


def _drop_covered(mentions: Iterable[Mention]) -> list[Mention]:
    """By place, without those inside a mention whose concept is known: 联合国 in a full form that the text defines."""
    kept: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.end > end:
            kept.append(mention)
        if mention.concept:
            end = max(end, mention.end)
    return kept


def _place_definitions(text: str, definitions: Iterable["Placed"]) -> Iterator[PlacedDefinition]:
    for placed in definitions:
        found, line = placed.definition, int(placed.label)
        pair = (found.full_form, found.short_form, found.kind, found.rule, found.confidence)
        start = line + found.start
        # 指导原则（《马德里指导原则》）: a full form in brackets is placed at the bracket, and begins a mark later.
        start = max(start, text.find(found.full_form, start, start + len(found.full_form) + 4))
        end = start + len(found.full_form)
        yield PlacedDefinition(*pair, start, end, *_find_short(text, found.short_form, line, start, end))


def _find_short(text: str, short_form: str, line: int, start: int, end: int) -> tuple[int, int]:
    """The nearest place in the line, before or behind the full form; an empty one where it is written otherwise."""
    stop = text.find("\n", end)
    before = text.rfind(short_form, line, start)
    behind = text.find(short_form, end, stop if stop >= 0 else len(text))
    if before < 0 and behind < 0:
        return end, end
    place = behind if before < 0 or 0 <= behind - end <= start - before - len(short_form) else before
    return place, place + len(short_form)


def index_long_forms(definitions: Iterable[PlacedDefinition]) -> LongForms:
    """By short form: where each definition of it stands, and its full form, in the order of the text."""
    index: LongForms = {}
    for found in definitions:
        index[found.short_form] = (*index.get(found.short_form, ()), (found.short_start, found.full_form))
    return index


def find_long_forms(index: LongForms, short_form: str, place: int) -> tuple[str, ...]:
    """The full forms that a text gave a short form up to ``place``, the last one first.

    More than one: the short form is ambiguous there, and the last one counts.
    """
    given = [full_form for start, full_form in index.get(short_form, ()) if start <= place]
    return tuple(dict.fromkeys(reversed(given)))


def _get_definitions(doc: Doc) -> tuple[PlacedDefinition, ...]:
    return tuple(PlacedDefinition(*row) for row in doc.user_data.get(_ROWS, ()))


def _get_long_forms(span: Span) -> tuple[str, ...]:
    # Where a segmenter's word made the span too wide, its id is the term; it ends nowhere before its term begins.
    return find_long_forms(span.doc.user_data.get(_INDEX, {}), span.id_ or span.text, span.end_char - 1)


def _get_long_form(span: Span) -> str | None:
    return next(iter(_get_long_forms(span)), None)


# force: the module may be read again in one process, and then spaCy would refuse.
Doc.set_extension("definitions", getter=_get_definitions, force=True)
Span.set_extension("long_forms", getter=_get_long_forms, force=True)
Span.set_extension("long_form", getter=_get_long_form, force=True)
