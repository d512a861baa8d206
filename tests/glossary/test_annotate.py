"""The annotated page: what it shows of a document's terms, that it is whole, safe and complete in itself."""

import base64
import hashlib
import re
from collections import Counter, deque
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from align.mapping import COLUMNS, Concept, Form, Mapping, read_mapping
from extract.document import Document, Paragraph
from extract.error import GlossaryError
from extract.kind import Kind
from extract.readers import read_document
from extract.samples import sample_documents
from glossary.annotate import (
    Gloss,
    Mark,
    State,
    _build_pieces,
    annotate_document,
    list_names,
    render_page,
    write_page,
)
from glossary.command.annotate import annotate


def make_concept(id_: str, kind: Kind, chinese: str, english: str, **more: object) -> Concept:
    """A concept of designations joined by bars, the first one full, each other one with its kind: short:…"""
    forms = (
        tuple(Form(*reversed(("full:" * (not n) + text).split(":"))) for n, text in enumerate(texts.split("|")))
        for texts in (chinese, english)
    )
    zh, en = forms
    return Concept(id_, kind, "development", zh, en, **more)  # type: ignore[arg-type]


MAPPING = Mapping(
    (
        make_concept(
            "woo",
            Kind.BODY,
            "世界海洋观测组织|shared:观测组织|variant:世界海洋观测机构|former:世界海洋观测联盟",
            "World Ocean Observation Organization|acronym:WOO",
            source="A/RES/1/1",
            checked="the list of oceans",
        ),
        make_concept("wfo", Kind.BODY, "世界森林观测组织|shared:观测组织", "World Forest Observation Organization"),
        make_concept("assembly", Kind.BODY, "大会", "General Assembly"),
        make_concept("trawling", Kind.SUBJECT, "深海拖网捕捞", "deep-sea trawling"),
        make_concept("krill", Kind.DOCUMENT, "磷虾配额条例", "krill quota", proposed=True),
    )
)
TEXTS = (
    "世界海洋观测组织（海观组织）讨论了深海拖网捕捞。",
    "海观组织根据大会第72/284号决议讨论了深海拖网捕捞。",
    "会议通过了《深海拖网捕捞区域公约》和《磷虾配额条例》。",
)


def make_page(*texts: str, mapping: Mapping = MAPPING, name: str = "report", symbol: str = "") -> html.HtmlElement:
    """The page of a document of these paragraphs, labelled para. 1 and so on."""
    paragraphs = tuple(Paragraph(text, f"para. {n}") for n, text in enumerate(texts or TEXTS, start=1))
    return html.document_fromstring(render_page(annotate_document(Document(name, symbol, paragraphs), mapping)))


def find_marks(page: html.HtmlElement, text: str) -> list[html.HtmlElement]:
    """The marks of a term, in order."""
    return [mark for mark in page.iter("mark") if read_plain(mark) == text]


def read_plain(element: html.HtmlElement) -> str:
    """What a reader sees without pointing at anything."""
    return "".join(element.xpath(".//text()[not(ancestor::*[@class='card' or @class='gloss'])]"))


def read_card(mark: html.HtmlElement) -> str:
    """What is shown of a mark."""
    return str(mark.xpath("string(./span[@class='card'])"))


def read_style(page: html.HtmlElement) -> str:
    """The page's style sheet."""
    return str(page.xpath("string(//style)"))


def test_known_term_shows_its_english_and_its_evidence() -> None:
    """A known term's card holds the English forms, the kind, the source and what it was checked against."""
    (mark,) = find_marks(make_page(), "世界海洋观测组织")
    card = read_card(mark)
    assert "World Ocean Observation Organization · WOO" in card
    assert "body · checked · source: A/RES/1/1 · checked against: the list of oceans" in card
    assert mark.get("class") == "known"


def test_cards_show_on_hover_and_on_focus() -> None:
    """Each mark can be reached by the keyboard, and the style shows its card in both ways and hides it else."""
    page = make_page()
    style = read_style(page)
    assert {mark.get("tabindex") for mark in page.iter("mark")} == {"0"}
    assert re.search(r"mark:hover > \.card, mark:focus > \.card \{ display: block", style)
    assert re.search(r"^\.card \{\s*display: none", style, re.MULTILINE)


