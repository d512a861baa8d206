"""Termhood: features of candidates, and the probability that each is a term."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.count import Counter, Measured
from extract.document import Document, Paragraph
from extract.kind import Kind
from extract.known import KnownNames
from extract.termhood import CLASSES, Features, Weights, read_weights, score_terms

MODELS = ("alone", "known", "new")
COUNTER = Counter(KnownNames({}))
NAMED = Counter(KnownNames({"海洋观测委员会": Kind.BODY, "山地": Kind.SUBJECT}))


def measure(*texts: str, counter: Counter = COUNTER) -> Measured:
    return counter.measure(Document("report", "", tuple(Paragraph(text, "") for text in texts)))


def score(measured: Measured, model: str = "alone") -> dict[str, float]:
    scores = score_terms(measured.features, read_weights(model)).tolist()
    return dict(zip(measured.name(range(len(scores))), scores, strict=True))


@pytest.mark.parametrize("model", MODELS)
def test_each_model_weighs_exactly_the_features_that_there_are(model):
    """A feature without a weight, or a weight without its feature, would be a model of other code."""
    features, weights = measure("海洋观测委员会审议了报告。").features, read_weights(model)
    assert set(features.numbers) == set(weights.numbers)
    assert set(features.classes) == set(weights.classes)
    assert {name: len(values) for name, values in weights.classes.items()} == CLASSES
    assert 0 < weights.threshold < 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("海洋观测委员会公约组织山地的和、，A1 \n", max_size=40), max_size=3),
    st.sampled_from([COUNTER, NAMED]),
)
def test_any_text_gives_finite_features_and_probabilities(texts, counter):
    """No number that is none, no class beyond its table, every score between 0 and 1, texts without words included."""
    measured = measure(*texts, counter=counter)
    for name, column in measured.features.numbers.items():
        assert np.isfinite(column).all(), name
    for name, classes in measured.features.classes.items():
        assert ((classes >= 0) & (classes < CLASSES[name])).all(), name
    for model in MODELS:
        scores = score_terms(measured.features, read_weights(model))
        assert ((scores >= 0) & (scores <= 1)).all()


def test_the_probability_is_that_of_the_logistic_model():
    """Bias, weight times number, and the weight of the class: by hand."""
    features = Features({"log count": np.array([0.0, 2.0])}, {"words": np.array([0, 1])})
    weights = Weights(-1.0, {"log count": 0.5}, {"words": np.array([0.0, 3.0])}, 0.5)
    expected = [1 / (1 + np.exp(1.0)), 1 / (1 + np.exp(-3.0))]
    assert score_terms(features, weights).tolist() == pytest.approx(expected)


def test_the_texts_of_candidates_are_those_of_the_document():
    """By their index, in the order of the scores."""
    text = "海洋观测委员会审议了报告。"
    measured = measure(text)
    names = list(measured.name(range(len(measured.candidates.first))))
    assert "海洋观测委员会" in names
    assert all(name in text for name in names)


@pytest.mark.parametrize("rival", ["委员会审议了", "在海洋观测委员会", "审议了山地研究方案", "方案和"])
def test_a_name_scores_better_than_a_run_across_its_edge(rival):
    """A name with a verb, a preposition or a conjunction stuck to it is no term."""
    text = "秘书处在海洋观测委员会的协助下提交了报告。海洋观测委员会审议了山地研究方案和预算。"
    scores = score(measure(text))
    assert rival in text
    assert scores["海洋观测委员会"] > scores.get(rival, 0.0)
    assert scores["山地研究方案"] > scores.get(rival, 0.0)


def test_a_known_name_is_a_candidate_however_its_words_score():
    """The segmenter cannot lose it: 山地 in 高山地带 it is not, 海洋观测委员会 is."""
    measured = measure("该海洋观测委员会在高山地带工作。", counter=NAMED)
    known = list(measured.name(np.flatnonzero(measured.candidates.known).tolist()))
    assert known == ["海洋观测委员会"]


def test_a_document_is_measured_the_same_whatever_was_measured_before():
    """A counter keeps words, no counts: features do not depend on the documents before."""
    fresh, used = Counter(KnownNames({})), Counter(KnownNames({}))
    measure("加达加达瓦利，山地组织，海洋。" * 5, counter=used)
    text = "海洋观测委员会审议了山地研究方案。"
    one, two = score(measure(text, counter=fresh)), score(measure(text, counter=used))
    assert one == two
