"""The termbase: everything stored comes back, writes are whole, bad files are named."""

import sqlite3
from pathlib import Path

import pytest

from extract.error import GlossaryError
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.key import fold_key
from glossary.script import convert_traditional, simplify_characters, spell_pinyin
from glossary.store import SCHEMA
from glossary.termbase import build_termbase, hold_termbase, open_termbase


def make_entry(id_: str = "unodc", zh: str = "联合国毒品和犯罪问题办公室", **said: str) -> ConceptEntry:
    """An entry with a value in every field."""
    seen = (Provenance("A/75/1", "para. 31", 12), Provenance("S/2015/366", "", 1))
    chinese = (
        TermSection(zh, TermType.FULL_FORM, Status.PREFERRED, seen, "名称"),
        TermSection("禁毒署", TermType.FULL_FORM, Status.SUPERSEDED),
        TermSection("办公室", TermType.SHORT_FORM, shared=True),
    )
    english = (TermSection("UNODC", TermType.ACRONYM, Status.ADMITTED, (), "Vienna"),)
    languages = (LanguageSection("zh-Hans", chinese), LanguageSection("en", english))
    facts = {"kind": "body", "subject": "drugs", "source": "UNTERM", "checked": "undev", "note": "n"} | said
    return ConceptEntry(id=id_, languages=languages, reliability=Reliability.CHECKED, **facts)  # type: ignore[arg-type]


def test_every_field_of_every_entry_comes_back(tmp_path: Path) -> None:
    """Entries are equal after they were stored, and in their order, over more than one batch."""
    entries = [make_entry(f"c{number}", f"第{number}委员会") for number in range(2500)]
    assert build_termbase(entries, tmp_path / "a.db") == 2500
    with open_termbase(tmp_path / "a.db") as termbase:
        assert len(termbase) == 2500
        assert list(termbase.entries()) == entries
        assert termbase.find("第2222委员会")[0].entry == entries[2222]


def test_it_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    """Reading writes nothing beside the file and asks for no lock; a # or ? in its name is a character."""
    path = tmp_path / "100% #1?.db"
    build_termbase([make_entry()], path)
    path.chmod(0o444)
    with open_termbase(path) as termbase:
        assert termbase.find("UNODC")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            termbase.connection.execute("DELETE FROM concept")
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("twins", [(0, 1), (0, 2400)])
def test_an_id_that_comes_twice_leaves_the_old_file(twins: tuple[int, int], tmp_path: Path) -> None:
    """In one batch or in two: the id is named, the old termbase stays, nothing lies beside it."""
    path = tmp_path / "a.db"
    build_termbase([make_entry("old")], path)
    entries = [make_entry("twin" if number in twins else f"c{number}") for number in range(2401)]
    with pytest.raises(GlossaryError, match="twin"):
        build_termbase(entries, path)
    with open_termbase(path) as termbase:
        assert [entry.id for entry in termbase.entries()] == ["old"]
    assert list(tmp_path.iterdir()) == [path]


def test_ctrl_c_leaves_the_old_file(tmp_path: Path) -> None:
    """The build is stopped half-way: the old termbase is whole, and no draft is left."""

    def interrupt() -> object:
        yield make_entry("new")
        raise KeyboardInterrupt

    path = tmp_path / "a.db"
    build_termbase([make_entry("old")], path)
    with pytest.raises(KeyboardInterrupt):
        build_termbase(interrupt(), path)  # type: ignore[arg-type]
    with open_termbase(path) as termbase:
        assert [entry.id for entry in termbase.entries()] == ["old"]
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_termbase_finds_nothing(tmp_path: Path) -> None:
    """No entry is a termbase too."""
    build_termbase([], tmp_path / "a.db")
    with open_termbase(tmp_path / "a.db") as termbase:
        assert (len(termbase), termbase.find("联合国")) == (0, [])


