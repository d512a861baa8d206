"""The harvest of documents: terms, mentions and definitions, as frames."""

import subprocess
import sys
from collections import Counter as Tally
from collections.abc import Sequence
from itertools import groupby, pairwise, permutations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import pool
from extract.document import Document, Paragraph
from extract.harvest import DEFINITIONS, TERMS, Harvest, harvest
from extract.kind import Kind
from extract.mention import MENTIONS
from extract.readers import read_document
from extract.samples import sample_documents

NAMES = {
    "联合国毒品和犯罪问题办公室": Kind.BODY,
    "毒品和犯罪问题办公室": Kind.BODY,
    "麻醉药品委员会": Kind.BODY,
    "国际移民组织": Kind.BODY,
    "移民组织": Kind.BODY,
    "麻醉药品": Kind.SUBJECT,
    "贩运人口": Kind.SUBJECT,
    "人权": Kind.SUBJECT,
    "报告": Kind.SUBJECT,
    "马里": Kind.STATE,
    "索马里": Kind.STATE,
}


def build_document(name: str, *texts: str) -> Document:
    return Document(name, "", tuple(Paragraph(text, f"para. {number}") for number, text in enumerate(texts, 1)))


DRUGS = build_document(
    "drugs",
    "联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）在马里开展工作，并向麻醉药品委员会提交了报告。",
    "毒品和犯罪问题办公室协助各国预防贩运人口，并支持《海洋观测公约》的执行。",
    "毒品和犯罪问题办公室的报告载有大会第72/284号决议的执行情况。",
)
SEA = build_document(
    "sea",
    "世界海洋观测组织（海观组织）提交了《海洋观测公约》执行情况报告。海观组织设在某地。",
    "海观组织审议了海洋观测方案，并向世界海洋观测组织大会提交了海洋观测方案的预算。",
)
EMPTY = build_document("empty")
DULL = build_document("dull", "这是一个很好的日子。", "")
DOCUMENTS = (DRUGS, SEA, EMPTY, DULL)


def list_terms(found: Harvest, document: str = "") -> list[str]:
    terms = found.terms.filter(pl.col("document") == document) if document else found.terms
    return terms["term"].to_list()


def read(text: str, names: dict[str, Kind] | None = None) -> Harvest:
    return harvest([build_document("report", text)], NAMES if names is None else names)


@pytest.fixture(scope="module", params=["with names", "without names"])
def found(request: pytest.FixtureRequest) -> Harvest:
    return harvest(DOCUMENTS, NAMES if request.param == "with names" else None)


@pytest.mark.parametrize("names", [NAMES, {}, None])
@pytest.mark.parametrize("documents", [DOCUMENTS, (), (EMPTY,), (DULL,), (EMPTY, SEA)])
def test_the_frames_have_their_columns_whatever_they_hold(documents, names):
    """Columns and types stand, in the order in which they are written, where there is no document and no term too."""
    result = harvest(documents, names)
    assert result.terms.schema == pl.Schema(TERMS)
    assert result.mentions.schema == pl.Schema(MENTIONS)
    assert result.definitions.schema == pl.Schema(DEFINITIONS)


def test_the_tables_begin_with_the_columns_that_users_know():
    """terms.tsv, mentions.tsv and definitions.tsv: scripts read them by these names."""
    assert list(TERMS)[:6] == ["document", "term", "kind", "count", "score", "label"]
    assert list(MENTIONS)[:5] == ["document", "label", "term", "start", "end"]
    assert list(DEFINITIONS)[:6] == ["document", "full_form", "short_form", "kind", "label", "count"]


@pytest.mark.parametrize("documents", [(), (EMPTY,), (DULL,), (EMPTY, DULL)])
def test_where_nothing_is_to_find_nothing_is_found(documents):
    """No documents, one without paragraphs, one without any term: empty frames, no error."""
    result = harvest(documents, NAMES)
    assert (len(result.terms), len(result.mentions), len(result.definitions)) == (0, 0, 0)


