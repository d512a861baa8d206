"""From what documents hold to entries: provenance, reliability, the documents' own short forms."""

import pytest

from align.attach import Attached, Evidence
from align.mapping import Concept, Form
from extract.kind import Kind
from glossary.compile import compile_attached
from glossary.entry import ConceptEntry, Provenance, Reliability, Status, TermType

CHINESE = (Form("联合国毒品和犯罪问题办公室", "full"), Form("毒罪办", "short"), Form("毒品办", "short"))
ENGLISH = (Form("United Nations Office on Drugs and Crime", "full"), Form("UNODC", "acronym"))
EVIDENCE = (
    Evidence("毒品办", "a", "para. 3", 7),
    Evidence("毒品办", "b", "", 2),
    Evidence("联合国毒品和犯罪问题办公室", "a", "para. 1", 1),
)


def compile_one(composed: bool = False, checked: str = "") -> ConceptEntry:
    """The entry of one concept; document a has a symbol, b has none."""
    concept = Concept("unodc", Kind.BODY, "united-nations", CHINESE, ENGLISH, source="UNTERM", checked=checked)
    (entry,) = compile_attached([Attached(concept, EVIDENCE, composed)], {"a": "S/2015/366", "b": "b"})
    return entry


def test_each_designation_says_where_it_was_read() -> None:
    """Document by symbol or name, first label, count; a designation that no document has keeps no provenance."""
    places = {term.term: term.provenance for term in compile_one().language("zh-Hans").terms}
    assert places == {
        "联合国毒品和犯罪问题办公室": (Provenance("S/2015/366", "para. 1", 1),),
        "毒罪办": (),
        "毒品办": (Provenance("S/2015/366", "para. 3", 7), Provenance("b", "", 2)),
    }


def test_the_english_was_read_nowhere() -> None:
    """The documents are Chinese: an equivalent has a source, and no provenance."""
    entry = compile_one()
    assert [(term.term, term.provenance) for term in entry.language("en").terms] == [
        ("United Nations Office on Drugs and Crime", ()),
        ("UNODC", ()),
    ]
    assert entry.source == "UNTERM"


def test_a_documents_short_form_is_an_admitted_short_form() -> None:
    """It may be used, and the full form stays the preferred one."""
    terms = {term.term: term for term in compile_one().language("zh-Hans").terms}
    assert (terms["毒品办"].type, terms["毒品办"].status) == (TermType.SHORT_FORM, Status.ADMITTED)
    assert terms["毒品办"].is_usable
    assert terms["联合国毒品和犯罪问题办公室"].status is Status.PREFERRED


@pytest.mark.parametrize(
    ("composed", "checked", "reliability"),
    [
        (True, "", Reliability.COMPOSED),
        (False, "undev", Reliability.CHECKED),
        (False, "", Reliability.CURATED),
    ],
)
def test_reliability_tells_rules_from_sources(composed: bool, checked: str, reliability: Reliability) -> None:
    """What a rule made is composed; what the mapping has is checked or curated."""
    assert compile_one(composed, checked).reliability is reliability


def test_entries_keep_the_order_of_the_concepts() -> None:
    """compile_attached neither sorts nor drops."""
    concepts = [Concept(id_, Kind.BODY, "drugs", CHINESE, ENGLISH) for id_ in ("b", "a", "c")]
    entries = compile_attached([Attached(concept, ()) for concept in concepts], {})
    assert [entry.id for entry in entries] == ["b", "a", "c"]
