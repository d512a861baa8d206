"""What a harvested term is in English: the document's definition, the mapping, the rules, in this order."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from align.attach import OPEN, Attached, Equivalents, Evidence, attach, find_concept
from align.mapping import COLUMNS, Mapping, parse_concepts
from extract.harvest import Harvest
from extract.kind import Kind

ROWS = (
    "cnd,body,committees,麻醉药品委员会,short:麻委会|shared:委员会,Commission on Narcotic Drugs,acronym:CND,,x,,",
    "ccpcj,body,committees,预防犯罪和刑事司法委员会,shared:委员会,Crime Commission,,,x,,",
    "unodc,body,united-nations,联合国毒品和犯罪问题办公室,short:毒罪办|shared:办公室,Office on Drugs,,,x,,",
    "security-council,body,united-nations,安全理事会,short:安理会,Security Council,,,x,,",
    "minusma,mission,operations,联合国马里稳定团,short:马里稳定团,Mission in Mali,acronym:MINUSMA,,x,,",
    "ddr,programme,peace,解除武装、复员和重返社会方案,short:复员方案,DDR programme,,,x,,",
    "strong-families,programme,drugs,坚强家庭方案,,Strong Families programme,,,x,,",
    "paris-pact,programme,drugs,《巴黎公约》举措,,Paris Pact Initiative,,,x,,",
    "uncac,treaty,treaties,联合国反腐败公约,shared:公约,UN Convention against Corruption,,,x,,",
    "commission-old,body,committees,人权大会,former:人权老会,Assembly on Rights,,,x,,",
)
PROPOSED = "observatory,tool,crime,偷运移民观察站,short:移民观察站,Smuggling Observatory,,,x,,"


def build_mapping() -> Mapping:
    """A mapping of a few rows, one of them not certain."""
    header = ",".join(COLUMNS) + "\n"
    certain = parse_concepts(header + "\n".join(ROWS), Path("names.csv"))
    return Mapping((*certain, *parse_concepts(header + PROPOSED, Path("unsure-crime.csv"))))


MAPPING = build_mapping()
TERM_COLUMNS = {name: type_ for name, type_ in OPEN.items() if name != "proposal"}
PAIR = ("document", "full_form", "short_form")
Term = tuple[str, str, int]


def harvested(terms: list[Term], definitions: list[tuple[str, str, str]] | None = None) -> Harvest:
    """A harvest of (document, term, count), all of one score, each first read in para. 7."""
    rows = [(document, term, "subject", count, 0.9, "para. 7") for document, term, count in terms]
    pairs = pl.DataFrame(definitions or [], dict.fromkeys(PAIR, pl.String), orient="row")
    nothing = pl.DataFrame()
    return Harvest(pl.DataFrame(rows, TERM_COLUMNS, orient="row"), nothing, pairs, nothing)


def attach_all(terms: list[Term], definitions: list[tuple[str, str, str]] | None = None) -> Equivalents:
    """The equivalents of a harvest by the small mapping."""
    return attach(harvested(terms, definitions), MAPPING)


def show(attached: Attached) -> tuple[str, list[str]]:
    """A concept's id and its Chinese designations with their kinds."""
    return attached.concept.id, [f"{form.kind}:{form.text}" for form in attached.concept.zh]


def test_a_shared_short_form_without_a_definition_stays_open() -> None:
    """委员会 alone names no committee, and nothing is guessed for it."""
    found = attach_all([("a", "委员会", 3)])
    assert found.attached == ()
    assert found.open.rows() == [("a", "委员会", "subject", 3, 0.9, "para. 7", "")]
    assert dict(found.open.schema) == OPEN


def test_each_document_says_what_its_short_form_means() -> None:
    """委员会 is one committee in one document, another in the next, and open in the third."""
    found = attach_all(
        [("a", "委员会", 3), ("b", "委员会", 4), ("c", "委员会", 5)],
        [("a", "麻醉药品委员会", "委员会"), ("b", "预防犯罪和刑事司法委员会", "委员会")],
    )
    assert {each.concept.id: each.evidence for each in found.attached} == {
        "cnd": (Evidence("委员会", "a", "para. 7", 3),),
        "ccpcj": (Evidence("委员会", "b", "para. 7", 4),),
    }
    assert found.open["document"].to_list() == ["c"]


