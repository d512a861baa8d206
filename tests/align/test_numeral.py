"""Chinese numerals and English ordinals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.numeral import format_ordinal, parse_numeral, spell_ordinal

DIGITS = "〇一二三四五六七八九"


def spell(number: int) -> str:
    """The number in Chinese, as names of sessions have it: 十五, 二十, 一百零五, 一百一十."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    parts = [f"{DIGITS[hundreds]}百"] if hundreds else []
    if tens:
        parts.append("十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十")
    elif hundreds and ones:
        parts.append("零")
    return "".join(parts) + (DIGITS[ones] if ones else "")


@given(st.integers(1, 999))
def test_a_numeral_is_read_as_it_is_spelled(number: int) -> None:
    """Reading is the inverse of spelling, in Chinese and in Arabic figures."""
    assert parse_numeral(spell(number)) == number
    assert parse_numeral(str(number)) == number


@given(st.integers(1, 9), st.integers(0, 9))
def test_figures_stand_for_themselves_where_a_zero_shows_it(hundreds: int, ones: int) -> None:
    """一〇五 is 105, 六〇 is 60."""
    assert parse_numeral(f"{DIGITS[hundreds]}〇{DIGITS[ones]}") == 100 * hundreds + ones
    assert parse_numeral(f"{DIGITS[hundreds]}〇") == 10 * hundreds


@pytest.mark.parametrize(
    ("text", "value"), [("一百十五", 115), ("一百一十五", 115), ("两百零三", 203), ("一百〇五", 105), ("一百", 100)]
)
def test_other_spellings_are_read(text: str, value: int) -> None:
    """What other authors write for the same number."""
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "〇",
        "零",
        "0",
        "007",
        "-1",
        "三四",
        "十十",
        "七十四五",
        "一百五",
        "一百零",
        "一百零十五",
        "百",
        "零五",
        "两",
        "甲",
        "七十四.",
        "１２",
    ],
)
def test_what_is_no_sure_number_is_none(text: str) -> None:
    """三四 may be the third or the fourth, 七十四五 the 74th or 75th: no rule may choose."""
    assert parse_numeral(text) is None


def test_no_two_numbers_share_an_ordinal() -> None:
    """In words or in figures, from 1 to 999; figures are the number's own."""
    numbers = range(1, 1000)
    assert len({spell_ordinal(number) for number in numbers}) == len(numbers)
    assert all(format_ordinal(number)[:-2] == str(number) for number in numbers)


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "first", "1st"),
        (12, "twelfth", "12th"),
        (20, "twentieth", "20th"),
        (42, "forty-second", "42nd"),
        (90, "ninetieth", "90th"),
        (100, "one hundredth", "100th"),
        (111, "one hundred and eleventh", "111th"),
        (173, "one hundred and seventy-third", "173rd"),
        (599, "five hundred and ninety-ninth", "599th"),
        (800, "eight hundredth", "800th"),
    ],
)
def test_ordinals_are_spelled_as_in_names_of_sessions(number: int, words: str, figures: str) -> None:
    """With hyphen, and with "and" after the hundreds."""
    assert (spell_ordinal(number), format_ordinal(number)) == (words, figures)
