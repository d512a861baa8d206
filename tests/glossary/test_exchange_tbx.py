"""TBX: the portable shape rule by rule, the archive, and files that mean harm."""

from pathlib import Path

import pytest
from lxml import etree

from extract.error import GlossaryError
from glossary.entry import ConceptEntry, LanguageSection, Reliability, Status, TermSection, TermType
from glossary.exchange.tbx import read_tbx, write_tbx
from glossary.exchange.tbx3 import read_tbx3, write_tbx3

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX3 = {"t": "urn:iso:std:iso:30042:ed-2"}


def make_entry(zh: str = "联合国儿童基金会", en: str = "United Nations Children's Fund", **said: str) -> ConceptEntry:
    """An entry with one preferred designation a language, and short forms."""
    chinese = (TermSection(zh, status=Status.PREFERRED), TermSection("儿基会", TermType.SHORT_FORM))
    english = (TermSection(en, status=Status.PREFERRED), TermSection("UNICEF", TermType.ACRONYM))
    languages = (LanguageSection("zh-Hans", chinese), LanguageSection("en", english))
    facts = {"id": "unicef", "kind": "body", "subject": "united-nations"} | said
    return ConceptEntry(**facts, languages=languages, reliability=Reliability.CURATED)  # type: ignore[arg-type]


def write_root(entry: ConceptEntry, path: Path, write: object = write_tbx) -> etree._Element:
    """The root of the file that an entry makes."""
    write([entry], path)  # type: ignore[operator]
    return etree.parse(path).getroot()


def test_the_root_and_header_are_those_that_all_clients_read(tmp_path: Path) -> None:
    """martif of type TBX-Basic, no namespace, no DOCTYPE; title, source, XCSURI in this order."""
    root = write_root(make_entry(), tmp_path / "a.tbx")
    assert (root.tag, dict(root.attrib), root.nsmap) == ("martif", {"type": "TBX-Basic", XML_LANG: "en"}, {})
    assert b"<!DOCTYPE" not in (tmp_path / "a.tbx").read_bytes()
    header = [element.tag for element in root.find("martifHeader").iter()]
    assert header == ["martifHeader", "fileDesc", "titleStmt", "title", "sourceDesc", "p", "encodingDesc", "p"]
    assert root.find("martifHeader/encodingDesc/p").get("type") == "XCSURI"


def test_an_entry_has_two_language_sets_chinese_first(tmp_path: Path) -> None:
    """zh-CN and en exactly, in this order, one term a tig, and nothing that groups."""
    root = write_root(make_entry(), tmp_path / "a.tbx")
    assert [section.get(XML_LANG) for section in root.iter("langSet")] == ["zh-CN", "en"]
    terms = [[term.text for term in section.findall("tig/term")] for section in root.iter("langSet")]
    assert terms == [["联合国儿童基金会", "儿基会"], ["United Nations Children's Fund", "UNICEF"]]
    assert not [
        element.tag for element in root.iter() if str(element.tag) in {"ntig", "termGrp", "descripGrp", "admin"}
    ]


def test_source_kind_and_pinyin_are_notes_of_the_entry(tmp_path: Path) -> None:
    """What five clients would drop as admin stands in notes, before the languages; the subject field by its label."""
    root = write_root(make_entry(source="UNTERM", note="founded 1946"), tmp_path / "a.tbx")
    entry = root.find("text/body/termEntry")
    notes = [child.text for child in entry.findall("note")]
    assert notes[:4] == ["note: founded 1946", "source: UNTERM", "kind: body", "reliability: curated"]
    assert notes[4] == "pinyin: lián hé guó ér tóng jī jīn huì"
    assert [(child.get("type"), child.text) for child in entry.findall("descrip")] == [
        ("subjectField", "The United Nations system")
    ]


@pytest.mark.parametrize("write", [write_tbx, write_tbx3])
@pytest.mark.parametrize(
    "name", ["艾滋病毒/艾滋病 <规划署> & \"co\" 'x'", "甲\t乙\n丙", " 填\u3000充 ", "响\x07铃\x00\x1b[2J"]
)
def test_a_nasty_name_is_one_clean_line(name: str, write: object, tmp_path: Path) -> None:
    """Markup is escaped, white space collapsed, control characters gone: the file stays well-formed."""
    root = write_root(make_entry(zh=name), tmp_path / "a.tbx", write)
    term = next(element.text for element in root.iter("{*}term"))
    assert term == " ".join("".join(c for c in name if c not in "\x07\x00\x1b").split())


@pytest.mark.parametrize(
    "concept", ["unicef", "1267-committee", "A/RES/72/284", "x_y", "委员会", "-", "", "_x2F_", "a b"]
)
def test_any_concept_id_makes_an_xml_id_and_comes_back(concept: str, tmp_path: Path) -> None:
    """An XML id takes no leading digit, slash or blank: it is written with escapes that reading undoes."""
    root = write_root(make_entry(id=concept), tmp_path / "a.tbx")
    written = root.find("text/body/termEntry").get("id")
    assert etree.fromstring(f"<{written}/>").tag == written
    assert [entry.id for entry in read_tbx(tmp_path / "a.tbx")] == [concept]


def test_ids_that_look_alike_stay_apart(tmp_path: Path) -> None:
    """Escaping maps no two ids to one."""
    concepts = ["1a", "_1a", "_x31_a", "x31_a", "1_a", "1-a"]
    write_tbx([make_entry(id=concept) for concept in concepts], tmp_path / "a.tbx")
    written = [entry.get("id") for entry in etree.parse(tmp_path / "a.tbx").iter("termEntry")]
    assert len(set(written)) == len(concepts)
    assert [entry.id for entry in read_tbx(tmp_path / "a.tbx")] == concepts


