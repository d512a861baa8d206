"""All formats: what each keeps of an entry, what none lets out, and files that are whole."""

import dataclasses
from pathlib import Path

import pytest

from extract.error import GlossaryError
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.exchange import FORMATS

CHINESE = (
    TermSection(
        "联合国毒品和犯罪问题办公室", TermType.FULL_FORM, Status.PREFERRED, (Provenance("A/75/1", "para. 31", 12),)
    ),
    TermSection("毒品和犯罪问题办公室", TermType.SHORT_FORM, note="in running text"),
    TermSection("毒罪办", TermType.VARIANT),
    TermSection("联合国药物管制和预防犯罪厅", TermType.FULL_FORM, Status.SUPERSEDED, (Provenance("A/52/1", "", 1),)),
    TermSection("禁毒办", TermType.SHORT_FORM, Status.DEPRECATED),
    TermSection(
        "办公室", TermType.SHORT_FORM, Status.ADMITTED, (Provenance("A; B", "para. 5 (b)", 3),), "here", shared=True
    ),
)
ENGLISH = (
    TermSection("United Nations Office on Drugs and Crime", TermType.FULL_FORM, Status.PREFERRED),
    TermSection("UNODC", TermType.ACRONYM, Status.ADMITTED),
)
UNODC = ConceptEntry(
    id="unodc",
    kind="body",
    subject="drugs",
    languages=(LanguageSection("zh-Hans", CHINESE), LanguageSection("en", ENGLISH)),
    reliability=Reliability.CHECKED,
    source="UNTERM; ST/SGB/2004/6",
    checked="undev states",
    note="Vienna",
)

# What each format keeps, field by field; the terms of a section are those that may be used, but for tbx3.
KEPT = {
    "ConceptEntry.id": {"tbx", "tbx3", "csv"},
    "ConceptEntry.kind": {"tbx", "tbx3", "csv"},
    "ConceptEntry.subject": {"tbx", "tbx3", "csv"},
    "ConceptEntry.languages": {"tbx", "tbx3", "csv"},
    "ConceptEntry.reliability": {"tbx", "tbx3", "csv"},
    "ConceptEntry.source": {"tbx", "tbx3", "csv"},
    "ConceptEntry.checked": {"tbx3", "csv"},
    "ConceptEntry.note": {"tbx", "tbx3", "csv"},
    "LanguageSection.code": {"tbx", "tbx3", "csv"},
    "LanguageSection.terms": {"tbx3"},
    "TermSection.term": {"tbx", "tbx3", "csv"},
    "TermSection.type": {"tbx", "tbx3", "csv"},
    "TermSection.status": {"tbx", "tbx3", "csv"},
    "TermSection.provenance": {"tbx3"},
    "TermSection.note": {"tbx3"},
    "TermSection.shared": {"tbx3"},
    "Provenance.document": {"tbx3"},
    "Provenance.label": {"tbx3"},
    "Provenance.count": {"tbx3"},
}
# Whether all designations came is asked of the whole entry, everything else of those that may be used.
WHOLE = {"LanguageSection.terms", "TermSection.shared"}


def list_values(entry: ConceptEntry, field: str) -> object:
    """Every value of a field in an entry, in order; of ``languages`` their number."""
    owner, name = field.split(".")
    terms = [term for section in entry.languages for term in section.terms]
    owners = {
        "ConceptEntry": [entry],
        "LanguageSection": list(entry.languages),
        "TermSection": terms,
        "Provenance": [place for term in terms for place in term.provenance],
    }
    values = [getattr(one, name) for one in owners[owner]]
    return len(values[0]) if name == "languages" else [len(v) if name == "terms" else v for v in values]


def keep_usable(entry: ConceptEntry) -> ConceptEntry:
    """The entry with the designations that a translator may use."""
    sections = (LanguageSection(s.code, tuple(t for t in s.terms if t.is_usable)) for s in entry.languages)
    return dataclasses.replace(entry, languages=tuple(sections))


def test_the_table_of_kept_fields_names_every_field() -> None:
    """A field that is added to an entry must say here which formats keep it."""
    owners = (ConceptEntry, LanguageSection, TermSection, Provenance)
    assert set(KEPT) == {f"{owner.__name__}.{field.name}" for owner in owners for field in dataclasses.fields(owner)}


@pytest.mark.parametrize("preset", FORMATS)
@pytest.mark.parametrize("field", KEPT)
def test_a_format_keeps_exactly_the_fields_it_says(field: str, preset: str, tmp_path: Path) -> None:
    """Written and read back, the field is the same where the table says so, and is lost where it doesn't."""
    path = tmp_path / FORMATS[preset].file
    FORMATS[preset].write([UNODC], path)
    (back,) = FORMATS[preset].read(path)
    wanted = UNODC if preset == "tbx3" or field in WHOLE else keep_usable(UNODC)
    assert (list_values(back, field) == list_values(wanted, field)) is (preset in KEPT[field])


