"""Lookup: what a query finds, in which order, and why."""

from dataclasses import replace

import pytest

from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.lookup import Match
from glossary.termbase import Termbase, hold_termbase


def make_entry(id_: str, chinese: str, english: str, count: int = 0) -> ConceptEntry:
    """An entry of designations joined by bars: the first preferred, "!" superseded, "?" shared."""
    sections = (
        LanguageSection(code, tuple(make_term(text, not n, count) for n, text in enumerate(texts.split("|"))))
        for code, texts in (("zh-Hans", chinese), ("en", english))
    )
    return ConceptEntry(id_, "body", "drugs", tuple(sections), Reliability.CURATED)


def make_term(text: str, first: bool, count: int) -> TermSection:
    """One designation of make_entry's."""
    status = Status.SUPERSEDED if "!" in text else Status.PREFERRED if first else Status.ADMITTED
    seen = (Provenance("A/75/1", "para. 1", count),) if first and count else ()
    return TermSection(text.strip("!?"), TermType.FULL_FORM, status, seen, shared="?" in text)


ENTRIES = (
    make_entry(
        "unodc",
        "联合国毒品和犯罪问题办公室|毒品和犯罪问题办公室|毒罪办|办公室?",
        "United Nations Office on Drugs and Crime|UNODC",
    ),
    make_entry("cnd", "麻醉药品委员会|麻委会", "Commission on Narcotic Drugs|CND"),
    make_entry("uncac", "《联合国反腐败公约》", "United Nations Convention against Corruption|UNCAC"),
    make_entry("oios", "内部监督事务厅|监督厅", "Office of Internal Oversight Services|OIOS"),
    make_entry("un", "联合国", "United Nations|UN"),
    make_entry("un-women", "联合国促进性别平等和增强妇女权能署|妇女署", "UN-Women"),
    make_entry("sg", "秘书长", "Secretary-General"),
    make_entry("laos", "老挝人民民主共和国|老挝", "Lao People's Democratic Republic"),
    make_entry("ivory", "科特迪瓦", "Côte d'Ivoire"),
    make_entry("verde", "佛得角", "Cabo Verde|Cape Verde!"),
    make_entry("xian", "西安", "Xi'an"),
    make_entry("green", "绿色气候基金", "Green Climate Fund|GCF"),
    make_entry("assembly", "大会", "the General Assembly"),
)  # fmt: skip


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """A termbase of ENTRIES in memory."""
    return hold_termbase(ENTRIES)


@pytest.mark.parametrize(
    ("query", "concept", "match"),
    [
        ("联合国毒品和犯罪问题办公室", "unodc", Match.PREFERRED),
        ("毒罪办", "unodc", Match.EXACT),
        ("办公室", "unodc", Match.SHARED),
        ("麻醉药品", "cnd", Match.PREFIX),
        ("药品", "cnd", Match.SUBSTRING),
        ("药\x00品", "cnd", Match.SUBSTRING),
        ("妇女权能", "un-women", Match.SUBSTRING),
        ("聯合國毒品和犯罪問題辦公室", "unodc", Match.PREFERRED),
        ("联合國毒品", "unodc", Match.PREFIX),
        ("祕書長", "sg", Match.PREFERRED),
        ("秘書長", "sg", Match.PREFERRED),
        ("老撾", "laos", Match.EXACT),
        ("联合国反腐败公约", "uncac", Match.PREFERRED),
        ("《联合国反腐败公约》", "uncac", Match.PREFERRED),
        ("united nations office on drugs and crime", "unodc", Match.PREFERRED),
        ("The General Assembly", "assembly", Match.PREFERRED),
        ("general assembly", "assembly", Match.PREFERRED),
        ("unodc", "unodc", Match.EXACT),
        ("U.N.O.D.C.", "unodc", Match.EXACT),
        ("ＵＮＯＤＣ", "unodc", Match.EXACT),
        ("UN Women", "un-women", Match.WORDS),
        ("Cape Verde", "verde", Match.OUTDATED),
        ("cote d’ivoire", "ivory", Match.PREFERRED),
        ("CORRUPTION", "uncac", Match.SUBSTRING),
        ("versight", "oios", Match.SUBSTRING),
        ("narcotics commission", "cnd", Match.WORDS),
        ("commission drug", "cnd", Match.WORDS),
        ("duzuiban", "unodc", Match.PINYIN),
        ("dú zuì bàn", "unodc", Match.PINYIN),
        ("du2 zui4 ban4", "unodc", Match.PINYIN),
        ("mazui yaopin", "cnd", Match.PINYIN),
        ("fo de jiao", "verde", Match.PINYIN),
        ("lüse", "green", Match.PINYIN),
        ("lu:4se4", "green", Match.PINYIN),
        ("lvse qihou", "green", Match.PINYIN),
        ("dzb", "unodc", Match.INITIALS),
        ("lhgdphfz", "unodc", Match.INITIALS),
    ],
)
def test_a_query_finds_first_what_it_means(query: str, concept: str, match: Match, termbase: Termbase) -> None:
    """Names, short forms, parts, Traditional, acronyms, English words and pinyin: the right concept, and why."""
    hit = termbase.find(query)[0]
    assert (hit.entry.id, hit.matched) == (concept, match)


