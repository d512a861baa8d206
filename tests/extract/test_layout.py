"""Layout: from printed lines to paragraphs, with labels, notes and cells."""

import textwrap
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.cleaning import is_doubled
from extract.document import Block, Role
from extract.layout import lay_out

WIDTH = 37  # characters of a full line in these tests


def lay(*pages: str) -> list[tuple[str, str]]:
    blocks = [Block(page, Role.LINES, number) for number, page in enumerate(pages, 1)]
    return [(paragraph.label, paragraph.text) for paragraph in lay_out(blocks)]


def set_lines(text: str, width: int = WIDTH) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def set_page(*texts: str, gap: int = 1) -> str:
    """Paragraphs as a page prints them, ``gap`` blank lines below every line."""
    return ("\n" * (gap + 1)).join(line for text in texts for line in set_lines(text))


FIRST = (
    "31. 联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）同国际刑事警察组织（国际刑警组织）一道，"
    "协助东南亚国家建立边境联络点，并为联络点配备通信设备和资料库。"
)
SECOND = (
    "32. 联合国人类住区规划署（人居署）在十二座城市测量夜间照明、公共交通和校园周边的安全状况，"
    "测量结果已经公布，并将每两年更新一次。"
)
FIRST_TEXT, SECOND_TEXT = FIRST[4:], SECOND[4:]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_words_that_a_line_break_cut_are_whole(gap):
    """Whether no, one or two blank lines stand between all lines: the gaps say nothing, the numbers do."""
    assert lay(set_page(FIRST, SECOND, gap=gap)) == [("para. 31", FIRST_TEXT), ("para. 32", SECOND_TEXT)]


def test_where_blank_lines_stand_between_paragraphs_only_they_part_them():
    """A page without numbers, whose blank lines mean something."""
    page = "\n\n".join("\n".join(set_lines(text)) for text in (FIRST_TEXT, SECOND_TEXT))
    assert lay(page) == [("", FIRST_TEXT), ("", SECOND_TEXT)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("毒品犯罪问题办公室预防恐怖主义一二三", min_size=8, max_size=40), min_size=3, max_size=8),
    st.integers(15, 45),
    st.integers(0, 1),
)
def test_a_paragraph_wrapped_at_any_width_comes_back(clauses, width, gap):
    """Joining undoes wrapping, wherever the lines end."""
    text = "，".join(clauses) + "。"
    lines = textwrap.wrap("7. " + text, width, break_long_words=True)
    assume(not any(map(is_doubled, lines)))  # 预防预防预防预防 on a line of its own is taken for an overlay
    assert lay(("\n" * (gap + 1)).join(lines)) == [("para. 7", text)]


@given(st.text("a1 一。，(（《“31.㈠\n\f\t•*_/\u2005\ufffd"), st.sampled_from(list(Role)))
def test_no_text_breaks_it_and_no_paragraph_is_blank(text, role):
    """Whatever the characters: no error, no empty paragraph, no line break in one."""
    for paragraph in lay_out([Block(text, role)]):
        assert paragraph.text.strip()
        assert "\n" not in paragraph.text


def test_a_blank_stays_between_latin_words_and_numbers_only():
    """Where a line breaks between words that have blanks, the break is one."""
    lines = ["2. 办公室与私营公司 Uber、Wickr 和 After", "School 举行了四次会议，共计提供了约 96", "000 份材料。"]
    text = "办公室与私营公司Uber、Wickr和After School举行了四次会议，共计提供了约96 000份材料。"
    assert lay("\n".join(lines)) == [("para. 2", text)]


def test_an_address_that_a_line_cuts_is_whole():
    """No blank, and no hyphen lost, within an address."""
    start, end = "可查阅：http：//www.example.org/2014/07/30/some-long-title-of-a-page-", "and-its-end.html。"
    assert lay(f"__________________\n 1 {start} \n\n{end}") == [("footnote 1", start + end)]


