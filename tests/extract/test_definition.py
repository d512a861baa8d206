"""Definitions: full and short forms in one paragraph, with exact spans."""

import re
from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.definition import Definition, find_definitions, weigh_again
from extract.edge import read_edges
from extract.span import Evidence

EDGES = read_edges()
# One vocabulary: what a text leaves in it must not matter to the next.
VOCABULARY = EDGES.vocabulary()


def build_evidence(known: Collection[str] = (), places: Collection[str] = ()) -> Evidence:
    names = frozenset(known)
    return Evidence(EDGES, VOCABULARY, known=names, places=frozenset(places), terms=names)


def define(text: str, known: Collection[str] = (), places: Collection[str] = ()) -> list[Definition]:
    return list(find_definitions(text, build_evidence(known, places)))


def pair(text: str, known: Collection[str] = (), places: Collection[str] = ()) -> list[tuple[str, str]]:
    return [(found.full_form, found.short_form) for found in define(text, known, places)]


WORLD = ("世界海洋观测组织", "海观组织")


@pytest.mark.parametrize("marks", ["（）", "()", "（)", "(）"])
def test_both_bracket_styles_define(marks):
    """Full-width, half-width and mixed brackets are the same."""
    assert pair(f"世界海洋观测组织{marks[0]}海观组织{marks[1]}提交了报告。") == [WORLD]


@pytest.mark.parametrize("gap", ["", " ", "\u3000", "*", " *"])
def test_blanks_and_marks_before_the_bracket_do_not_part_the_names(gap):
    """A blank or a footnote's asterisk between the full form and its bracket is no part of either."""
    assert pair(f"世界海洋观测组织{gap}（海观组织）提交了报告。") == [WORLD]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("经济合作与发展组织", "经合组织"),
        ("国际刑事警察组织", "国际刑警组织"),
        ("联合国毒品和犯罪问题办公室", "毒品和犯罪问题办公室"),
        ("联合国儿童基金会", "儿基会"),
        ("联合国人类住区规划署", "人居署"),
        ("联合国难民事务高级专员公署", "难民署"),
        ("联合国教育、科学及文化组织", "教科文组织"),
        ("伊拉克和黎凡特伊斯兰国", "伊黎伊斯兰国"),
        ("东南亚国家联盟", "东盟"),
        ("国际货币基金组织", "基金组织"),
        ("不扩散核武器条约", "不扩散条约"),
        ("联合国马里多层面综合稳定团", "马里稳定团"),
        ("第二次联合国人类住区会议", "人居二"),
        ("联合国可持续发展大会", "里约+20"),
        ("国内生产总值", "GDP"),
        ("联合国开发计划署", "UNDP"),
    ],
)
def test_a_full_form_at_the_start_of_a_text_is_whole(full, short):
    """Names with 和, 与 and 、 inside, contractions, tails and acronyms; no name is known beforehand."""
    assert pair(f"{full}（{short}）提交了报告。") == [(full, short)]