def test_a_documents_own_short_form_becomes_a_designation() -> None:
    """A shared form becomes this concept's own short form, a new one is added, the mapping's stay as they are."""
    (found,) = attach_all(
        [("a", "办公室", 3), ("a", "毒品办", 2), ("a", "UNODC", 1), ("a", "毒罪办", 1)],
        [("a", "联合国毒品和犯罪问题办公室", short) for short in ("办公室", "毒品办", "UNODC", "毒罪办")],
    ).attached
    assert show(found) == (
        "unodc",
        ["full:联合国毒品和犯罪问题办公室", "short:毒罪办", "acronym:UNODC", "short:办公室", "short:毒品办"],
    )
    assert {item.term for item in found.evidence} == {"办公室", "毒品办", "UNODC", "毒罪办"}


def test_the_first_definition_of_a_document_counts() -> None:
    """Where a document defines a short form again, the first meaning stands."""
    found = attach_all(
        [("a", "委员会", 3)], [("a", "麻醉药品委员会", "委员会"), ("a", "预防犯罪和刑事司法委员会", "委员会")]
    )
    assert [each.concept.id for each in found.attached] == ["cnd"]


def test_a_definition_that_is_not_known_outweighs_the_mappings_short_form() -> None:
    """马里稳定团 of another full form is another mission: the mapping's English is a proposal, no more."""
    found = attach_all([("a", "马里稳定团", 3)], [("a", "非洲主导的马里国际支助团", "马里稳定团")])
    assert found.attached == ()
    assert found.open["proposal"].to_list() == ["Mission in Mali"]


@pytest.mark.parametrize("full", ["复员和重返社会方案", "全国解除武装、复员和重返社会方案"])
def test_a_definition_cut_wrongly_at_its_left_edge_does_not_unsettle_the_mapping(full: str) -> None:
    """The edge of a full form is found by chance sometimes; its end tells that it is the mapping's."""
    found = attach_all([("a", "复员方案", 3)], [("a", full, "复员方案")])
    assert [each.concept.id for each in found.attached] == ["ddr"]


def test_a_full_name_stands_whatever_a_document_calls_it_too() -> None:
    """坚强家庭方案 is a name of its own: a title that a document gives before it takes nothing away."""
    found = attach_all([("a", "坚强家庭方案", 3)], [("a", "关于家庭技能的培训材料", "坚强家庭方案")])
    assert [each.concept.id for each in found.attached] == ["strong-families"]


@pytest.mark.parametrize(
    ("terms", "definitions"),
    [
        ([("a", "移民观察站", 3)], []),
        ([("a", "观察站", 3)], [("a", "偷运移民观察站", "观察站")]),
    ],
)
def test_a_proposed_concept_is_a_proposal_in_the_worklist(
    terms: list[Term], definitions: list[tuple[str, str, str]]
) -> None:
    """What the mapping holds as not certain is no equivalent, by a definition neither."""
    found = attach_all(terms, definitions)
    assert found.attached == ()
    assert found.open["proposal"].to_list() == ["Smuggling Observatory"]


@pytest.mark.parametrize(
    ("term", "id_", "form"),
    [
        ("“坚强家庭”方案", "strong-families", "坚强家庭方案"),
        ("《巴黎公约》举措", "paris-pact", "《巴黎公约》举措"),
        ("《联合国反腐败公约》", "uncac", "联合国反腐败公约"),
        ("毒罪办", "unodc", "毒罪办"),
    ],
)
def test_quotation_marks_do_not_hide_a_name(term: str, id_: str, form: str) -> None:
    """A term is found with its marks, without those around it, and without any."""
    match = find_concept(term, "", MAPPING)
    assert match is not None
    assert (match.concept.id, match.form) == (id_, form)


def test_a_short_form_keeps_the_marks_inside_it() -> None:
    """“坚强家庭”办法 defined as a short form is one, its first quotation mark included."""
    match = find_concept("“坚强家庭”办法", "坚强家庭方案", MAPPING)
    assert match is not None
    assert match.form == "“坚强家庭”办法"


def test_two_spellings_in_a_document_are_one_piece_of_evidence() -> None:
    """“坚强家庭”方案 and 坚强家庭方案 are counted together."""
    (found,) = attach_all([("a", "“坚强家庭”方案", 3), ("a", "坚强家庭方案", 4)]).attached
    assert [(item.term, item.count) for item in found.evidence] == [("坚强家庭方案", 7)]


def test_what_a_rule_composes_says_so() -> None:
    """Composed concepts have their kind, subject and source, and the flag that the entries' reliability comes from."""
    found = {
        each.concept.en[0].text: each
        for each in attach_all(
            [("a", "安全理事会第2396(2017)号决议", 1), ("a", "安理会第8000次会议", 1), ("a", "毒罪办", 1)]
        ).attached
    }
    resolution = found["Security Council resolution 2396 (2017)"]
    assert resolution.composed
    assert (resolution.concept.id, resolution.concept.kind) == ("security-council-resolution-2396-2017", Kind.DOCUMENT)
    assert (resolution.concept.subject, resolution.concept.source) == ("resolutions", "composed by rule")
    assert found["8000th meeting of the Security Council"].concept.kind is Kind.EVENT
    assert not found["Office on Drugs"].composed


