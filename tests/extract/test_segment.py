"""Words and parts of speech, as arrays over a text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.segment import TAGS, Segmentation, Vocabulary, fold_tag, segment


def read_words(cut: Segmentation) -> list[str]:
    return [cut.text[start:end] for start, end in pairwise(cut.starts.tolist())]


TEXTS = st.one_of(st.text(max_size=50), st.text("联合国毒品和犯罪问题办公室，、（）A1 \n", max_size=50))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_the_words_are_the_text_and_every_cut_is_kept(text, data):
    """Whatever the text: the words put together are the text, and a word ends at each offset asked for."""
    cuts = data.draw(st.sets(st.integers(0, len(text)), max_size=4))
    cut = segment(text, Vocabulary(), cuts)
    assert "".join(read_words(cut)) == text
    assert all(read_words(cut))
    assert cuts <= set(cut.starts.tolist())
    assert len(cut.words) == len(cut.tags) == len(cut.starts) - 1


def test_a_word_is_kept_whole_only_where_no_cut_goes_through_it():
    """The term list wins: 索马里 is one word until a name that ends in it says otherwise."""
    assert read_words(segment("在索马里", Vocabulary())) == ["在", "索马里"]
    assert read_words(segment("在索马里", Vocabulary(), {2})) == ["在", "索", "马里"]


def test_no_word_is_guessed_that_the_dictionary_lacks():
    """A statistical guess joins 麻, 管 and 局; which characters make a name is for the edge models to say."""
    assert read_words(segment("麻管局秘书处", Vocabulary())) == ["麻", "管", "局", "秘书处"]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_what_was_read_before_changes_no_word_and_no_tag(others, text):
    """One vocabulary serves many documents: ids grow, words and parts of speech do not change."""
    fresh, used = Vocabulary(), Vocabulary()
    for other in others:
        segment(other, used)
    one, two = segment(text, fresh), segment(text, used)
    assert read_words(one) == read_words(two)
    assert one.tags.tolist() == two.tags.tolist()


def test_the_same_word_has_the_same_id():
    """Ids stand for words: equal words, equal ids, also in another text."""
    vocabulary = Vocabulary()
    cut = segment("毒品和毒品", vocabulary)
    assert cut.words[0] == cut.words[2] != cut.words[1]
    assert segment("毒品", vocabulary).words[0] == cut.words[0]
    assert vocabulary.ids["毒品"] == cut.words[0]


@pytest.mark.parametrize(
    ("word", "tag", "folded"),
    [
        ("，", "x", "stop"), ("。", "x", "stop"), ("（", "x", "stop"), ("\n", "x", "stop"), (" ", "x", "stop"),
        ("、", "x", "join"), ("/", "x", "join"), ("·", "x", "join"), ("-", "x", "join"),
        ("2016", "m", "m"), ("UNODC", "eng", "eng"), ("办公室", "n", "n"), ("支持", "v", "v"), ("伊拉克", "nrt", "n"),
        ("中国", "ns", "ns"), ("的", "uj", "u"), ("怪", "zzz", "n"),
    ],
)  # fmt: skip
def test_tags_are_folded_to_those_that_tell_names_apart(word, tag, folded):
    """Stops end a name, joiners may stand in one, an unknown tag is a noun."""
    assert TAGS[fold_tag(word, tag)] == folded


def test_an_empty_text_has_no_words():
    """And its only boundary is 0."""
    cut = segment("", Vocabulary())
    assert (read_words(cut), cut.starts.tolist()) == ([], [0])