def test_an_address_cut_behind_a_full_stop_is_whole():
    """Outside an address a stop and a Latin word have a blank between them."""
    notes = [" 1 See the annual report, part two. ", "Annex two", " 2 见www.example.org/annual-report.", "pdf。"]
    page = "\n".join(["__________________", *notes])
    assert [text for _, text in lay(page)] == [
        "See the annual report, part two. Annex two",
        "见www.example.org/annual-report.pdf。",
    ]


def test_a_note_goes_on_behind_a_sentence_that_fills_its_line():
    """A note of two sentences, the first of which ends at the line's end."""
    first, second = "注" * (WIDTH - 3) + "。", "第二句话。"
    page = set_page(FIRST) + f"\n\n__________________\n\n 1 {first}\n\n{second}\n\n" + set_page(SECOND)
    assert lay(page)[1:] == [("footnote 1", first + second), ("para. 32", SECOND_TEXT)]


def test_a_narrow_column_beside_wide_captions_is_joined():
    """Lines are full by their own column's measure, not by the page's."""
    column, caption = "\n".join(set_lines(FIRST_TEXT, 14)), "图" * 44 + "。"
    assert lay(f"{caption}\n{caption}\n\n{column}\n\n{caption}\n\n{caption}")[1] == ("", FIRST_TEXT)


def test_page_furniture_goes_and_the_paragraph_it_cut_is_whole():
    """Symbol, page number, job number, a repeated header, a link layer's address."""
    lines = set_lines(FIRST)
    head, foot = ["S/2015/366", "", "反恐能力建设", ""], ["", "3/27 15-08047 (C)", ""]
    pages = [
        [*head, *lines[:1], *foot],
        [*head, lines[1], "http://undocs.org/A/RES/72/194", *foot],
        [*head, *lines[2:], *foot],
    ]
    assert lay(*("\n".join(page) for page in pages)) == [("para. 31", FIRST_TEXT)]


def test_furniture_between_pages_goes_without_form_feeds_too():
    """A text file that lost its page breaks: furniture shows where a page turned."""
    lines = set_lines(FIRST)
    page = "\n\n".join([lines[0], "\n\n S/2015/366 ", "", "V.20-01234 4/20", "\n", *lines[1:]])
    assert lay(page) == [("para. 31", FIRST_TEXT)]


@pytest.mark.parametrize(
    "line",
    [
        "2/20 V.20-01234",
        "V.20-01234",
        "15-08047 (C) 22/27",
        "GE.19-12345 (C)",
        "A/67/156",
        "第 3 页",
        "- 4 -",
        "*1508047*",
    ],
)
def test_each_kind_of_furniture(line):
    """The forms that UN offices print."""
    assert lay(set_page(FIRST) + f"\n\n{line}\n") == [("para. 31", FIRST_TEXT)]


def test_a_bare_number_is_furniture_at_the_edge_of_a_page_only():
    """In a chart a number stands alone too."""
    assert lay("案件总数\n\n33\n\n起\n\n5", set_page(FIRST) + "\n\n6") == [
        ("", "案件总数"),
        ("", "33"),
        ("", "起"),
        ("para. 31", FIRST_TEXT),
    ]


