"""What a parenthesis says: the names that it gives, apart from dates, places, counts, citations and explanations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING, _CLOSING = "（([", "）)]"

# 以下简称"公约", 下称《议定书》, 又称达伊沙, 中文简称“达尔富尔混合行动”, 英文缩写UNAMID, 即通常所称的“博科圣地”
_CUE = re.compile(
    "(?:即)?(?:以下|下文|本文|本报告|中文|英文|法文|通常|一般)*"
    "(?:(?:简|合|统|下|又|也|亦|俗|通|别|所)?称|缩写|简写|又名|亦名|也叫)(?:作|为|是|的)*[：:，,]?(?=.)"
)
# 原称区域采购办公室, 2002年前称非洲统一组织, 前行政协调委员会: a name that is no more.
_FORMER = re.compile("(?:[0-9]{4}年)?(?:原称|前称|原名|曾称|前身为?)(?:为|是)?[：:]?")
_EX = re.compile("前(?=[\u3400-\u9fff]{4})")  # a second piece only: 前南斯拉夫问题国际刑事法庭 keeps its 前
# 即世界土著人民大会 gives a name, 即边境村庄 explains: these announce nothing by themselves.
_WEAK = re.compile("(?:也即|亦即|即|所谓)(?:的|为|是)?")
_FULL = re.compile("全称(?:为|是)?[：:]?")
_SYMBOL = re.compile(r"[A-Z]+(/[A-Z0-9.]+)+")
_NUMERAL = re.compile(r"[0-9〇一二三四五六七八九十百千万亿零.,，、至和～~%％/ -]+")
_DATE = re.compile("(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:至|和)?[0-9年月日]*")
_ROMAN = re.compile(r"[IVXLC]+|[A-Z]|[A-Z]{1,2}-[0-9]|[a-z]{1,3}|[ivx]+")
# What opens an explanation, a citation, a reckoning or a date, none of which names anything.
_NOT_NAME = re.compile(
    "(?:见|参见|另见|详见|载于|同上|同前|例如|比如|诸如|如|包括|包含|含有|含|特别是|尤其|主要|其中|根据|依照|截至|截止|大约|无论|上文|下文|"
    "原文|附件|设在|设于|总部|位于|牵头|全世界|全国|修订|成立|设立|第[0-9一二三四五六七八九十]+[段条节页章款次届号部])"
)
# 经合组织 and 不扩散条约 are names, 经其同意 and 不限 are not: such a name must prove itself by its characters.
_DOUBTFUL = re.compile("[由按约近共每不未已或和及与至从自为在以对因经将可应有是这该此其等续完附图表注]")
_COUNTED = re.compile(
    r"[0-9][0-9 ,.]*(?:年|月|日|个|人|名|项|次|处|亿|万|美元|欧元|公里|吨|岁|段|页|%)|美元|[。；]|号决议"
)
_NAME = re.compile(r"[\w·•+/\- 、，&().（）“”\"－–—-]+\Z")
_MARKS = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """A parenthesis: offsets of its two brackets in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A name that a parenthesis gives.

    ``cued`` where a cue word or quotation marks announce it; ``title`` where it stands in 《》; ``former`` where it is
    no longer in use; ``doubtful`` where it opens with a word that explanations open with, or counts something;
    ``full`` where the text says that it is the full form.
    """

    text: str
    cued: bool = False
    title: bool = False
    former: bool = False
    doubtful: bool = False
    full: bool = False


def find_parentheses(text: str) -> Iterator[Parenthesis]:
    """Pairs of brackets, inner ones first; （ may be closed by ) as UN texts do.

    >>> [text[p.start:p.end + 1] for text in ["甲(乙（丙)）"] for p in find_parentheses(text)]
    ['（丙)', '(乙（丙)）']
    """
    stack: list[int] = []
    for match in re.finditer(r"[（()）\[\]\n]", text):
        mark = match.group()
        if mark in _OPENING:
            stack.append(match.start())
        elif mark == "\n":
            stack.clear()
        elif stack:
            yield Parenthesis(stack.pop(), match.start())


def parse_short_forms(content: str) -> tuple[ShortForm, ...]:
    """The names that a parenthesis's content gives, none where it dates, counts, cites or explains.

    After the first piece that a comma ends, a further one counts where a cue announces it, or where it may prove itself
    (``doubtful``).

    >>> [form.text for form in parse_short_forms('伊黎伊斯兰国，又称达伊沙')]
    ['伊黎伊斯兰国', '达伊沙']
    >>> [form.text for form in parse_short_forms('“原子能机构”或“机构”')]
    ['原子能机构', '机构']
    >>> parse_short_forms("见S/2014/815"), parse_short_forms("2016年5月"), parse_short_forms("包括大会")
    ((), (), ())
    """
    forms: list[ShortForm] = []
    # 应急基金(包括贷款部分): what stands in a bracket inside explains.
    flat = re.sub(r"[（(][^（()）]*[)）]", "", content.strip())
    for number, piece in enumerate(re.split(r"[，,；;](?![^《“\"]*[》”\"])", flat)):
        part = piece.strip()
        if part.startswith("分别"):
            return ()
        for name in _split_names(part):
            form = _parse_piece(name, later=number > 0)
            if form:
                forms.append(form)
    return tuple(forms)


def _split_names(part: str) -> list[str]:
    """“原子能机构”或“机构”, 《甲》或《乙》, 艾滋病署/UNAIDS: two names, the cue before the first for both."""
    if re.fullmatch(r".*[”》\"][或、][“《\"].*", part):
        return re.split(r"(?<=[”》\"])[或、](?=[“《\"])", part)
    if re.fullmatch(r"[\u3400-\u9fff]{2,}/[A-Z][A-Za-z-]+", part):
        return part.split("/")
    return [part]


def _parse_piece(part: str, *, later: bool) -> ShortForm | None:
    for pattern, traits in _ANNOUNCED:
        if match := pattern.match(part):
            return _parse_name(part[match.end() :], **traits)
    if tail := re.fullmatch("(.+)的(?:简称|缩写|简写|全称)", part):
        return _parse_name(tail[1], full=True)
    if later and _EX.match(part):
        return _parse_name(part[1:], cued=True, former=True)
    weak = _WEAK.match(part)
    name = part[weak.end() :] if weak else part
    if _NOT_NAME.match(name) or (weak and re.search("[的了]", name)):
        return None
    return _parse_name(name, quotable=not weak, doubtful=later)


_ANNOUNCED: tuple[tuple[re.Pattern[str], dict[str, bool]], ...] = (
    (_FULL, {"full": True}),
    (_FORMER, {"cued": True, "former": True}),
    (_CUE, {"cued": True}),
)


def _parse_name(
    name: str,
    *,
    cued: bool = False,
    former: bool = False,
    full: bool = False,
    quotable: bool = True,
    doubtful: bool = False,
) -> ShortForm | None:
    text = name.strip()
    title = text.startswith("《") and text.endswith("》")
    quoted = len(text) > 2 and _MARKS.get(text[0]) == text[-1]
    bare = text[1:-1].strip() if title or quoted else text
    if (
        len(re.findall(r"\w", bare)) < 2
        or len(bare) > (90 if full else 60)
        or not _NAME.match(re.sub("[《》]", "", bare))
    ):
        return None
    if _ROMAN.fullmatch(bare) or _NUMERAL.fullmatch(bare) or _SYMBOL.match(bare) or _DATE.fullmatch(bare):
        return None
    announced = cued or title or (quoted and quotable)
    counted = _COUNTED.search(bare)
    # 45人 and 10 000名军事人员 count; 2008年国民账户 may be a name.
    if counted and not title and (counted.end() > len(bare) - 3 or not bare[0].isdigit()):
        return None
    unsure = doubtful or bool(_DOUBTFUL.match(bare)) or bool(counted)
    return ShortForm(bare, cued or (quoted and quotable), title, former, unsure and not announced, full)
