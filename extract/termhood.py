"""Termhood: how likely a candidate is a term, from its counts and contexts; the weights are learned on gold lists.

Each feature is a number per candidate, or a class with a weight each; ``tests/quality/train_terms.py`` sets them.
The measures are those of the literature: branching by the number of different neighbours (Feng et al. 2004), the
nested-term correction of C-value (Frantzi and Ananiadou 1998), contrast with general language (weirdness, Ahmad et
al. 1999).
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from extract.candidate import Candidates
from extract.edge import Edges, Floats
from extract.segment import TAGS, Ints, Segmentation

_CLIP = 8.0
_MEASURES = (
    "score_max",
    "score_mean",
    "opening_max",
    "opening_mean",
    "closing_max",
    "closing_mean",
    "inside",
    "weird",
    "weird_min",
    "rarity",
    "opener",
    "head",
)
CLASSES = {"words": 13, "characters": 16, "first": len(TAGS), "last": len(TAGS), "only": len(TAGS) + 1, "kind": 16}


@dataclass(frozen=True, slots=True)
class Lexical:
    """What is known of each word of a document by its id: ``weird`` (log ratio to general Chinese), ``kind`` (of names
    that it heads, as an index; 0 for none)."""

    weird: Floats
    kind: Ints


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers by name and classes by name, an element per candidate in every array."""

    numbers: dict[str, Floats]
    classes: dict[str, Ints]


def build_features(candidates: Candidates, cut: Segmentation, edges: Edges, lexical: Lexical) -> Features:
    """The features of a document's candidates."""
    first, last = candidates.first, candidates.last
    measures = candidates.measures | _measure_words(first, last, cut, edges, lexical)
    numbers: dict[str, Floats] = {}
    for name in _MEASURES:
        value = np.clip(measures[name], -_CLIP, _CLIP) / 4
        numbers[name] = value
        numbers[name + "+"] = np.maximum(value, 0)
    numbers |= _count_features(measures)
    words = last - first
    single = words == 1
    numbers["weird alone"] = numbers["weird"] * single
    return Features(numbers, _classify(first, last, cut, lexical))


def _measure_words(first: Ints, last: Ints, cut: Segmentation, edges: Edges, lexical: Lexical) -> dict[str, Floats]:
    """Means and extremes over the words of each candidate."""
    weird = lexical.weird[cut.words]
    rarity = np.log(len(cut.words) / np.maximum(np.bincount(cut.words), 1))[cut.words]
    length = last - first
    return {
        "weird": _mean_over(weird, first, last),
        "weird_min": _least_over(weird, first, length),
        "rarity": _mean_over(rarity, first, last),
        "opener": edges.opening.right_of(cut.words[first]),
        "head": edges.closing.left_of(cut.words[last - 1]),
    }


def _mean_over(values: Floats, first: Ints, last: Ints) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((total[last] - total[first]) / (last - first))


def _least_over(values: Floats, first: Ints, length: Ints) -> Floats:
    least = values[first].copy()
    for step in range(1, int(length.max(initial=1))):
        longer = length > step
        least[longer] = np.minimum(least[longer], values[first[longer] + step])
    return least


def _count_features(measures: dict[str, Floats]) -> dict[str, Floats]:
    count, free = measures["count"], measures["free"]
    log_count = np.log(count)
    return {
        "log count": log_count,
        "once": (count == 1).astype(np.float64),
        "log count x weird": log_count * np.clip(measures["weird"], -_CLIP, _CLIP) / 4,
        "never free": (free == 0).astype(np.float64),
        "log free": np.log1p(free),
        "free share": free / count,
        "log lefts": np.log(measures["lefts"]),
        "log rights": np.log(measures["rights"]),
        "after stop": measures["left_stop"],
        "before stop": measures["right_stop"],
    }


def _classify(first: Ints, last: Ints, cut: Segmentation, lexical: Lexical) -> dict[str, Ints]:
    words = last - first
    characters = cut.starts[last] - cut.starts[first]
    tag = cut.tags[first]
    return {
        "words": np.minimum(words, CLASSES["words"] - 1),
        "characters": np.minimum(characters, CLASSES["characters"] - 1),
        "first": tag,
        "last": cut.tags[last - 1],
        "only": np.where(words == 1, tag, len(TAGS)),
        "kind": np.where(words > 1, lexical.kind[cut.words[last - 1]], 0),
    }


@dataclass(frozen=True)
class Weights:
    """A logistic model of termhood: a bias, a weight per number, one per class, the least probability of a term."""

    bias: float
    numbers: dict[str, float]
    classes: dict[str, Floats]
    threshold: float


@cache
def read_weights(model: str) -> Weights:
    """The shipped weights: "alone" for text without known names, "known" and "new" where names are given."""
    data = json.loads(files("extract").joinpath("termhood.json").read_text(encoding="utf-8"))[model]
    classes = {name: np.asarray(values, np.float64) for name, values in data["classes"].items()}
    return Weights(data["bias"], data["numbers"], classes, data["threshold"])


def score_terms(features: Features, weights: Weights) -> Floats:
    """The probability that each candidate is a term."""
    total = weights.bias + sum(weights.numbers[name] * column for name, column in features.numbers.items())
    total += sum(weights.classes[name][column] for name, column in features.classes.items())
    return np.asarray(1 / (1 + np.exp(-total)))