@pytest.mark.parametrize(
    ("before", "full", "short"),
    [
        ("支持", "国际刑事警察组织", "国际刑警组织"),
        ("并与", "国际刑事警察组织", "国际刑警组织"),
        ("在", "经济合作与发展组织", "经合组织"),
        ("秘书处与", "国际民用航空组织", "国际民航组织"),
        ("请各国通过", "联合国人权事务高级专员办事处", "人权高专办"),
        ("委员会审议了", "联合国海洋观测方案", "海观方案"),
        ("在", "联合国索马里援助团", "联索援助团"),
        ("根据", "关于消除一切形式种族歧视的国际公约", "消除种族歧视公约"),
        ("支持伊拉克对", "伊拉克和黎凡特伊斯兰国", "伊黎伊斯兰国"),
        ("秘书处和", "联合国大学", "联大"),
        ("秘书处向海洋观测组织和", "世界气象组织", "气象组织"),
        ("反恐执行工作队", "反恐怖主义综合援助", "反恐综合援助"),
        ("本次会议由", "世界卫生组织", "世卫组织"),
        ("下列机构参加：", "世界卫生组织", "世卫组织"),
        ("1. ", "世界卫生组织", "世卫组织"),
        ("会议结束后，", "世界卫生组织", "世卫组织"),
        ("毒品和犯罪问题办公室和", "世界海关组织", "海关组织"),
        ("毒品和犯罪问题办公室与", "世界海关组织", "海关组织"),
        ("海洋观测组织下属的", "山地联合工作队", "山地工作队"),
        ("本公约", "海洋委员会", "海委会"),
        ("上述", "海洋观测委员会", "海委会"),
        ("必须加强", "海洋观测委员会", "海委会"),
        ("各国批准", "关于观测海洋的区域公约", "观测公约"),
        ("各国批准了", "关于在山地研究方面开展合作的协定", "山地协定"),
        ("由其任命的", "负责海洋观测问题的秘书长特使", "海洋特使"),
        ("", "由海洋联盟主导的山地支助团", "山地支助团"),
    ],
)
def test_no_word_before_the_name_is_taken_for_part_of_it(before, full, short):
    """Verbs, prepositions, conjunctions, other names, numbers of lists and clauses end before the full form."""
    assert pair(f"{before}{full}（{short}）开展工作。") == [(full, short)]


def test_several_definitions_in_a_sentence_come_in_order():
    """Each bracket defines the name beside it, in a list with commas and 和."""
    text = "联合国海洋观测方案（海观方案）、世界山地组织（山地组织）和国际沙漠研究所（沙漠所）参加。"
    assert pair(text) == [
        ("联合国海洋观测方案", "海观方案"),
        ("世界山地组织", "山地组织"),
        ("国际沙漠研究所", "沙漠所"),
    ]


def test_a_chain_of_slashes_parts_names():
    """甲（甲）/乙（乙）/丙（丙）."""
    text = "联合国人口基金（人口基金）/世界山地组织（山地组织）/国际沙漠研究所（沙漠所）"
    assert [full for full, _ in pair(text)] == ["联合国人口基金", "世界山地组织", "国际沙漠研究所"]


def test_a_list_after_a_name_with_a_comma_is_parted():
    """The 、 in 教育、科学及文化组织 belongs to the name, the one after its bracket does not."""
    text = "联合国教育、科学及文化组织(教科文组织)、联合国儿童基金会(儿基会)和世界粮食计划署(粮食署)"
    assert [full for full, _ in pair(text)] == ["联合国教育、科学及文化组织", "联合国儿童基金会", "世界粮食计划署"]


def test_the_inner_of_nested_parentheses_defines():
    """甲（乙（丙））: 丙 is short for 乙."""
    text = "本次会议由联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室（毒罪办））主办。"
    assert ("毒品和犯罪问题办公室", "毒罪办") in pair(text)


def test_a_definition_inside_a_parenthesis_does_not_reach_out_of_it():
    """The full form begins after the bracket that is still open."""
    assert pair("有关机构（包括世界海洋观测组织（海观组织））参加。") == [WORLD]


@pytest.mark.parametrize(
    "cue", ["以下简称“海观组织”", "下称海观组织", "简称海观组织", "以下简称海观组织", "又称“海观组织”", "“海观组织”"]
)
def test_cue_words_and_quotation_marks_announce_the_short_form(cue):
    """The rule says that the text announced it."""
    (found,) = define(f"世界海洋观测组织（{cue}）提交了报告。")
    assert (found.full_form, found.short_form) == WORLD
    assert "announced" in found.rule


@pytest.mark.parametrize(
    "cue", ["，以下简称“海观组织”，", "，简称“海观组织”，", "，下称“海观组织”，", "通常称为“海观组织”，"]
)
def test_a_name_in_running_text_needs_a_cue_and_quotation_marks(cue):
    """Without a parenthesis both mark the short form's edges."""
    assert pair(f"世界海洋观测组织{cue}设在某地。") == [WORLD]


