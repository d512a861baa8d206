"""Full and short forms that a text defines: ``full form（short form）``, the reverse, and 简称, 又称 in running text.

What a parenthesis says is read in ``bracket``, where the full form begins is weighed in ``span``; here it is judged
whether the two are a pair.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from extract.alignment import Alignment, align, find_whole
from extract.bracket import Parenthesis, ShortForm, find_parentheses, parse_short_forms
from extract.head import find_class, find_head
from extract.segment import TAG_ID, segment
from extract.span import (
    POINTERS,
    SEEN,
    Evidence,
    Span,
    is_balanced,
    read_clause,
    score_alone,
    score_confidence,
    score_spans,
)

REACH = 110  # characters: the longest full form of the development texts has 84
CLAUSE_END = "。；;：:？！?!，\n"
LONGEST = 200  # characters in a parenthesis that may give a name: more explains
KEPT = 6  # spans that a definition remembers
QUOTED = 0.95  # confidence of a pair whose edges are marked

_ACRONYM = re.compile(
    r"[A-Z][A-Za-z0-9+&]*[A-Z0-9+][A-Za-z0-9+&-]*(-[\u3400-\u9fff]+)?|[A-Z]{2,} [0-9]+|[a-z]{1,3}[A-Z]{2,}"
)
_DATED = re.compile(r"[0-9年月日]$")  # 2008年（…）, 行动9（…）
_MARKS = {"》": "《", "”": "“", "」": "「", '"': '"'}


@dataclass(frozen=True, slots=True)
class Definition:
    """A pair that a text defines.

    ``kind`` is abbreviation, acronym, title, alias or former; ``rule`` says what found it; ``confidence`` is between 0
    and 1; ``start`` and ``end`` are the full form's offsets; ``spans`` are those that were considered, best first.
    """

    full_form: str
    short_form: str
    kind: str
    rule: str
    confidence: float
    start: int
    end: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph and what it is read with."""

    text: str
    evidence: Evidence


def find_definitions(text: str, evidence: Evidence) -> Iterator[Definition]:
    """The definitions in one paragraph: those in parentheses in order, then those in running text."""
    context = Context(text, evidence)
    pairs: list[Parenthesis] = []
    if "(" in text or "（" in text or "[" in text:
        pairs = sorted(find_parentheses(text), key=lambda pair: pair.start)
        for pair in pairs:
            yield from _define_parenthesis(context, pair)
    if "称" in text or "缩写" in text or "指" in text:
        yield from _define_running(context, pairs)


def weigh_again(definition: Definition, sure: Collection[str]) -> Definition:
    """The definition, its full form chosen anew with ``sure``: full forms that other contexts show whole."""
    if len(definition.spans) < 2:
        return definition
    weighed = [replace(span, score=span.score + SEEN) if span.text in sure else span for span in definition.spans]
    spans = tuple(sorted(weighed, key=lambda span: -span.score))
    best, confidence = spans[0], score_confidence(spans)
    if best.text == definition.full_form:
        confidence = max(definition.confidence, confidence)
    return replace(definition, full_form=best.text, start=best.start, end=best.end, confidence=confidence, spans=spans)


def _define_parenthesis(context: Context, pair: Parenthesis) -> Iterator[Definition]:
    content = context.text[pair.start + 1 : pair.end]
    if len(content) > LONGEST:
        return
    end = _skip_back(context.text, pair.start)
    whole = _pair_whole(context, end, content)
    if whole:
        yield whole
        return
    first: Definition | None = None
    for form in parse_short_forms(content):
        definition = _pair_further(first, form) if first else _pair_first(context, end, form)
        if definition:
            first = first or definition
            yield definition


def _pair_first(context: Context, end: int, form: ShortForm) -> Definition | None:
    left = context.text[_clause_start(context.text, end) : end]
    repeated = left.endswith(form.text)
    if form.full or not (repeated or _is_abbreviation(left, form.text, _align_near(form.text, left))):
        reverse = _pair_reversed(context, end, form)
        if reverse or form.full:
            return reverse
    return pair_forms(context, end, form)


def _pair_further(first: Definition, form: ShortForm) -> Definition | None:
    """A second name in the same parenthesis: announced, or an abbreviation or acronym of the same full form."""
    alignment = align(form.text, first.full_form)
    if _is_abbreviation(first.full_form, form.text, alignment) and alignment.share == 1.0:
        kind = "abbreviation"
    elif _ACRONYM.fullmatch(form.text):
        kind = "acronym"
    elif form.doubtful:
        return None
    else:
        kind = "former" if form.former else "alias"
    return replace(first, short_form=form.text, kind=kind, rule=f"{kind} beside {first.kind}")


