"""What rules make of resolutions, sessions and Goals, and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.compose import compose_equivalent
from align.numeral import spell_ordinal

BODIES = {
    "大会": "General Assembly",
    "安全理事会": "Security Council",
    "经社理事会": "Economic and Social Council",
    "人权理事会": "Human Rights Council",
    "麻醉药品委员会": "Commission on Narcotic Drugs",
    "《联合国反腐败公约》缔约国会议": "Conference of the States Parties to the Convention",
}


def compose(term: str) -> str:
    """The English of a term, "" for none."""
    composed = compose_equivalent(term, lambda name: BODIES.get(name, ""))
    return composed.english if composed else ""


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("大会第72/284号决议", "General Assembly resolution 72/284"),
        ("大会第60/288 号决议", "General Assembly resolution 60/288"),
        ("安全理事会第2396 (2017)号决议", "Security Council resolution 2396 (2017)"),
        ("安全理事会第2396（2017）号决议", "Security Council resolution 2396 (2017)"),
        ("大会第3235(XXIX)号决议", "General Assembly resolution 3235 (XXIX)"),
        ("大会第3201(S-VI)号决议", "General Assembly resolution 3201 (S-VI)"),
        ("大会第S-20/2号决议", "General Assembly resolution S-20/2"),
        ("大会第ES-10/19号决议", "General Assembly resolution ES-10/19"),
        ("大会第56/200 B号决议", "General Assembly resolution 56/200 B"),
        ("大会第61/105A-B号决议", "General Assembly resolution 61/105 A-B"),
        ("经社理事会第2019/21号决议", "Economic and Social Council resolution 2019/21"),
        ("经社理事会第2018/247号决定", "Economic and Social Council decision 2018/247"),
        ("人权理事会第S-21/1号决议", "Human Rights Council resolution S-21/1"),
        ("麻醉药品委员会第56/9号决议", "Commission on Narcotic Drugs resolution 56/9"),
        ("第72/284号决议", "resolution 72/284"),
        ("第6/1号决定", "decision 6/1"),
    ],
)
def test_a_resolution_has_its_body_and_number(term: str, english: str) -> None:
    """Body, the word, the number; a blank before the year, the session or the letter."""
    assert compose(term) == english


@pytest.mark.parametrize(
    ("term", "english"),
    [
        (
            "安全理事会第1267(1999)号和第1989(2011)号决议",
            "Security Council resolutions 1267 (1999) and 1989 (2011)",
        ),
        ("第56/9、62/3、62/7号决议", "resolutions 56/9, 62/3 and 62/7"),
        ("大会第64/293和66/181号决议", "General Assembly resolutions 64/293 and 66/181"),
        ("大会第64/293号和第66/181号决议", "General Assembly resolutions 64/293 and 66/181"),
        ("大会第64/293号以及第66/181号决议", "General Assembly resolutions 64/293 and 66/181"),
        (
            "大会第66/105号、第66/171、第66/178和第66/181号决议",
            "General Assembly resolutions 66/105, 66/171, 66/178 and 66/181",
        ),
        ("人权理事会第2/113号及第3/1号决定", "Human Rights Council decisions 2/113 and 3/1"),
    ],
)
def test_a_list_of_resolutions_is_in_the_plural(term: str, english: str) -> None:
    """Commas, and "and" before the last number, whatever joins the Chinese."""
    assert compose(term) == english


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("大会第七十四届会议", "seventy-fourth session of the General Assembly"),
        ("大会第三十届特别会议", "thirtieth special session of the General Assembly"),
        ("大会第十届紧急特别会议", "tenth emergency special session of the General Assembly"),
        ("大会第七十四届会议续会", "resumed seventy-fourth session of the General Assembly"),
        ("大会第七十四届续会", "resumed seventy-fourth session of the General Assembly"),
        ("麻醉药品委员会第六十二届会议续会", "reconvened sixty-second session of the Commission on Narcotic Drugs"),
        ("第五十五届常会", "fifty-fifth regular session"),
        ("第六十二届会议", "sixty-second session"),
        ("经社理事会2019年届会", "2019 session of the Economic and Social Council"),
        ("第二次会议", "second meeting"),
        ("安全理事会第8000次会议", "8000th meeting of the Security Council"),
        ("大会第3次全体会议", "3rd plenary meeting of the General Assembly"),
        (
            "《联合国反腐败公约》缔约国会议第八届会议",
            "eighth session of the Conference of the States Parties to the Convention",
        ),
    ],
)
def test_a_numbered_session_has_its_ordinal(term: str, english: str) -> None:
    """In words for sessions; a meeting counted in figures keeps them. Vienna reconvenes, New York resumes."""
    assert compose(term) == english


@given(st.integers(1, 999))
def test_every_session_of_a_body_composes(number: int) -> None:
    """In Arabic figures, too, and with the same ordinal."""
    assert compose(f"大会第{number}届会议") == f"{spell_ordinal(number)} session of the General Assembly"


@pytest.mark.parametrize(
    ("term", "english"),
    [(f"可持续发展目标{goal}", f"Sustainable Development Goal {goal}") for goal in (1, 9, 10, 17)]
    + [("可持续发展具体目标16.4", "Sustainable Development Goal target 16.4")]
    + [("可持续发展目标具体目标3.a", "Sustainable Development Goal target 3.a")],
)
def test_goals_and_targets_have_their_number(term: str, english: str) -> None:
    """Seventeen Goals; targets with a figure or a letter."""
    assert compose(term) == english


@pytest.mark.parametrize(
    "term",
    [
        "",
        "大会",
        "大会决议",
        "第1条",
        "大会第1条",
        "某委员会第3号决议",
        "某大会第72/284号决议",
        "委员会第六十二届会议",
        "大会第72/284号决议执行情况",
        "根据大会第72/284号决议",
        "大会第46/152号决议附件",
        "大会第58/269号决议和第72/1号决定",
        "大会第七十四届会议和第七十五届会议",
        "大会第七十四届",
        "大会第三四届会议",
        "大会第0届会议",
        "大会第〇届会议",
        "大会第1000届会议",
        "安全理事会主席声明S/PRST/2015/14",
        "2020年届会",
        "大会1820年届会",
        "可持续发展目标",
        "可持续发展目标0",
        "可持续发展目标01",
        "可持续发展目标18",
        "可持续发展目标3和大会第1/1号决议",
        "可持续发展具体目标18.1",
        "可持续发展具体目标16.0",
    ],
)
def test_what_no_rule_knows_whole_is_left_alone(term: str) -> None:
    """Unknown bodies, other text around the name, numbers that cannot be: nothing is composed."""
    assert compose(term) == ""


def test_the_body_is_told_apart() -> None:
    """The body as the Chinese has it: what names the resolution may give its full form."""
    composed = compose_equivalent("大会第72/284号决议", BODIES.__getitem__)
    assert composed is not None
    assert composed.body == "大会"


@given(st.text("大会第七十四届会议号决0123/()（）和、安全理事 "))
def test_no_text_makes_the_rules_fail(text: str) -> None:
    """Whatever the harvest hands over, a rule answers or leaves it alone, and its English holds no Chinese."""
    assert compose(text).isascii()