@pytest.mark.parametrize("text", ["世界海洋观测组织，海观组织，设在某地。", "世界海洋观测组织又称海观组织设在某地。"])
def test_without_marks_running_text_defines_nothing(text):
    """Where the short form would end nobody can tell."""
    assert pair(text) == []


def test_an_alias_that_shares_no_character_is_taken_where_it_is_announced():
    """（又称“青年党”） needs no characters in common."""
    assert pair("海洋观测阵线（又称“潮汐帮”）控制了港口。") == [("海洋观测阵线", "潮汐帮")]


def test_several_names_in_one_parenthesis_have_one_full_form():
    """伊黎伊斯兰国，又称达伊沙: both stand for the name before the bracket."""
    full = "伊拉克和黎凡特伊斯兰国"
    assert pair(f"{full}（伊黎伊斯兰国，又称达伊沙）控制了该市。") == [(full, "伊黎伊斯兰国"), (full, "达伊沙")]
    assert pair("世界海洋观测组织（海观组织，WOO）") == [WORLD, (WORLD[0], "WOO")]
    assert pair("世界海洋观测组织（WOO；海观组织）") == [(WORLD[0], "WOO"), WORLD]


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("《世界海洋观测公约》（《海洋公约》）", "世界海洋观测公约", "海洋公约"),
        ("《世界海洋观测公约》（以下简称“公约”）", "世界海洋观测公约", "公约"),
        ("根据《关于观测海洋的公约》（以下简称《观测公约》）", "关于观测海洋的公约", "观测公约"),
        ("根据《〈观测公约〉任择议定书》（《任择议定书》）", "〈观测公约〉任择议定书", "任择议定书"),
        ("使用“综合调查软件”（综调软件）", "综合调查软件", "综调软件"),
    ],
)
def test_titles_and_quoted_names_end_at_their_marks(text, full, short):
    """The marks give both edges, and stand in no form."""
    (found,) = define(text)
    assert (found.full_form, found.short_form, found.kind) == (full, short, "title")


def test_a_name_that_opens_a_quotation_begins_there():
    """题为“…（…）”: what stands before the quotation mark is not considered."""
    text = "题为“小岛屿发展中国家快速行动方式（萨摩亚途径）”的成果文件"
    assert pair(text) == [("小岛屿发展中国家快速行动方式", "萨摩亚途径")]


def test_a_quotation_inside_a_name_belongs_to_it():
    """“坚强家庭”方案 begins with its quotation mark."""
    assert pair("“坚强家庭”方案（家庭方案）") == [("“坚强家庭”方案", "家庭方案")]


def test_a_comma_inside_both_forms_is_kept():
    """…中心，埃及（…中心，埃及） is one name."""
    full, short = "巴塞尔公约阿拉伯国家培训与技术转让区域中心，埃及", "巴塞尔公约区域中心，埃及"
    assert pair(f"{full}（{short}）") == [(full, short)]


@pytest.mark.parametrize(
    "text",
    [
        "会议（2016年）结束。",
        "代表团访问了首都（2019年3月4日至6日）。",
        "收到了秘书长的报告（见S/2014/815）。",
        "收到了秘书长的报告（见第12段）。",
        "秘书处提交了报告（E/CN.7/2019/2）。",
        "（一）审议报告；（二）通过建议。",
        "缴获海洛因（1 200公斤）。",
        "参加讲习班的人员（45人）来自各地。",
        "自愿捐款（占总额的80%）有所增加。",
        "妇女（15至49岁）的比例上升。",
        "方案持续时间（三个月）不变。",
        "三个国家（甲国、乙国和丙国）参加。",
        "该区域各国（包括肯尼亚、乌干达）参加。",
        "非法药物（特别是可卡因）的贩运增加。",
        "执法机构（如警察、海关）参与。",
        "该办法（即事先通知的做法）有效。",
        "在机构内（如有必要）采取行动。",
        "该中心（设在内罗毕）负责协调。",
        "预算（每两年一次）已编制。",
        "表一（续）",
        "图二（单位：万美元）",
        "主席（肯尼亚）主持会议。",
        "所设专家小组（“专家小组”）开会。",
        "国际刑警组织（国际刑警组织）",
        "这一做法（与以往一样）有效。",
        "行动9（蓝色行动）启动。",
        "该国缴获了48公斤甲基苯丙胺（冰毒）。",
        "（世界海洋观测组织）（海观组织）",
    ],
)
def test_other_parentheses_define_nothing(text):
    """Dates, places, counts, citations, enumerations, explanations, captions and repetitions."""
    assert pair(text) == []