def _pair_whole(context: Context, end: int, content: str) -> Definition | None:
    """A short form with a comma: 巴塞尔公约阿拉伯国家培训与技术转让区域中心，埃及（巴塞尔公约区域中心，埃及）."""
    if not re.fullmatch(r"[\u3400-\u9fff《》]{4,}，[\u3400-\u9fff]{2,}", content):
        return None
    begin = _clause_start(context.text, end, CLAUSE_END.replace("，", ""))
    left = context.text[begin:end]
    alignment = align(content, left)
    if alignment.share < 1.0 or "，" not in left[alignment.first :]:
        return None
    clause = read_clause(context.evidence, context.text, begin, end)
    spans = score_spans(context.evidence, clause, alignment.first, content)
    return _build(spans, ShortForm(content), "abbreviation") if spans else None


def _pair_reversed(context: Context, end: int, form: ShortForm) -> Definition | None:
    """西撒特派团(联合国西撒哈拉全民投票特派团), REDD+(减少毁林和森林退化所致排放量): the full form in brackets."""
    full, left = form.text, context.text[max(0, end - 20) : end]
    acronym = re.search(r"[A-Z][A-Z0-9+-]{2,}$", left)
    if acronym and (form.full or find_head(full) or full in context.evidence.known or len(full) > 12):
        return _reverse(context, full, acronym[0], end, "acronym") if not full.isascii() else None
    tails = (left[place:] for place in range(len(left) - 1))
    short = next((tail for tail in tails if len(tail) < len(full) - 1 and _abbreviates(tail, full)), "")
    # 关于…的指导原则（《马德里指导原则》）: the mere tail of the name in brackets must be a name by itself.
    tail = full.endswith(short) or len(short) < 4
    if short and short != find_head(short) and (not tail or _stands_apart(context, end - len(short), end)):
        return _reverse(context, full, short, end, "abbreviation")
    named = re.search(r"[\u3400-\u9fffA-Za-z]{2,10}$", left)
    return _reverse(context, full, named[0], end, "alias") if form.full and named else None


def _stands_apart(context: Context, start: int, end: int) -> bool:
    """Whether a short form of two or three characters is a word by itself: no 基金 in 该基金(绿色气候基金)."""
    clause = read_clause(context.evidence, context.text, max(0, start - 20), end)
    openings = dict(zip(clause.cut.starts.tolist(), clause.opening.tolist(), strict=True))
    apart = openings.get(start - clause.begin, -inf) > -2
    return apart and context.text[start - 1 : start] not in ("该", "本", "这")


def _abbreviates(short: str, full: str) -> bool:
    """Whether every character of the one stands in the other in order, first and last where names keep them."""
    if not short.isalnum() or find_whole(short, full) < 0 or short in full[:-1]:
        return False
    return len(full) - align(short, full).last <= 4 and (bool(find_head(full)) or bool(find_head(short)))


def _reverse(context: Context, full: str, short: str, end: int, kind: str) -> Definition | None:
    # 毒罪办（联合国毒品（药物）和犯罪问题办公室）: without its inner bracket the name stands nowhere in the text.
    start = context.text.find(full, end, end + len(full) + 10)
    return Definition(full, short, kind, f"{kind} reversed", QUOTED, start, start + len(full)) if start >= 0 else None


def _skip_back(text: str, end: int) -> int:
    """Before blanks and note marks, and before one parenthesis: 《…公约》(1958年，纽约)(《纽约公约》)."""
    end = len(text[:end].rstrip(" \u3000*"))
    before = re.search(r"[（(][^（()）]{1,40}[)）]$", text[max(0, end - 42) : end])
    return end - len(before[0]) if before else end