def test_tbx3_gives_the_entry_back_equal(tmp_path: Path) -> None:
    """The archive loses nothing at all."""
    FORMATS["tbx3"].write([UNODC], tmp_path / "a.tbx")
    assert list(FORMATS["tbx3"].read(tmp_path / "a.tbx")) == [UNODC]


@pytest.mark.parametrize("preset", FORMATS)
def test_nothing_merely_proposed_leaves_the_house(preset: str, tmp_path: Path) -> None:
    """A proposed entry is neither counted nor anywhere in the file."""
    proposed = dataclasses.replace(UNODC, id="guess", reliability=Reliability.PROPOSED)
    path = tmp_path / "file"
    assert FORMATS[preset].write([UNODC, proposed], path) == 1
    assert b"guess" not in path.read_bytes()


@pytest.mark.parametrize("preset", ["tbx", "csv"])
@pytest.mark.parametrize("name", ["联合国药物管制和预防犯罪厅", "禁毒办", "UNDCP"])
def test_a_form_that_must_not_be_used_is_not_offered(preset: str, name: str, tmp_path: Path) -> None:
    """Former and deprecated names are in tbx3 only; a file for translators holds no trace of them."""
    former = TermSection("UNDCP", TermType.ACRONYM, Status.SUPERSEDED)
    sections = (LanguageSection("zh-Hans", CHINESE), LanguageSection("en", (*ENGLISH, former)))
    FORMATS[preset].write([dataclasses.replace(UNODC, languages=sections)], tmp_path / "file")
    assert name not in (tmp_path / "file").read_text(encoding="utf-8")


@pytest.mark.parametrize("preset", ["tbx", "csv"])
def test_an_entry_without_both_languages_is_left_out(preset: str, tmp_path: Path) -> None:
    """A concept that is Chinese only, or English by a shared form only, makes no row."""
    shared = LanguageSection("en", (TermSection("the Office", shared=True),))
    half = dataclasses.replace(UNODC, id="half", languages=(UNODC.languages[0], shared))
    assert FORMATS[preset].write([half, UNODC], tmp_path / "file") == 1
    assert [entry.id for entry in FORMATS[preset].read(tmp_path / "file")] == ["unodc"]


@pytest.mark.parametrize("preset", FORMATS)
def test_the_same_entries_give_the_same_bytes(preset: str, tmp_path: Path) -> None:
    """Files are deterministic: nothing of the clock, the machine or the file's name is in them."""
    FORMATS[preset].write([UNODC], tmp_path / "one")
    FORMATS[preset].write(iter([UNODC]), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("preset", FORMATS)
def test_an_id_that_comes_twice_stops_the_write(preset: str, tmp_path: Path) -> None:
    """Two entries of one id would be one entry to some clients: an error names it, and the old file stays."""
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(GlossaryError, match="unodc"):
        FORMATS[preset].write([UNODC, UNODC], path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("preset", FORMATS)
def test_ctrl_c_leaves_the_old_file_whole_and_no_litter(preset: str, tmp_path: Path) -> None:
    """The entries stop coming half-way: the file is what it was, and nothing lies beside it."""

    def interrupt() -> object:
        yield UNODC
        raise KeyboardInterrupt

    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        FORMATS[preset].write(interrupt(), path)  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("preset", FORMATS)
def test_nothing_to_write_makes_a_file_without_entries(preset: str, tmp_path: Path) -> None:
    """No entry: the count is 0, and the file replaces an older one and is read back as nothing."""
    assert FORMATS[preset].write([], tmp_path / "file") == 0
    assert list(FORMATS[preset].read(tmp_path / "file")) == []


@pytest.mark.parametrize("preset", FORMATS)
def test_a_missing_file_is_named(preset: str, tmp_path: Path) -> None:
    """A file that is not there is one error with its name."""
    with pytest.raises(GlossaryError, match="nowhere"):
        list(FORMATS[preset].read(tmp_path / "nowhere"))


@pytest.mark.parametrize("preset", FORMATS)
def test_a_folder_that_cannot_be_written_is_named(preset: str, tmp_path: Path) -> None:
    """Writing into a folder that does not exist is one error with the file's name."""
    with pytest.raises(GlossaryError, match="nowhere"):
        FORMATS[preset].write([UNODC], tmp_path / "nowhere" / "file")


def test_every_format_has_a_file_of_its_own() -> None:
    """No two presets write the same file name, so that one folder holds them all."""
    assert len({form.file for form in FORMATS.values()}) == len(FORMATS)
