"""Reading the mapping: what a row becomes, what is refused, and a user's own mapping laid over ours."""

from pathlib import Path

import pytest

from align.mapping import COLUMNS, Concept, Form, Mapping, lay_over, parse_concepts, read_concepts, read_mapping
from extract.error import GlossaryError
from extract.kind import Kind

UNODC = (
    "unodc,body,drugs,联合国毒品和犯罪问题办公室,short:毒罪办|shared:办公室,"
    "United Nations Office on Drugs and Crime,acronym:UNODC,,UNTERM,undev,x"
)
OIOS = "oios,body,drugs,内部监督事务厅,short:监督厅|shared:办公室,Office of Internal Oversight Services,,,UNTERM,,"


def parse(*rows: str, file: str = "drugs.csv") -> tuple[Concept, ...]:
    """The concepts of some rows."""
    return tuple(parse_concepts("\n".join((",".join(COLUMNS), *rows)) + "\n", Path(file)))


def replace_cell(row: str, column: str, text: str) -> str:
    """A row with another cell; the rows here hold no comma."""
    cells = dict(zip(COLUMNS, row.split(","), strict=True)) | {column: text}
    return ",".join(cells.values())


def test_a_row_is_a_concept_with_its_place() -> None:
    """Every cell has its place; forms keep their order, the full form is first."""
    (concept,) = parse(UNODC)
    assert (concept.id, concept.kind, concept.subject) == ("unodc", Kind.BODY, "drugs")
    assert concept.zh == (
        Form("联合国毒品和犯罪问题办公室", "full"),
        Form("毒罪办", "short"),
        Form("办公室", "shared"),
    )
    assert [form.kind for form in concept.en] == ["full", "acronym"]
    assert (concept.source, concept.checked, concept.note) == ("UNTERM", "undev", "x")
    assert (concept.proposed, concept.place) == (False, "drugs.csv:2")


def test_rows_of_an_unsure_file_are_proposals() -> None:
    """The file's name says so, whatever the row says."""
    assert [concept.proposed for concept in parse(UNODC, file="unsure-drugs.csv")] == [True]


def test_a_colon_belongs_to_the_designation() -> None:
    """Only the first colon parts kind and designation: Transforming our world: the 2030 Agenda."""
    (concept,) = parse(replace_cell(UNODC, "en_forms", "variant:Our world: the 2030 Agenda"))
    assert concept.en[1] == Form("Our world: the 2030 Agenda", "variant")


def test_what_several_concepts_share_names_none() -> None:
    """办公室 is found for no concept, 毒罪办 for one, an unknown name for none."""
    mapping = Mapping(parse(UNODC, OIOS))
    assert [concept.id for concept in mapping.find("毒罪办")] == ["unodc"]
    assert mapping.find("办公室") == mapping.find("基金") == ()
    assert (mapping.is_shared("办公室"), mapping.is_shared("毒罪办")) == (True, False)
    assert set(mapping.names) == {"联合国毒品和犯罪问题办公室", "毒罪办", "内部监督事务厅", "监督厅"}


def test_certain_concepts_come_before_proposed_and_superseded_ones() -> None:
    """Of several concepts of a designation the first is the one to use; a proposal alone is no known name."""
    old = replace_cell(replace_cell(UNODC, "id", "old"), "status", "superseded")
    proposed = parse(replace_cell(UNODC, "id", "proposed"), OIOS, file="unsure-drugs.csv")
    mapping = Mapping((*proposed, *parse(old), *parse(UNODC)))
    assert [concept.id for concept in mapping.find("毒罪办")] == ["unodc", "old", "proposed"]
    assert mapping.names["毒罪办"] is Kind.BODY
    assert "监督厅" not in mapping.names


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("id", "UNODC", "id: not kebab-case: 'UNODC'"),
        ("kind", "organ", "kind: unknown: 'organ'"),
        ("subject", "crimes", "subject: unknown: 'crimes'"),
        ("status", "old", "status: unknown: 'old'"),
        ("zh", "", "zh and en must not be empty"),
        ("zh_forms", "abbr:毒罪办", "not kind:form: abbr:毒罪办"),
        ("zh_forms", "毒罪办", "not kind:form: 毒罪办:"),
        ("zh_forms", "full:毒罪办", "not kind:form: full:毒罪办"),
        ("zh_forms", "short:毒罪办|variant:毒罪办", "the same form twice: 毒罪办"),
        ("en_forms", "acronym:毒罪办", "en: Chinese in an English column"),
        ("en", "Office ", "not NFC, or blanks too many"),
        ("note", "cafe\u0301", "not NFC, or blanks too many"),
    ],
)
def test_the_first_wrong_row_is_named_with_file_and_line(column: str, text: str, said: str) -> None:
    """A wrong row would make a wrong entry: reading stops there, in one line that says where."""
    with pytest.raises(GlossaryError) as raised:
        parse(OIOS, replace_cell(UNODC, column, text))
    assert str(raised.value) == f"drugs.csv:3: {said}"