def test_a_known_place_is_no_short_form():
    """办公室总部（碧波城） says where it is; without the knowledge, the characters decide."""
    assert pair("碧海波涛之城市办公室（碧波城）") == []
    assert pair("碧海波浪联合会（碧波会）", places={"碧波会"}) == []
    assert pair("碧海波浪联合会（碧波会）") == [("碧海波浪联合会", "碧波会")]


def test_what_stands_in_the_next_line_or_sentence_defines_nothing():
    """A line break or a full stop parts the bracket from the name."""
    assert pair("世界海洋观测组织\n（海观组织）") == []
    assert pair("提交者是世界海洋观测组织。（海观组织）") == []


LONG = "打击犯罪信息与法律网络共享平台"
SLASHED = "联合国艾滋病毒/艾滋病联合规划署"
DISARM = "解除武装、复员和重返社会"


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        (f"使用{LONG}（夏洛克数据库）调查。", LONG, "夏洛克数据库"),
        (f"与世卫组织和{SLASHED}（艾滋病署）合作。", SLASHED, "艾滋病署"),
        (f"{DISARM}（复员方案）工作取得进展。", DISARM, "复员方案"),
        (f"{DISARM}方案（复员方案）工作取得进展。", f"{DISARM}方案", "复员方案"),
        (f"支助{DISARM}（复员方案）工作。", DISARM, "复员方案"),
    ],
)
def test_a_known_name_wins(text, full, short):
    """Whatever its words look like: 与 inside, a slash, a short form that is no contraction."""
    assert pair(text, known={LONG, SLASHED, DISARM}) == [(full, short)]


def test_two_known_names_of_one_thing_need_no_characters_in_common():
    """石油输出国组织（欧佩克）: the list knows 欧佩克."""
    opec = ("石油输出国组织", "欧佩克")
    assert pair("石油输出国组织（欧佩克）增加了产量。", known=opec) == [opec]
    assert pair("石油输出国组织（欧佩克）增加了产量。") == []


def test_a_name_that_other_contexts_show_whole_is_preferred():
    """What is sure elsewhere speaks for that span, and never against itself."""
    text = f"{SLASHED}（艾滋病规划署）"
    (alone,) = define(text)
    helped = weigh_again(alone, {SLASHED})
    assert helped.full_form == SLASHED == text[helped.start : helped.end]
    assert 0 < helped.confidence <= 1
    assert weigh_again(alone, {"世界卫生组织"}) == alone


def test_kinds_tell_contractions_acronyms_titles_and_aliases_apart():
    """The kind is what a reader of definitions.tsv filters by."""
    texts = {
        "世界海洋观测组织（海观组织）": "abbreviation",
        "世界海洋观测组织（WOO）": "acronym",
        "《世界海洋观测公约》（《海洋公约》）": "title",
        "海洋观测阵线（又称“潮汐帮”）": "alias",
    }
    assert {text: define(text)[0].kind for text in texts} == texts


def test_the_spans_that_were_considered_come_best_first():
    """--explain shows them: the full form first, then its rivals, all of which end at the bracket."""
    text = "秘书处支持联合国海洋观测方案（海观方案）的工作。"
    (found,) = define(text)
    scores = [span.score for span in found.spans]
    assert scores == sorted(scores, reverse=True)
    assert [span.text for span in found.spans] == [text[span.start : span.end] for span in found.spans]
    assert len({span.text for span in found.spans}) == len(found.spans) > 1
    assert (found.spans[0].text, found.spans[0].start, found.spans[0].end) == (found.full_form, found.start, found.end)
    assert {span.end for span in found.spans} == {text.index("（")}


