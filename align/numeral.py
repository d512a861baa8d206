"""Chinese numerals of sessions and English ordinals."""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDREDS = ("", "one hundred", "two hundred", "three hundred", "four hundred", "five hundred")


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below 600, None where it is none.

    >>> [parse_numeral(text) for text in ("六十七", "一百九十六", "二十", "十", "139", "一百零五", "甲")]
    [67, 196, 20, 10, 139, 105, None]
    """
    if text.isascii():
        return int(text) if text.isdigit() else None
    total, digit = 0, 0
    for letter in text:
        if letter in _UNITS:
            total += (digit or 1) * _UNITS[letter]
            digit = 0
        elif letter in _DIGITS:
            digit = _DIGITS[letter]
        else:
            return None
    return total + digit or None


def spell_ordinal(number: int) -> str:
    """The English ordinal in words, below 600, as names of sessions have it.

    >>> spell_ordinal(67), spell_ordinal(30), spell_ordinal(196), spell_ordinal(100)
    ('sixty-seventh', 'thirtieth', 'one hundred and ninety-sixth', 'one hundredth')
    """
    hundreds, rest = divmod(number, 100)
    if hundreds and not rest:
        return _HUNDREDS[hundreds] + "th"
    small = _spell_small(rest)
    return f"{_HUNDREDS[hundreds]} and {small}" if hundreds else small


def _spell_small(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens].removesuffix("y") + "ieth"