def pair_forms(context: Context, end: int, form: ShortForm) -> Definition | None:
    """The definition of ``form`` by the name that ends at ``end``, if it is one."""
    quoted = _find_quoted(context.text, end)
    if quoted:
        return _pair_quoted(context, quoted, form)
    begin = _clause_start(context.text, end)
    left = context.text[begin:end]
    alignment = _align_near(form.text, left)
    kind = _judge(context.evidence, left, form, alignment)
    if not kind and _opens_quotation(context.text, begin) and find_head(form.text) and len(left) > len(form.text):
        return _build([Span(left, begin, end, 0.0)], form, "alias")
    if not kind:
        return None
    clause = read_clause(context.evidence, context.text, begin, end)
    limit = alignment.first if kind == "abbreviation" else len(left) - 3
    spans = score_spans(context.evidence, clause, limit, form.text)
    if not spans or not is_balanced(spans[0].text) or _points_back(context.text, spans[0]):
        return None
    if form.cued and spans[0].score < score_alone(clause, form.text):
        return None
    return _build(spans, form, kind)


def _points_back(text: str, span: Span) -> bool:
    """该组织通常称为“潮汐帮”: what the text points back to is no full form."""
    return span.text == find_head(span.text) and text[: span.start].endswith(POINTERS)


def _build(spans: Sequence[Span], form: ShortForm, kind: str) -> Definition:
    """The definition by the best of the spans."""
    best, rule = spans[0], f"{kind} announced" if form.cued else kind
    kept = tuple(spans[:KEPT])
    return Definition(best.text, form.text, kind, rule, score_confidence(spans), best.start, best.end, kept)


def _find_quoted(text: str, end: int) -> tuple[int, int] | None:
    """The title or quotation that ends at ``end``: 《马德里指导原则》（…）, “综合调查软件”（…）."""
    close = text[end - 1 : end]
    mark = _MARKS.get(close)
    depth = 0
    for place in range(end - 1, max(-1, end - 2 * REACH), -1) if mark else ():
        if text[place] == close and mark != close:
            depth += 1
        elif text[place] == mark and place != end - 1:
            depth -= 1
            if depth <= 0:
                return place, end
    return None


def _pair_quoted(context: Context, quoted: tuple[int, int], form: ShortForm) -> Definition | None:
    start, end = quoted
    first = _extend_titles(context.text, start) if form.cued else start
    if first < start:
        return Definition(context.text[first:end], form.text, "alias", "titles announced", QUOTED, first, end)
    full = context.text[start + 1 : end - 1]
    aligned = align(form.text, full).share == 1.0
    named = form.title or form.cued or aligned or bool(_ACRONYM.fullmatch(form.text))
    if not named or len(full) < 4 or full == form.text or form.text in context.evidence.places:
        return None
    rule = "title announced" if form.cued else "title"
    return Definition(full, form.text, "title", rule, QUOTED, start + 1, end - 1)


def _extend_titles(text: str, start: int) -> int:
    """《北京宣言》和《行动纲要》(以下统称“北京成果”): the titles that a conjunction joins, from the first one on."""
    joined = re.search(r"(?:《[^《》]{2,60}》[、和及与])+$", text[:start])
    return joined.start() if joined else start


def _clause_start(text: str, end: int, stops: str = CLAUSE_END) -> int:
    """Where the clause that ends at ``end`` begins: after its last stop, or after a bracket that is still open."""
    depth = 0
    for place in range(end - 1, max(-1, end - REACH), -1):
        mark = text[place]
        if mark in "）)》”]":
            depth += 1
        elif mark in "（(《“[":
            depth -= 1
            if depth < 0:
                return place + 1
        elif depth <= 0 and mark in stops:
            return place + 1
    return max(0, end - REACH)


def _opens_quotation(text: str, begin: int) -> bool:
    """题为“小岛屿发展中国家快速行动方式（萨摩亚途径）”: the name opens the quotation that its bracket stands in."""
    return begin > 0 and text[begin - 1] in '“《「"'


def _judge(evidence: Evidence, left: str, form: ShortForm, alignment: Alignment) -> str:
    """What kind of definition it can be, "" for none."""
    short = form.text
    if len(left) < 2 or left == short or _is_place(evidence, short) or _DATED.search(left):
        return ""
    if _is_abbreviation(left, short, alignment):
        return "abbreviation" if alignment.share == 1.0 or not form.doubtful else ""
    if form.doubtful:
        return ""
    if _ACRONYM.fullmatch(short):
        return "acronym"
    if form.cued or form.title:
        return "former" if form.former else "alias"
    return "alias" if _is_alias(evidence, left, short) else ""


