"""Learn where names begin and end, from the mapping's names in running text: writes extract/edge.json.

    python tests/quality/train_edges.py TEXT.tsv [TEXT.txt …]

A .tsv is aligned text (its column zh); a .txt is read like any document. Every leftmost-longest match of a mapping
name of two words or more is an example: its two edges are positive, the boundaries inside it negative for both
models, and so are the boundaries of the eight words before it (opening) and after it (closing) within the clause.
"""

import json
import sys
from collections import Counter
from csv import QUOTE_NONE, DictReader
from pathlib import Path

import ahocorasick_rs
import numpy as np

from align.mapping import read_mapping
from extract.kind import NAMES
from extract.readers import read_document
from extract.segment import TAG_ID, TAGS, Segmentation, Vocabulary, segment

MIN_COUNT = 4  # a word seen less often beside an edge has no weight of its own
REACH = 8
CAP = 5
STOP = TAG_ID["stop"]


def read_texts(paths: list[Path]) -> str:
    """All the paragraphs, a line each."""
    lines: list[str] = []
    for path in paths:
        if path.suffix == ".tsv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                lines += [row["zh"] for row in DictReader(file, delimiter="\t", quoting=QUOTE_NONE)]
        else:
            lines += [paragraph.text for paragraph in read_document(path).paragraphs]
    return "\n".join(lines)


def find_names(text: str, names: list[str]) -> list[tuple[int, int]]:
    """Leftmost-longest matches of the names."""
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]


def collect_examples(cut: Segmentation, spans: list[tuple[int, int]], side: str) -> dict[int, tuple[int, float]]:
    """Boundary index → 1 (an edge of a name) or 0, and the example's weight, for one side.

    A name that stands often weighs no more than ``CAP`` occurrences, so that 会员国 does not outvote the rest.
    """
    index = {int(offset): number for number, offset in enumerate(cut.starts)}
    often = Counter(cut.text[start:end] for start, end in spans)
    examples: dict[int, tuple[int, float]] = {}
    for start, end in spans:
        first, last = index.get(start), index.get(end)
        if first is None or last is None:
            continue
        weight = min(1.0, CAP / often[cut.text[start:end]])
        examples.update(dict.fromkeys(range(first + 1, last), (0, weight)))
        around = range(first - 1, first - REACH, -1) if side == "opening" else range(last + 1, last + REACH)
        for boundary in around:
            word = boundary if side == "opening" else boundary - 1
            if not 0 <= word < len(cut.words) or cut.tags[word] == STOP:
                break
            examples.setdefault(boundary, (0, weight))
        examples[first if side == "opening" else last] = (1, weight)
    return examples


def fit(
    left: np.ndarray, right: np.ndarray, pair: np.ndarray, label: np.ndarray, weigh: np.ndarray, words: int
) -> np.ndarray:
    """Ridge logistic regression by Adam on three one-hot groups and a bias; returns the weights in that order."""
    size = words * 2 + len(TAGS) ** 2 + 1
    columns = np.stack([left, words + right, 2 * words + pair, np.full_like(left, size - 1)], axis=1)
    weight, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, 401):
        chance = 1 / (1 + np.exp(-weight[columns].sum(axis=1)))
        gradient = np.bincount(columns.ravel(), np.repeat((chance - label) * weigh, 4), size) + 0.5 * weight
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weight -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weight


def train(cut: Segmentation, spans: list[tuple[int, int]], keep: np.ndarray, side: str) -> dict[str, object]:
    """The weights of one side; ``keep`` maps a word's id to its id among the words with weights (0 = none)."""
    examples = collect_examples(cut, spans, side)
    boundary = np.asarray(list(examples))
    label, weigh = np.asarray(list(examples.values()), float).T
    words = np.concatenate([[0], keep[cut.words], [0]])
    tags = np.concatenate([[0], cut.tags, [0]])
    pair = tags[boundary] * len(TAGS) + tags[boundary + 1]
    size = int(keep.max()) + 1
    weight = fit(words[boundary], words[boundary + 1], pair, label, weigh, size)
    chance = 1 / (
        1
        + np.exp(-(weight[words[boundary]] + weight[size + words[boundary + 1]] + weight[2 * size + pair] + weight[-1]))
    )
    print(
        side,
        len(label),
        "examples",
        int(label.sum()),
        "edges; accuracy on them",
        round(float(((chance > 0.5) == label).mean()), 4),
    )
    rounded = [round(float(value), 2) for value in weight]
    return {
        "bias": rounded[-1],
        "left": rounded[:size],
        "right": rounded[size : 2 * size],
        "pair": rounded[2 * size : -1],
    }


def main(paths: list[Path]) -> None:
    """Train both models and write them."""
    text = read_texts(paths)
    kinds = {name: kind for name, kind in read_mapping().names.items() if len(name) > 2}
    spans = find_names(text, list(kinds))
    named = [(start, end) for start, end in spans if kinds[text[start:end]] in NAMES]
    vocabulary = Vocabulary()
    vocabulary.add("\n", "x")
    cut = segment(text, vocabulary, [offset for span in spans for offset in span])
    by_id = list(vocabulary.ids)
    count = Counter(cut.words.tolist())
    kept = [0] + [number for number in range(1, len(by_id)) if count[number] >= MIN_COUNT]
    keep = np.zeros(len(by_id), np.int64)
    keep[kept] = np.arange(len(kept))
    data = {
        "words": [(by_id[number], TAGS[vocabulary.tags[number]]) for number in kept],
        "opening": train(cut, spans, keep, "opening"),
        "closing": train(cut, spans, keep, "closing"),
        "naming": train(cut, named, keep, "opening"),
    }
    target = Path(__file__).parents[2] / "extract" / "edge.json"
    target.write_text(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
