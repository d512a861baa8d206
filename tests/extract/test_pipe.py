"""The spaCy component: what it marks, whatever cuts the words, and how it is kept and sent."""

import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract.count import Placed
from extract.definition import Definition
from extract.error import GlossaryError
from extract.harvest import harvest
from extract.pipe import PlacedDefinition, UnTerms, _place_definitions, find_long_forms, index_long_forms
from extract.readers import read_document
from extract.samples import sample_documents

NAMES: dict[str, tuple[str, str] | str] = {
    "世界海洋观测组织": ("body", "woo"),
    "海洋": ("subject", "sea"),
    "大会": ("body", "assembly"),
    "马里": ("state", "mali"),
    "深海养护方案": "programme",
}
TEXT = "世界海洋观测组织（海观组织）提交了报告。\n海观组织在马里实施深海养护方案。"


def make_pipeline(segmenter: str = "char", names: Mapping[str, tuple[str, str] | str] | None = None) -> Language:
    """A Chinese pipeline that holds the component alone, with NAMES."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    component = nlp.add_pipe("un_terms")
    assert isinstance(component, UnTerms)
    component.add_names(NAMES if names is None else names)
    return nlp


@pytest.fixture(scope="module", params=["char", "jieba"])
def nlp(request: pytest.FixtureRequest) -> Language:
    """A pipeline by each of spaCy's segmenters that need no download."""
    return make_pipeline(request.param)


def list_spans(doc: Doc) -> list[tuple[str, str, str]]:
    """Each span's exact term, label and concept."""
    return [(span.id_, span.label_, span.kb_id_) for span in doc.spans["un_terms"]]


def test_entry_point_names_the_factory() -> None:
    """After an installation spaCy finds the component by its name."""
    (found,) = entry_points(group="spacy_factories", name="un_terms")
    assert found.value == "extract.pipe:make_un_terms"


def test_known_names_have_kind_and_concept(nlp: Language) -> None:
    """A given name is a span with its kind as label and its concept; a short form has its full form's."""
    assert list_spans(nlp(TEXT)) == [
        ("世界海洋观测组织", "body", "woo"),
        ("海观组织", "body", "woo"),
        ("海观组织", "body", "woo"),
        ("马里", "state", "mali"),
        ("深海养护方案", "programme", ""),
    ]


def test_definitions_stand_at_their_places(nlp: Language) -> None:
    """A definition's offsets cut the full and the short form out of the text."""
    (found,) = nlp("会上，" + TEXT)._.definitions
    assert (found.full_form, found.short_form, found.kind) == ("世界海洋观测组织", "海观组织", "abbreviation")
    assert (found.start, found.end, found.short_start, found.short_end) == (3, 11, 12, 16)


def test_long_form_of_a_mention(nlp: Language) -> None:
    """A short form's mention gives its full form; the full form and other names give none."""
    doc = nlp(TEXT)
    forms = [span._.long_form for span in doc.spans["un_terms"]]
    assert forms == [None, "世界海洋观测组织", "世界海洋观测组织", None, None]


def test_no_long_form_before_the_definition(nlp: Language) -> None:
    """A mention that stands before the definition isn't resolved by it."""
    doc = nlp("海观组织成立。世界海洋观测组织（海观组织）提交了报告。")
    forms = [span._.long_form for span in doc.spans["un_terms"] if span.id_ == "海观组织"]
    assert forms == [None, "世界海洋观测组织"]


def test_last_definition_counts_and_ambiguity_shows() -> None:
    """A short form defined twice means its last full form from there on, and its mentions tell both."""
    names = {"世界海洋观测委员会": ("body", "sea"), "世界森林观测委员会": ("body", "wood")}
    text = "世界海洋观测委员会（观测委员会）。观测委员会开会。世界森林观测委员会（观测委员会）。观测委员会休会。"
    doc = make_pipeline(names=names)(text)
    spans = [span for span in doc.spans["un_terms"] if span.id_ == "观测委员会"]
    sea, wood = names
    assert [span._.long_forms for span in spans] == [(sea,), (sea,), (wood, sea), (wood, sea)]
    assert [span._.long_form for span in spans] == [sea, sea, wood, wood]
    assert [span.kb_id_ for span in spans] == ["sea", "sea", "wood", "wood"]


def test_definition_decides_before_the_names() -> None:
    """A short form means what the document says, whatever the names given say of it."""
    names = {"世界海洋观测组织": ("body", "woo"), "海观组织": ("body", "other")}
    spans = list_spans(make_pipeline(names=names)("海观组织。世界海洋观测组织（海观组织）。海观组织。"))
    assert [concept for term, _, concept in spans if term == "海观组织"] == ["other", "woo", "woo"]