def test_a_footnote_is_a_paragraph_and_what_it_interrupts_is_rejoined():
    """Below the rule stand the notes; the text goes on after them."""
    lines = set_lines(FIRST)
    second = " 2 第二条注释提到一份杂志的文章，并且载有该文章发表的完整日期：2014 年"
    notes = ["__________________", "", " 1 第一条注释。", second, "", "7 月 29 日。", " * A/67/50。"]
    page = "\n\n".join(lines[:2]) + "\n\n" + "\n".join(notes) + "\n\n" + "\n\n".join(lines[2:])
    assert lay(page) == [
        ("para. 31", FIRST_TEXT),
        ("footnote 1", "第一条注释。"),
        ("footnote 2", "第二条注释提到一份杂志的文章，并且载有该文章发表的完整日期：2014年7月29日。"),
        ("footnote *", "A/67/50。"),
    ]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("各国重申作出的共同承诺上。1在本报告所述期间", "各国重申作出的共同承诺上。在本报告所述期间"),
        ("在阿尔巴尼亚、科索沃、1黑山举办", "在阿尔巴尼亚、科索沃、黑山举办"),
        ("防治艾滋病毒和结核病。12011 年，", "防治艾滋病毒和结核病。2011年，"),
        ("《关于涉及身份的犯罪手册》，1 其中", "《关于涉及身份的犯罪手册》，其中"),
        ("来自经常预算，1 4.754 亿美元来自", "来自经常预算，4.754亿美元来自"),
        ("收到9 150 万美元。1“博科圣地”组织", "收到9 150万美元。“博科圣地”组织"),
        ("摆脱困境¹的人", "摆脱困境的人"),
    ],
)
def test_footnote_marks_do_not_stick_to_words(printed, text):
    """Marks go, the numbers behind them stay."""
    page = f"3. {printed}，工作继续进行。\n__________________\n 1 注释。\n"
    assert lay(page)[0] == ("para. 3", f"{text}，工作继续进行。")


@pytest.mark.parametrize(
    "text",
    [
        "大会第72/284号决议，目标1，2019-2023年，G20，0.5，1个国家，第1、1号。1月1日，",
        "来自预算外资源，1 700万美元，3个国家，",
    ],
)
def test_real_numbers_stay(text):
    """A number with its measure word or its group of thousands is no mark, a due note or not."""
    page = f"3. {text}工作继续进行。\n__________________\n 1 注释。\n"
    assert lay(page)[0][1] == f"{text}工作继续进行。"


def test_a_mark_is_believed_in_its_turn_only():
    """Marks count up: 2 before 1 is a number."""
    page = "3. 工作继续。2届会议已举行。1其后结束。2\n__________________\n 1 甲。\n 2 乙。\n"
    assert lay(page)[0][1] == "工作继续。2届会议已举行。其后结束。"


def test_without_notes_no_digit_is_a_mark():
    """Marks are believed only where their notes stand."""
    assert lay("3. 工作继续进行。1届会议。")[0][1] == "工作继续进行。1届会议。"


def test_a_line_that_a_mark_cuts_goes_on():
    """A raised digit ends the line in PDF text: 一国。2, and the rest stands on the next."""
    lines = ["22. 偷运移民系指为获取利益安排人员非法进入一国。1\n 恐怖主义团体可能", *set_lines("参" * 37 + "加。")]
    page = "\n\n".join([*lines, "__________________", " 1 注释。"])
    text = "偷运移民系指为获取利益安排人员非法进入一国。恐怖主义团体可能" + "参" * 37 + "加。"
    assert lay(page)[0] == ("para. 22", text)


def test_labels_follow_the_documents_numbering():
    """Letters under numbers, roman numerals under letters, (i) after (h) a letter, sub-headings in between."""
    page = """90. 联合国可以：
 (a) 推动执行；
 (b) 开展方案：
㈠ 协助会员国；
㈡ 支持会员国；
反恐工作
 (c) 加强合作。
91. 请：
 (h) 甲；
 (i) 乙；
 (j) 丙：
 (i) 丁；
 (ii) 戊。"""
    assert [label for label, _ in lay(page)] == [
        "para. 90", "para. 90 (a)", "para. 90 (b)", "para. 90 (b) (i)", "para. 90 (b) (ii)", "", "para. 90 (c)",
        "para. 91", "para. 91 (h)", "para. 91 (i)", "para. 91 (j)", "para. 91 (j) (i)", "para. 91 (j) (ii)",
    ]  # fmt: skip


def test_a_heading_that_fills_its_line_ends_at_the_next_number():
    """A full line without a stop wraps, unless the paragraph that is due begins below it."""
    heading = "减少供应和相关措施：有效执法、应对涉毒犯罪、打击洗钱和促进各国司法合作"
    page = "\n".join([*set_lines(FIRST), "3. " + heading, *set_lines(SECOND)])
    assert lay(page) == [("para. 31", FIRST_TEXT), ("", heading), ("para. 32", SECOND_TEXT)]


