"""Set the weights of termhood on gold lists: writes extract/termhood.json.

    python tests/quality/train_terms.py GOLD.tsv DOCUMENT…

Prints, for each document left out in turn, what the weights of the others reach on it; the shipped weights are
learned on all of them. No term of the gold list is written, only weights of features.
"""

import json
import sys
from collections import defaultdict
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.mapping import read_mapping
from extract.count import Counter
from extract.document import Document
from extract.known import KnownNames
from extract.readers import read_document
from extract.termhood import CLASSES

RIDGE = 1.0
# Chosen on the cross-validated whole. Alone: F1 is flat from 0.2 to 0.35. Known names: flat from 0.25 to 0.5, and
# recall is worth more. New ones beside known names: it rises to 0.4 and stays.
THRESHOLDS = {"alone": 0.3, "known": 0.25, "new": 0.4}


def bare(term: str) -> str:
    """The form in which the scorer compares terms."""
    return "".join(term.split()).replace("(", "（").replace(")", "）").strip('《》“”"')


def fit(features: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Adam; the last weight is the bias."""
    table = np.c_[features, np.ones(len(features))]
    weight, mean, square = (np.zeros(table.shape[1]) for _ in range(3))
    for step in range(1, 801):
        chance = 1 / (1 + np.exp(-table @ weight))
        gradient = table.T @ (chance - label) + RIDGE * weight
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weight -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weight


def best_f1(chance: np.ndarray, accepted: np.ndarray, core: np.ndarray, total: int) -> tuple[float, float]:
    """The best F1 over thresholds, and its threshold."""
    order = np.argsort(-chance)
    hits, recalled = np.cumsum(accepted[order]), np.cumsum(core[order])
    precision, recall = hits / np.arange(1, len(order) + 1), recalled / total
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(f1.max()), float(chance[order][f1.argmax()])


def read_gold(path: Path) -> dict[str, dict[str, bool]]:
    """By document: term → whether both annotators listed it."""
    gold: dict[str, dict[str, bool]] = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in DictReader(file, delimiter="\t", quoting=QUOTE_NONE):
            gold[row["document"]][bare(row["term"])] = row["annotators"] == "2"
    return dict(gold)


@dataclass(frozen=True)
class Table:
    """Candidates of the gold documents: a row of features, the document and the bare text of each."""

    rows: np.ndarray
    columns: list[str]
    document: np.ndarray
    terms: list[str]
    known: np.ndarray
    free: np.ndarray

    def pick(self, mask: np.ndarray) -> "Table":
        """The rows of a mask."""
        terms = [term for term, keep in zip(self.terms, mask, strict=True) if keep]
        picked = (values[mask] for values in (self.rows, self.document, self.known, self.free))
        rows, document, known, free = picked
        return Table(rows, self.columns, document, terms, known, free)


def tabulate(documents: list[Document], counter: Counter) -> Table:
    """The candidates of all documents, their classes as one-hot columns."""
    tables, names, terms, known, free, columns = [], [], [], [], [], []
    for document in documents:
        measured = counter.measure(document)
        features = measured.features
        one_hot = [np.eye(CLASSES[name])[column] for name, column in features.classes.items()]
        tables.append(np.hstack([np.stack(list(features.numbers.values()), axis=1), *one_hot]))
        columns = [*features.numbers, *(f"{name}={n}" for name in features.classes for n in range(CLASSES[name]))]
        texts = list(measured.name(range(len(measured.candidates.first))))
        terms += [bare(text) for text in texts]
        names += [document.name] * len(texts)
        known.append(measured.candidates.known)
        free.append(measured.candidates.measures["free"] > 0)
    return Table(np.vstack(tables), columns, np.asarray(names), terms, np.concatenate(known), np.concatenate(free))


def train(name: str, table: Table, gold: dict[str, dict[str, bool]]) -> dict[str, object]:
    """One model: cross-validated over the documents, then learned on all of them."""
    pairs = list(zip(table.document, table.terms, strict=True))
    label = np.asarray([term in gold[document] for document, term in pairs], float)
    core = np.asarray([gold[document].get(term, False) for document, term in pairs], float)
    for left_out in gold:
        own = table.document == left_out
        weight = fit(table.rows[~own], label[~own])
        chance = 1 / (1 + np.exp(-np.c_[table.rows[own], np.ones(own.sum())] @ weight))
        total = sum(gold[left_out].values()) if name == "alone" else int(core[own].sum())
        f1, threshold = best_f1(chance, label[own], core[own], total)
        top = label[own][np.argsort(-chance)][:100].mean()
        print(f"{name}: {left_out} left out: best F1 {f1:.3f} at {threshold:.2f}, P@100 {top:.2f}")
    weight = fit(table.rows, label)
    return {
        "bias": round(float(weight[-1]), 3),
        "threshold": THRESHOLDS[name],
        **_write_weights(table.columns, weight),
    }


def _write_weights(columns: list[str], weight: np.ndarray) -> dict[str, object]:
    """Weights of numbers by name, of classes in the order of their values."""
    values = {column: round(float(value), 3) for column, value in zip(columns, weight, strict=False)}
    classes = {name: [values[f"{name}={number}"] for number in range(size)] for name, size in CLASSES.items()}
    return {"numbers": {name: value for name, value in values.items() if "=" not in name}, "classes": classes}


def main(gold_path: Path, paths: list[Path]) -> None:
    """Train the three models and write them."""
    gold = read_gold(gold_path)
    documents = [read_document(path) for path in paths if path.stem in gold]
    alone = tabulate(documents, Counter(KnownNames({})))
    named = tabulate(documents, Counter(KnownNames(read_mapping().names)))
    data = {
        "alone": train("alone", alone, gold),
        "known": train("known", named.pick(named.known), gold),
        "new": train("new", named.pick(~named.known & named.free), gold),
    }
    target = Path(__file__).parents[2] / "extract" / "termhood.json"
    target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