def test_rows_of_another_shape_are_refused() -> None:
    """Ten columns, another header, an id twice, a quote that never ends: file:line each."""
    for rows, said in (
        ((UNODC.rsplit(",", 1)[0],), "drugs.csv:2: 10 columns, not 11"),
        ((UNODC, UNODC), "drugs.csv:3: id: unodc stands in line 2 too"),
        (('"unodc',), "drugs.csv:2: not CSV: unexpected end of data"),
    ):
        with pytest.raises(GlossaryError) as raised:
            parse(*rows)
        assert str(raised.value) == said
    with pytest.raises(GlossaryError, match=r"own\.csv:1: the header must be id,kind,"):
        list(parse_concepts("a,b\n", Path("own.csv")))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file, and one in another encoding."""
    with pytest.raises(GlossaryError, match=r"none\.csv: cannot read the mapping: No such file"):
        list(read_concepts(tmp_path / "none.csv"))
    path = tmp_path / "gbk.csv"
    path.write_bytes("联合国".encode("gbk"))
    with pytest.raises(GlossaryError, match=r"gbk\.csv: cannot read the mapping: it is not UTF-8"):
        list(read_concepts(path))


def test_a_users_row_replaces_ours_of_the_same_id() -> None:
    """The whole row: forms that only ours had are gone."""
    own = parse(replace_cell(UNODC, "zh_forms", "short:毒罪署"), file="own.csv")
    mapping = Mapping(tuple(lay_over(parse(OIOS, UNODC), own)))
    assert [concept.id for concept in mapping.concepts] == ["oios", "unodc"]
    assert [concept.place for concept in mapping.find("毒罪署")] == ["own.csv:2"]
    assert mapping.find("毒罪办") == ()


def test_a_users_designation_is_taken_from_ours() -> None:
    """监督厅 names the user's concept from now on; ours keeps its other designations."""
    own = parse(replace_cell(replace_cell(UNODC, "id", "mine"), "zh", "监督厅"), file="own.csv")
    mapping = Mapping(tuple(lay_over(parse(OIOS), own)))
    assert [concept.id for concept in mapping.find("监督厅")] == ["mine"]
    assert [concept.id for concept in mapping.find("内部监督事务厅")] == ["oios"]
    assert all(form.text != "监督厅" for form in mapping.concepts[0].zh)


def test_our_row_gives_way_where_the_user_has_its_full_form() -> None:
    """Two concepts of one full form would be two preferred terms: the user's stays, under its own id."""
    own = parse(replace_cell(replace_cell(UNODC, "id", "mine"), "zh_forms", "variant:内部监督事务厅"), file="own.csv")
    mapping = Mapping(tuple(lay_over(parse(OIOS), own)))
    assert [concept.id for concept in mapping.concepts] == ["mine"]


def test_a_user_may_share_what_we_do_not() -> None:
    """监督厅 shared in the user's row names none, ours included."""
    own = parse(replace_cell(UNODC, "zh_forms", "shared:监督厅"), file="own.csv")
    mapping = Mapping(tuple(lay_over(parse(OIOS), own)))
    assert mapping.find("监督厅") == ()
    assert mapping.is_shared("监督厅")


def test_a_users_proposal_takes_nothing() -> None:
    """What is not certain does not unsettle what is."""
    own = parse(replace_cell(replace_cell(UNODC, "id", "mine"), "zh", "监督厅"), file="unsure-own.csv")
    mapping = Mapping(tuple(lay_over(parse(OIOS), own)))
    assert [concept.id for concept in mapping.find("监督厅")] == ["oios", "mine"]


def test_a_file_of_ones_own_is_laid_over_the_shipped_mapping(tmp_path: Path) -> None:
    """read_mapping(extra): the user's row wins for 毒罪办, the rest of ours stands."""
    path = tmp_path / "own.csv"
    row = replace_cell(replace_cell(UNODC, "id", "mine"), "zh", "某国毒罪办")
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8-sig", newline="\r\n")
    mapping = read_mapping(path)
    assert [concept.id for concept in mapping.find("毒罪办")] == ["mine"]
    assert [concept.id for concept in mapping.find("联合国毒品和犯罪问题办公室")] == ["unodc"]
    assert len(mapping.concepts) == len(read_mapping().concepts) + 1
