"""The tables that people read after a run: terms, definitions and mentions as TSV, the worklist as CSV."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path

import polars as pl

from extract.document import Document
from extract.harvest import Harvest
from glossary.atomic import replace_file
from glossary.drafts import draft_files
from glossary.exchange.csv import guard_cell
from glossary.text import one_line

WORKLIST = ("zh", "kind", "score", "count", "documents", "label", "proposal", "context")
CONTEXT = 24  # characters on either side of a term: enough to see what it is, too little to be the document


def write_harvest(harvest: Harvest, folder: Path, *, explain: bool = False) -> dict[str, int]:
    """Write terms.tsv, definitions.tsv and mentions.tsv, all or none; returns the rows of each.

    With ``explain`` spans.tsv, too: the full forms that were considered. UTF-8, LF, no quoting, a tab between cells.
    """
    tables = {"terms": select_accepted(harvest), "definitions": harvest.definitions, "mentions": harvest.mentions}
    if explain:
        tables["spans"] = harvest.spans
    with draft_files(folder, [f"{name}.tsv" for name in tables]) as drafts:
        for name, frame in tables.items():
            write_tsv(frame, drafts[f"{name}.tsv"])
    return {name: len(frame) for name, frame in tables.items()}


def select_accepted(harvest: Harvest) -> pl.DataFrame:
    """The terms that the harvest accepts as terms, without those that it only attaches English to."""
    return harvest.terms.filter("accepted").drop("accepted")


def write_tsv(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as tab-separated lines: UTF-8, LF, no quoting; tabs and line breaks in a cell become blanks."""
    clean = frame.with_columns(_clean_column(frame[name]) for name in frame.columns if frame[name].dtype == pl.String)
    with replace_file(path) as file:
        clean.write_csv(file, separator="\t", quote_style="never", float_precision=4)


def _clean_column(column: pl.Series) -> pl.Series:
    """The column on single lines; each distinct value is looked at once."""
    changed = {value: line for value in column.unique().to_list() if (line := one_line(value)) != value}
    return column.replace(list(changed), list(changed.values())) if changed else column


def write_worklist(
    open_terms: pl.DataFrame, documents: Sequence[Document], names: Mapping[str, str], path: Path
) -> int:
    """Write the terms that have no English yet, best first, with a context each; returns how many.

    ``names`` says how each document is cited. UTF-8 with BOM and CRLF, as spreadsheets want it.
    """
    merged = merge_open(open_terms)
    contexts = find_contexts(merged["term"].to_list(), documents)
    with replace_file(path) as file, TextIOWrapper(file, "utf-8-sig", newline="") as text:
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(WORKLIST)
        for row in merged.iter_rows(named=True):
            cited = " ".join(names[name] for name in row["documents"])
            cells = (row["term"], row["kind"], f"{row['score']:.2f}", str(row["count"]), cited, row["label"])
            rows.writerow(
                guard_cell(one_line(cell)) for cell in (*cells, row["proposal"], contexts.get(row["term"], ""))
            )
    return len(merged)


def merge_open(open_terms: pl.DataFrame) -> pl.DataFrame:
    """One row a term: its best score, its count in all documents, the documents, its first label, any proposal."""
    merged = open_terms.group_by("term", maintain_order=True).agg(
        pl.first("kind"),
        pl.max("score"),
        pl.sum("count"),
        pl.col("document").unique(maintain_order=True).alias("documents"),
        pl.first("label"),
        pl.max("proposal"),  # "" sorts first: a proposal of one document serves all
    )
    return merged.sort(["score", "count", "term"], descending=[True, True, False])


def find_contexts(terms: Sequence[str], documents: Iterable[Document]) -> dict[str, str]:
    """Each term in its first place, with a few characters on either side."""
    found: dict[str, str] = {}
    for term, text, start in _find_places(terms, documents):
        if term not in found:
            end = start + len(term)
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            found[term] = f"{before}【{term}】{after}"
    return found


def _find_places(terms: Sequence[str], documents: Iterable[Document]) -> Iterator[tuple[str, str, int]]:
    import ahocorasick_rs

    if not terms:
        return
    automaton = ahocorasick_rs.AhoCorasick(terms)
    for document in documents:
        for paragraph in document.paragraphs:
            for index, start, _ in automaton.find_matches_as_indexes(paragraph.text, overlapping=True):
                yield terms[index], paragraph.text, start
