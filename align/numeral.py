"""Chinese numerals of sessions and English ordinals."""

import re

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_ARABIC = re.compile(r"[1-9][0-9]*")
_DIGIT = "[一二三四五六七八九]"
_SPELLED = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}|两)百)?(?P<zero>[零〇])?(?:(?P<tens>{_DIGIT})?(?P<ten>十))?(?P<ones>{_DIGIT})?"
)
# 一〇五, 六〇: digit by digit only where a 〇 shows it, for 三四 may be the third or the fourth.
_PLACED = re.compile(rf"{_DIGIT}(?:{_DIGIT}?[〇零]|[〇零]{{2}}|[〇零]{_DIGIT})")
_ONES = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    "nineteenth",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDREDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def parse_numeral(text: str) -> int | None:
    """The value of an Arabic numeral, or of a Chinese one below 1000; None where it is none, or none that is sure.

    >>> [parse_numeral(text) for text in ("六十七", "一百九十六", "二十", "十", "139", "一百零五", "六〇")]
    [67, 196, 20, 10, 139, 105, 60]
    >>> [parse_numeral(text) for text in ("甲", "三四", "十十", "七十四五", "0")]
    [None, None, None, None, None]
    """
    if _ARABIC.fullmatch(text):
        return int(text)
    if _PLACED.fullmatch(text):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    match = _SPELLED.fullmatch(text)
    return _add_up(match) if match else None


def _add_up(match: re.Match[str]) -> int | None:
    # 一百零五, 一百一十五, but neither 零五, 一百零 nor 一百零十五: 零 stands for the tens that are not there.
    if match["zero"] and not (match["hundreds"] and match["ones"] and not match["ten"]):
        return None
    # 一百五 is 150 in speech and no number of a session.
    if match["hundreds"] and match["ones"] and not (match["ten"] or match["zero"]):
        return None
    hundreds, ones = (_DIGITS[match[part]] if match[part] else 0 for part in ("hundreds", "ones"))
    tens = _DIGITS[match["tens"] or "一"] if match["ten"] else 0
    return 100 * hundreds + 10 * tens + ones or None


def spell_ordinal(number: int) -> str:
    """The English ordinal in words, from 1 to 999, as names of sessions have it.

    >>> spell_ordinal(67), spell_ordinal(30), spell_ordinal(196), spell_ordinal(100)
    ('sixty-seventh', 'thirtieth', 'one hundred and ninety-sixth', 'one hundredth')
    """
    hundreds, rest = divmod(number, 100)
    if hundreds and not rest:
        return f"{_HUNDREDS[hundreds]} hundredth"
    small = _spell_small(rest)
    return f"{_HUNDREDS[hundreds]} hundred and {small}" if hundreds else small


def format_ordinal(number: int) -> str:
    """The English ordinal in figures, as numbers of meetings have it.

    >>> [format_ordinal(number) for number in (1, 22, 113, 8000, 2021)]
    ['1st', '22nd', '113th', '8000th', '2021st']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _spell_small(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens].removesuffix("y") + "ieth"
