"""What each harvested term is in English, and what has none yet."""

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from align.compose import compose_equivalent
from align.mapping import Concept, Form, Mapping
from extract.harvest import Harvest
from extract.head import find_kind
from extract.kind import Kind

_NOTHING: Table[str, str] = MappingProxyType({})
OPEN = {
    "document": pl.String,
    "term": pl.String,
    "kind": pl.String,
    "count": pl.Int64,
    "score": pl.Float64,
    "label": pl.String,
    "proposal": pl.String,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a designation was read: document by name, first paragraph label, count."""

    term: str
    document: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A concept that the documents hold.

    ``composed`` where a rule made its English; the concept's Chinese forms take in those that a document defined.
    """

    concept: Concept
    evidence: tuple[Evidence, ...]
    composed: bool = False


@dataclass(frozen=True)
class Equivalents:
    """The concepts found, by id; and the terms without English (columns OPEN), best first.

    ``proposal`` is an equivalent that the mapping holds as not certain.
    """

    attached: tuple[Attached, ...]
    open: pl.DataFrame


@dataclass(slots=True)
class _Finding:
    concept: Concept
    composed: bool
    evidence: dict[tuple[str, str], Evidence] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)

    def add(self, match: "Match", evidence: Evidence) -> None:
        """A term that names the concept, and the designations that it has from its document or its rule."""
        place = (evidence.term, evidence.document)
        if earlier := self.evidence.get(place):
            # “坚强家庭”方案 and 坚强家庭方案 are one designation.
            evidence = replace(earlier, count=earlier.count + evidence.count)
        self.evidence[place] = evidence
        for form in match.forms:
            self.forms.setdefault(form.text, form)


def attach(harvest: Harvest, mapping: Mapping) -> Equivalents:
    """Attach the mapping's and the composed English to the terms of a harvest.

    A document's own definition decides what its short form means, before the mapping does: 委员会, 办公室 and 基金 name
    other bodies elsewhere. A shared short form that no definition resolves stays open. The order of the documents
    changes nothing.
    """
    defined = _read_definitions(harvest)
    findings: dict[str, _Finding] = {}
    open_rows: list[tuple[object, ...]] = []
    terms = harvest.terms.select(list(OPEN)[:-1]).sort("document", "term")
    for document, term, kind, count, score, label in terms.iter_rows():
        own = defined[document]
        match = find_concept(term, own.get(_strip(term)) or own.get(term) or "", mapping, own)
        if match is None or not match.certain:
            proposal = match.concept.en[0].text if match else ""
            open_rows.append((document, term, kind, count, score, label, proposal))
            continue
        finding = findings.setdefault(match.concept.id, _Finding(match.concept, match.composed))
        finding.add(match, Evidence(match.form, document, label, count))
    attached = tuple(_close(findings[id_]) for id_ in sorted(findings))
    frame = pl.DataFrame(open_rows, OPEN, orient="row")
    return Equivalents(attached, frame.sort("score", "term", "document", descending=[True, False, False]))


def _read_definitions(harvest: Harvest) -> dict[str, dict[str, str]]:
    """By document: short form → the full form that the document defined first."""
    defined: dict[str, dict[str, str]] = defaultdict(dict)
    for document, full, short in harvest.definitions.select("document", "full_form", "short_form").iter_rows():
        defined[document].setdefault(short, full)
    return defined


def _close(finding: _Finding) -> Attached:
    concept, added = finding.concept, finding.forms
    if finding.composed:
        zh = _order_composed(added.values())
    else:
        zh = (*(form for form in concept.zh if form.text not in added), *(added[text] for text in sorted(added)))
    return Attached(replace(concept, zh=zh), tuple(finding.evidence.values()), finding.composed)


def _order_composed(forms: Iterable[Form]) -> tuple[Form, ...]:
    """One full form, the longest (第64/293号和第66/181号 before 第64/293和66/181号), then the other designations."""
    full, *others = sorted(forms, key=lambda form: (form.kind != "full", -len(form.text), form.text))
    return (full, *(replace(form, kind="variant") if form.kind == "full" else form for form in others))


@dataclass(frozen=True, slots=True)
class Match:
    """A term's concept and the designation of it that the term is.

    ``forms`` are designations that the concept has from the document or from a rule; ``composed`` where a rule made the
    concept; ``certain`` where the equivalent may be exported, and is more than a proposal.
    """

    concept: Concept
    form: str
    forms: tuple[Form, ...] = ()
    composed: bool = False
    certain: bool = True