def test_terms_come_by_document_best_first(found):
    """In the order of the documents, and the score falls within each."""
    documents = found.terms["document"].to_list()
    assert [name for name, _ in groupby(documents)] == ["drugs", "sea"]
    for _, own in found.terms.group_by("document"):
        assert own["score"].to_list() == sorted(own["score"].to_list(), reverse=True)


def test_a_term_stands_once_a_document_with_a_score_and_a_kind(found):
    """No row twice; the score is a probability; the kind one of those that there are."""
    assert not found.terms.select("document", "term").is_duplicated().any()
    assert found.terms["score"].is_between(0, 1).all()
    assert set(found.terms["kind"]) <= set(Kind)


def find_places(text: str, term: str) -> list[tuple[int, int]]:
    """Where a string stands, overlaps too."""
    return [(place, place + len(term)) for place in range(len(text)) if text.startswith(term, place)]


def count_places(document: Document, term: str) -> tuple[int, str]:
    """How often a string stands in a document, and the label of the first paragraph that has it."""
    labels = [paragraph.label for paragraph in document.paragraphs for _ in find_places(paragraph.text, term)]
    return len(labels), labels[0] if labels else ""


def check_counts(found: Harvest, documents: Sequence[Document]) -> None:
    table = {document.name: document for document in documents}
    for row in found.terms.iter_rows(named=True):
        count, label = count_places(table[row["document"]], row["term"])
        if len(row["term"]) > 3 and not row["term"].isascii():
            assert (row["count"], row["label"]) == (count, label), row["term"]
        # A short term is counted where it stands by itself: 马里 not in 索马里.
        assert 1 <= row["count"] <= count, row["term"]


def test_counts_and_first_labels_are_those_of_the_string(found):
    """Every term stands in its document, as often as is said, first where it is said; overlaps count."""
    assert len(found.terms) > 4
    check_counts(found, DOCUMENTS)


def test_a_mention_is_the_term_where_it_stands(found):
    """The slice of the paragraph equals the term, in the order of places, and no mention overlaps the next."""
    texts = {(d.name, p.label): p.text for d in DOCUMENTS for p in d.paragraphs}
    order = {key: number for number, key in enumerate(texts)}
    rows = list(found.mentions.select("document", "label", "term", "start", "end").iter_rows())
    assert rows
    for document, label, term, start, end in rows:
        assert texts[document, label][start:end] == term
    places = [(order[document, label], start, end) for document, label, _, start, end in rows]
    for one, two in pairwise(places):
        assert one[:2] < two[:2]
        assert one[0] < two[0] or one[2] <= two[1]


def test_mentions_are_leftmost_longest(found):
    """By hand: at each place the longest term, then on after its end."""
    expected: list[tuple[str, str, str, int]] = []
    for document in DOCUMENTS:
        terms = list_terms(found, document.name)
        for paragraph in document.paragraphs:
            place = 0
            while place < len(paragraph.text):
                best = max((term for term in terms if paragraph.text.startswith(term, place)), key=len, default="")
                if best:
                    expected.append((document.name, paragraph.label, best, place))
                place += len(best) or 1
    assert list(found.mentions.select("document", "label", "term", "start").iter_rows()) == expected


def test_known_names_are_found_whole_and_in_their_kind():
    """毒品和犯罪问题办公室 is five words to a segmenter, one name to the list."""
    result = read("请毒品和犯罪问题办公室与麻醉药品委员会合作。")
    kinds = dict(result.terms.select("term", "kind").iter_rows())
    assert {"毒品和犯罪问题办公室": "body", "麻醉药品委员会": "body"}.items() <= kinds.items()
    assert result.mentions["term"].to_list() == ["毒品和犯罪问题办公室", "麻醉药品委员会"]