def test_the_archive_has_traditional_marked_as_converted(tmp_path: Path) -> None:
    """zh-Hant stands between zh-Hans and en, says where it comes from, and is not read back as an own section."""
    entry = make_entry(zh="联合国秘书长访问老挝", note="")
    root = write_root(entry, tmp_path / "a.tbx", write_tbx3)
    sections = root.findall(".//t:langSec", TBX3)
    assert [section.get(XML_LANG) for section in sections] == ["zh-Hans", "zh-Hant", "en"]
    assert sections[1].find("t:note", TBX3).text.startswith("converted: ")
    assert sections[1].find("t:termSec/t:term", TBX3).text == "聯合國秘書長訪問老撾"
    assert list(read_tbx3(tmp_path / "a.tbx")) == [entry]


def test_an_own_traditional_section_is_kept_and_not_converted(tmp_path: Path) -> None:
    """A name that a source gives in Traditional characters is that source's, and comes back."""
    entry = make_entry()
    own = LanguageSection("zh-Hant", (TermSection("兒童基金會"),))
    entry = ConceptEntry("x", "body", "drugs", (entry.languages[0], own, entry.languages[1]), Reliability.CURATED)
    root = write_root(entry, tmp_path / "a.tbx", write_tbx3)
    assert [section.get(XML_LANG) for section in root.findall(".//t:langSec", TBX3)] == ["zh-Hans", "zh-Hant", "en"]
    assert list(read_tbx3(tmp_path / "a.tbx")) == [entry]


def test_the_archive_has_no_shared_form_as_a_term(tmp_path: Path) -> None:
    """委员会 is a note of the entry: a client that imports the archive learns no such term."""
    shared = TermSection("委员会", TermType.SHORT_FORM, shared=True)
    section = LanguageSection("zh-Hans", (TermSection("第五委员会", status=Status.PREFERRED), shared))
    entry = ConceptEntry("fifth", "body", "committees", (section,), Reliability.CURATED)
    root = write_root(entry, tmp_path / "a.tbx", write_tbx3)
    assert {term.text for term in root.iter("{*}term")} == {"第五委员会", "第五委員會"}
    assert list(read_tbx3(tmp_path / "a.tbx")) == [entry]


LAUGHS = "<!DOCTYPE martif [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
EXTERNAL = "<!DOCTYPE martif [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("doctype", [LAUGHS, EXTERNAL])
def test_a_file_that_declares_entities_is_refused(doctype: str, tmp_path: Path) -> None:
    """Neither a chain of entities nor a local file is expanded: the file is named and refused."""
    path = tmp_path / "evil.tbx"
    body = "<text><body><termEntry id='a'><note>source: &a;</note></termEntry></body></text>"
    path.write_text(f"{doctype}<martif>{body}</martif>")
    with pytest.raises(GlossaryError, match=r"evil\.tbx:1: declares entities"):
        list(read_tbx(path))


def test_an_external_dtd_is_not_fetched(tmp_path: Path) -> None:
    """A DOCTYPE as old tools write it is accepted, and the DTD it names (a broken one) not read."""
    write_tbx([make_entry()], tmp_path / "a.tbx")
    (tmp_path / "broken.dtd").write_text("<!ELEMENT")
    declaration, rest = (tmp_path / "a.tbx").read_text(encoding="utf-8").split("\n", 1)
    old = f"{declaration}\n<!DOCTYPE martif SYSTEM '{tmp_path}/broken.dtd'>\n{rest}"
    (tmp_path / "a.tbx").write_text(old, encoding="utf-8")
    assert len(list(read_tbx(tmp_path / "a.tbx"))) == 1


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", "a.tbx.*not well-formed"),
        ("<martif><text><body><termEntry", "a.tbx:1: not well-formed.*column"),
        ("<html/>", "a.tbx:1: the root is <html>, not <martif>"),
        ("<martif>\n<termEntry id='x'>\n<note>reliability: sure</note></termEntry></martif>", "a.tbx:2: 'sure'"),
        ("<martif><termEntry id='x'><langSet><tig><term>x</term><termNote type='termType'>y</termNote></tig>"
         "</langSet></termEntry></martif>", "a.tbx:1: 'y'"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_line_and_cause(content: str, cause: str, tmp_path: Path) -> None:
    """Broken markup, another kind of file, a value of no picklist: one error that says where and what."""
    (tmp_path / "a.tbx").write_text(content)
    with pytest.raises(GlossaryError, match=cause):
        list(read_tbx(tmp_path / "a.tbx"))


@pytest.mark.parametrize("source", ["A/75/1; para. 3", "A/75/1; para. 3; many"])
def test_a_source_that_is_no_provenance_is_named(source: str, tmp_path: Path) -> None:
    """The archive's term sources are document; label; count: anything else is an error with its line."""
    section = f"<langSec xml:lang='en'><termSec><term>x</term><admin type='source'>{source}</admin></termSec></langSec>"
    (tmp_path / "a.tbx").write_text(f"<tbx>\n<conceptEntry id='x'>{section}</conceptEntry></tbx>")
    with pytest.raises(GlossaryError, match=r"a\.tbx:2: "):
        list(read_tbx3(tmp_path / "a.tbx"))
