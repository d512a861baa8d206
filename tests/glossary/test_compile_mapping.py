"""From rows of the mapping to entries."""

from pathlib import Path

import pytest

from align.mapping import COLUMNS, Mapping, parse_concepts
from glossary.compile import compile_mapping
from glossary.entry import ConceptEntry, Reliability, Status, TermType

NAMES = "联合国毒品和犯罪问题办公室,{},United Nations Office on Drugs and Crime,acronym:UNODC"
ROW = f"unodc,body,drugs,{NAMES},{{}},UNTERM,{{}},x"


def compile_row(forms: str = "", status: str = "", checked: str = "", file: str = "drugs.csv") -> ConceptEntry:
    """The entry of one row."""
    text = f"{','.join(COLUMNS)}\n{ROW.format(forms, status, checked)}\n"
    (entry,) = compile_mapping(Mapping(tuple(parse_concepts(text, Path(file)))))
    return entry


def test_a_row_becomes_an_entry_with_all_it_says() -> None:
    """Id, kind, subject, source, checked and note come over; Chinese first, the full form preferred."""
    entry = compile_row("short:毒罪办", checked="undev")
    assert (entry.id, entry.kind, entry.subject) == ("unodc", "body", "drugs")
    assert (entry.source, entry.checked, entry.note) == ("UNTERM", "undev", "x")
    assert [section.code for section in entry.languages] == ["zh-Hans", "en"]
    terms = [[(t.term, t.status) for t in section.terms] for section in entry.languages]
    assert terms == [
        [("联合国毒品和犯罪问题办公室", Status.PREFERRED), ("毒罪办", Status.ADMITTED)],
        [("United Nations Office on Drugs and Crime", Status.PREFERRED), ("UNODC", Status.ADMITTED)],
    ]


@pytest.mark.parametrize(
    ("kind", "type_", "status"),
    [
        ("formal", TermType.FULL_FORM, Status.ADMITTED),
        ("short", TermType.SHORT_FORM, Status.ADMITTED),
        ("variant", TermType.VARIANT, Status.ADMITTED),
        ("alias", TermType.VARIANT, Status.ADMITTED),
        ("acronym", TermType.ACRONYM, Status.ADMITTED),
        ("former", TermType.FULL_FORM, Status.SUPERSEDED),
        ("deprecated", TermType.VARIANT, Status.DEPRECATED),
    ],
)
def test_a_form_gets_type_and_status_by_its_kind(kind: str, type_: TermType, status: Status) -> None:
    """Each kind of the mapping's closed list has one place in TBX's picklists."""
    term = compile_row(f"{kind}:毒罪办").language("zh-Hans").terms[1]
    assert (term.type, term.status, term.shared) == (type_, status, False)


def test_a_shared_form_is_marked_and_comes_last() -> None:
    """办公室 names many bodies: lookup may find it here, but it is not this concept's own."""
    terms = compile_row("shared:办公室|short:毒罪办").language("zh-Hans").terms
    assert [(term.term, term.shared, term.is_usable) for term in terms[1:]] == [
        ("毒罪办", False, True),
        ("办公室", True, False),
    ]


def test_a_proposed_row_has_no_preferred_form() -> None:
    """Rows of unsure.csv are proposals, whatever they were checked against."""
    entry = compile_row(file="unsure-drugs.csv", checked="undev")
    assert entry.reliability is Reliability.PROPOSED
    assert {term.status for section in entry.languages for term in section.terms} == {Status.ADMITTED}


def test_every_form_of_a_superseded_concept_is_superseded() -> None:
    """A body that is no more has no name to be used."""
    entry = compile_row("short:毒罪办", status="superseded")
    assert {term.status for section in entry.languages for term in section.terms} == {Status.SUPERSEDED}


@pytest.mark.parametrize(("checked", "reliability"), [("undev", Reliability.CHECKED), ("", Reliability.CURATED)])
def test_what_was_checked_is_more_reliable(checked: str, reliability: Reliability) -> None:
    """A row that was confirmed against a list says so."""
    assert compile_row(checked=checked).reliability is reliability
