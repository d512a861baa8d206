"""From the curated mapping, and from what documents were found to hold, to concept entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import replace

from align.attach import Attached
from align.mapping import Concept, Form, Mapping
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType

# What a form of the mapping is in TBX's picklists. An alias is another name, no shortened one: a variant.
_TERMS = {
    "full": (TermType.FULL_FORM, Status.PREFERRED),
    "formal": (TermType.FULL_FORM, Status.ADMITTED),
    "short": (TermType.SHORT_FORM, Status.ADMITTED),
    "acronym": (TermType.ACRONYM, Status.ADMITTED),
    "variant": (TermType.VARIANT, Status.ADMITTED),
    "alias": (TermType.VARIANT, Status.ADMITTED),
    "shared": (TermType.SHORT_FORM, Status.ADMITTED),
    "former": (TermType.FULL_FORM, Status.SUPERSEDED),
    "deprecated": (TermType.VARIANT, Status.DEPRECATED),
}


def compile_mapping(mapping: Mapping) -> Iterator[ConceptEntry]:
    """The entries of the mapping's concepts, in its order.

    A proposed concept has no preferred form; of a superseded concept every form is superseded.
    """
    return map(compile_concept, mapping.concepts)


def compile_concept(concept: Concept) -> ConceptEntry:
    """The entry of one row of the mapping: Chinese first; the full form first in each language, shared forms last."""
    sections = (("zh-Hans", concept.zh), ("en", concept.en))
    return ConceptEntry(
        id=concept.id,
        kind=concept.kind.value,
        subject=concept.subject,
        languages=tuple(LanguageSection(code, _compile_forms(forms, concept)) for code, forms in sections),
        reliability=_judge_reliability(concept),
        source=concept.source,
        checked=concept.checked,
        note=concept.note,
    )


def _compile_forms(forms: Iterable[Form], concept: Concept) -> tuple[TermSection, ...]:
    terms = (_compile_form(form, concept) for form in forms)
    return tuple(sorted(terms, key=lambda term: term.shared))


def _compile_form(form: Form, concept: Concept) -> TermSection:
    type_, status = _TERMS[form.kind]
    if concept.status == "superseded":
        status = Status.SUPERSEDED
    elif concept.proposed and status is Status.PREFERRED:
        status = Status.ADMITTED
    return TermSection(form.text, type_, status, shared=form.kind == "shared")


def _judge_reliability(concept: Concept) -> Reliability:
    if concept.proposed:
        return Reliability.PROPOSED
    return Reliability.CHECKED if concept.checked else Reliability.CURATED


def compile_attached(attached: Iterable[Attached], names: Table[str, str]) -> Iterator[ConceptEntry]:
    """The entries of the concepts that documents hold, each Chinese designation with where it was read.

    ``names`` says how each document is cited: by its symbol, or else its file's name.
    """
    return (_compile_found(found, names) for found in attached)


def _compile_found(found: Attached, names: Table[str, str]) -> ConceptEntry:
    entry = compile_concept(found.concept)
    read: dict[str, list[Provenance]] = defaultdict(list)
    for evidence in found.evidence:
        read[evidence.term].append(Provenance(names[evidence.document], evidence.label, evidence.count))
    chinese, *others = entry.languages
    terms = tuple(replace(term, provenance=tuple(read.get(term.term, ()))) for term in chinese.terms)
    languages = (replace(chinese, terms=terms), *others)
    reliability = Reliability.COMPOSED if found.composed else entry.reliability
    return replace(entry, languages=languages, reliability=reliability)
