"""Full and short forms that a text defines: ``full form（short form）`` and 简称, 又称, 称为 in running text.

The left edge of a full form is not marked. It is chosen among the word boundaries of the clause by the sum of all
evidence: the short form's characters, names known or read elsewhere, which words open and precede names.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.alignment import Alignment, align
from extract.bracket import Parenthesis, ShortForm, find_parentheses, parse_short_forms
from extract.edge import Edges, Floats
from extract.head import find_class, find_head
from extract.segment import TAG_ID, Segmentation, Vocabulary, segment

REACH = 90  # characters: the longest full form of the development texts has 84
CLAUSE_END = "。；;：:？！?!，,\n"


@dataclass(frozen=True, slots=True)
class Span:
    """A full form that was considered: its text, its offsets and its score (a sum of log-odds)."""

    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Definition:
    """A pair that a text defines.

    ``kind`` is abbreviation, acronym, title or alias; ``rule`` says what found it; ``confidence`` is between 0 and 1;
    ``start`` and ``end`` are the full form's offsets; ``spans`` are those that were considered, best first.
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
class Evidence:
    """What a paragraph is read with: names known for certain, names read elsewhere, the edge model.

    ``known`` are names of bodies, titles and the like; ``terms`` all that is known, subject terms too.
    """

    edges: Edges
    vocabulary: Vocabulary
    known: Collection[str] = frozenset()
    places: Collection[str] = frozenset()
    terms: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph and what it is read with."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Clause:
    """The part of a paragraph before a bracket, from its last stop on, cut into words.

    ``opening`` and ``closing`` are the log-odds that a name opens and closes at each word boundary.
    """

    begin: int
    text: str
    cut: Segmentation
    opening: Floats
    closing: Floats


def _read_clause(context: Context, begin: int, end: int) -> Clause:
    evidence, text = context.evidence, context.text[begin:end]
    cut = segment(text, evidence.vocabulary)
    return Clause(begin, text, cut, evidence.edges.naming.score(cut), evidence.edges.closing.score(cut))


def find_definitions(text: str, evidence: Evidence) -> Iterator[Definition]:
    """The definitions in one paragraph, in the order of their short forms."""
    context = Context(text, evidence)
    if "(" in text or "（" in text:
        for parenthesis in sorted(find_parentheses(text), key=lambda pair: pair.start):
            yield from _define_parenthesis(context, parenthesis)
    yield from _define_running(context)


def _define_parenthesis(context: Context, pair: Parenthesis) -> Iterator[Definition]:
    content = context.text[pair.start + 1 : pair.end]
    end = _skip_back(context.text, pair.start)
    whole = _pair_whole(context, end, content)
    if whole:
        yield whole
        return
    forms = parse_short_forms(content)
    first: Definition | None = None
    for form in forms:
        definition = replace(first, short_form=form.text, kind="alias") if first else pair_forms(context, end, form)
        if definition:
            first = first or definition
            yield definition


def _pair_whole(context: Context, end: int, content: str) -> Definition | None:
    """A short form with a comma: 巴塞尔公约阿拉伯国家培训与技术转让区域中心，埃及（巴塞尔公约区域中心，埃及）."""
    if not re.fullmatch(r"[\u3400-\u9fff《》]{4,}，[\u3400-\u9fff]{2,}", content):
        return None
    begin = _clause_start(context.text, end, CLAUSE_END.replace("，", ""))
    left = context.text[begin:end]
    alignment = align(content, left)
    if alignment.share < 1.0 or "，" not in left[alignment.first :]:
        return None
    spans = _score_spans(context.evidence, _read_clause(context, begin, end), alignment.first, content)
    return _build(spans, ShortForm(content), "abbreviation") if spans else None


def _skip_back(text: str, end: int) -> int:
    """Before blanks and a closing quotation mark that stand between the name and its bracket."""
    while end and text[end - 1] in " \u3000*":
        end -= 1
    return end