def alter(path: Path, at: int, content: bytes) -> None:
    """Overwrite part of a file."""
    with path.open("rb+") as file:
        file.seek(at)
        file.write(content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Opening creates nothing."""
    with pytest.raises(GlossaryError, match=r"a\.db: cannot read: No such file"):
        open_termbase(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"zh,en\n", b"SQLite format 3\0"])
def test_a_file_of_another_kind_is_named(content: bytes, tmp_path: Path) -> None:
    """An empty file, a CSV, a bare header: not a termbase."""
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(GlossaryError, match=r"a\.db: not a termbase"):
        open_termbase(tmp_path / "a.db")


def test_another_programs_database_is_no_termbase(tmp_path: Path) -> None:
    """SQLite alone does not make a termbase: it carries our mark."""
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("CREATE TABLE concept (id)")
    connection.close()
    with pytest.raises(GlossaryError, match=r"a\.db: not a termbase"):
        open_termbase(tmp_path / "a.db")


@pytest.mark.parametrize(("schema", "cause"), [(SCHEMA + 1, "newer version"), (SCHEMA - 1, "older version.*build it")])
def test_another_schema_is_refused_with_the_remedy(schema: int, cause: str, tmp_path: Path) -> None:
    """A file of a later or earlier version is named with its schema, not misread."""
    build_termbase([make_entry()], tmp_path / "a.db")
    alter(tmp_path / "a.db", 60, schema.to_bytes(4, "big"))
    with pytest.raises(GlossaryError, match=cause):
        open_termbase(tmp_path / "a.db")


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    """A copy that broke off is told at once from its header."""
    path = tmp_path / "a.db"
    build_termbase([make_entry()], path)
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(GlossaryError, match=r"a\.db: damaged"):
        open_termbase(path)


def test_damage_inside_is_an_error_and_no_wrong_answer(tmp_path: Path) -> None:
    """Pages overwritten behind the header: both the check and a query name the file."""
    path = tmp_path / "a.db"
    build_termbase([make_entry()], path)
    alter(path, 4096, b"\xee" * (path.stat().st_size - 4096))
    with open_termbase(path) as termbase:
        with pytest.raises(GlossaryError, match=r"a\.db: damaged"):
            termbase.check()
        with pytest.raises(GlossaryError, match=r"a\.db: damaged"):
            termbase.find("联合国")


def test_a_whole_file_passes_the_check(tmp_path: Path) -> None:
    """Nothing is raised where nothing is wrong."""
    build_termbase([make_entry()], tmp_path / "a.db")
    with open_termbase(tmp_path / "a.db") as termbase:
        termbase.check()


NAMES = (
    "联合国秘书长", "老挝人民民主共和国", "乍得", "毒品和犯罪问题办公室", "干预", "公里", "后续行动", "发展中国家",
    "签署国", "里约会议", "答复", "恢复原状", "群岛", "台湾省", "回归", "了解", "面粉", "周期", "借口", "着重", "卫生",
    "制造", "汇编",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_traditional_characters_has_the_same_key(name: str) -> None:
    """Whatever character the conversion chooses (復, 複 or 覆), folding leads back to the name's own key."""
    folds = simplify_characters()
    assert fold_key(convert_traditional(name), folds) == fold_key(name, folds)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("秘书长", "秘書長"), ("老挝", "老撾"), ("乍得", "乍得"), ("干预", "干預"), ("公里", "公里"), ("群岛", "群島"),
        ("签署", "簽署"), ("回归", "回歸"), ("软件", "軟件"), ("信息", "信息"),
    ],
)  # fmt: skip
def test_conversion_changes_characters_and_no_words(simplified: str, traditional: str) -> None:
    """老挝 does not become 寮國, nor 软件 軟體: an official name keeps its words."""
    assert convert_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("都柏林", "dū bó lín"), ("佛得角共和国", "fó dé jiǎo gòng hé guó"), ("塞尔维亚", "sài ěr wéi yà"),
        ("朝鲜半岛", "cháo xiǎn bàn dǎo"), ("重庆", "chóng qìng"), ("会计", "kuài jì"), ("妇女署", "fù nǚ shǔ"),
    ],
)  # fmt: skip
def test_names_are_read_as_they_are_spoken(name: str, pinyin: str) -> None:
    """The readings that pypinyin gets wrong are put right, also inside a longer name."""
    assert " ".join(spell_pinyin(name)) == pinyin


def test_pinyin_and_traditional_come_with_a_hit() -> None:
    """A hit says how the preferred Chinese name is spoken and, converted, written in Traditional characters."""
    with hold_termbase([make_entry(zh="秘书长办公厅")]) as termbase:
        (hit,) = termbase.find("秘书长办公厅")
    assert (hit.pinyin, hit.traditional) == ("mì shū zhǎng bàn gōng tīng", "秘書長辦公廳")