def test_short_form_shows_its_full_form_and_where_it_is_defined() -> None:
    """A defined short form has its full form's English, and the full form with the paragraph that defines it."""
    first, second = find_marks(make_page(), "海观组织")
    for mark in (first, second):
        assert "World Ocean Observation Organization" in read_card(mark)
        assert "short for 世界海洋观测组织, defined in para. 1" in read_card(mark)
    assert (first.get("class"), second.get("class")) == ("known defines", "known")


def test_each_short_form_has_its_own_place() -> None:
    """Of two short forms of one body each shows the paragraph that defines it."""
    page = make_page("世界海洋观测组织（海观组织）。", "世界海洋观测组织（世海组织）。")
    assert "defined in para. 1" in read_card(find_marks(page, "海观组织")[0])
    assert "defined in para. 2" in read_card(find_marks(page, "世海组织")[0])


def test_definitions_are_listed() -> None:
    """The list of definitions has the short form, the full form, its English and the paragraph."""
    (item,) = make_page().xpath("//h2[.='Definitions']/following-sibling::ul[1]/li")
    assert " ".join(item.text_content().split()) == (
        "海观组织 世界海洋观测组织 World Ocean Observation Organization para. 1"
    )


def test_resolution_is_composed_and_whole() -> None:
    """English that a rule composed says so; a name inside that term isn't marked again."""
    page = make_page()
    (mark,) = find_marks(page, "大会第72/284号决议")
    assert mark.get("class") == "composed"
    assert "General Assembly resolution 72/284" in read_card(mark)
    assert "composed" in read_card(mark)
    assert find_marks(page, "大会") == []


def test_candidate_is_marked_otherwise_and_holds_known_terms() -> None:
    """A candidate without English has another line, not only another colour, and known terms inside stay marked."""
    page = make_page()
    (mark,) = find_marks(page, "深海拖网捕捞区域公约")
    assert mark.get("class") == "open"
    assert "no English yet" in read_card(mark)
    assert [read_plain(inner) for inner in mark.iterdescendants("mark")] == ["深海拖网捕捞"]
    assert re.search(r"\.open \{ text-decoration: underline dotted", read_style(page))


def test_marks_that_cross_make_no_wrong_text() -> None:
    """Of two marks that cross the first stands, and no character comes twice."""
    first, second = (Mark(start, end, Gloss("", "subject", State.OPEN)) for start, end in ((0, 3), (2, 5)))
    pieces = _build_pieces("甲乙丙丁戊", 0, 5, deque([first, second]))
    assert [(piece.text, piece.mark) for piece in pieces] == [("甲乙丙", first), ("丁戊", None)]


def test_proposal_is_no_english() -> None:
    """An equivalent that is not certain is shown as a proposal, and stands in the list of open candidates."""
    page = make_page("会议讨论了《磷虾配额条例》。《磷虾配额条例》失败。")
    first, _ = find_marks(page, "磷虾配额条例")
    assert first.get("class") == "proposed"
    assert "proposed, not certain: krill quota" in read_card(first)
    listed = page.xpath("//h2[starts-with(., 'Candidates')]/following-sibling::ul[1]/li")
    assert any("krill quota" in item.text_content() for item in listed)


def test_ambiguous_short_form_says_so() -> None:
    """A short form defined twice shows the last full form and the one before; before both definitions it says so."""
    page = make_page("世界海洋观测组织（观测组织）。观测组织。", "世界森林观测组织（观测组织）。观测组织。")
    *early, late = find_marks(page, "观测组织")
    assert [mark.get("class") for mark in early] == ["known defines", "known", "known defines ambiguous"]
    assert late.get("class") == "known ambiguous"
    assert "World Forest Observation Organization" in read_card(late)
    assert "ambiguous: this document also defines it as 世界海洋观测组织" in read_card(late)


def test_two_full_forms_of_one_concept_leave_nothing_open() -> None:
    """A short form defined by two names of the same body isn't ambiguous."""
    page = make_page("世界海洋观测组织（以下简称“海观”）。", "世界海洋观测机构（以下简称“海观”）。海观开会。")
    marks = find_marks(page, "海观")
    assert [mark.get("class") for mark in marks] == ["known defines", "known defines", "known"]
    assert "short for 世界海洋观测机构" in read_card(marks[-1])


