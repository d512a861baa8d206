"""Page furniture: the symbol, page numbers, job numbers and repeated headers that stand around a document's text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_SIGNS = r"(?:[A-Z0-9./–-]|\([A-Z0-9.]+\))*"
SYMBOL = rf"[A-Z]{_SIGNS}/{_SIGNS}[0-9]{_SIGNS}"
_SYMBOL = re.compile(SYMBOL)
_SYMBOL_LINE = re.compile(rf"(?:联 ?合 ?国 +)?(?P<symbol>{SYMBOL})\*{{0,3}}(?:[–—-]{SYMBOL}\*{{0,3}})?")
_JOB = r"(?:[A-Z]{1,2}\.)?[0-9]{2}-[0-9]{5,6}(?: ?\([A-Z]\))?"
_PAGE = r"[0-9]{1,4} ?/ ?[0-9]{1,4}|[-–—] ?[0-9]{1,4} ?[-–—]|[Pp]age [0-9]+(?: of [0-9]+)?"
_PAGE += r"|第 ?[0-9]{1,4} ?页(?:，?共 ?[0-9]+ ?页)?"
_STAMP = r"\*?[0-9]{7}\*|[0-9]{6}|请回收(?: ?♻)?|\([A-Z]\)"
_PARTS = re.compile(rf"(?:(?:{SYMBOL}\*{{0,3}}|{_JOB}|{_PAGE}|{_STAMP})(?: +[0-9]{{1,3}})?(?: +|$))+")
_LEADING_NUMBER = re.compile(rf"[0-9]{{1,3}} +(?:{_JOB}|{SYMBOL})(?: \([A-Z]\))?")
_RULE = re.compile(r"[_＿]{4,}|[-—─=＝═]{6,}|[.·…]{8,}")
_COVER = re.compile(
    r"Distr\. ?:.*|Chinese|Original ?: .*|(?:General|Limited) ?[0-9]{0,2} ?[A-Z]?[a-z]* ?[0-9]{0,4}|联 合 国"
)
_URL = re.compile(r"(?:https?[:：]//|www\.)[!-~]+")
_WAITS = re.compile(r"(?:[见为在自于和及、：:（(《]|网址|查阅|http[!-~]*[-/_=&?])$")
_NUMBER = re.compile(r"[ivxlc]+|[0-9]{1,4}")
_STARTS = re.compile(r"[\x21-\x7e第联请–—─＿＝═…·]")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 80  # characters: longer lines are text, and slow to match
_COVER_LINES = 30  # a symbol that stands alone once, further down, is a cited one
_EDGE = 3  # lines at the head and the foot of a page where repeated headers stand
_OFTEN = 3  # pages that must repeat a line before it is a header


def is_rule(line: str) -> bool:
    """Whether the line is a drawn rule; one of underscores stands above footnotes."""
    return bool(_RULE.fullmatch(line))


def is_furniture(line: str, before: str = "") -> bool:
    """Whether a whole line is page furniture; ``before`` is the line above it, which may be waiting for a symbol.

    >>> is_furniture("S/2015/366"), is_furniture("3/27 15-08047 (C)"), is_furniture("V.20-01234")
    (True, True, True)
    >>> is_furniture("S/2014/770)。"), is_furniture("S/2014/770", "（见"), is_furniture("16")
    (False, False, False)
    """
    if len(line) > _LONGEST or not _STARTS.match(line):
        return bool(_URL.fullmatch(line)) and not _WAITS.search(before)
    if _PARTS.fullmatch(line) or _SYMBOL_LINE.fullmatch(line) or _URL.fullmatch(line):
        return not _WAITS.search(before)
    return bool(_LEADING_NUMBER.fullmatch(line) or _COVER.fullmatch(line))


def is_page_number(line: str) -> bool:
    """Whether the line is a bare number, which is furniture at the edge of a page and nowhere else."""
    return bool(_NUMBER.fullmatch(line))


def find_symbol(pages: Iterable[str]) -> str:
    """The document's own symbol: the one that stands on lines of its own, most often and then first.

    >>> find_symbol(["S/2015/366\\n正文（见 S/2014/815）。\\n * A/67/50。", "正文\\nS/2015/366"])
    'S/2015/366'
    >>> find_symbol(["正文，见\\nS/2014/815"])
    ''
    """
    found: Counter[str] = Counter()
    lines = [line.strip() for page in pages for line in page.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if "/" in line and not _WAITS.search(lines[number - 1] if number else "") and (symbol := _own_symbol(line)):
            found[symbol] += 1 + (number < _COVER_LINES)
    symbol, weight = found.most_common(1)[0] if found else ("", 0)
    return symbol if weight > 1 else ""


def _own_symbol(line: str) -> str:
    if len(line) > _LONGEST:
        return ""
    if whole := _SYMBOL_LINE.fullmatch(line):
        return whole["symbol"]
    if _PARTS.fullmatch(line) and (part := _SYMBOL.search(line)):
        return part[0]
    return ""


def find_repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines, digits blotted out, that head or foot at least three pages."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = {*lines[:_EDGE], *lines[-_EDGE:]}
        seen.update({blot(line) for line in edges if len(line) < 60})
    return frozenset(line for line, count in seen.items() if count >= _OFTEN)


def blot(line: str) -> str:
    """The line with each number as #, so that a header with its page number is the same on every page."""
    return _DIGITS.sub("#", line)