def find_concept(term: str, full: str, mapping: Mapping, defined: Table[str, str] = _NOTHING) -> Match | None:
    """The concept of a term; ``full`` is the full form that its document defined, "" for none.

    ``defined`` holds all short forms of the document with their full forms: 委员会第56/9号决议 is of its committee.
    The definition decides first, then the mapping (“坚强家庭”方案 as 坚强家庭方案, too), then the rules. Where the
    definition's full form is not known, a short form of the mapping may be another body's: it is a proposal.
    """
    bare = _strip(term)
    if full and (match := _find_defined(bare, full, mapping)):
        return match
    for name in (term, bare, _unquote(term)):
        if found := mapping.find(name):
            concept = found[0]
            certain = not concept.proposed and (not full or _agrees(concept, name, full))
            return Match(concept, name, certain=certain)
    return _compose_match(bare, defined, mapping)


def _find_defined(short: str, full: str, mapping: Mapping) -> Match | None:
    """The concept that a document's definition gives to its short form; it may lack the mapping's quotation marks."""
    for name in (full, _strip(full), _unquote(full)):
        if found := mapping.find(name):
            concept = found[0]
            known = any(form.text == short and form.kind != "shared" for form in concept.zh)
            forms = () if known else (Form(short, "short" if _HAN.search(short) else "acronym"),)
            return Match(concept, short, forms, certain=not concept.proposed)
    return None


def _agrees(concept: Concept, name: str, full: str) -> bool:
    """Whether the mapping may be believed against a definition whose full form it does not know.

    It may where the name is no short form, or where the full form is the concept's but for its left edge:
    复员和重返社会方案 for 解除武装、复员和重返社会方案.
    """
    shortened = any(form.text == name and form.kind in ("short", "acronym") for form in concept.zh)
    others = [form.text for form in concept.zh if form.kind not in ("short", "acronym", "shared")]
    return not shortened or any(full.endswith(other) or other.endswith(full) for other in others)


_HAN = re.compile(r"[\u3400-\u9fff]")
_WRAPPED = re.compile("“([^“”]*)”|《([^《》]*)》")


def _strip(term: str) -> str:
    """Without the marks around the whole of it: 《巴黎公约》 → 巴黎公约, but 《巴黎公约》举措 as it is."""
    wrapped = _WRAPPED.fullmatch(term)
    return (wrapped[1] or wrapped[2] or "") if wrapped else term


def _unquote(term: str) -> str:
    """“坚强家庭”方案 → 坚强家庭方案, 《巴黎公约》举措 → 巴黎公约举措."""
    return re.sub("[“”《》]", "", term)


def _compose_match(term: str, defined: Table[str, str], mapping: Mapping) -> Match | None:
    composed = compose_equivalent(term, lambda body: _find_body(body, defined, mapping)[1])
    if composed is None:
        return None
    official, _ = _find_body(composed.body, defined, mapping) if composed.body else ("", "")
    # 安理会第2396 (2017)号决议 → 安全理事会第2396(2017)号决议: one name for it, however a document has it.
    rest = term.replace(" ", "").removeprefix(composed.body)
    name = official + rest.replace("（", "(").replace("）", ")")
    forms = (Form(name, "full"),) if name == term else (Form(name, "full"), Form(term, "variant"))
    id_ = re.sub("[^a-z0-9]+", "-", composed.english.lower()).strip("-")
    english = (Form(composed.english, "full"),)
    kind = find_kind(term) or Kind.GOAL
    concept = Concept(id_, kind, _subject(kind), forms, english, source="composed by rule")
    return Match(concept, term, forms, composed=True)


def _subject(kind: Kind) -> str:
    return {Kind.GOAL: "goals", Kind.EVENT: "committees"}.get(kind, "resolutions")


_CONFERENCES = ("缔约国会议", "缔约方会议", "缔约方大会")


def _find_body(body: str, defined: Table[str, str], mapping: Mapping) -> tuple[str, str]:
    """The Chinese and English full forms of a body that adopts resolutions or meets in sessions, "" where not known.

    委员会 is the one that the document defined; 缔约国会议 alone is the Conference.
    """
    for name in filter(None, (defined.get(body), body, _unquote(body))):
        for concept in mapping.find(name)[:1]:
            # The English of a former name is not told apart from the present one.
            former = any(form.text == name and form.kind == "former" for form in concept.zh)
            if concept.kind in (Kind.BODY, Kind.EVENT) and not concept.proposed and not former:
                return concept.zh[0].text, concept.en[0].text
    return (body, "Conference") if body in _CONFERENCES else ("", "")