def test_shared_short_form_before_its_definition_says_so() -> None:
    """A short form that several bodies share has no English before the document defines it."""
    page = make_page("观测组织成立。", "世界海洋观测组织（观测组织）。观测组织。")
    first, *others = find_marks(page, "观测组织")
    assert first.get("class") == "open ambiguous"
    assert "several bodies share this short form" in read_card(first)
    assert [mark.get("class") for mark in others] == ["known defines", "known"]


def test_former_name_is_marked_as_superseded() -> None:
    """A former name is warned of, with the name that is used now."""
    (mark,) = find_marks(make_page("世界海洋观测联盟已经改名。"), "世界海洋观测联盟")
    assert "superseded" in read_card(mark)
    assert "世界海洋观测组织" in read_card(mark)


def test_legend_counts_what_is_marked() -> None:
    """The counts of the legend are the numbers of marks and of listed terms."""
    page = make_page()
    marks = Counter(mark.get("class").split()[0] for mark in page.iter("mark"))
    for state, count in marks.items():
        (item,) = page.xpath(f"//ul[@class='legend']/li[span[contains(@class, '{state}')][not(contains(., '简称'))]]")
        assert re.search(rf" {count} places?$", item.text_content().strip()), state
    assert marks == {"known": 6, "composed": 1, "open": 1, "proposed": 1}
    assert "1 definition" in page.xpath("string(//ul[@class='legend'])")


def test_each_mark_is_described_by_the_list() -> None:
    """What assistive software reads out for a mark is its row in the list of terms; ids are unique."""
    page = make_page()
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    assert {mark.get("aria-describedby") for mark in page.iter("mark")} <= set(ids)
    (mark,) = find_marks(page, "世界海洋观测组织")
    row = page.get_element_by_id(mark.get("aria-describedby")).text_content()
    assert "World Ocean Observation Organization" in row
    assert "3×" in row
    assert "first in para. 1" in row


def test_print_has_the_english_at_the_first_mention() -> None:
    """For print the English stands in brackets behind a concept's first mention, and only there."""
    page = make_page()
    glosses = [(gloss.getprevious().tag, gloss.text_content().strip()) for gloss in page.find_class("gloss")]
    assert Counter(glosses) == {
        ("mark", "[World Ocean Observation Organization]"): 1,
        ("mark", "[deep-sea trawling]"): 1,
        ("mark", "[General Assembly resolution 72/284]"): 1,
    }
    screen, printed = read_style(page).split("@media print")
    assert ".gloss { display: none; }" in screen
    assert ".gloss { display: inline;" in printed


def test_languages_title_and_labels() -> None:
    """The page is English, the document Chinese, English in it English; labels stand in the margin."""
    page = make_page(symbol="A/1/2")
    assert (page.get("lang"), page.find(".//main").get("lang")) == ("en", "zh-Hans")
    assert page.findtext(".//title") == "A/1/2: annotated terms"
    assert page.findtext(".//h1") == "A/1/2"
    labels = page.find_class("label")
    assert [label.text for label in labels] == ["para. 1", "para. 2", "para. 3"]
    english = page.xpath("//*[contains(text(), 'deep-sea trawling')]")
    assert {element.get("lang") for element in english} == {"en"}
    chinese = page.xpath(
        "//footer//*[re:test(text(), '[一-龥]')]", namespaces={"re": "http://exslt.org/regular-expressions"}
    )
    assert {element.get("lang") for element in chinese} == {"zh-Hans"}


def test_light_dark_and_narrow() -> None:
    """The style has colours for both schemes and a layout for narrow screens."""
    page = make_page()
    assert "@media (prefers-color-scheme: dark)" in read_style(page)
    assert "@media (max-width: 40rem)" in read_style(page)
    assert page.xpath("string(//meta[@name='viewport']/@content)") == "width=device-width, initial-scale=1"


HOSTILE = '</script></style><img src=x onerror=alert(1)>"引号"\'&amp;<mark>'


def test_hostile_text_stays_text() -> None:
    """Markup in the text, the file's name, the symbol or the mapping is shown as it is and makes no element."""
    concept = make_concept("x", Kind.BODY, "世界海洋观测组织", f"Ocean {HOSTILE}", source=HOSTILE, checked=HOSTILE)
    page = make_page(
        f"关于{HOSTILE}的报告。世界海洋观测组织（海观组织）。《{HOSTILE}公约》",
        mapping=Mapping((concept,)),
        name=HOSTILE,
        symbol=HOSTILE,
    )
    assert not list(page.iter("img", "script"))
    assert len(list(page.iter("style"))) == 1
    assert [read_plain(p) for p in page.xpath("//main//p")] == [
        f"关于{HOSTILE}的报告。世界海洋观测组织（海观组织）。《{HOSTILE}公约》"
    ]
    assert page.findtext(".//h1") == HOSTILE
    (mark,) = find_marks(page, "世界海洋观测组织")
    assert f"Ocean {HOSTILE}" in read_card(mark)
    assert f"source: {HOSTILE}" in read_card(mark)


