"""Words and parts of speech by jieba's dictionary, as arrays: a feature for what follows, never the judge."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

Ints = npt.NDArray[np.int64]

# Parts of speech are folded to those that tell names from their surroundings; an unknown tag is a noun:
# jieba's dictionary tags many names by guess (伊拉克 nrt, 夏洛克 nr).
TAGS = ("stop", "join", "n", "v", "vn", "c", "p", "m", "u", "d", "r", "f", "a", "b", "ns", "nt", "eng", "q", "t")
TAG_ID = {tag: number for number, tag in enumerate(TAGS)}
_FOLD = {
    "uj": "u", "ul": "u", "uv": "u", "uz": "u", "ud": "u", "ug": "u", "y": "u", "k": "n",
    "an": "a", "ad": "d", "vd": "d", "zg": "d", "vg": "v", "vi": "v", "vq": "v", "ag": "a", "z": "a",
    "rg": "r", "rr": "r", "rz": "r", "mq": "m", "mg": "m", "tg": "t", "s": "f", "df": "d", "dg": "d",
}  # fmt: skip
# 联合国教育、科学及文化组织, 联合国艾滋病毒/艾滋病联合规划署, 纳尔逊·曼德拉: these may stand inside a name.
JOINERS = "、/·•-－–—"


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A text cut into words.

    ``starts`` holds the offset of each word and, last, the text's length; ``words`` the id of each word in
    ``vocabulary``; ``tags`` its part of speech as an index into ``TAGS``.
    """

    text: str
    starts: Ints
    words: Ints
    tags: Ints


class _Ids(dict[str, int]):
    """Ids by word; one that is not there yet is asked of ``add``."""

    def __init__(self, add: Callable[[str], int]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, word: str) -> int:
        return self._add(word)


class Vocabulary:
    """Ids of words, given in the order in which the words are first met."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = _Ids(self._add_unseen)
        self.tags: list[int] = []
        self._table: Ints = np.zeros(0, np.int64)

    def add(self, word: str, tag: str) -> int:
        """The id of a word, new or old; a word keeps the tag that it came with first."""
        number = self.ids.setdefault(word, len(self.ids))
        if number == len(self.tags):
            self.tags.append(fold_tag(word, tag))
        return number

    def _add_unseen(self, word: str) -> int:
        return self.add(word, rjieba.tag(word, False)[0][1])

    def tag_words(self, words: Ints) -> Ints:
        """The parts of speech of words, as indexes into ``TAGS``."""
        if len(self._table) < len(self.tags):
            self._table = np.asarray(self.tags, np.int64)
        return np.asarray(self._table[words])


def fold_tag(word: str, tag: str) -> int:
    """The index in ``TAGS`` of a word's part of speech.

    >>> TAGS[fold_tag("，", "x")], TAGS[fold_tag("、", "x")], TAGS[fold_tag("办公室", "n")]
    ('stop', 'join', 'n')
    """
    if tag == "x" or not word.isalnum():
        return TAG_ID["join" if word in JOINERS else "stop"]
    if word.isascii():
        return TAG_ID["m" if word.isdigit() else "eng"]
    folded = _FOLD.get(tag, tag)
    return TAG_ID.get(folded, TAG_ID["n"])


def segment(text: str, vocabulary: Vocabulary, cuts: Iterable[int] = ()) -> Segmentation:
    """Cut a text into words; ``cuts`` are offsets where a word must end, whatever the dictionary says."""
    tokens = _cut(text, cuts)
    words = np.fromiter(map(vocabulary.ids.__getitem__, tokens), np.int64, len(tokens))
    lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return Segmentation(text, starts, words, vocabulary.tag_words(words))


def _cut(text: str, cuts: Iterable[int]) -> list[str]:
    # Without the hidden Markov model, which makes words of what it does not know (麻管局): edges must not move with it.
    tokens: list[str] = []
    last = 0
    for cut in sorted({*cuts, len(text)}):
        if cut > last:
            tokens += rjieba.cut(text[last:cut], False)
            last = cut
    return tokens
