"""Brackets, titles and quotation marks: where they open and close, and what a parenthesis says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = "（(《〈“「『【[‘"
CLOSING = "）)》〉”」』】]’"
PARTNER = {
    "（": "）)",
    "(": ")）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "「": "」",
    "『": "』",
    "【": "】",
    "[": "]",
    "‘": "’",
}

# 以下简称"公约", 下称《议定书》, 又称达伊沙, 即世界土著人民大会, 所谓"合成程序"
_CUE = re.compile(
    r"(?:以下|下文|本文|本报告)?(?:简称|合称|统称|称作|称为|下称|又称|也称|亦称|又名|亦名|也叫|俗称|通称|全称|缩写|称)(?:为|作|是)?[：:，,]?"
)
# 即世界土著人民大会 gives a name, 即边境村庄 explains: these announce nothing by themselves.
_WEAK_CUE = re.compile(r"(?:也?即|所谓|原称|前称|原名)(?:的|为|是)?")
_SYMBOL = re.compile(r"[A-Z]+(/[A-Z0-9.]+)+")
_NUMERAL = re.compile(r"[0-9〇一二三四五六七八九十百千万亿零.,，、至和～~%％/ -]+")
_ROMAN = re.compile(r"[IVXLC]+|[A-Z]|[A-Z]{1,2}-[0-9]|[a-z]{1,3}|[ivx]+")
# What opens an explanation, a citation, a reckoning or a date, none of which names anything.
_NOT_NAME = re.compile(
    "(?:见|参见|另见|详见|载于|同上|同前|例如|比如|诸如|如|包括|包含|含有|含|特别是|尤其|主要|其中|根据|依照|截至|截止|大约|无论|上文|下文|"
    "英文|中文|原文|附件|第[0-9一二三四五六七八九十]+[段条节页章款次届号部])"
)
# 经合组织 and 不扩散条约 are names, 经其同意 and 不限 are not: such a name must prove itself by its characters.
_DOUBTFUL = re.compile("[由按约近共每不未已或和及与至从自为在以对因经将可应有是这该此其等续完附图表注]")
_COUNTED = re.compile(r"[0-9][0-9 ,.]*(?:年|月|日|个|人|名|项|次|亿|万|美元|欧元|公里|吨|岁|段|页|%)|美元|[。；]")
_NAME = re.compile(r"[\w·•+/\- 、，&().（）－–—-]+\Z")
_QUOTES = str.maketrans("", "", '“”"「」『』‘’')


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """A parenthesis: offsets of its two brackets in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A name that a parenthesis gives.

    ``cued`` where a cue word or quotation marks announce it; ``title`` where it stands in 《》; ``doubtful`` where it
    opens with a word that explanations open with.
    """

    text: str
    cued: bool = False
    title: bool = False
    doubtful: bool = False


def find_parentheses(text: str) -> Iterator[Parenthesis]:
    """Pairs of round brackets, inner ones first; （ may be closed by ) as UN texts do.

    >>> [text[p.start:p.end + 1] for text in ["甲(乙（丙)）"] for p in find_parentheses(text)]
    ['（丙)', '(乙（丙)）']
    """
    stack: list[int] = []
    for match in re.finditer(r"[（()）\n]", text):
        mark = match.group()
        if mark in "（(":
            stack.append(match.start())
        elif mark == "\n":
            stack.clear()
        elif stack:
            yield Parenthesis(stack.pop(), match.start())


def parse_short_forms(content: str) -> tuple[ShortForm, ...]:
    """The names that a parenthesis's content gives, none where it dates, counts, cites or explains.

    >>> [form.text for form in parse_short_forms('伊黎伊斯兰国，又称达伊沙')]
    ['伊黎伊斯兰国', '达伊沙']
    >>> parse_short_forms("见S/2014/815"), parse_short_forms("2016年"), parse_short_forms("包括大会")
    ((), (), ())
    """
    forms: list[ShortForm] = []
    for piece in re.split(r"[，,；;](?![^《“\"]*[》”\"])", content.strip()):
        part = piece.strip()
        cue = _CUE.match(part)
        weak = _WEAK_CUE.match(part)
        name = part[cue.end() :] if cue else part[weak.end() :] if weak else part
        if not cue and not forms and _NOT_NAME.match(name):
            return ()
        if weak and re.search("[的了]", name):
            return ()
        form = _parse_name(name, cued=bool(cue), marked=not weak)
        if form:
            forms.append(form)
        elif not cue:
            return ()
    return tuple(forms)


def _parse_name(name: str, *, cued: bool, marked: bool) -> ShortForm | None:
    quoted = marked and bool(name) and name[0] in '“"「『‘'
    title = name.startswith("《") and name.endswith("》")
    bare = name.translate(_QUOTES).strip()
    bare = bare[1:-1] if title else bare
    if not 2 <= len(bare) <= 40 or not _NAME.match(bare.replace("《", "").replace("》", "")):
        return None
    if _ROMAN.fullmatch(bare) or _NUMERAL.fullmatch(bare) or _SYMBOL.match(bare) or _COUNTED.search(bare):
        return None
    announced = cued or quoted
    return ShortForm(bare, announced, title, not (announced or title) and bool(_DOUBTFUL.match(bare)))
