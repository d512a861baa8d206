"""Head words: what the last word of a name tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.head import find_class, find_head, find_kind
from extract.kind import Kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("世界海洋观测组织", Kind.BODY), ("海洋观测委员会", Kind.BODY), ("毒品和犯罪问题办公室", Kind.BODY),
        ("公约缔约方大会", Kind.BODY), ("马里多层面综合稳定团", Kind.MISSION), ("索马里援助团", Kind.MISSION),
        ("联合国反腐败公约", Kind.TREATY), ("任择议定书", Kind.TREATY), ("海洋观测宣言", Kind.DOCUMENT),
        ("最低限度标准规则", Kind.DOCUMENT), ("海洋观测手册", Kind.PUBLICATION), ("集装箱管制方案", Kind.PROGRAMME),
        ("信托基金", Kind.PROGRAMME), ("夏洛克数据库", Kind.TOOL), ("联合国可持续发展大会", Kind.EVENT),
        ("第五届会议", Kind.EVENT), ("海洋观测阵线", Kind.GROUP), ("秘书长特别代表", Kind.ROLE),
        ("特别报告员", Kind.ROLE), ("马尔维纳斯群岛", Kind.PLACE), ("非洲之角", Kind.PLACE),
        ("洗钱", None), ("", None), ("的", None),
    ],
)  # fmt: skip
def test_the_last_word_tells_the_kind(name, kind):
    """By the longest head word that ends the name; a name without one has no kind."""
    assert find_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("海洋问题小组委员会", "小组委员会"),
        ("公约缔约方大会", "缔约方大会"),
        ("第二任择议定书", "任择议定书"),
        ("海洋观测工作组", "工作组"),
        ("组织", "组织"),
        ("洗钱", ""),
    ],
)
def test_the_longest_head_word_counts(name, head):
    """小组委员会 is a subcommittee, no 委员会; 缔约方大会 is a body, 大会 alone an event."""
    assert find_head(name) == head


@pytest.mark.parametrize("mark", ["》", "”", '"', "」"])
def test_closing_marks_do_not_hide_the_head_word(mark):
    """《…公约》 is a treaty with its mark too."""
    assert find_head("海洋观测公约" + mark) == "公约"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海洋观测公约", "海洋观测宣言"),
        ("海洋观测手册", "海洋观测规则"),
        ("集装箱管制方案", "夏洛克数据库"),
        ("甲基苯丙胺", "合成药物"),
    ],
)
def test_names_of_one_thing_are_of_one_class(one, other):
    """What a parenthesis may call by another name: texts, programmes and tools, substances."""
    assert find_class(one) == find_class(other) != ""


@pytest.mark.parametrize(("one", "other"), [("海洋观测组织", "海洋观测公约"), ("海洋观测会议", "海洋观测方案")])
def test_names_of_different_things_are_of_different_classes(one, other):
    """A body is no treaty, a meeting no programme."""
    assert find_class(one) != find_class(other)


@given(st.text("海洋观测委员会公约组织的", max_size=10), st.text("海洋观测", max_size=80))
def test_only_the_end_of_a_name_matters(end, start):
    """However long the name: a head word that ends ``end`` ends it with anything before it."""
    head = find_head(end)
    assert end.endswith(head)
    assert find_head(start + end).endswith(head)