def test_spellings_of_a_resolution_are_one_concept_with_the_official_name_first() -> None:
    """安理会 and 安全理事会, blanks and wide brackets: one entry, whatever the documents' order."""
    spellings = ("安理会第2396(2017)号决议", "安全理事会第2396（2017）号决议", "安全理事会第2396 (2017)号决议")
    for names in permutations(spellings):
        terms = [(document, term, 1) for document, term in zip("abc", names, strict=True)]
        (found,) = attach_all(terms).attached
        assert show(found)[1][0] == "full:安全理事会第2396(2017)号决议"
        assert sorted(show(found)[1][1:]) == sorted(f"variant:{term}" for term in spellings)
        assert {item.term for item in found.evidence} == set(spellings)


def test_the_fullest_spelling_of_a_list_is_the_full_form() -> None:
    """第1/1和第2/2号 before 第1/1和2/2号, whichever came first."""
    (found,) = attach_all([("a", "安理会第1/1和2/2号决议", 9), ("b", "安理会第1/1和第2/2号决议", 1)]).attached
    assert show(found)[1][:2] == ["full:安全理事会第1/1和第2/2号决议", "variant:安全理事会第1/1和2/2号决议"]


def test_the_documents_committee_adopts_its_resolutions() -> None:
    """委员会第56/9号决议 is of the committee that the document defined; without one it stays open."""
    terms = [("a", "委员会第56/9号决议", 1), ("b", "委员会第56/9号决议", 1)]
    found = attach_all(terms, [("a", "麻醉药品委员会", "委员会")])
    (attached,) = found.attached
    assert attached.concept.en[0].text == "Commission on Narcotic Drugs resolution 56/9"
    assert show(attached)[1] == ["full:麻醉药品委员会第56/9号决议", "variant:委员会第56/9号决议"]
    assert [item.document for item in attached.evidence] == ["a"]
    assert found.open["document"].to_list() == ["b"]


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("缔约国会议第6/1号决议", "Conference resolution 6/1"),
        ("毒罪办第1号决定", "Office on Drugs decision 1"),
        ("联合国反腐败公约第八届会议", ""),
        ("偷运移民观察站第八届会议", ""),
        ("人权大会第八届会议", "eighth session of the Assembly on Rights"),
        ("人权老会第八届会议", ""),
    ],
)
def test_only_known_bodies_meet_and_resolve(term: str, english: str) -> None:
    """A treaty holds no session, a proposal is no body, and a former name has English that is not told apart."""
    match = find_concept(term, "", MAPPING)
    assert (match.concept.en[0].text if match else "") == english


def test_open_terms_come_best_first() -> None:
    """By score; equal scores in the order of the terms, then of the documents."""
    harvest = harvested([("b", "丙", 1), ("a", "丙", 1), ("a", "乙", 1), ("a", "甲", 1)])
    score = pl.when(pl.col("term") == "甲").then(0.95).otherwise(pl.col("score")).alias("score")
    found = attach(replace(harvest, terms=harvest.terms.with_columns(score)), MAPPING)
    assert found.open.select("term", "document").rows() == [("甲", "a"), ("丙", "a"), ("丙", "b"), ("乙", "a")]


def test_the_order_of_documents_changes_nothing() -> None:
    """Concepts, designations, evidence and open terms are the same, however the documents were given."""
    documents = {
        "a": ([("a", "委员会", 3), ("a", "毒罪办", 2), ("a", "公约", 1)], [("a", "麻醉药品委员会", "委员会")]),
        "b": ([("b", "委员会", 4), ("b", "麻委会", 2), ("b", "公约", 1)], []),
        "c": ([("c", "毒罪办", 5), ("c", "办", 2)], [("c", "联合国毒品和犯罪问题办公室", "办")]),
    }
    results = []
    for order in permutations(documents):
        terms = [term for name in order for term in documents[name][0]]
        definitions = [pair for name in order for pair in documents[name][1]]
        found = attach_all(terms, definitions)
        results.append((found.attached, found.open.rows()))
    assert all(result == results[0] for result in results)
    assert len(results[0][0]) == 2


def test_no_terms_give_no_equivalents() -> None:
    """An empty harvest is no fault."""
    found = attach_all([])
    assert (found.attached, found.open.is_empty()) == ((), True)