def _is_place(evidence: Evidence, short: str) -> bool:
    """卡塔尔 in 半岛电视台（卡塔尔）: a State or a place says where, it is no second name."""
    if short in evidence.places:
        return True
    cut = segment(short, evidence.vocabulary)
    return len(cut.words) == 1 and cut.tags[0] == TAG_ID["ns"]


def _is_alias(evidence: Evidence, left: str, short: str) -> bool:
    """Whether a bare name in a parenthesis, no abbreviation, is a second name of the same thing."""
    if "、" in short or re.search(r"www|http", short):
        return False
    if find_head(short) and _shares_start(evidence, left, short):
        return True
    kind = find_class(left)
    # 北基伍省（贝尼地区）: a region within, not another name; 福克兰群岛（马尔维纳斯群岛） is one.
    if not kind or (kind == "place" and not left.endswith("岛")):
        return False
    # 警察机构（内政部）: two short nouns of one class are a thing and an example of it.
    long = kind == "substance" or (len(short) >= 4 and len(left) >= 6)
    same = long and find_class(short) == kind and len(short) > len(find_head(short))
    # 联合国可持续发展大会（里约+20）, 第二次联合国人类住区会议（人居二）
    numbered = bool(re.search(r"\+[0-9]+$|[\u3400-\u9fff][一二三四五六七八九]$", short))
    return same or numbered or short in evidence.known


def _shares_start(evidence: Evidence, left: str, short: str) -> bool:
    """解除武装、复员和重返社会（复员方案）: a known term, a short form with two characters of it and its own head."""
    known = any(left.endswith(term) for size in range(6, len(left) + 1) if (term := left[-size:]) in evidence.terms)
    return known and short[:2] in left


def _align_near(short: str, left: str) -> Alignment:
    """The alignment, where enough characters are shared that it can matter: of 卡塔尔 and 半岛电视台 it cannot."""
    shared = sum(letter in left for letter in short)
    return align(short, left) if shared > 0.5 * len(short) else Alignment(0.0, len(left), -1)


def _is_abbreviation(left: str, short: str, alignment: Alignment) -> bool:
    han = sum("\u3400" <= letter <= "\u9fff" for letter in short)
    if han < 2 or left == short:
        return False
    # 埃尼集团（埃尼）: the name without its head.
    if left.endswith(short + find_head(left)) and find_head(left):
        return True
    near = len(left) - alignment.last <= 4
    enough = alignment.share == 1.0 or (len(short) >= 3 and alignment.share > 0.6 and bool(find_head(short)))
    return near and enough


# X，以下简称“Y”; X通常称为“Y”; X以下简称“Y”. Without marks the name's right edge is open, but for Latin letters.
_RUNNING = re.compile(
    r"(?:[，,——]*(?:以下|下文)(?:简称|统称|称为|称)|[，,](?:简称|又称|也称|亦称|通称|俗称|下称|英文缩写)|"
    r"(?<!全)(?:通常|也|亦|又|被|统)称(?:为|作))(?:为|作|是)?"
    r"(?:(?P<mark>[“\"《])(?P<name>[^“”\"《》，。；、（）()]{2,20})[”\"》]|(?P<latin>[A-Z][A-Z0-9+-]{1,9})(?![A-Za-z]))"
)
# 国际公共部门会计准则——下称公共部门会计准则——的实施
_DASHED = re.compile(r"——(?:以下|下)(?:简称|称)(?P<name>[\u3400-\u9fff]{2,20})——")
# 所称“难民署”，系指联合国难民事务高级专员公署
_MEANT = re.compile(
    r"[“\"](?P<name>[\u3400-\u9fff]{2,12})[”\"]，?(?:系|是|均)?指(?P<full>[\u3400-\u9fff、]{4,60})(?=[。；，])"
)


def _define_running(context: Context, pairs: Sequence[Parenthesis]) -> Iterator[Definition]:
    for pattern in (_RUNNING, _DASHED):
        for match in pattern.finditer(context.text):
            if any(pair.start < match.start() < pair.end for pair in pairs):
                continue
            groups = match.groupdict()
            name = groups["name"] or groups["latin"]
            form = ShortForm(name, cued=True, title=groups.get("mark") == "《")
            definition = pair_forms(context, match.start(), form)
            if definition:
                yield definition
    for match in _MEANT.finditer(context.text):
        if _abbreviates(match["name"], match["full"]):
            rule = "abbreviation meant"
            yield Definition(
                match["full"], match["name"], "abbreviation", rule, QUOTED, match.start("full"), match.end("full")
            )