def pair_forms(context: Context, end: int, form: ShortForm) -> Definition | None:
    """The definition of ``form`` by the name that ends at ``end``, if it is one."""
    quoted = _quoted_span(context.text, end)
    if quoted:
        return _pair_quoted(context, quoted, form)
    begin = _clause_start(context.text, end)
    left = context.text[begin:end]
    alignment = align(form.text, left)
    kind = _judge(context, left, form, alignment)
    if not kind and _opens_quotation(context.text, begin) and find_head(form.text):
        return _build([Span(context.text[begin:end], begin, end, 0.0)], form, "alias")
    if not kind:
        return None
    clause = _read_clause(context, begin, end)
    limit = alignment.first if kind == "abbreviation" else len(left) - 3
    spans = _score_spans(context.evidence, clause, limit, form.text)
    if not spans or not _is_balanced(spans[0].text) or spans[0].score < _score_alone(clause, form.text):
        return None
    return _build(spans, form, kind)


def _build(spans: Sequence[Span], form: ShortForm, kind: str) -> Definition:
    """The definition by the best of the spans."""
    best = spans[0]
    kept = tuple(spans[:KEPT])
    return Definition(best.text, form.text, kind, _rule(kind, form), _confidence(spans), best.start, best.end, kept)


def weigh_again(definition: Definition, sure: Collection[str]) -> Definition:
    """The definition, its full form chosen anew with ``sure``: full forms that other contexts show whole."""
    if len(definition.spans) < 2:
        return definition
    weighed = [replace(span, score=span.score + SEEN) if span.text in sure else span for span in definition.spans]
    spans = sorted(weighed, key=lambda span: -span.score)
    best = spans[0]
    confidence = (
        max(definition.confidence, _confidence(spans)) if best.text == definition.full_form else _confidence(spans)
    )
    return replace(
        definition, full_form=best.text, start=best.start, end=best.end, confidence=confidence, spans=tuple(spans)
    )


def _score_alone(clause: Clause, short: str) -> float:
    """How well the short form stands for itself before its bracket: 所设专家小组（“专家小组”） defines nothing."""
    start = len(clause.text) - len(short)
    boundary = int(np.searchsorted(clause.cut.starts, start))
    if not clause.text.endswith(short) or clause.cut.starts[boundary] != start:
        return -np.inf
    stays = np.logaddexp(0, clause.opening[boundary + 1 : -1]).sum()
    return float(-np.logaddexp(0, -clause.opening[boundary]) - stays)


def _rule(kind: str, form: ShortForm) -> str:
    return f"{kind} announced" if form.cued else kind


def _confidence(spans: Sequence[Span]) -> float:
    scores = np.asarray([span.score for span in spans])
    return round(float(1 / np.exp(scores - scores[0]).sum()), 3)


_TITLE_MARKS = {"》": "《", "”": "“", "」": "「", '"': '"'}


def _quoted_span(text: str, end: int) -> tuple[int, int] | None:
    """The title or quotation that ends at ``end``: 《马德里指导原则》（…）, “综合调查软件”（…）."""
    mark = _TITLE_MARKS.get(text[end - 1 : end])
    if not mark:
        return None
    depth = 0
    for place in range(end - 1, max(-1, end - 2 * REACH), -1):
        if text[place] == text[end - 1] and mark != text[place]:
            depth += 1
        elif text[place] == mark and place != end - 1:
            depth -= 1
            if depth <= 0:
                return place, end
    return None


def _pair_quoted(context: Context, quoted: tuple[int, int], form: ShortForm) -> Definition | None:
    start, end = quoted
    full = context.text[start + 1 : end - 1]
    alignment = align(form.text, full)
    if not (form.title or form.cued or alignment.share == 1.0) or len(full) < 4 or full == form.text:
        return None
    if form.text in context.evidence.places:
        return None
    return Definition(full, form.text, "title", _rule("title", form), 0.95, start + 1, end - 1)