def test_the_list_wins_where_a_word_reaches_beyond_a_name():
    """A segmenter reads 海洋|观测|中|心理: the name ends inside its word 心理."""
    result = read("海洋观测中心理", {"海洋观测中心": Kind.BODY})
    assert list(result.mentions.select("term", "start", "end").iter_rows()) == [("海洋观测中心", 0, 6)]


def test_a_known_subject_helps_to_define():
    """Without the list 复员方案 is taken for a part of the name: the list's terms are not cut."""
    text = "支持解除武装、复员和重返社会方案（复员方案）。"
    found = read(text, {"解除武装、复员和重返社会": Kind.SUBJECT})
    assert found.definitions["full_form"].to_list() == ["解除武装、复员和重返社会方案"]


def test_a_place_of_the_list_is_no_short_form():
    """办公室总部（碧波会） where the list says that 碧波会 is a place."""
    text = "碧海波浪联合会（碧波会）参加。"
    assert len(read(text, {}).definitions) == 1
    assert len(read(text, {"碧波会": Kind.PLACE}).definitions) == 0


def test_no_term_cuts_a_known_name():
    """Neither 犯罪问题办公室及其 nor 请毒品: what crosses a name's edge is none."""
    text = "请毒品和犯罪问题办公室及其伙伴支持毒品和犯罪问题办公室的工作。" * 3
    names = find_places(text, "毒品和犯罪问题办公室")
    for term in list_terms(read(text)):
        for start, end in find_places(text, term):
            for begin, stop in names:
                apart = end <= begin or stop <= start
                assert apart or (start <= begin and stop <= end) or (begin <= start and end <= stop), term


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("马里", "办公室在索马里开展工作。"),
        ("人权", "各国不得侵犯私人权利。"),
        ("报告", "特别报告员访问了该国。"),
    ],
)
def test_a_short_name_is_not_found_inside_other_words(name, text):
    """马里 is no part of 索马里, nor 人权 of 私人权利, though they stand in the list."""
    assert name not in list_terms(read(text))


def test_a_short_name_is_found_where_it_stands_by_itself():
    """The other side of the same rule."""
    assert {"马里", "人权"} <= set(list_terms(read("办公室在马里促进人权。")))


@pytest.mark.parametrize(
    ("name", "text"),
    [("马里", "办公室在马里和索马里开展工作。"), ("人权", "各国应保护人权，不得侵犯私人权利。")],
)
def test_a_name_that_stands_once_is_mentioned_once(name, text):
    """索马里 and 私人权利 are no places of 马里 and 人权 for a document that has these elsewhere."""
    found = read(text, {name: NAMES[name]})
    assert found.mentions.filter(pl.col("term") == name).height == 1


def test_a_name_inside_a_longer_name_is_found_unless_it_is_its_tail():
    """麻醉药品 is a subject of 麻醉药品委员会; 移民组织 in 国际移民组织 is the same name cut short."""
    terms = list_terms(read("麻醉药品委员会和国际移民组织参加了会议。"))
    assert {"麻醉药品委员会", "麻醉药品", "国际移民组织"} <= set(terms)
    assert "移民组织" not in terms


def test_without_names_none_is_known():
    """None and an empty list are the same, and no term is there because the list has it."""
    one, two = harvest(DOCUMENTS), harvest(DOCUMENTS, {})
    assert_equal(one, two)
    assert one.terms["accepted"].all()
    assert "贩运人口" in list_terms(harvest(DOCUMENTS, NAMES))
    assert "马里" not in list_terms(one)


def test_known_names_of_bodies_are_accepted_and_common_words_are_not():
    """报告 stands in the list and in the document, and no reader would list it as a term."""
    accepted = dict(harvest(DOCUMENTS, NAMES).terms.select("term", "accepted").iter_rows())
    assert accepted["麻醉药品委员会"]
    assert accepted["毒品和犯罪问题办公室"]
    assert not accepted["报告"]


