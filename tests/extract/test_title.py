"""Names that their form gives away: titles, quoted names, resolutions by number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.kind import Kind
from extract.title import find_titles


def find(text: str) -> list[str]:
    return [title.text for title in find_titles(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("《世界海洋观测公约》", Kind.TREATY),
        ("《海洋观测宣言》", Kind.DOCUMENT),
        ("《海洋观测手册》", Kind.PUBLICATION),
        ("《洋面之歌》", Kind.DOCUMENT),
    ],
)
def test_a_title_is_named_without_its_marks_and_placed_with_them(text, kind):
    """The kind is that of its head word, a document's where there is none."""
    sentence = f"根据{text}，各国应提交报告。"
    (title,) = find_titles(sentence)
    assert (title.text, title.kind) == (text[1:-1], kind)
    assert sentence[title.start : title.end] == text


def test_a_title_inside_a_title_is_one_of_its_own():
    """《〈…公约〉任择议定书》 names two instruments."""
    found = {title.text: (title.start, title.end) for title in find_titles("《〈海洋观测公约〉任择议定书》")}
    assert found == {"〈海洋观测公约〉任择议定书": (0, 15), "海洋观测公约": (1, 9)}


@pytest.mark.parametrize(
    "tail", ["及其议定书", "及其各项议定书", "及其补充议定书", "及其三项议定书", "举措", "倡议", "附加议定书"]
)
def test_what_follows_a_title_may_belong_to_the_name(tail):
    """《公约》及其各项议定书 is a name, as the title alone is."""
    assert find(f"实施《海洋观测公约》{tail}的情况") == ["海洋观测公约", f"《海洋观测公约》{tail}"]


@pytest.mark.parametrize("text", ["《海洋观测公约", "海洋观测公约》", "《海》", "《》", "《海洋\n观测公约》"])
def test_a_title_needs_both_marks_in_one_line_and_two_characters(text):
    """A mark without its partner, or with nothing inside, is no title."""
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("“坚强家庭”方案取得进展", "“坚强家庭”方案", Kind.PROGRAMME),
        ("“海浪”组织的成员", "“海浪”组织", Kind.BODY),
        ("启动“蓝色走廊”倡议", "“蓝色走廊”倡议", Kind.PROGRAMME),
    ],
)
def test_a_quoted_name_with_a_head_word_is_a_name(text, name, kind):
    """The head word after the quotation mark belongs to it and tells its kind."""
    (title,) = find_titles(text)
    assert (title.text, title.kind, text[title.start : title.end]) == (name, kind, name)


@pytest.mark.parametrize("text", ["所谓“坚强家庭”的说法", "他说“是”", "“蓝色走廊”是指", "“”方案"])
def test_a_quotation_without_a_head_word_is_none(text):
    """What is only quoted names nothing."""
    assert find(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "大会第72/284号决议",
        "安全理事会第2396(2017)号决议",
        "安全理事会第2396（2017）号决议",
        "第1267(1999)号和第1989(2011)号决议",
        "安全理事会第1267(1999)号、第1989(2011)号和第2253(2015)号决议",
        "经济及社会理事会第2019/14号决议",
        "麻醉药品委员会第62/1号决议",
        "缔约国会议第8/2号决定",
        "第61/6号决定",
    ],
)
def test_a_resolution_is_found_whole_with_its_organ(name):
    """Numbers with a session or a year, in both bracket styles, and lists of them."""
    text = f"根据{name}，请秘书长提交报告。"
    (title,) = find_titles(text)
    assert (title.text, title.kind, text[title.start : title.end]) == (name, Kind.DOCUMENT, name)


@pytest.mark.parametrize("text", ["第3号文件", "第72/284号", "第五号决议草案", "决议第72段", "72/284号决议"])
def test_a_number_without_a_resolution_is_none(text):
    """第…号决议 with Arabic figures, nothing less."""
    assert find(text) == []


@given(st.text("《》〈〉“”海洋观测公约方案第72/284号决议及其 \n", max_size=40))
def test_every_title_stands_where_it_is_said_to(text):
    """Any text: no error, offsets within it, and the name is what stands there but for its marks."""
    for title in find_titles(text):
        assert 0 <= title.start < title.end <= len(text)
        assert title.text in text[title.start : title.end]
        assert title.end - title.start - len(title.text) in (0, 2)