def _clause_start(text: str, end: int, stops: str = CLAUSE_END) -> int:
    """Where the clause that ends at ``end`` begins: after its last stop, or after a bracket that is still open."""
    depth = 0
    for place in range(end - 1, max(-1, end - REACH), -1):
        mark = text[place]
        if mark in "）)》”":
            depth += 1
        elif mark in "（(《“":
            depth -= 1
            if depth < 0:
                return place + 1
        elif depth <= 0 and mark in stops:
            return place + 1
    return max(0, end - REACH)


def _judge(context: Context, left: str, form: ShortForm, alignment: Alignment) -> str:
    """What kind of definition it can be, "" for none."""
    short = form.text
    if len(left) < 2 or _is_place(context, short) or _DATED.search(left):
        return ""
    if _is_abbreviation(left, short, alignment):
        return "abbreviation" if alignment.share == 1.0 or not form.doubtful else ""
    if form.doubtful:
        return ""
    if _ACRONYM.fullmatch(short):
        return "acronym"
    if form.cued or form.title:
        return "alias"
    return "alias" if _is_alias(context, left, short) else ""


def _opens_quotation(text: str, begin: int) -> bool:
    """题为“小岛屿发展中国家快速行动方式（萨摩亚途径）”: the name opens the quotation that its bracket stands in."""
    return begin > 0 and text[begin - 1] in '“《「"'


_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9+&]*[A-Z0-9][A-Za-z0-9+&-]*(-[\u3400-\u9fff]+)?|[A-Z]{2,} [0-9]+")
_DATED = re.compile(r"[0-9年月日]$")  # 2008年（…）, 行动9（…）


def _is_place(context: Context, short: str) -> bool:
    """卡塔尔 in 半岛电视台（卡塔尔）: a State or a place says where, it is no second name."""
    if short in context.evidence.places:
        return True
    cut = segment(short, context.evidence.vocabulary)
    return len(cut.words) == 1 and cut.tags[0] == TAG_ID["ns"]


def _is_alias(context: Context, left: str, short: str) -> bool:
    """Whether a bare name in a parenthesis, no abbreviation, is a second name of the same thing."""
    if "、" in short or re.search(r"www|http", short):
        return False
    if find_head(short) and _shares_start(context.evidence, left, short):
        return True
    kind = find_class(left)
    if not kind:
        return False
    same = find_class(short) == kind and len(short) > len(find_head(short))
    # 联合国可持续发展大会（里约+20）, 第二次联合国人类住区会议（人居二）
    numbered = bool(re.search(r"\+[0-9]+$|[\u3400-\u9fff][一二三四五六七八九]$", short))
    return same or numbered or short in context.evidence.known


def _shares_start(evidence: Evidence, left: str, short: str) -> bool:
    """解除武装、复员和重返社会（复员方案）: a known term, a short form with two characters of it and its own head."""
    known = any(left.endswith(term) for size in range(6, len(left) + 1) if (term := left[-size:]) in evidence.terms)
    return known and short[:2] in left


def _is_abbreviation(left: str, short: str, alignment: Alignment) -> bool:
    han = sum("\u3400" <= letter <= "\u9fff" for letter in short)
    if han < 2 or left == short:
        return False
    near = len(left) - alignment.last <= 4
    enough = alignment.share == 1.0 or (len(short) >= 3 and alignment.share > 0.6 and bool(find_head(short)))
    return near and enough


KEPT = 6  # spans that a definition remembers
KNOWN = 8.0  # a name of the mapping that ends at the bracket
SEEN = 2.0  # a name that another context shows whole
CUT = -12.0  # a start inside a known term
MAX_TERM = 24
DEICTIC = -12.0  # 本决议第18段所设专家小组: no official name points into its text
UNBALANCED = -15.0  # 》 without 《, a parenthesis cut in two
SAME_START = 1.5  # 开发署 … 开发计划署: most short forms keep the first character
ORDINAL_START = 6.0  # 第二次联合国人类住区会议, 第10364号共和国法
TITLE_START = 12.0  # 关于…的公约: a title that opens with 关于 has its 的 and its head