def test_what_the_form_gives_away_is_a_term_without_any_list():
    """Titles, resolutions, and both forms of a definition, at their first sight."""
    terms = list_terms(harvest(DOCUMENTS))
    assert {"海洋观测公约", "大会第72/284号决议", "世界海洋观测组织", "海观组织", "毒品和犯罪问题办公室"} <= set(terms)


def test_a_definition_is_given_once_a_document_with_its_count_and_label():
    """The same pair twice is one row that counts two."""
    text = "世界海洋观测组织（海观组织）提交了报告。"
    frame = harvest([build_document("a", text, text), build_document("b", text)]).definitions
    columns = ("document", "full_form", "short_form", "kind", "label", "count")
    assert list(frame.select(columns).iter_rows()) == [
        ("a", "世界海洋观测组织", "海观组织", "abbreviation", "para. 1", 2),
        ("b", "世界海洋观测组织", "海观组织", "abbreviation", "para. 1", 1),
    ]


def test_a_short_form_means_what_its_own_document_defined_last_before_it():
    """委员会 is one body here and another there, and none before its definition."""
    a = build_document("a", "委员会开会。", "海洋观测委员会（委员会）提交了报告。", "委员会通过了预算。")
    b = build_document(
        "b", "山地研究委员会（委员会）提交了报告。委员会通过了预算。", "沙漠监测委员会（委员会）开会。委员会散会。"
    )
    mentions = harvest([a, b]).mentions.filter(pl.col("term") == "委员会")
    assert list(mentions.select("document", "label", "full_form", "ambiguous").iter_rows()) == [
        ("a", "para. 1", "", False),
        ("a", "para. 2", "海洋观测委员会", False),
        ("a", "para. 3", "海洋观测委员会", False),
        ("b", "para. 1", "山地研究委员会", False),
        ("b", "para. 1", "山地研究委员会", False),
        ("b", "para. 2", "沙漠监测委员会", True),
        ("b", "para. 2", "沙漠监测委员会", True),
    ]


def assert_equal(one: Harvest, two: Harvest) -> None:
    assert one.terms.equals(two.terms)
    assert one.mentions.equals(two.mentions)
    assert one.definitions.equals(two.definitions)


def sort(found: Harvest) -> list[list[tuple[object, ...]]]:
    frames = (found.terms, found.mentions, found.definitions)
    return [sorted(frame.iter_rows(), key=repr) for frame in frames]


# 海洋观测方案 is left open by its own document, and shown whole by another.
OPEN = build_document("open", "支持和协助海洋观测中心方案（海观方案）的工作。")
WHOLE = build_document("whole", "海洋观测中心方案（海观方案）。", "根据《海洋观测中心方案》（海观方案），各国合作。")


@pytest.mark.parametrize("names", [{}, NAMES])
def test_the_result_does_not_depend_on_how_documents_are_divided(names, monkeypatch):
    """Several processes, each with some of the documents, find what one finds; the merge decides for all."""
    documents = [DRUGS, SEA, OPEN, WHOLE]
    expected = harvest(documents, names)
    monkeypatch.setattr(pool, "LEAST_WORK", 0)
    monkeypatch.setattr(pool.os, "cpu_count", lambda: 2)
    assert_equal(harvest(documents, names), expected)


def test_a_harvest_leaves_nothing_behind():
    """What was read before, in the same process, with other names, changes no later harvest."""
    expected = harvest([SEA, OPEN])
    harvest([DRUGS, WHOLE], NAMES)
    assert_equal(harvest([SEA, OPEN]), expected)


def test_the_order_of_documents_changes_only_the_order_of_rows():
    """Each document's terms, mentions and definitions are the same wherever it stands among the others."""
    documents: Sequence[Document] = [DRUGS, SEA, OPEN, WHOLE]
    expected = sort(harvest(documents, NAMES))
    for order in permutations(documents):
        assert sort(harvest(order, NAMES)) == expected


