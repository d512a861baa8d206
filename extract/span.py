"""Where a full form begins: all starts in a clause, weighed by the sum of all evidence.

The left edge of a Chinese name is not marked. Each word boundary of the clause is a candidate; its score is the
log-likelihood that a name opens there and nowhere between it and the bracket, and what speaks for the whole string.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from extract.edge import Edges, Floats
from extract.head import find_class
from extract.segment import TAG_ID, Segmentation, Vocabulary, segment

# What speaks for or against a full form, in log-odds.
KNOWN = 8.0  # a name of the mapping that ends at the bracket
SEEN = 2.0  # a name that another context shows whole
SAME_START = 1.5  # 开发署 … 开发计划署: most short forms keep the first character
ORDINAL_START = 6.0  # 第二次联合国人类住区会议, 第10364号共和国法
ROLE_START = 6.0  # 负责儿童与武装冲突问题的秘书长特别代表
TITLE_START = 12.0  # 关于…的公约: a title that opens with 关于 has its 的 and its head
CUT = -12.0  # a start inside a known term
ATTRIBUTE = -4.0  # 乍得湖流域委员会下属的多国联合特遣队: 的 ends what only describes, but for titles
VERBAL = -10.0  # 缴获了48公斤, 应废除对: a sentence and no name
DEICTIC = -12.0  # 本决议第18段所设专家小组: no official name points into its text
UNBALANCED = -15.0  # 》 without 《, a parenthesis cut in two
MAX_TERM = 24
POINTERS = ("该", "此", "这", "上述")  # what they open points back, and is no full form: 上述|海洋观测委员会

_DEICTIC = re.compile("^[本该]|本(?:决议|报告|决定|公约|议定书)|该|上述")
_VERBAL = re.compile(
    "了|[0-9](?:公斤|吨|个|名|人|次|美元)|[应将已](?=[\u3400-\u9fff]{2})(?!急)|必须|请秘书长|正在|[还仍均曾]|"
    # 支持伊拉克对|伊拉克和黎凡特伊斯兰国: but 应对, 针对, 对外 and 对话 stand in names.
    "(?<![应针反绝面相核])对(?![外话策口抗])"
)
_ORDINAL = re.compile("第[0-9〇一二三四五六七八九十百]+[次届号]")
_ROLE = re.compile("(?:负责|主管).+(?:代表|秘书长|协调员|特使|顾问|专员)$")
_TITLE = re.compile(
    "(?:关于|在.{2,20}(?:方面|领域)).+的.{0,14}"
    "(?:公约|条约|议定书|规则|原则|准则|宣言|协定|标准|法|守则|大会|会议|条例|框架)$"
    "|由.{2,8}(?:主导|领导)的.+"  # 由非洲主导的马里国际支助团
)
_OF = re.compile("关于|由|在|负责|主管|《|“|.*关于")
_YEAR = re.compile("[（(][0-9]{4}[）)]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a paragraph is read with: the edge model and the names known for certain.

    ``known`` are names of bodies, titles and the like; ``places`` of States and places; ``terms`` all that is known.
    """

    edges: Edges
    vocabulary: Vocabulary
    known: Collection[str] = frozenset()
    places: Collection[str] = frozenset()
    terms: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A full form that was considered: its text, its offsets and its score (a sum of log-odds)."""

    text: str
    start: int
    end: int
    score: float


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


def read_clause(evidence: Evidence, text: str, begin: int, end: int) -> Clause:
    """Cut text[begin:end] into words and score its boundaries."""
    cut = segment(text[begin:end], evidence.vocabulary)
    edges = evidence.edges
    return Clause(begin, text[begin:end], cut, edges.naming.score(cut), edges.closing.score(cut))


def score_spans(evidence: Evidence, clause: Clause, limit: int, short: str) -> list[Span]:
    """The spans to the clause's end that may be the full form of ``short``, best first; none begins after ``limit``."""
    opening, closing = clause.opening[:-1], clause.closing[:-1]
    opens = -np.logaddexp(0, -opening)
    # 毒品和犯罪问题办公室和|世界海关组织: a conjunction after a word that closes names ends the name before it.
    joined = np.isin(clause.cut.tags, (TAG_ID["c"], TAG_ID["join"]))
    inside = np.concatenate([[0.0], np.cumsum(np.logaddexp(0, opening) + joined * np.logaddexp(0, closing))])
    inner = _find_inner(evidence.terms, clause.text)
    spans = []
    for place, start in enumerate(clause.cut.starts[:-1].tolist()):
        full = clause.text[start:]
        if start > limit or full == short or full.startswith(POINTERS) or not (full[0].isalnum() or full[0] in '《“"'):
            continue
        score = float(opens[place] - (inside[-1] - inside[place + 1])) + _weigh(evidence, full, short)
        score += CUT if start in inner else 0.0
        spans.append(Span(full, clause.begin + start, clause.begin + len(clause.text), round(score, 3)))
    return sorted(spans, key=lambda span: -span.score)


