"""Brackets: where parentheses open and close, and which names their contents give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.bracket import find_parentheses, parse_short_forms


def find_contents(text: str) -> list[str]:
    return [text[pair.start + 1 : pair.end] for pair in find_parentheses(text)]


def read_names(content: str) -> list[str]:
    return [form.text for form in parse_short_forms(content)]


@pytest.mark.parametrize("text", ["甲（乙）", "甲(乙)", "甲（乙)", "甲(乙）"])
def test_both_styles_of_brackets_pair_and_mix(text):
    """UN texts close （ by ) and ( by ）."""
    assert find_contents(text) == ["乙"]


def test_inner_parentheses_come_with_their_outer_ones():
    """Each bracket closes the last one that is open."""
    assert sorted(find_contents("甲（乙(丙)丁）戊（己）")) == sorted(["丙", "乙(丙)丁", "己"])


@pytest.mark.parametrize("text", ["甲（乙", "甲乙）", "）甲（", "甲（乙\n丙）", ""])
def test_a_bracket_without_its_partner_is_no_parenthesis(text):
    """A bracket that stays open in its line pairs with nothing, nor with one in the next line."""
    assert find_contents(text) == []


@given(st.text("甲乙（）()\n", max_size=30))
def test_every_parenthesis_is_a_bracket_and_its_partner(text):
    """The offsets are those of an opening and of a closing mark in one line, and no mark is in two pairs."""
    pairs = list(find_parentheses(text))
    marks = [mark for pair in pairs for mark in (pair.start, pair.end)]
    assert len(set(marks)) == len(marks)
    for pair in pairs:
        assert text[pair.start] in "（("
        assert text[pair.end] in "）)"
        assert "\n" not in text[pair.start : pair.end]
        assert pair.start < pair.end


@pytest.mark.parametrize("content", ["海观组织", " 海观组织 ", "“海观组织”", '"海观组织"', "「海观组织」"])
def test_a_name_is_read_without_blanks_and_quotation_marks(content):
    """What stands around a name is no part of it."""
    assert read_names(content) == ["海观组织"]


@pytest.mark.parametrize(
    "cue",
    ["以下简称", "下称", "简称", "又称", "也称", "亦称", "又名", "统称", "称为", "以下称为", "下文简称", "简称为"],
)
def test_a_cue_word_announces_the_name_and_is_no_part_of_it(cue):
    """以下简称海观组织 gives 海观组织, with and without quotation marks."""
    for content in (f"{cue}海观组织", f"{cue}“海观组织”", f"{cue}：海观组织"):
        (form,) = parse_short_forms(content)
        assert (form.text, form.cued) == ("海观组织", True)


def test_quotation_marks_announce_a_name_as_a_cue_does():
    """（“公约”） says that 公约 is used for it, （公约） may not."""
    assert parse_short_forms("“公约”")[0].cued
    assert not parse_short_forms("公约")[0].cued


@pytest.mark.parametrize("content", ["《难民公约》", "以下简称《难民公约》", "下称《难民公约》"])
def test_a_title_is_read_without_its_marks_and_known_as_one(content):
    """《难民公约》 gives 难民公约, a title."""
    (form,) = parse_short_forms(content)
    assert (form.text, form.title) == ("难民公约", True)


@pytest.mark.parametrize(
    "content",
    ["伊黎伊斯兰国，又称达伊沙", "伊黎伊斯兰国,又称达伊沙", "伊黎伊斯兰国；又称“达伊沙”", "伊黎伊斯兰国，达伊沙"],
)
def test_one_parenthesis_may_give_several_names(content):
    """Commas and semicolons part the names, whichever cue each has."""
    assert read_names(content) == ["伊黎伊斯兰国", "达伊沙"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("“海观机构”或“机构”", ["海观机构", "机构"]),
        ("《海洋公约》或《公约》", ["海洋公约", "公约"]),
        ("海观署/WOO", ["海观署", "WOO"]),
    ],
)
def test_a_word_or_a_slash_may_part_two_names(content, names):
    """“…”或“…” and 中文/LATIN give two."""
    assert read_names(content) == names


@pytest.mark.parametrize("content", ["原称海洋协会", "前称海洋协会", "2002年前称海洋协会"])
def test_a_name_that_is_no_more_is_marked(content):
    """原称 and 前称 give a former name."""
    (form,) = parse_short_forms(content)
    assert (form.text, form.former) == ("海洋协会", True)


def test_a_full_form_may_stand_in_the_parenthesis():
    """海观组织（全称世界海洋观测组织）, 海观组织（世界海洋观测组织的简称）."""
    for content in ("全称世界海洋观测组织", "世界海洋观测组织的简称", "世界海洋观测组织的缩写"):
        (form,) = parse_short_forms(content)
        assert (form.text, form.full) == ("世界海洋观测组织", True)


@pytest.mark.parametrize("content", ["GDP", "UNODC", "goCASE", "IS-K", "里约+20"])
def test_latin_names_are_names(content):
    """Acronyms, small letters, hyphens and digits among them."""
    assert read_names(content) == [content]


@pytest.mark.parametrize(
    "content",
    [
        "2016年", "2019年3月4日至6日", "2016", "1990-1999", "45人", "占总额的80%", "15至49岁", "300万美元",
        "十二", "三", "一", "a", "iii", "IV", "B",
    ],
)  # fmt: skip
def test_dates_and_counts_name_nothing(content):
    """Figures, dates, ages, shares, sums and the numbers of a list."""
    assert read_names(content) == []


@pytest.mark.parametrize(
    "content",
    [
        "见S/2014/815",
        "见第12段",
        "参见附件二",
        "详见下文",
        "载于附件",
        "S/2014/815",
        "E/CN.7/2019/2",
        "同上",
        "第12段",
        "附件一",
    ],
)
def test_citations_name_nothing(content):
    """Symbols, paragraphs and annexes are references."""
    assert read_names(content) == []


@pytest.mark.parametrize(
    "content",
    ["包括肯尼亚、乌干达", "特别是可卡因", "如警察、海关", "例如海关", "主要是海关", "其中包括海关", "尤其是妇女",
     "即事先通知的做法", "根据大会的要求", "截至年底"],
)  # fmt: skip
def test_explanations_and_examples_name_nothing(content):
    """What opens with 包括, 特别是, 如, 即 … 的 explains."""
    assert read_names(content) == []


def test_a_weak_cue_gives_a_name_but_announces_none():
    """即 may give a name (即世界土著人民大会) and does not prove it."""
    (form,) = parse_short_forms("即世界土著人民大会")
    assert (form.text, form.cued) == ("世界土著人民大会", False)


@pytest.mark.parametrize("content", ["", " ", "，", "。", "甲", "“甲”", "《》", "这一问题十分严重。", "甲" * 100])
def test_too_little_too_much_and_sentences_name_nothing(content):
    """A single character, a sentence, or a line of a hundred characters is no short form."""
    assert read_names(content) == []


@given(st.text('世卫组织简称又即《》“”"，；,;、A2年 \n（）', max_size=25))
def test_no_content_breaks_it_and_every_name_has_two_characters(content):
    """Any content: no error, and what it gives is a name without blanks or marks around it."""
    for form in parse_short_forms(content):
        assert len(form.text) >= 2
        assert form.text == form.text.strip()
        assert (form.text[0], form.text[-1]) not in (("“", "”"), ("《", "》")) or not form.text[1:-1]


def test_an_empty_quotation_names_nothing():
    """（“”）."""
    assert read_names("“”") == []


def test_what_is_said_of_several_names_is_said_of_none():
    """甲和乙（分别简称…）: which short form belongs to which name is not read."""
    assert read_names("分别简称“海观组织”和“山地组织”") == []
