"""What each harvested term is in English, and what has none yet."""

import re
from collections import defaultdict
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace

import polars as pl

from align.compose import compose_equivalent
from align.mapping import Concept, Form, Mapping
from extract.harvest import Harvest
from extract.kind import NAMES, Kind

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
    composed: bool = False
    evidence: list[Evidence] = field(default_factory=list)
    defined: dict[str, Form] = field(default_factory=dict)


def attach(harvest: Harvest, mapping: Mapping) -> Equivalents:
    """Attach the mapping's and the composed English to the terms of a harvest.

    A document's own definition decides what its short form means, before the mapping does: 委员会, 办公室 and 基金 name
    other bodies elsewhere. A shared short form that no definition resolves stays open.
    """
    defined = _read_definitions(harvest)
    findings: dict[str, _Finding] = {}
    open_rows: list[tuple[object, ...]] = []
    for document, term, kind, count, score, label in harvest.terms.drop("accepted").iter_rows():
        match = find_concept(term, defined[document].get(term, ""), mapping)
        if match is None or match.concept.proposed:
            proposal = match.concept.en[0].text if match else ""
            open_rows.append((document, term, kind, count, score, label, proposal))
            continue
        finding = findings.setdefault(match.concept.id, _Finding(match.concept, match.composed))
        finding.evidence.append(Evidence(match.form, document, label, count))
        if all(form.text != match.form or form.kind == "shared" for form in match.concept.zh):
            finding.defined[match.form] = Form(match.form, "short")
    attached = tuple(_close(findings[id_]) for id_ in sorted(findings))
    return Equivalents(
        attached, pl.DataFrame(open_rows, OPEN, orient="row").sort("score", "term", descending=[True, False])
    )


def _read_definitions(harvest: Harvest) -> dict[str, dict[str, str]]:
    """By document: short form → the full form that the document defined first."""
    defined: dict[str, dict[str, str]] = defaultdict(dict)
    for document, full, short in harvest.definitions.select("document", "full_form", "short_form").iter_rows():
        defined[document].setdefault(short, full)
    return defined


def _close(finding: _Finding) -> Attached:
    kept = tuple(form for form in finding.concept.zh if form.text not in finding.defined)
    concept = replace(finding.concept, zh=(*kept, *finding.defined.values()))
    return Attached(concept, tuple(finding.evidence), finding.composed)


@dataclass(frozen=True, slots=True)
class Match:
    """A term's concept, the designation of it that the term is, and whether a rule composed the concept."""

    concept: Concept
    form: str
    composed: bool = False


def find_concept(term: str, full: str, mapping: Mapping) -> Match | None:
    """The concept of a term; ``full`` is the full form that its document defined, "" for none.

    The definition decides first, then the mapping (“坚强家庭”方案 as 坚强家庭方案, too), then the rules.
    """
    bare = term.strip("“”《》")
    for name in filter(None, (full, full.strip("“”《》"))):
        if found := mapping.find(name):
            return Match(found[0], bare)
    for name in (term, bare, _unquote(term)):
        if found := mapping.find(name):
            return Match(found[0], name)
    english = compose_equivalent(bare, lambda body: _find_body(body, mapping))
    return Match(_compose_concept(bare, english), bare, True) if english else None


def _unquote(term: str) -> str:
    """“坚强家庭”方案 → 坚强家庭方案, 《巴黎公约》举措 → 巴黎公约举措."""
    return re.sub("[“”《》]", "", term)


def _find_body(body: str, mapping: Mapping) -> str:
    """The English of a body that adopts resolutions or meets in sessions; 缔约国会议 alone is the Conference."""
    if body in ("缔约国会议", "缔约方会议", "缔约方大会"):
        return "Conference"
    found = mapping.find(body)
    certain = bool(found) and not found[0].proposed and found[0].kind in (Kind.BODY, *NAMES)
    return found[0].en[0].text if certain else ""


def _compose_concept(term: str, english: str) -> Concept:
    id_ = re.sub("[^a-z0-9]+", "-", english.lower()).strip("-")
    return Concept(
        id=id_,
        kind=Kind.EVENT if "session" in english or "meeting" in english else Kind.DOCUMENT,
        subject="resolutions",
        zh=(Form(term, "full"),),
        en=(Form(english, "full"),),
        source="composed by rule",
    )