def test_better_matches_come_first(termbase: Termbase) -> None:
    """联合国: the concept of that name, then names that begin so, then names that contain it; each concept once."""
    hits = termbase.find("联合国")
    assert [hit.matched for hit in hits] == [Match.PREFERRED, Match.PREFIX, Match.PREFIX, Match.PREFIX]
    assert [hit.entry.id for hit in hits] == ["un", "uncac", "unodc", "un-women"]


def test_among_equals_the_harvest_decides() -> None:
    """What documents hold more often comes first; before any harvest, the shorter name."""
    rare, often = make_entry("rare", "大会文件", "a"), make_entry("often", "大会决定草案", "b", 7)
    with hold_termbase([rare, often]) as termbase:
        assert [hit.entry.id for hit in termbase.find("大会")] == ["often", "rare"]
    with hold_termbase([make_entry("long", "大会决定草案", "a"), make_entry("short", "大会文件", "b")]) as termbase:
        assert [hit.entry.id for hit in termbase.find("大会")] == ["short", "long"]


def test_a_current_name_comes_before_a_shared_or_former_one() -> None:
    """The same characters: whose own form they are is first, then who shares them, then who had them."""
    entries = (
        make_entry("former", "甲|委员会!", "A", 9),
        make_entry("shares", "乙|委员会?", "B", 9),
        make_entry("own", "丙|委员会", "C"),
        make_entry("named", "委员会", "D"),
    )
    with hold_termbase(entries) as termbase:
        assert [hit.entry.id for hit in termbase.find("委员会")] == ["named", "own", "shares", "former"]


def test_a_hit_names_the_designation_that_was_found(termbase: Termbase) -> None:
    """Found by an acronym, a hit says by which."""
    assert termbase.find("cnd")[0].term == "CND"
    assert termbase.find("药品")[0].term == "麻醉药品委员会"


@pytest.mark.parametrize(
    "query", ["", "  ", "《》", '"', "没有这个", "zzz", "药 OR 品", "*", "NEAR(a b)", "\udce8", "😀", "'"]
)
def test_a_query_that_means_nothing_finds_nothing(query: str, termbase: Termbase) -> None:
    """Blank or unknown queries, and the search engine's own operators, find nothing and break nothing."""
    assert termbase.find(query) == []


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_than_the_limit_comes_back(limit: int, termbase: Termbase) -> None:
    """The best ones are kept."""
    whole = [hit.entry.id for hit in termbase.find("联合国", None)]
    assert [hit.entry.id for hit in termbase.find("联合国", limit)] == whole[:limit]


def test_a_chinese_query_is_not_taken_for_pinyin() -> None:
    """法 does not find what is merely pronounced or spelled alike."""
    with hold_termbase([make_entry("a", "罚款", "fine")]) as termbase:
        assert termbase.find("法") == []
        assert termbase.find("fa")[0].matched is Match.PINYIN


def test_an_equivalent_that_nobody_vouches_for_says_so():
    """A proposed entry is found by any of its forms, and the reason is always that it is proposed."""
    entry = replace(
        make_entry("poaching", "反偷猎行动计划|反偷猎计划", "anti-poaching plan"), reliability=Reliability.PROPOSED
    )
    with hold_termbase([entry]) as proposed:
        found = {
            query: proposed.find(query)[0].matched
            for query in ("反偷猎行动计划", "反偷猎计划", "偷猎", "anti-poaching plan")
        }
    assert set(found.values()) == {Match.PROPOSED}