def test_a_near_rival_lowers_the_confidence():
    """A full form without rivals is surer than one with a near rival."""
    sure, doubtful = define("联合国儿童基金会（儿基会）"), define("支持和协助海洋观测中心方案（海观方案）")
    assert sure[0].confidence > doubtful[0].confidence


PIECES = """世界卫生组织 （世卫组织） ( ） （ ) 《 》 “ ” " [ ] —— ，系指 ， 、 ； 。 简称 以下简称 又称 通常称为
原称 即 和 与 或 联合国 GDP 2016年 第3号 关于 的公约 a 〈 〉 办公室 （办公室） · / 😀 ‘ ’ 】 . 0"""
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*PIECES.split(), "\n", " ", "\u3000"]), max_size=25).map("".join),
    st.text('世界卫生组织（）()《》“”"，、简称即和与联合国A2年 \n', max_size=40),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_read_and_every_span_is_exact(text, informed):
    """No error; the full form is the text between its offsets; the confidence is one, the spans are best first."""
    known = {"世界卫生组织", "联合国办公室"} if informed else ()
    for found in define(text, known, {"联合国"} if informed else ()):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.full_form
        assert 0 <= found.confidence <= 1
        scores = [span.score for span in found.spans]
        assert scores == sorted(scores, reverse=True)
        assert all(text[span.start : span.end] == span.text for span in found.spans)
        assert found.kind in ("abbreviation", "acronym", "title", "alias", "former")


@pytest.mark.parametrize("text", ["“（办公室）”的名称", "《（组织）》", "“办公室（办公室）”"])
def test_a_quotation_defines_nothing_where_it_opens_with_the_bracket_or_repeats(text):
    """A full form is neither empty nor its own short form."""
    assert pair(text) == []


def test_no_name_is_its_own_short_form():
    """A parenthesis that repeats the name, in quotation marks or not, defines nothing."""
    assert pair("“海洋观测办公室（海洋观测办公室）”") == []
    assert pair("《海洋观测办公室（海洋观测办公室）》") == []


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("《海洋观测条约》（MOT）生效。", "海洋观测条约", "MOT"),
        ("《海洋观测公约》（1958年，碧波城）（《碧波公约》）", "海洋观测公约", "碧波公约"),
        ("WOO（世界海洋观测组织）参加了会议。", "世界海洋观测组织", "WOO"),
        ("海观组织（世界海洋观测组织）参加了会议。", "世界海洋观测组织", "海观组织"),
        ("海洋观测阵线（通常称为“潮汐帮”）控制了港口。", "海洋观测阵线", "潮汐帮"),
        ("3,4-亚甲基二氧基甲基苯丙胺（又称“摇头丸”）", "3,4-亚甲基二氧基甲基苯丙胺", "摇头丸"),
        ("世界海洋观测组织[海观组织]", *WORLD),
        ("——国际海洋观测准则——下称海洋准则——的实施", "国际海洋观测准则", "海洋准则"),
        ("所称“海观组织”，系指世界海洋观测组织。", *WORLD),
        ("海观集团（海观）", "海观集团", "海观"),
    ],
)
def test_other_ways_to_define(text, full, short):
    """Acronyms of titles, a date between the two, reversed pairs, a comma between digits, dashes, 系指."""
    (found,) = define(text)
    assert (found.full_form, found.short_form) == (full, short)
    assert text[found.start : found.end] == full


def test_a_former_name_is_told_from_a_present_one():
    """原称海洋协会: an alias that is no more."""
    (found,) = define("世界海洋观测组织（原称海洋协会）")
    assert (found.short_form, found.kind) == ("海洋协会", "former")


def test_two_names_joined_by_or_are_two():
    """（“海观组织”或“组织”）."""
    assert pair("世界海洋观测组织（“海观组织”或“组织”）") == [WORLD, (WORLD[0], "组织")]


def test_the_outer_of_nested_parentheses_defines_too():
    """甲（乙（丙））: 乙 is short for 甲."""
    found = pair("联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室（毒罪办））")
    assert ("联合国毒品和犯罪问题办公室", "毒品和犯罪问题办公室") in found