def _score_spans(evidence: Evidence, clause: Clause, limit: int, short: str) -> list[Span]:
    """The spans to the clause's end that may be the full form, best first; none begins after ``limit``."""
    opening, closing = clause.opening[:-1], clause.closing[:-1]
    opens = -np.logaddexp(0, -opening)
    # 毒品和犯罪问题办公室和|世界海关组织: a conjunction after a word that closes names ends the name before it.
    joined = np.isin(clause.cut.tags, (TAG_ID["c"], TAG_ID["join"]))
    inside = np.concatenate([[0.0], np.cumsum(np.logaddexp(0, opening) + joined * np.logaddexp(0, closing))])
    cuts = _find_inner(evidence.terms, clause.text)
    spans = []
    for place, start in enumerate(clause.cut.starts[:-1].tolist()):
        full = clause.text[start:]
        if start > limit or full == short or not (full[0].isalnum() or full[0] in '《“"'):
            continue
        score = float(opens[place] - (inside[-1] - inside[place + 1])) + _weigh(evidence, full, short)
        score += CUT if start in cuts else 0.0
        spans.append(Span(full, clause.begin + start, clause.begin + len(clause.text), round(score, 3)))
    return sorted(spans, key=lambda span: -span.score)


def _find_inner(terms: Collection[str], text: str) -> set[int]:
    """Offsets inside a known term: no full form begins there (解除武装、|复员和重返社会方案)."""
    inner: set[int] = set()
    for start in range(len(text)):
        for end in range(min(len(text), start + MAX_TERM), start + 5, -1):
            if text[start:end] in terms:
                inner.update(range(start + 1, end - 1))
                break
    return inner


def _weigh(evidence: Evidence, full: str, short: str) -> float:
    """What speaks for a full form besides the words at its edge."""
    score = KNOWN + len(full) / 10 if full in evidence.known and len(full) > len(short) else 0.0
    score += SAME_START if full[0] == short[0] else 0.0
    score += TITLE_START if _TITLE.match(full) else 0.0
    score += DEICTIC if _DEICTIC.search(full) else 0.0
    score += ORDINAL_START if _ORDINAL.match(full) and find_class(full) in ("event", "text") else 0.0
    # 乌克兰“…临时地位”法: a quotation that opens the name is part of it.
    score += TITLE_START if full[0] in '“"' and re.search(r"[”\"].{1,6}$", full[1:]) else 0.0
    return score if _is_balanced(full) else score + UNBALANCED


def _is_balanced(full: str) -> bool:
    """Whether brackets and quotes close, and no parenthesis stands before a further name: 世卫组织）和开发计划署."""
    pairs = all(full.count(pair[0]) == full.count(pair[1]) for pair in ("《》", "“”", "（）", "()"))
    return pairs and full.count('"') % 2 == 0 and not re.search("[（(].*[和及与、]", full)


_DEICTIC = re.compile("^[本该上]|本(?:决议|报告|决定|公约|议定书)|该|上述|所[设述称]")
_ORDINAL = re.compile("第[0-9〇一二三四五六七八九十百]+[次届号]")
_TITLE = re.compile(
    "(?:关于|在.{2,20}(?:方面|领域)).+的.{0,14}"
    "(?:公约|条约|议定书|规则|原则|准则|宣言|协定|标准|法|守则|大会|会议|条例|框架)$"
    "|由.{2,8}(?:主导|领导)的.+"  # 由非洲主导的马里国际支助团
)


# X，以下简称“Y”; X通常称为“Y”. Without marks the name's right edge is open, and nothing is defined.
_RUNNING = re.compile(
    r"(?:[，,](?:以下)?(?:简称|又称|也称|亦称|通称|俗称|下称)|(?<!全)(?:通常|也|亦|又|被|统)称(?:为|作))(?:为|作)?"
    r"(?P<mark>[“\"《])(?P<name>[^“”\"《》，。；、（）()]{2,20})"
)


def _define_running(context: Context) -> Iterator[Definition]:
    for match in _RUNNING.finditer(context.text):
        definition = pair_forms(context, match.start(), ShortForm(match["name"], True, match["mark"] == "《"))
        if definition:
            yield definition