def test_items_without_a_stop_are_items_behind_a_colon():
    """A list of names is no row of headings."""
    page = "7. 下列国家参加：\n (a) 甲国\n (b) 乙国\n"
    assert lay(page)[1:] == [("para. 7 (a)", "甲国"), ("para. 7 (b)", "乙国")]


def test_the_other_forms_of_list_marks():
    """(一) and （a） as （b）, (1), and numerals above ten: all become UN labels."""
    marks = [
        "5. 请：",
        "（a） 甲：",
        "(一) 乙；",
        "(十) 丙；",
        "(十二) 丁；",
        "(二十) 戊；",
        "(b) 己：",
        "(1) 庚；",
        "(aa) 辛。",
    ]
    assert [label.removeprefix("para. 5") for label, _ in lay("\n".join(marks))] == [
        "", " (a)", " (a) (i)", " (a) (x)", " (a) (xii)", " (a) (xx)", " (b)", " (b) (1)", " (aa)",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["A" + ".A" * 40, "A" * 5000 + "/", "••" * 5000, "1 " * 5000, "。" * 5000, "(" * 5000])
def test_hostile_lines_take_no_time(line):
    """No pattern backtracks without end (the test run's own time would show it)."""
    start = time.perf_counter()
    lay(line, f"{line}\n" * 3)
    assert time.perf_counter() - start < 2


def test_headings_do_not_merge_into_the_sentence_below():
    """一., A., 1., (a) and unnumbered ones, with a name that the heading's own wrap cut."""
    long = "四. 预防犯罪和加强刑事司法体系：利用和适用联合国预防犯罪和刑事司法的标准和规范"
    page = set_page("一. 导言", "A. 联系的性质", "1. 贩运武器", "(a) 预防药物滥用", "实施行动计划", FIRST, long, SECOND)
    headings = ["导言", "联系的性质", "贩运武器", "预防药物滥用", "实施行动计划"]
    assert lay(page) == [
        *(("", heading) for heading in headings),
        ("para. 31", FIRST_TEXT),
        ("", long[3:]),
        ("para. 32", SECOND_TEXT),
    ]


def test_an_enumeration_within_a_sentence_is_no_list():
    """：(a)有效处理…；(b)有效预防 stays in its paragraph even where a line begins with it."""
    before, after = "介绍以下任务授权的情况：(a)有效处理和应对世界毒品问题；", "(b)有效预防和打击犯罪；(c)进行研究。"
    text, page = before + after, "1. " + before + "\n" + after
    assert lay(page) == [("para. 1", text)]


def test_bullets_start_a_paragraph():
    """The bullet goes, the text stays; a dash within a sentence is none."""
    page = "核心方案\n\n•\t 解决世界毒品问题\n\n•\t 《联合国打击跨国有组织犯罪公约》及其各项 \n议定书\n\n– 反腐败"
    assert [text for _, text in lay(page)] == [
        "核心方案", "解决世界毒品问题", "《联合国打击跨国有组织犯罪公约》及其各项议定书", "反腐败",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("第 2195 (2014)号决议，2020 年 5 月", "第2195(2014)号决议，2020年5月"),
        ("\u2005向95\u2005000名\ufffd儿童\t培\u200b训\xa0教师", "向95 000名儿童培训教师"),
        ("⼈⼝问题，⻅⻓期计划：（豈）", "人口问题，见长期计划：（豈）"),
        ("１２３号，ＡＢ", "123号，AB"),
        ("加达加达••瓦利，执行主任瓦利，执行主任", "加达•瓦利，执行主任"),
        ("弗拉基米尔弗拉基米尔••沃龙科夫沃龙科夫", "弗拉基米尔•沃龙科夫"),
        ("毒品管制毒品管制", "毒品管制"),
        ("毒毒品品管管制制", "毒品管制"),
        ("阿德拉•拉兹发言", "阿德拉•拉兹发言"),
        ("临时议程**项目 4", "临时议程 项目4"),
    ],
)
def test_characters_are_cleaned(raw, clean):
    """Controls, blanks, radicals, overlaid titles; full-width punctuation is untouched."""
    assert lay(raw) == [("", clean)]


