"""What is known of each word: how often general Chinese has it, and what kind of name it heads."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl

from extract.edge import Floats
from extract.head import find_kind
from extract.kind import Kind
from extract.segment import Ints, Segmentation, Vocabulary
from extract.termhood import Lexical

_KINDS = {kind: number for number, kind in enumerate(Kind, start=1)}


class Lexicon:
    """Facts about the words of a vocabulary, looked up once as the vocabulary grows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._usual: Floats = np.zeros(0)
        self._kind: Ints = np.zeros(0, np.int64)

    def describe(self, cut: Segmentation) -> Lexical:
        """Each word's weirdness in this document, and the kind of name that it heads."""
        self._grow()
        here = np.bincount(cut.words, minlength=len(self._usual)).astype(np.float64)
        weird = np.log((here + 0.5) / max(len(cut.words), 1)) - self._usual
        return Lexical(np.clip(weird, -3, 8), self._kind)

    def _grow(self) -> None:
        words = list(self.vocabulary.ids)[len(self._usual) :]
        if not words:
            return
        general, total = read_general_frequencies()
        usual = np.asarray([general.get(word, 0) for word in words], np.float64)
        kinds = [_KINDS.get(kind, 0) if (kind := find_kind(word)) else 0 for word in words]
        # Five: a word that general Chinese lacks is no rarer than one that it has a few times in 60 million.
        self._usual = np.concatenate([self._usual, np.log((usual + 5) / total)])
        self._kind = np.concatenate([self._kind, np.asarray(kinds, np.int64)])


@cache
def read_general_frequencies() -> tuple[dict[str, int], int]:
    """How often each word of jieba's dictionary occurs in general Chinese, by its own count; and the sum of all."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    # Only its dictionary is wanted, and importing jieba takes longer than reading it.
    frame = pl.read_csv(
        Path(spec.origin).with_name("dict.txt"),
        separator=" ",
        has_header=False,
        new_columns=["word", "count", "tag"],
        quote_char=None,
    )
    counts = dict(zip(frame["word"].to_list(), frame["count"].to_list(), strict=True))
    return counts, int(frame["count"].sum())
