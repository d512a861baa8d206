"""Nasty names: what tbx3 and csv were given comes back, whatever it is made of."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from align.mapping import SUBJECTS
from glossary.entry import ConceptEntry, LanguageSection, Provenance, Reliability, Status, TermSection, TermType
from glossary.exchange import FORMATS
from glossary.text import join_values, one_line, split_values

NASTY = "ab正名𠮷😀|\\;:,\"'<>&=+-@＝#\t\n\r\x00\x1b\x85\u200f\u2028\ufffe\ud800 　"
lines = (st.text(alphabet=NASTY, max_size=12) | st.text(max_size=12)).map(one_line)
names = lines.filter(bool)
places = st.builds(Provenance, lines, lines, st.integers(0, 10**9))
kept = st.sampled_from([Reliability.CHECKED, Reliability.CURATED, Reliability.COMPOSED])


def terms(shared: bool) -> st.SearchStrategy[TermSection]:
    """Any designation, shared or not."""
    provenance = st.lists(places, max_size=2).map(tuple)
    types, statuses = st.sampled_from(TermType), st.sampled_from(Status)
    return st.builds(TermSection, names, types, statuses, provenance, lines, st.just(shared))


def sections(code: str) -> st.SearchStrategy[LanguageSection]:
    """A language section: its own designations, then shared ones."""
    own, others = st.lists(terms(False), min_size=1, max_size=3), st.lists(terms(True), max_size=1)
    return st.builds(lambda one, two: LanguageSection(code, (*one, *two)), own, others)


def plain(code: str) -> st.SearchStrategy[LanguageSection]:
    """What csv keeps of a language section: usable designations with their types, the first preferred."""
    pairs = st.lists(st.tuples(names, st.sampled_from(TermType)), min_size=1, max_size=3)
    return pairs.map(
        lambda found: LanguageSection(
            code, tuple(TermSection(n, t, Status.ADMITTED if i else Status.PREFERRED) for i, (n, t) in enumerate(found))
        )
    )


def entries(section: object) -> st.SearchStrategy[ConceptEntry]:
    """Entries in Chinese and English, their sections drawn by ``section``."""
    languages = st.tuples(section("zh-Hans"), section("en"))  # type: ignore[operator]
    subjects = st.sampled_from(sorted(SUBJECTS))
    return st.builds(ConceptEntry, names, lines, subjects, languages, kept, lines, lines, lines)


def read_back(preset: str, entry: ConceptEntry, folder: Path) -> list[ConceptEntry]:
    """The entry, written and read."""
    FORMATS[preset].write([entry], folder / "file")
    return list(FORMATS[preset].read(folder / "file"))


@given(entry=entries(sections))
def test_tbx3_gives_any_entry_back(entry: ConceptEntry, tmp_path_factory: object) -> None:
    """Tabs, quotes, markup, emoji, right-to-left marks: every field of the entry is equal after the round trip."""
    folder = tmp_path_factory.mktemp("tbx3")  # type: ignore[attr-defined]
    assert read_back("tbx3", entry, folder) == [entry]


@given(entry=entries(plain))
def test_csv_gives_any_row_back(entry: ConceptEntry, tmp_path_factory: object) -> None:
    """Separators, backslashes, quotes and formulas in a name come back as they were."""
    folder = tmp_path_factory.mktemp("csv")  # type: ignore[attr-defined]
    assert read_back("csv", entry, folder) == [entry]


@given(st.lists(lines, min_size=1, max_size=4), st.sampled_from(["|", "; "]))
def test_joined_values_come_apart_again(values: list[str], separator: str) -> None:
    """Whatever the values hold, splitting undoes joining; a lone empty value is no value."""
    wanted = () if values == [""] else tuple(values)
    assert split_values(join_values(values, separator), separator) == wanted


@given(st.text(alphabet=NASTY))
def test_a_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    """No control character, no padding, no double blank; and a second pass changes nothing."""
    line = one_line(text)
    assert line == one_line(line) == line.strip()
    assert not set(line) & set("\t\n\r\x00\x1b\x85\u2028\ufffe\ud800　")
    assert "  " not in line