TABLE = """附件

正在开展的活动

序号 实体/项目/活动 执行状况 主要活动 地域范围

1 反恐办公室与边境管理

工作组：协同边境管理

正在进行 该工作组由反恐怖主义委员会执行局领导，目前正

在执行包含 3 个阶段的项目，并编纂法律文书。

全球

2 移民组织：登记站

已完成 移民组织在过境点设立了流动登记站，并为其中二

全球、

萨赫勒

S/2015/366

序号 实体/项目/活动 执行状况 主要活动 地域范围

十个配备了设备。

3 海关组织 正在进行 海关组织培训了口岸人员。 东南欧和

中亚

4 海事组织：海上安全

已完成 海事组织公布了新的准则。

全球
"""


def test_the_cells_of_a_table_are_paragraphs_of_their_own():
    """Rows count, narrow columns wrap, a state's word begins the text column, a page cuts a row."""
    rows = {}
    for label, text in lay(TABLE)[7:]:
        rows.setdefault(label, []).append(text)
    assert rows == {
        "annex 1": [
            "反恐办公室与边境管理工作组：协同边境管理",
            "正在进行",
            "该工作组由反恐怖主义委员会执行局领导，目前正在执行包含3个阶段的项目，并编纂法律文书。",
            "全球",
        ],
        "annex 2": [
            "移民组织：登记站",
            "已完成",
            "移民组织在过境点设立了流动登记站，并为其中二十个配备了设备。",
            "全球、萨赫勒",
        ],
        "annex 3": ["海关组织", "正在进行", "海关组织培训了口岸人员。", "东南欧和中亚"],
        "annex 4": ["海事组织：海上安全", "已完成", "海事组织公布了新的准则。", "全球"],
    }


def test_a_table_ends_where_numbered_text_goes_on():
    """Text after a table is not its last cell; outside an annex rows have no label."""
    page = TABLE.removeprefix("附件\n\n") + "\n" + set_page(FIRST)
    assert lay(page)[-1] == ("para. 31", FIRST_TEXT)
    assert all(label == "" for label, _ in lay(page)[:-1])


def test_blocks_that_are_whole_are_cleaned_labelled_and_passed():
    """Word and web pages: no lines to join, but marks, notes and numbered rows of an annex."""
    blocks = [
        Block("一. 导言", Role.HEADING),
        Block("5. 毒品和犯罪问题办公室：", Role.PARAGRAPH),
        Block("(a) 第 2195 (2014)号决议；", Role.PARAGRAPH),
        Block("2 查阅网址", Role.NOTE),
        Block("附件", Role.HEADING),
        *(Block(text, Role.CELL) for text in ("1", "反恐办", "2", "全球")),
    ]
    assert [(paragraph.label, paragraph.text) for paragraph in lay_out(blocks)] == [
        ("", "导言"),
        ("para. 5", "毒品和犯罪问题办公室："),
        ("para. 5 (a)", "第2195(2014)号决议；"),
        ("footnote 2", "查阅网址"),
        ("", "附件"),
        ("annex 1", "1"),
        ("annex 1", "反恐办"),
        ("annex 2", "2"),
        ("annex 2", "全球"),
    ]


def test_a_paragraph_has_the_page_on_which_it_begins():
    """A paragraph that runs over two pages belongs to the first."""
    lines = set_lines(FIRST)
    blocks = [
        Block("\n".join(lines[:1]), Role.LINES, 1),
        Block("\n".join([*lines[1:], *set_lines(SECOND)]), Role.LINES, 2),
    ]
    assert [(paragraph.label, paragraph.page) for paragraph in lay_out(blocks)] == [("para. 31", 1), ("para. 32", 2)]