@pytest.mark.parametrize(
    "text", ["WOO （世界海洋观测组织）", "WOO（ 世界海洋观测组织）", "海观组织（全称世界海洋观测组织）"]
)
def test_the_span_of_a_full_form_in_brackets_is_exact(text):
    """Blanks and 全称 beside the bracket are no part of it."""
    (found,) = define(text)
    assert text[found.start : found.end] == found.full_form == "世界海洋观测组织"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("使用“综合调查软件”（goCASE）。", [("综合调查软件", "goCASE")]),
        (
            "海洋观测阵线（又名“潮汐帮”、“浪花军”）控制了港口。",
            [("海洋观测阵线", "潮汐帮"), ("海洋观测阵线", "浪花军")],
        ),
        ("世界海洋观测组织（海观组织）（WOO）", [WORLD, (WORLD[0], "WOO")]),
        ("开发署（联合国开发计划署）", [("联合国开发计划署", "开发署")]),
    ],
)
def test_acronyms_in_small_letters_and_pairs_of_short_forms(text, expected):
    """goCASE, two quoted names, a second parenthesis, and a tail before its full form."""
    assert pair(text) == expected


@pytest.mark.parametrize(
    "text",
    ["委员会通过了决议（第72/284号决议）。", "警察机构（内政部）参加。", "向有关机构（海关总署）移交。"],
)
def test_a_common_noun_is_no_full_form(text):
    """A citation and an example: 决议 and 有关机构 name nothing."""
    assert pair(text) == []


@pytest.mark.parametrize("text", ["该组织通常称为“潮汐帮”。", "该方案（下称“海观方案”）已经结束。"])
def test_an_anaphor_is_no_full_form(text):
    """该组织 stands for a name and is none."""
    assert pair(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "UNODC(联合国毒品(药物)和犯罪问题办公室)",
        "海观组织（世界海洋（大洋）观测组织）参加。",
        "WOO（世界海洋观测组织（海观组织）秘书处）",
    ],
)
def test_a_parenthesis_inside_a_full_form_in_brackets_breaks_nothing(text):
    """A reversed pair whose full form holds a parenthesis: no error, and what is found is exact."""
    for found in define(text):
        assert text[found.start : found.end] == found.full_form


SENTENCES = st.lists(
    st.sampled_from(
        [
            "委员会欢迎这一进展。",
            "2019年举行了三次会议。",
            "各国代表发了言（见附件）。",
            "“公约”是重要的文书。",
            "他说：是；不是。",
        ]
    ),
    min_size=1,
    max_size=4,
).map("".join)
DEFINING = (
    "世界海洋观测组织（海观组织）提交了报告。",
    "秘书处与国际民用航空组织(国际民航组织)和世界卫生组织(世卫组织)签署了协议。",
    "根据《世界海洋观测公约》（《海洋公约》），各国应提交报告。",
    "联合国教育、科学及文化组织（教科文组织）、联合国儿童基金会（儿基会）参加。",
    "伊拉克和黎凡特伊斯兰国（伊黎伊斯兰国，又称达伊沙）控制了该市。",
    "国内生产总值（GDP）增长。",
    "联合国毒品和犯罪问题办公室，以下简称“毒罪办”，设在维也纳。",
)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.sampled_from(DEFINING), SENTENCES)
def test_other_sentences_do_not_change_a_definition(before, text, after):
    """What stands before and after, behind a full stop, neither moves the forms nor hides them."""
    whole = before + text + after
    assert pair(whole) == pair(text) != []
    assert all(whole[found.start : found.end] == found.full_form for found in define(whole))


def test_a_long_text_is_read_in_time_proportional_to_its_length():
    """A paragraph of 60,000 characters with 2,000 definitions takes no minutes: every bracket reads one clause."""
    text = "世界卫生组织（世卫组织）参加了会议，并提交了有关的报告。" * 2000
    assert len(re.findall("（", text)) == len(define(text))