def score_alone(clause: Clause, short: str) -> float:
    """How well the short form stands for itself before its bracket: 所设专家小组（“专家小组”） defines nothing."""
    start = len(clause.text) - len(short)
    boundary = int(np.searchsorted(clause.cut.starts, start))
    if not clause.text.endswith(short) or clause.cut.starts[boundary] != start:
        return -np.inf
    stays = np.logaddexp(0, clause.opening[boundary + 1 : -1]).sum()
    return float(-np.logaddexp(0, -clause.opening[boundary]) - stays)


def score_confidence(spans: Sequence[Span]) -> float:
    """The share of the best span in the likelihood of all."""
    scores = np.asarray([span.score for span in spans])
    return round(float(1 / np.exp(scores - scores[0]).sum()), 3)


def _find_inner(terms: Collection[str], text: str) -> set[int]:
    """Offsets inside a known term: no full form begins there (解除武装、|复员和重返社会方案)."""
    inner: set[int] = set()
    for start in range(len(text)) if terms else ():
        for end in range(min(len(text), start + MAX_TERM), start + 5, -1):
            if text[start:end] in terms:
                inner.update(range(start + 1, end - 1))
                break
    return inner


def _weigh(evidence: Evidence, full: str, short: str) -> float:
    """What speaks for a full form besides the words at its edge."""
    known = (full in evidence.known or full in evidence.terms) and len(full) > len(short)
    title = _TITLE.match(full)
    quotation = full[0] in '“"' and re.search(r"[”\"].{1,6}$", full[1:])
    weights = (
        (known, KNOWN + len(full) / 10),
        (full[0] == short[0], SAME_START),
        (title, TITLE_START),
        (_DEICTIC.search(full), DEICTIC),
        (_VERBAL.search(full) and not (known or title), VERBAL),
        ("的" in full and not known and not _OF.match(full), ATTRIBUTE),
        (_ROLE.match(full), ROLE_START),
        (_ORDINAL.match(full) and find_class(full) in ("event", "text"), ORDINAL_START),
        # 乌克兰“…临时地位”法: a quotation that opens the name is part of it.
        (quotation, TITLE_START),
        (not is_balanced(full), UNBALANCED),
    )
    return sum(weight for holds, weight in weights if holds)


def is_balanced(full: str) -> bool:
    """Whether brackets and quotes close, and no parenthesis stands before a further name: 世卫组织）和开发计划署.

    >>> is_balanced("安全理事会第1267(1999)号和第1989(2011)号决议所设委员会"), is_balanced("世卫组织（世卫）和开发署")
    (True, False)
    """
    bare = _YEAR.sub("", full)
    pairs = all(bare.count(pair[0]) == bare.count(pair[1]) for pair in ("《》", "“”", "（）", "()"))
    return pairs and bare.count('"') % 2 == 0 and not re.search("[（(].*[和及与、]", bare)
