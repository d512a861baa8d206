"""The shipped mapping is data that is tested like code: a failure names file:line."""

from collections import Counter

import pytest

from align.mapping import Concept, Mapping, read_mapping, shipped_files
from align.validate import find_faults
from extract.kind import Kind


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    """The shipped mapping, without any file of a user."""
    return read_mapping()


def list_places(concepts: list[Concept]) -> list[str]:
    """file:line and Chinese of each, for the message of a failure."""
    return [f"{concept.place} {concept.zh[0].text}" for concept in concepts]


def test_no_check_finds_a_fault() -> None:
    """Columns, NFC, order, unique ids, forms, languages, kinds, subjects, sources, clashes."""
    assert [str(fault) for fault in find_faults(shipped_files())] == []


def test_every_superseded_concept_says_since_when_or_by_what(mapping: Mapping) -> None:
    """Who looks up 维持和平行动部 learns of 和平行动部 from the note."""
    old = [concept for concept in mapping.concepts if concept.status]
    assert list_places([concept for concept in old if not concept.note]) == []


def test_every_proposal_says_what_is_not_certain(mapping: Mapping) -> None:
    """A row in unsure-*.csv is read by the person who settles it."""
    assert list_places([each for each in mapping.concepts if each.proposed and not each.note]) == []


def test_every_full_form_names_its_own_concept_first(mapping: Mapping) -> None:
    """Looking the preferred designation up gives the concept that prefers it."""
    wrong = [each for each in mapping.concepts if mapping.find(each.zh[0].text)[0].id != each.id]
    assert list_places(wrong) == []


def test_former_names_are_not_the_preferred_ones_of_others(mapping: Mapping) -> None:
    """A former name of a concept (伊斯兰会议组织) is no full form elsewhere."""
    full = {concept.zh[0].text for concept in mapping.concepts}
    former = [(each, form) for each in mapping.concepts for form in each.zh if form.kind == "former"]
    assert [f"{each.place} {form.text}" for each, form in former if form.text in full] == []


def test_sustainable_development_goals_are_all_there(mapping: Mapping) -> None:
    """Seventeen, found by number."""
    found = [mapping.find(f"可持续发展目标{number}") for number in range(1, 18)]
    assert [concepts[0].en[0].text for concepts in found] == [
        f"Sustainable Development Goal {number}" for number in range(1, 18)
    ]


def test_member_and_observer_states_are_all_there(mapping: Mapping) -> None:
    """193 Members, two observers, and two States that are members of specialized agencies only."""
    states = [concept for concept in mapping.concepts if concept.kind is Kind.STATE and concept.subject == "states"]
    assert len(states) == 197


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("毒品和犯罪问题办公室", "United Nations Office on Drugs and Crime"),
        ("联刚稳定团", "United Nations Organization Stabilization Mission in the Democratic Republic of the Congo"),
        ("联利支助团", "United Nations Support Mission in Libya"),
        ("联利特派团", "United Nations Mission in Liberia"),
        ("经济及社会理事会", "Economic and Social Council"),
        ("经济和社会事务部", "Department of Economic and Social Affairs"),
        ("常务副秘书长", "Deputy Secretary-General"),
        ("副秘书长", "Under-Secretary-General"),
        ("人权事务委员会", "Human Rights Committee"),
        ("人权委员会", "Commission on Human Rights"),
        ("国际法院", "International Court of Justice"),
        ("国际刑事法院", "International Criminal Court"),
        ("欧洲委员会", "Council of Europe"),
        ("欧盟委员会", "European Commission"),
        ("欧洲理事会", "European Council"),
        ("南非", "South Africa"),
        ("南部非洲", "Southern Africa"),
        ("中部非洲", "Central Africa"),
        ("中非共和国", "Central African Republic"),
        ("刚果", "Congo"),
        ("荷兰", "Netherlands"),
        ("多米尼克", "Dominica"),
        ("多米尼加", "Dominican Republic"),
        ("会员国", "Member State"),
        ("非政府组织", "non-governmental organization"),
        ("反恐执行局", "Counter-Terrorism Committee Executive Directorate"),
        ("执行局", ""),
        ("委员会", ""),
        ("稳定团", ""),
        ("中非", ""),
        ("应急基金", ""),
    ],
)
def test_names_that_are_easily_confused(mapping: Mapping, zh: str, en: str) -> None:
    """Each has its own English; what several share has none of its own."""
    assert [concept.en[0].text for concept in mapping.find(zh)][:1] == [en][: bool(en)]


def test_each_subject_has_rows(mapping: Mapping) -> None:
    """More than 4,000 certain concepts, none of the fields empty but the composed one."""
    counts = Counter(concept.subject for concept in mapping.concepts if not concept.proposed)
    assert sum(counts.values()) > 4000
    assert {path.stem for path in shipped_files() if not path.stem.startswith("unsure-")} == set(counts)
