"""Footnotes: where one begins, and the marks that refer to it in running text."""

import re
from collections.abc import Collection

_START = re.compile(r"(?P<label>[1-9][0-9]{0,2}|\*{1,4}|[a-z])(?:[.．]? +(?![年月日])|(?<=\*)(?=[^\s*])|$)")
_STAR_START = re.compile(r"\*{1,4}(?: *(?=[^\s*])|$)")
_SUPERSCRIPT = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+")
_STAR = re.compile(r"(?<=[\u4e00-\u9fff）》”。])\*{1,4}(?P<more>.)?")
_CANDIDATE = re.compile(r"(?<=[。，、；：！？”》）)])[1-9][0-9]*(?: ?(?=[^0-9 ]|$)| (?=[0-9])(?![0-9]{3}(?![0-9])))")
_COUNTED = re.compile(r"[年月日个名项次国人万亿%％起件份号条章节段款级届岁周天小分美多余/.．、至-]|[A-Za-z(（]")
_DATE = re.compile("[年月日]")
_YEAR = re.compile(r"(?P<mark>[1-9][0-9]??)(?P<year>(?:19|20)[0-9]{2})(?= ?年|-[12])")


def find_note(text: str) -> tuple[str, int] | None:
    """The label of the footnote that a line below the rule begins, and where its text starts.

    >>> find_note("2 查阅网址"), find_note("** 本报告"), find_note("第30届会议")
    (('2', 2), ('**', 3), None)
    """
    match = _START.match(text)
    return (match["label"], match.end()) if match else None


def is_starred(text: str) -> bool:
    """Whether a line is a footnote by its asterisk alone, the rule above it lost."""
    return text[:1] == "*" and bool(_STAR_START.match(text))


class MarkRemover:
    """Takes footnote marks off the words that they stick to, and leaves real numbers.

    >>> MarkRemover({"1", "2"}).remove("结核病。12011 年，科索沃、1黑山，第72/284号，目标 5，一国。2 恐怖主义")
    '结核病。2011 年，科索沃、黑山，第72/284号，目标 5，一国。恐怖主义'
    """

    def __init__(self, notes: Collection[str]) -> None:
        self.notes, self.last = notes, 0

    def remove(self, text: str) -> str:
        """The text without its marks; to be called in reading order, as the marks count up."""
        if "*" in text:
            text = _STAR.sub(_unstar, text)
        if not text.isascii() and _SUPERSCRIPT.search(text):
            text = _SUPERSCRIPT.sub("", text)
        return _CANDIDATE.sub(self._decide, text) if self.notes else text

    def _decide(self, match: re.Match[str]) -> str:
        digits, text = match[0].rstrip(), match.string
        if year := _YEAR.match(text, match.start()):
            return year["year"] + match[0][len(digits) :] if self._is_due(year["mark"]) else match[0]
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        is_mark = not (_DATE if before == "。" else _COUNTED).match(after)
        return "" if is_mark and self._is_due(digits) else match[0]

    def _is_due(self, digits: str) -> bool:
        """A mark is the next one, or one given before (the same note cited again)."""
        number = int(digits)
        if digits not in self.notes or number > self.last + 1:
            return False
        self.last = max(self.last, number)
        return True


def _unstar(match: re.Match[str]) -> str:
    # 临时议程*项目 6(c): what stands on both sides is not one word
    more = match["more"] or ""
    return f" {more}" if "\u4e00" <= more <= "\u9fff" else more
