"""Termhood: how likely a candidate is a term, from its counts and contexts; the weights are learned on gold lists.

Each feature is a column of numbers over candidates; ``tests/quality/train_terms.py`` sets the weights. The measures
are those of the literature: unithood by cohesion, branching by the number of different neighbours (Feng et al. 2004),
the nested-term correction of C-value (Frantzi and Ananiadou 1998), contrast with general language (weirdness, Ahmad
et al. 1999).
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from extract.edge import Floats
from extract.head import find_kind
from extract.kind import Kind
from extract.segment import TAGS

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
    "cohesion",
    "opener",
    "head",
)
_CLIP = 8.0
MAX_LENGTH = 12
HEAD_KINDS = (None, *Kind)


def build_features(frame: pl.DataFrame) -> dict[str, Floats]:
    """The features of each candidate by name, in the order of the frame of ``count_spans``."""
    features: dict[str, Floats] = {}
    for name in _MEASURES:
        value = np.clip(frame[name].to_numpy(), -_CLIP, _CLIP) / 4
        features[name] = value
        features[name + "+"] = np.maximum(value, 0)
    features |= _build_counts(frame)
    words = frame["words"].to_numpy()
    characters = frame["term"].str.len_chars().to_numpy()
    features |= {f"words={size}": _flag(np.minimum(words, 8) == size) for size in range(1, 9)}
    features |= {
        f"characters={size}": _flag(np.minimum(characters, MAX_LENGTH) == size) for size in range(2, MAX_LENGTH + 1)
    }
    features |= _build_tags(frame, words)
    return features | _build_heads(frame)


def _build_counts(frame: pl.DataFrame) -> dict[str, Floats]:
    count, free = frame["count"].to_numpy(), frame["free"].to_numpy()
    weird = np.clip(frame["weird"].to_numpy(), -_CLIP, _CLIP) / 4
    return {
        "log count": np.log(count),
        "once": _flag(count == 1),
        "log count x weird": np.log(count) * weird,
        "never free": _flag(free == 0),
        "log free": np.log1p(free),
        "free share": free / count,
        "log documents": np.log(frame["documents"].to_numpy()),
        "log lefts": np.log(frame["lefts"].to_numpy()),
        "log rights": np.log(frame["rights"].to_numpy()),
        "after stop": frame["left_stop"].to_numpy(),
        "before stop": frame["right_stop"].to_numpy(),
        "weird alone": weird * (frame["words"].to_numpy() == 1),
    }


def _build_tags(frame: pl.DataFrame, words: Floats) -> dict[str, Floats]:
    first, last = frame["first_tag"].to_numpy(), frame["last_tag"].to_numpy()
    features: dict[str, Floats] = {}
    for number, tag in enumerate(TAGS):
        features[f"first={tag}"] = _flag(first == number)
        features[f"last={tag}"] = _flag(last == number)
        features[f"only={tag}"] = _flag((first == number) & (words == 1))
    return features


def _build_heads(frame: pl.DataFrame) -> dict[str, Floats]:
    kinds = [find_kind(term) for term in frame["term"]]
    more = (frame["words"] > 1).to_numpy()
    index = np.asarray([HEAD_KINDS.index(kind) for kind in kinds])
    return {f"head={kind}": _flag((index == number) & more) for number, kind in enumerate(HEAD_KINDS)}


def _flag(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    return np.asarray(mask, np.float64)


@dataclass(frozen=True)
class Weights:
    """A logistic model of termhood: a bias, a weight per feature, the least probability of a term."""

    bias: float
    features: dict[str, float]
    threshold: float


@cache
def read_weights(model: str) -> Weights:
    """The shipped weights: "alone" for text without known names, "known" and "new" where names are given."""
    data = json.loads(files("extract").joinpath("termhood.json").read_text(encoding="utf-8"))[model]
    return Weights(data["bias"], data["features"], data["threshold"])


def score_terms(frame: pl.DataFrame, weights: Weights) -> Floats:
    """The probability that each candidate is a term."""
    total = np.full(len(frame), weights.bias)
    for name, column in build_features(frame).items():
        total += weights.features.get(name, 0.0) * column
    return np.asarray(1 / (1 + np.exp(-total)))