def test_page_asks_for_nothing() -> None:
    """No script, no style attribute, no address but its own; the policy allows its one style sheet by its hash."""
    page = make_page()
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    digest = base64.b64encode(hashlib.sha256(read_style(page).encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert page.xpath("//script | //@style | //@onclick | //@src") == []
    assert all(address.startswith(("#", "data:,")) for address in page.xpath("//@href"))
    assert not re.search(r"url\(|@import|https?:", read_style(page))


@pytest.mark.parametrize("path", sample_documents(), ids=lambda path: path.stem)
def test_no_character_of_a_sample_is_lost(path: Path) -> None:
    """Without the cards each paragraph of the page is the document's own text."""
    document = read_document(path)
    annotated = annotate_document(document, read_mapping())
    page = html.document_fromstring(render_page(annotated))
    assert [read_plain(p) for p in page.xpath("//main//p")] == [paragraph.text for paragraph in document.paragraphs]
    assert {paragraph.label for paragraph in document.paragraphs} - {""} == {e.text for e in page.find_class("label")}


def test_same_document_gives_the_same_page() -> None:
    """Nothing of the page depends on when or how often it is made."""
    assert html.tostring(make_page()) == html.tostring(make_page())
    page = render_page(annotate_document(Document("a", "", (Paragraph("大会", ""),)), MAPPING))
    assert page.startswith("<!DOCTYPE html>")


def test_names_leave_out_what_stands_for_nothing() -> None:
    """The component's names have kind and concept; shared forms and proposals are not among them."""
    names = list_names(MAPPING)
    assert names["世界海洋观测联盟"] == ("body", "woo")
    assert "观测组织" not in names
    assert "磷虾配额条例" not in names


def run(*arguments: object) -> Result:
    """The command's result."""
    return CliRunner().invoke(annotate, [str(argument) for argument in arguments])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document in a file."""
    path = tmp_path / "report.txt"
    path.write_text("1. 联合国毒品和犯罪问题办公室（毒罪办）提交了海星报告。\n", encoding="utf-8")
    return path


def test_command_writes_the_page(document: Path) -> None:
    """The page is written where -o says, with the symbol given, and a line on stderr counts what it marks."""
    page = document.with_name("page.html")
    result = run(document, "-o", page, "--symbol", "A/99/1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 definition" in result.stderr
    written = html.document_fromstring(page.read_bytes())
    assert written.findtext(".//h1") == "A/99/1"
    assert "United Nations Office on Drugs and Crime" in read_card(find_marks(written, "毒罪办")[0])


def test_command_names_the_page_after_the_document(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without -o the page stands in the folder where the command is called."""
    folder = document.parent / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run(document).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["report.annotated.html"]


def test_command_takes_a_mapping_of_ones_own(document: Path) -> None:
    """A term of the user's own mapping is known."""
    own = document.with_name("own.csv")
    row = ("starfish-report", "publication", "development", "海星报告", "", "Starfish Report", "", "", "", "", "")
    own.write_text(f"{','.join(COLUMNS)}\n{','.join(row)}\n", encoding="utf-8")
    page = document.with_name("page.html")
    assert run(document, "-o", page, "--mapping", own).exit_code == 0
    (mark,) = find_marks(html.document_fromstring(page.read_bytes()), "海星报告")
    assert "Starfish Report" in read_card(mark)


def test_unreadable_document_leaves_the_old_page(tmp_path: Path) -> None:
    """A document that cannot be read is exit 2 and one line; the page that stood there stands."""
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    result = run(tmp_path / "missing.txt", "-o", page)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert page.read_text(encoding="utf-8") == "old"


def test_page_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder that is missing is named in one error."""
    with pytest.raises(GlossaryError, match="cannot write"):
        write_page(Document("a", "", (Paragraph("大会", ""),)), MAPPING, tmp_path / "missing" / "page.html")
