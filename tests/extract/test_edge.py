"""Where names begin and end: the edge models."""

import json

import numpy as np
import pytest

from extract.edge import Edges, EdgeWeights, parse_edges, read_edges
from extract.segment import TAGS, Vocabulary, segment

SIZE = len(TAGS)
ZERO = {"bias": 0.0, "left": [0.0, 0.0], "right": [0.0, 0.0], "pair": [0.0] * SIZE * SIZE}


def build_json(**changes: object) -> str:
    models = dict.fromkeys(("opening", "closing", "naming"), ZERO)
    return json.dumps({"words": [["，", "x"], ["支持", "v"]], **models, **changes})


def score(text: str, weights: EdgeWeights, edges: Edges) -> dict[int, float]:
    cut = segment(text, edges.vocabulary())
    return dict(zip(cut.starts.tolist(), weights.score(cut).tolist(), strict=True))


def test_every_word_boundary_has_a_score():
    """Those of the text's two ends too."""
    edges = read_edges()
    cut = segment("支持国际刑事警察组织开展工作。", edges.vocabulary())
    for weights in (edges.opening, edges.closing, edges.naming):
        assert len(weights.score(cut)) == len(cut.starts)
        assert np.isfinite(weights.score(cut)).all()


@pytest.mark.parametrize("weights", ["opening", "naming"])
def test_a_name_opens_before_its_first_word(weights):
    """After a verb and before 国际, rather than inside the name or after it."""
    edges = read_edges()
    text = "支持国际刑事警察组织开展工作"
    scores = score(text, getattr(edges, weights), edges)
    inside = [offset for offset in scores if 0 < offset < len(text)]
    assert max(inside, key=scores.__getitem__) == text.index("国际")


def test_a_name_closes_after_its_head_word():
    """After 组织, rather than before it or at the verb."""
    edges = read_edges()
    text = "支持国际刑事警察组织开展工作"
    scores = score(text, edges.closing, edges)
    inside = [offset for offset in scores if 0 < offset < len(text)]
    assert max(inside, key=scores.__getitem__) == text.index("开展")


def test_a_text_of_no_word_has_one_boundary():
    """The end of nothing after the beginning of nothing."""
    edges = read_edges()
    assert len(score("", edges.opening, edges)) == 1


def test_the_vocabulary_gives_the_models_words_their_ids():
    """The n-th weight is the n-th word's, whatever is read afterwards; each vocabulary is new."""
    edges = read_edges()
    vocabulary = edges.vocabulary()
    assert list(vocabulary.ids) == [word for word, _ in edges.words]
    segment("加达加达瓦利", vocabulary)
    assert list(vocabulary.ids)[: len(edges.words)] == [word for word, _ in edges.words]
    assert len(edges.vocabulary().ids) == len(edges.words)


def test_a_score_is_the_sum_of_bias_words_and_pair_of_tags():
    """A model of two words, computed by hand: ，|支持."""
    pair = np.zeros((SIZE, SIZE))
    pair[TAGS.index("stop"), TAGS.index("v")] = 8.0
    model = {"bias": 1.0, "left": [2.0, 0.0], "right": [0.0, 4.0], "pair": pair.ravel().tolist()}
    edges = parse_edges(build_json(opening=model))
    cut = segment("，支持", edges.vocabulary())
    # Before ，: the text's end counts as the first word, 1 + 2. Between: 1 + 2 + 4 + 8. After 支持: 1.
    assert edges.opening.score(cut).tolist() == [3.0, 15.0, 1.0]
    assert edges.closing.score(cut).tolist() == [0.0, 0.0, 0.0]


def test_a_word_without_a_weight_weighs_nothing():
    """A word that the training never saw adds 0, and takes no other word's weight."""
    edges = parse_edges(build_json(opening={**ZERO, "right": [0.0, 4.0]}))
    vocabulary = edges.vocabulary()
    cut = segment("支持办公室", vocabulary)
    assert edges.opening.right_of(cut.words).tolist() == [4.0, 0.0]


@pytest.mark.parametrize("text", ["{}", "[]", "", '{"words": []}'])
def test_weights_that_are_none_are_refused(text):
    """A file that is not the models' raises, and gives no model of zeros."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        parse_edges(text)


def test_another_vocabulary_would_give_other_scores():
    """Why ``vocabulary`` must be used: ids of a new one mean other words."""
    edges = read_edges()
    text = "支持国际刑事警察组织"
    own = edges.opening.score(segment(text, edges.vocabulary()))
    other = edges.opening.score(segment(text, Vocabulary()))
    assert own.tolist() != other.tolist()
