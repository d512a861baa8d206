"""Names that their form gives away: titles in 《》, quoted names with a head word, resolutions by number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.head import find_head, find_kind
from extract.kind import Kind


@dataclass(frozen=True, slots=True)
class Title:
    """A name found by its form: text, kind, and offsets of the whole, marks included."""

    text: str
    kind: Kind
    start: int
    end: int


_OUTER = re.compile(r"《([^《》\n]{2,160})》(及其(?:各项|两项|三项|所有)?(?:补充)?议定书|举措|倡议|附加议定书|增编)?")
_INNER = re.compile(r"〈([^〈〉\n]{2,120})〉")
# “坚强家庭”方案, “博科圣地”组织, 软件“goAML”
_QUOTED = re.compile(r"“([^“”\n]{2,30})”([\u3400-\u9fff]{1,4})")
# The organs that number their resolutions; 委员会 alone is the one that the document defined.
_BODY = (
    "(?:(?:联合国)?大会|安全理事会|安理会|经济及社会理事会|经社理事会|人权理事会|托管理事会|理事会|(?:麻醉药品|预防犯罪和刑事司法|"
    "妇女地位|统计|人口与发展|社会发展|人权|可持续发展|科学和技术促进发展|预防犯罪)?委员会|缔约国会议|缔约方会议|缔约方大会)?"
)
_NUMBER = r"[0-9]+(?:/[0-9]+)?(?:/[A-Z])?(?:[（(][0-9]{4}[）)])?"
_RESOLUTION = re.compile(rf"{_BODY}第{_NUMBER}(?:号?[、和及与]第?{_NUMBER})*号(?:决议|决定)")


def find_titles(text: str) -> Iterator[Title]:
    """Titles, quoted names and resolutions, in that order.

    >>> [title.text for title in find_titles("《巴黎公约》举措和“坚强家庭”方案，大会第72/284号决议")]
    ['巴黎公约', '《巴黎公约》举措', '“坚强家庭”方案', '大会第72/284号决议']
    """
    for match in _OUTER.finditer(text) if "《" in text else ():
        inner = match[1]
        yield Title(inner, find_kind(inner) or Kind.DOCUMENT, match.start(1) - 1, match.end(1) + 1)
        if match[2]:
            yield Title(match[0], find_kind(match[2]) or Kind.DOCUMENT, match.start(), match.end())
        for part in _INNER.finditer(inner):
            start = match.start(1) + part.start()
            yield Title(part[1], find_kind(part[1]) or Kind.DOCUMENT, start, start + len(part[0]))
    for match in _QUOTED.finditer(text) if "“" in text else ():
        tail = next((match[2][:size] for size in range(len(match[2]), 0, -1) if find_head(match[2][:size])), "")
        if tail == find_head(tail) != "":
            kind = find_kind(tail) or Kind.PROGRAMME
            yield Title(f"“{match[1]}”{tail}", kind, match.start(), match.end(1) + 1 + len(tail))
    for match in _RESOLUTION.finditer(text) if "号" in text else ():
        yield Title(match[0], Kind.DOCUMENT, match.start(), match.end())
