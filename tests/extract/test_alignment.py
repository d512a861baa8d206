"""Alignment: the characters of a short form in a full form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.alignment import align

LETTERS = "世界卫生组织办公室联合国"


def is_subsequence(short: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in short)


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("海观组织", "世界海洋观测组织"),
        ("经合组织", "经济合作与发展组织"),
        ("东盟", "东南亚国家联盟"),
        ("毒品和犯罪问题办公室", "联合国毒品和犯罪问题办公室"),
        ("联阿安全部队", "联合国阿卜耶伊临时安全部队"),
    ],
)
def test_a_contraction_is_found_whole(short, text):
    """All characters of a contraction stand in the full form, in order."""
    assert align(short, text).share == 1.0


@pytest.mark.parametrize(
    ("short", "text", "share"),
    [("人居署", "联合国人类居住署", 1.0), ("欧佩克", "石油输出国组织", 0.0), ("复员方案", "武装人员复员", 0.5)],
)
def test_the_share_says_how_many_characters_are_there(short, text, share):
    """A short form that is no contraction has a smaller share, down to none."""
    assert align(short, text).share == share


def test_it_is_matched_as_far_right_as_it_can_be():
    """Of two places the right one counts: what stands before belongs to another name."""
    text = "海洋观测组织和世界海洋观测组织"
    alignment = align("海观组织", text)
    assert text[alignment.first :] == "海洋观测组织"
    assert alignment.first > text.index("和")


def test_the_order_of_characters_counts():
    """织组 is no contraction of 组织."""
    assert align("织组", "世界卫生组织").share == 0.5


@pytest.mark.parametrize("short", ["“海观组织”", "《海观组织》", "海观 组织", "海·观·组·织"])
def test_marks_in_the_short_form_do_not_count(short):
    """Quotation marks, blanks and dots are no characters of a name."""
    assert align(short, "世界海洋观测组织") == align("海观组织", "世界海洋观测组织")


@pytest.mark.parametrize(("short", "text"), [("", "世界卫生组织"), ("世卫", ""), ("", ""), ("“”", "世卫")])
def test_nothing_aligns_with_nothing(short, text):
    """Without characters on either side the share is 0 and no error is raised."""
    assert align(short, text).share == 0.0


@given(st.text(LETTERS, min_size=1, max_size=8), st.text(LETTERS, max_size=16))
def test_the_share_is_one_for_a_subsequence_and_for_nothing_else(short, text):
    """Full share and being an ordered subsequence are the same thing."""
    assert (align(short, text).share == 1.0) == is_subsequence(short, text)


@given(st.text(LETTERS, min_size=1, max_size=8), st.text(LETTERS, max_size=16))
def test_the_first_offset_is_the_rightmost_from_which_all_characters_follow(short, text):
    """From ``first`` on the short form can be read; from the next character on it cannot."""
    alignment = align(short, text)
    if alignment.share == 1.0:
        assert is_subsequence(short, text[alignment.first :])
        assert not is_subsequence(short, text[alignment.first + 1 :])


@given(st.text(LETTERS, min_size=1, max_size=8), st.text(LETTERS, max_size=12), st.text(LETTERS, max_size=6))
def test_text_before_the_name_takes_nothing_from_the_share(short, text, before):
    """More text on the left can only help a short form."""
    assert align(short, before + text).share >= align(short, text).share
    assert 0.0 <= align(short, text).share <= 1.0
