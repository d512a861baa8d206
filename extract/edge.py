"""Where a name may begin and end: log-odds of each word boundary, from the words and parts of speech beside it.

The weights are learned from names that the curated mapping knows, wherever they stand in running text
(``tests/quality/train.py``); what is learned is which words open, close, precede and follow names, no name itself.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from extract.segment import TAGS, Ints, Segmentation, Vocabulary

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EdgeWeights:
    """One logistic model: a bias, weights by the word and tag on either side, and by the pair of tags."""

    bias: float
    left: Floats
    right: Floats
    pair: Floats

    def score(self, segmentation: Segmentation) -> Floats:
        """Log-odds at each of the boundaries 0 … number of words; the text's ends count as punctuation."""
        words = np.concatenate([[0], segmentation.words, [0]])
        tags = np.concatenate([[0], segmentation.tags, [0]])
        pair = self.pair[tags[:-1], tags[1:]]
        return np.asarray(self.bias + pair + self.left_of(words[:-1]) + self.right_of(words[1:]))

    def left_of(self, words: Ints) -> Floats:
        """The weights of words that stand before the boundary."""
        return _look_up(self.left, words)

    def right_of(self, words: Ints) -> Floats:
        """The weights of words that stand after the boundary."""
        return _look_up(self.right, words)


def _look_up(weights: Floats, words: Ints) -> Floats:
    known = len(weights)
    return np.where(words < known, weights[np.minimum(words, known - 1)], 0.0)


@dataclass(frozen=True)
class Edges:
    """The models, and the words that they have weights for.

    ``opening`` and ``closing`` are of all terms; ``naming`` is the opening of names only (bodies, titles, programmes).
    """

    words: tuple[tuple[str, str], ...]
    opening: EdgeWeights
    closing: EdgeWeights
    naming: EdgeWeights

    def vocabulary(self) -> Vocabulary:
        """A new vocabulary that gives the model's words the model's ids."""
        vocabulary = Vocabulary()
        for word, tag in self.words:
            vocabulary.add(word, tag)
        return vocabulary


@cache
def read_edges() -> Edges:
    """The shipped weights."""
    return parse_edges(files("extract").joinpath("edge.json").read_text(encoding="utf-8"))


def parse_edges(text: str) -> Edges:
    """Weights from JSON: words with tags, and per model bias, left, right (by word) and pair (by tag names)."""
    data = json.loads(text)
    return Edges(
        tuple((word, tag) for word, tag in data["words"]),
        _parse_weights(data["opening"]),
        _parse_weights(data["closing"]),
        _parse_weights(data["naming"]),
    )


def _parse_weights(data: dict[str, object]) -> EdgeWeights:
    pair = np.asarray(data["pair"], np.float64).reshape(len(TAGS), len(TAGS))
    left, right = (np.asarray(data[side], np.float64) for side in ("left", "right"))
    return EdgeWeights(float(str(data["bias"])), left, right, pair)
