"""Equivalents that follow a rule: resolutions and decisions, numbered sessions, Sustainable Development Goals.

A rule composes only where every part of the name is known; the body's English comes from the mapping.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from align.numeral import format_ordinal, parse_numeral, spell_ordinal

BodyEnglish = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Composed:
    """The English that a rule made, and the body as the Chinese name has it, "" where it names none."""

    english: str
    body: str = ""


_BODY = r"(?P<body>[\u3400-\u9fff《》]*?)"
# 72/284, S-20/2, 56/200B, 2396(2017), 3235(XXIX), 3201(S-VI); presidential statements have other names.
_NUMBER = r"(?:E?S-)?[0-9]+/[0-9]+(?:[A-Z](?:-[A-Z])?)?|[0-9]+(?:[（(](?:[0-9]{4}|(?:E?S-)?[IVXLC]+)[）)])?"
_RESOLUTION = re.compile(
    rf"{_BODY}(?P<numbers>第(?:{_NUMBER})号?(?:(?:[、和及与]|以及)第?(?:{_NUMBER})号?)*)(?P<what>决议|决定)"
)
_NUMERAL = "[〇零一二两三四五六七八九十百0-9]+"
_SESSION = re.compile(
    rf"{_BODY}第(?P<number>{_NUMERAL})届(?:(?P<what>紧急特别|特别)?会议|(?P<regular>常会)|(?=续会))(?P<resumed>续会)?"
)
_MEETING = re.compile(rf"{_BODY}第(?P<number>{_NUMERAL})次(?P<what>全体)?会议")
_YEARLY = re.compile(rf"{_BODY}(?P<year>(?:19|20)[0-9]{{2}})年届会(?P<resumed>续会)?")
_SPECIAL = {"特别": "special ", "紧急特别": "emergency special "}
# The Vienna commissions call a 续会 reconvened, New York's organs call it resumed.
_RECONVENED = ("Commission on Narcotic Drugs", "Commission on Crime Prevention and Criminal Justice")
_GOAL = re.compile(r"可持续发展目标(?P<goal>1[0-7]|[1-9])")
_TARGET = re.compile(r"可持续发展(?:目标)?具体目标(?P<target>(?:1[0-7]|[1-9])\.(?:[1-9][0-9]?|[a-d]))")


def compose_equivalent(term: str, body_english: BodyEnglish) -> Composed | None:
    """The English that a rule makes of a Chinese name, None where none applies.

    ``body_english`` gives the English of a body's Chinese name, "" where it is not known.

    >>> body = {"大会": "General Assembly", "安全理事会": "Security Council"}
    >>> compose_equivalent("大会第72/284号决议", lambda name: body.get(name, ""))
    Composed(english='General Assembly resolution 72/284', body='大会')
    >>> compose_equivalent("安全理事会第1267(1999)号和第1989(2011)号决议", lambda name: body.get(name, "")).english
    'Security Council resolutions 1267 (1999) and 1989 (2011)'
    >>> compose_equivalent("大会第七十四届会议", lambda name: body.get(name, "")).english
    'seventy-fourth session of the General Assembly'
    >>> compose_equivalent("某委员会第3号决议", lambda name: body.get(name, ""))
    """
    bare = term.replace(" ", "")
    for pattern, rule in _RULES:
        match = pattern.fullmatch(bare)
        if match:
            return _compose(match, rule, body_english)
    return None


def _compose(match: re.Match[str], rule: "Rule", body_english: BodyEnglish) -> Composed | None:
    body = match.groupdict().get("body") or ""
    named = body_english(body) if body else ""
    english = rule(match, named) if named or not body else ""
    return Composed(english, body) if english else None


def _compose_resolution(match: re.Match[str], body: str) -> str:
    numbers = [_format_number(number) for number in re.findall(_NUMBER, match["numbers"])]
    what = "resolution" if match["what"] == "决议" else "decision"
    listed = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{body} {what}{'s' if len(numbers) > 1 else ''} {listed}".strip()


def _format_number(number: str) -> str:
    """2396(2017) → 2396 (2017), 56/200B → 56/200 B."""
    return re.sub(r"(?<=[0-9])(?=[(A-Z])", " ", number.replace("（", "(").replace("）", ")"))


def _compose_session(match: re.Match[str], body: str) -> str:
    number = parse_numeral(match["number"])
    if number is None or number > 999:
        return ""
    kind = _SPECIAL.get(match["what"], "") or ("regular " if match["regular"] else "")
    return _of_body(f"{_resume(match, body)}{spell_ordinal(number)} {kind}session", body)


def _compose_meeting(match: re.Match[str], body: str) -> str:
    number = parse_numeral(match["number"])
    # 第8000次会议 is the 8000th meeting; 第二次会议 is in words, as in Chinese.
    in_figures = match["number"].isascii()
    if number is None or (number > 999 and not in_figures):
        return ""
    ordinal = format_ordinal(number) if in_figures else spell_ordinal(number)
    return _of_body(f"{ordinal} {'plenary ' if match['what'] else ''}meeting", body)


def _compose_yearly(match: re.Match[str], body: str) -> str:
    return f"{_resume(match, body)}{match['year']} session of the {body}" if body else ""


def _resume(match: re.Match[str], body: str) -> str:
    if not match["resumed"]:
        return ""
    return "reconvened " if body in _RECONVENED else "resumed "


def _of_body(name: str, body: str) -> str:
    return f"{name} of the {body}" if body else name


def _compose_goal(match: re.Match[str], _: str) -> str:
    return f"Sustainable Development Goal {match['goal']}"


def _compose_target(match: re.Match[str], _: str) -> str:
    return f"Sustainable Development Goal target {match['target']}"


Rule = Callable[[re.Match[str], str], str]
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_RESOLUTION, _compose_resolution),
    (_SESSION, _compose_session),
    (_MEETING, _compose_meeting),
    (_YEARLY, _compose_yearly),
    (_GOAL, _compose_goal),
    (_TARGET, _compose_target),
)
