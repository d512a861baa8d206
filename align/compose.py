"""Equivalents that follow a rule: resolutions and decisions, numbered sessions, Sustainable Development Goals.

A rule composes only where every part of the name is known; the body's English comes from the mapping.
"""

import re
from collections.abc import Callable

from align.numeral import parse_numeral, spell_ordinal

BodyEnglish = Callable[[str], str]

_ONE = r"第?([0-9]+(?:/[0-9]+)*(?:/[A-Z])?)(?:[（(]([0-9]{4}|[IVXLC]+)[）)])?号?"
_RESOLUTION = re.compile(
    rf"(?P<body>[\u3400-\u9fff]*?)(?P<numbers>第{_ONE.removeprefix('第?')}(?:[、和及与]{_ONE})*)(?P<what>决议|决定)"
)
_SESSION = re.compile(
    r"(?P<body>[\u3400-\u9fff《》]*?)第(?P<number>[〇零一二三四五六七八九十百0-9]+)(?P<what>届会议|届特别会议|次会议|届续会|届常会|届紧急特别会议)"
)
_WHAT = {
    "届会议": "session",
    "届特别会议": "special session",
    "次会议": "meeting",
    "届续会": "resumed session",
    "届常会": "regular session",
    "届紧急特别会议": "emergency special session",
}
_YEARLY = re.compile(r"(?P<body>[\u3400-\u9fff]+?)(?P<year>[0-9]{4})年届会")
_GOAL = re.compile(r"可持续发展目标(?P<goal>1[0-7]|[1-9])")
_TARGET = re.compile(r"可持续发展(?:目标)?具体目标(?P<target>[0-9]{1,2}\.[0-9a-d]{1,2})")


def compose_equivalent(term: str, body_english: BodyEnglish) -> str:
    """The English that a rule makes of a Chinese name, "" where none applies.

    ``body_english`` gives the English of a body's Chinese name, "" where it is not known.

    >>> body = {"大会": "General Assembly", "安全理事会": "Security Council"}
    >>> compose_equivalent("大会第72/284号决议", lambda name: body.get(name, ""))
    'General Assembly resolution 72/284'
    >>> compose_equivalent("安全理事会第1267(1999)号和第1989(2011)号决议", lambda name: body.get(name, ""))
    'Security Council resolutions 1267 (1999) and 1989 (2011)'
    >>> compose_equivalent("大会第七十四届会议", lambda name: body.get(name, ""))
    'seventy-fourth session of the General Assembly'
    >>> compose_equivalent("某委员会第3号决议", lambda name: body.get(name, ""))
    ''
    """
    bare = term.replace(" ", "")
    for pattern, rule in _RULES:
        match = pattern.fullmatch(bare)
        if match:
            return rule(match, body_english)
    return ""


def _compose_resolution(match: re.Match[str], body_english: BodyEnglish) -> str:
    body = match["body"]
    english = body_english(body) if body else ""
    if body and not english:
        return ""
    numbers = [f"{number} ({year})" if year else number for number, year in re.findall(_ONE, match["numbers"])]
    what = "resolution" if match["what"] == "决议" else "decision"
    listed = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{english} {what}{'s' if len(numbers) > 1 else ''} {listed}".strip()


def _compose_session(match: re.Match[str], body_english: BodyEnglish) -> str:
    number = parse_numeral(match["number"])
    body = match["body"]
    english = body_english(body.strip("《》")) if body else ""
    if number is None or number >= 600 or (body and not english):
        return ""
    session = f"{spell_ordinal(number)} {_WHAT[match['what']]}"
    return f"{session} of the {english}" if body else session


def _compose_yearly(match: re.Match[str], body_english: BodyEnglish) -> str:
    english = body_english(match["body"])
    return f"{match['year']} session of the {english}" if english else ""


def _compose_goal(match: re.Match[str], _: BodyEnglish) -> str:
    return f"Sustainable Development Goal {match['goal']}"


def _compose_target(match: re.Match[str], _: BodyEnglish) -> str:
    return f"Sustainable Development Goal target {match['target']}"


_RULES = (
    (_RESOLUTION, _compose_resolution),
    (_SESSION, _compose_session),
    (_YEARLY, _compose_yearly),
    (_GOAL, _compose_goal),
    (_TARGET, _compose_target),
)