def test_word_across_a_name_loses_nothing() -> None:
    """A span grows to the words that jieba cuts across a name; its id stays the exact term, and resolves."""
    nlp = make_pipeline("jieba", {"世界海洋观测项目": ("programme", "wop")})
    doc = nlp("世界海洋观测项目（海观项目）。海观项目经理发言。")
    assert "项目经理" in [token.text for token in doc]  # else this text tests nothing
    first, last = (span for span in doc.spans["un_terms"] if span.id_ == "海观项目")
    assert (first.text, last.text) == ("海观项目", "海观项目经理")
    assert (last.kb_id_, last._.long_form) == ("wop", "世界海洋观测项目")


def test_name_is_not_cut_out_of_a_longer_word(nlp: Language) -> None:
    """马里 is no name in 索马里."""
    assert [term for term, _, _ in list_spans(nlp("索马里和马里开会。")) if term == "马里"] == ["马里"]


def test_candidate_never_hides_a_name(nlp: Language) -> None:
    """A name inside an unknown title stands beside the title."""
    assert list_spans(nlp("通过了《海洋与渔业公约》。")) == [
        ("海洋与渔业公约", "treaty", ""),
        ("海洋", "subject", "sea"),
    ]


def test_candidate_that_crosses_a_name_gives_way() -> None:
    """A short form that runs into a known name is none there: 海观组|织法 in 组织法草案."""
    names = {"世界海洋观测小组": ("body", "wog"), "组织法草案": ("document", "draft")}
    doc = make_pipeline(names=names)("世界海洋观测小组（海观组）。海观组织法草案。")
    assert [term for term, _, _ in list_spans(doc)] == ["世界海洋观测小组", "海观组", "组织法草案"]


def test_latin_short_form_stands_apart() -> None:
    """An acronym that the document defines is none inside another word: WOG in WOGAN."""
    doc = make_pipeline(names={"世界海洋观测小组": ("body", "wog")})("世界海洋观测小组（WOG）。WOGAN开会，WOG休会。")
    assert [(span.id_, span.start_char) for span in doc.spans["un_terms"]] == [
        ("世界海洋观测小组", 0),
        ("WOG", 9),
        ("WOG", 22),
    ]


def test_names_can_be_added_later() -> None:
    """Names added after a document was read count for the next one."""
    nlp = make_pipeline(names={"大会": "body"})
    assert ("深海养护方案", "programme", "care") not in list_spans(nlp("深海养护方案"))
    component = nlp.get_pipe("un_terms")
    assert isinstance(component, UnTerms)
    component.add_names({"深海养护方案": ("programme", "care")})
    assert list_spans(nlp("深海养护方案")) == [("深海养护方案", "programme", "care")]


def test_resolved_mention_hides_names_inside() -> None:
    """A mention whose concept is known holds no other: 海洋 in the short form of a body is no term of its own."""
    names = {"世界海洋观测组织": ("body", "woo"), "海洋": ("subject", "sea")}
    spans = list_spans(make_pipeline(names=names)("世界海洋观测组织（海洋组织）。海洋组织保护海洋。"))
    assert [term for term, _, _ in spans] == ["世界海洋观测组织", "海洋组织", "海洋组织", "海洋"]


def test_tokens_stay_as_they_are(nlp: Language) -> None:
    """The component changes no token."""
    assert [token.text for token in nlp(TEXT)] == [token.text for token in nlp.make_doc(TEXT)]


def test_without_names_the_harvest_speaks() -> None:
    """Without names the spans are the harvest's own terms, labelled by kind, with no concept."""
    spans = list_spans(make_pipeline(names={})(TEXT))
    assert ("世界海洋观测组织", "body", "") in spans
    assert {concept for _, _, concept in spans} == {""}


@pytest.mark.parametrize("text", ["", " \n\n", "Only English.", "。"])
def test_text_without_terms(nlp: Language, text: str) -> None:
    """A text without Chinese has no spans and no definitions, and is no error."""
    doc = nlp(text)
    assert (list(doc.spans["un_terms"]), doc._.definitions) == ([], ())


def test_every_harvested_term_of_a_sample_is_marked() -> None:
    """No term that the harvest mentions is lost on the way into the spans."""
    document = read_document(sample_documents()[1])
    doc = make_pipeline(names={})("\n".join(paragraph.text for paragraph in document.paragraphs))
    assert {term for term, _, _ in list_spans(doc)} == set(harvest([document]).mentions["term"])