def test_other_documents_settle_only_what_a_document_leaves_open():
    """Unrelated documents change nothing of a document's terms, mentions and definitions."""
    alone, together = harvest([SEA], NAMES), harvest([DRUGS, SEA, DULL], NAMES)
    for one, two in ((alone.terms, together.terms), (alone.mentions, together.mentions)):
        assert one.equals(two.filter(pl.col("document") == "sea"))
    assert alone.definitions.equals(together.definitions.filter(pl.col("document") == "sea"))


def test_another_document_settles_what_one_leaves_open():
    """A full form that its own context cuts is read whole where another document shows it whole."""
    full = "联合国艾滋病毒/艾滋病联合规划署"
    one = build_document("one", f"{full}（艾滋病规划署）参加。")
    two = build_document("two", f"《{full}》（艾滋病规划署）。")
    alone = harvest([one]).definitions["full_form"].to_list()
    together = harvest([one, two])
    assert together.definitions["full_form"].to_list() == [full, full]
    assert full in list_terms(together, "one")
    assert alone != [full], "the example shows nothing any more: find another that one document leaves open"


def test_the_longest_term_is_mentioned_and_all_are_counted():
    """A name inside a longer one counts, and is mentioned where it stands by itself, for all names of a list."""
    shorter = ("麻醉药品", "海洋观测", "山地研究", "沙漠监测", "边境管理", "司法改革")
    names = {name + tail: Kind.BODY for name in shorter for tail in ("", "委员会")}
    found = read("".join(f"{name}委员会审议了{name}。" for name in shorter), names)
    assert found.mentions["term"].to_list() == [name + tail for name in shorter for tail in ("委员会", "")]
    counts = dict(found.terms.select("term", "count").iter_rows())
    assert counts == {name + tail: count for name in shorter for tail, count in (("", 2), ("委员会", 1))}


def test_a_short_name_that_does_not_stand_hides_no_other():
    """平等机会委员会 begins inside a place where 和平 would be, if it stood by itself."""
    names = {"和平": Kind.SUBJECT, "平等机会委员会": Kind.BODY}
    found = read("促进和平。态度温和平等机会委员会参加。", names)
    assert found.mentions["term"].to_list() == ["和平", "平等机会委员会"]


PRINT = """
from extract.harvest import harvest
from extract.readers import read_document
from extract.samples import sample_documents
from extract.kind import Kind
names = {"麻醉药品委员会": Kind.BODY, "缉毒": Kind.SUBJECT}
found = harvest([read_document(path) for path in sample_documents()[:2]], names)
print(found.terms.write_csv(), found.mentions.write_csv(), found.definitions.write_csv())
"""


def test_every_process_harvests_the_same():
    """Whatever the seed of Python's hashes: the rows and their order are the same, to the last digit."""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 100


def test_the_samples_are_harvested_with_their_definitions_in_both_brackets():
    """The documents that are shipped: each has terms; counts and mentions hold for real layouts too."""
    documents = [read_document(path) for path in sample_documents()]
    found = harvest(documents)
    assert set(found.terms["document"]) == {document.name for document in documents}
    pairs = Tally(found.definitions["document"])
    assert all(pairs[document.name] > 2 for document in documents)
    check_counts(found, documents)


PIECES = [
    "世界海洋观测组织",
    "（海观组织）",
    "毒品和犯罪问题办公室",
    "马里",
    "索马里",
    "《海洋观测公约》",
    "第72/284号决议",
    "，",
    "。",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join), max_size=3))
def test_any_text_is_harvested(texts):
    """Whatever the paragraphs hold: no error, and what is mentioned stands there."""
    document = build_document("any", *(text.replace("\n", " ") for text in texts))
    for names in (NAMES, None):
        found = harvest([document], names)
        lines = {paragraph.label: paragraph.text for paragraph in document.paragraphs}
        for label, term, start, end in found.mentions.select("label", "term", "start", "end").iter_rows():
            assert lines[label][start:end] == term
        assert set(found.mentions["term"]) <= set(found.terms["term"])
