"""The marks that paragraphs begin with (31., (b), ㈠, 一., •) and the UN labels that they amount to."""

import re
from dataclasses import dataclass
from enum import StrEnum

_ROMAN: tuple[str, ...] = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN += ("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx")
_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_NUMERAL = rf"十?[{_NUMERALS}]|[{_NUMERALS[1:9]}]十[{_NUMERALS[:9]}]?"

_MARK = re.compile(
    r"(?P<number>[1-9][0-9]{0,2})[.．](?:\s+|$|(?=[\u4e00-\u9fff《“]))"
    rf"|[(（](?:(?P<letter>[a-z]{{1,5}})|(?P<digit>[1-9][0-9]?)|(?P<numeral>{_NUMERAL}))[)）]\s*"
    rf"|(?P<circled>[{_CIRCLED}])\s*"
    rf"|(?P<section>(?:{_NUMERAL})[.．、]|第(?:{_NUMERAL})[章节部](?:分)?(?=\s)|[A-Z][.．](?=\s+[\u4e00-\u9fff《“]))\s*"
    r"|(?P<bullet>[•●▪◦■□➢✓·–—-])\s+(?=\S)"
)
_STARTS = frozenset("123456789(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩第•●▪◦■□➢✓·–—-ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _NUMERALS)


class Mark(StrEnum):
    """What kind of mark a line begins with."""

    NUMBER = "number"  # 31.
    LETTER = "letter"  # (b), also (i) until its place in the list says otherwise
    DIGIT = "digit"  # (1)
    NUMERAL = "numeral"  # (一), ㈠: the Chinese edition's (i)
    SECTION = "section"  # 一.  A.
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark at the head of a line: kind, value, where the text after it starts, whether a blank sets it off."""

    mark: Mark
    value: str
    end: int
    is_set_off: bool


def find_mark(line: str) -> Marked | None:
    """The mark that a line begins with, if it does.

    >>> find_mark("31. 毒品和犯罪问题办公室").value, find_mark("㈡ 支持").value, find_mark("(b) 支持").end
    ('31', 'ii', 4)
    >>> [find_mark(line) for line in ("4.02亿美元", "(2017)号决议", "2019年")]
    [None, None, None]
    """
    if line[:1] not in _STARTS or not (match := _MARK.match(line)) or not (kind := match.lastgroup):
        return None
    value, is_set_off = match[kind], match[0][-1:].isspace() or match.end() == len(line)
    if kind in ("numeral", "circled"):
        return Marked(Mark.NUMERAL, _roman(value), match.end(), is_set_off or kind == "circled")
    if kind == "letter" and not (value in _ROMAN or (len(set(value)) == 1 and len(value) < 3)):
        return None
    return Marked(Mark(kind), value, match.end(), is_set_off)


def _roman(numeral: str) -> str:
    if numeral in _CIRCLED:
        return _ROMAN[_CIRCLED.index(numeral)]
    tens, _, ones = numeral.rpartition("十")
    count = (_NUMERALS.index(tens) + 1) * 10 if tens else 10 * ("十" in numeral)
    count += _NUMERALS.index(ones) + 1 if ones else 0
    return _ROMAN[count - 1] if count <= len(_ROMAN) else str(count)


class Labeller:
    """Follows the numbering of a document and says the label of each numbered piece.

    >>> labeller = Labeller()
    >>> [labeller.label(find_mark(mark)) for mark in ("90. 甲：", "(b) 乙：", "㈠ 丙；", "㈡ 丁。", "(c) 戊。")]
    ['para. 90', 'para. 90 (b)', 'para. 90 (b) (i)', 'para. 90 (b) (ii)', 'para. 90 (c)']
    """

    def __init__(self) -> None:
        self.number, self.item, self.subitem = "", "", ""

    def label(self, marked: Marked | None, opens: bool = False) -> str:
        """The label of the piece that has this mark; ``opens`` says that the piece before it ended in a colon."""
        if marked is None or marked.mark in (Mark.BULLET, Mark.SECTION):
            return ""
        if marked.mark is Mark.NUMBER:
            self.number, self.item, self.subitem = marked.value, "", ""
        elif marked.mark is Mark.LETTER and not self._is_roman(marked.value, opens):
            self.item, self.subitem = marked.value, ""
        else:
            self.subitem = marked.value
        return self._joined()

    def _is_roman(self, value: str, opens: bool) -> bool:
        """(i) after (h) is a letter, (i) after "(b) …：" is a roman numeral, and so is (ii) wherever it stands."""
        if value not in _ROMAN:
            return False
        if len(value) > 1:
            return True
        if self.subitem in _ROMAN and _ROMAN.index(self.subitem) + 1 == _ROMAN.index(value):
            return True
        follows = len(self.item) == 1 and chr(ord(self.item) + 1) == value
        return opens or not follows

    def _joined(self) -> str:
        parts = [f"({part})" for part in (self.item, self.subitem) if part]
        return " ".join(["para.", self.number, *parts]) if self.number else ""