@pytest.mark.parametrize(
    "text",
    [
        "世界海洋观测组织（以下简称“海观组织”）开会。",
        "世界海洋观测组织（海洋组织，又称海观组织）开会。",
        "第一段。\n世界海洋观测组织，以下简称“海观组织”，开会。",
    ],
)
def test_definition_written_otherwise_has_a_place(text: str) -> None:
    """Quotation marks, cue words and another short form may stand between the two forms."""
    found = {definition.short_form: definition for definition in make_pipeline()(text)._.definitions}["海观组织"]
    assert text[found.short_start : found.short_end] == "海观组织"
    assert text[found.start : found.end] == "世界海洋观测组织"


def test_full_form_in_brackets_has_a_place() -> None:
    """A full form that follows its short form is placed inside its marks, the short form before it."""
    text = "第一段。\n海观组织（《世界海洋观测组织》）开会，海观组织休会。"
    # The harvest places it behind the bracket, at the mark.
    given = Definition("世界海洋观测组织", "海观组织", "title", "title reversed", 1.0, 5, 13)
    (found,) = _place_definitions(text, [Placed(1, "5", given)])
    assert text[found.start : found.end] == "世界海洋观测组织"
    assert found.short_start == 5


def test_long_forms_are_told_once() -> None:
    """A pair defined twice is one full form, not two; a definition that comes later tells nothing."""
    places = [PlacedDefinition("甲组织", "甲", "abbreviation", "", 1.0, n, n + 3, n + 4, n + 5) for n in (0, 9)]
    later = PlacedDefinition("乙组织", "甲", "abbreviation", "", 1.0, 20, 23, 24, 25)
    assert find_long_forms(index_long_forms([*places, later]), "甲", 20) == ("甲组织",)


def test_kept_on_disk_and_in_bytes(tmp_path: Path) -> None:
    """A pipeline that is saved and loaded marks the same, names with an equals sign too; so does one from bytes."""
    names: dict[str, tuple[str, str] | str] = {**NAMES, "甲=乙方案": ("programme", "a-b"), "goAML": "tool"}
    text = TEXT + "甲=乙方案使用goAML，设在某地。"
    nlp = make_pipeline(names=names)
    nlp.to_disk(tmp_path / "pipeline")
    blank = make_pipeline(names={"设在某地": ("body", "other")})
    blank.from_bytes(nlp.to_bytes())
    expected = list_spans(nlp(text))
    assert ("甲=乙方案", "programme", "a-b") in expected
    assert list_spans(spacy.load(tmp_path / "pipeline")(text)) == expected
    assert list_spans(blank(text)) == expected


def test_document_survives_bytes() -> None:
    """Spans, definitions and long forms stay with a document that is written and read."""
    nlp = make_pipeline()
    packed = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert list_spans(doc) == list_spans(nlp(TEXT))
    assert doc._.definitions == nlp(TEXT)._.definitions
    assert doc.spans["un_terms"][1]._.long_form == "世界海洋观测组织"


def test_batches_give_the_same() -> None:
    """A document's spans do not depend on the batch that it came in."""
    nlp = make_pipeline()
    texts = [TEXT, "大会开会。", "", TEXT + "大会开会。"]
    assert [list_spans(doc) for doc in nlp.pipe(texts, batch_size=3)] == [list_spans(nlp(text)) for text in texts]


FORKS = """
import polars, spacy
polars.DataFrame({"a": [1, 2, 1]}).group_by("a").len()  # starts the threads that a forked process lacks
nlp = spacy.blank("zh")
nlp.add_pipe("un_terms").add_names({"世界海洋观测组织": ("body", "woo")})
text = "世界海洋观测组织（海观组织）提交了报告。"
for turn in range(2):
    for doc in nlp.pipe([text] * 3, n_process=2, batch_size=1):
        print(*[(span.id_, span.kb_id_, span._.long_form) for span in doc.spans["un_terms"]], len(doc._.definitions))
    nlp(text)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems spawn their processes")
def test_two_processes() -> None:
    """Two processes give what one gives, forked before the component was used and after."""
    # A process of its own: what this one has loaded must not matter.
    run = subprocess.run([sys.executable, "-c", FORKS], capture_output=True, encoding="utf-8", timeout=60, check=True)
    line = "('世界海洋观测组织', 'woo', None) ('海观组织', 'woo', '世界海洋观测组织') 1"
    assert run.stdout.splitlines() == [line] * 6, run.stderr


def test_unknown_kind_is_an_error() -> None:
    """A kind that there is not is named, with the name that has it."""
    with pytest.raises(GlossaryError, match="no kind 'bodies', given for 大会"):
        UnTerms({"大会": "bodies"})
