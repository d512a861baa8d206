"""The tables that people read: TSV of the harvest, the worklist."""

import csv
from pathlib import Path

import polars as pl
import pytest

from align.attach import OPEN
from extract.document import Document, Paragraph
from extract.error import GlossaryError
from extract.harvest import Harvest
from glossary.tables import CONTEXT, WORKLIST, find_contexts, merge_open, write_harvest, write_tsv, write_worklist


def open_rows(*rows: tuple[str, str, int, float, str, str]) -> pl.DataFrame:
    """Open terms of (document, term, count, score, label, proposal)."""
    full = [(*row[:2], "body", *row[2:]) for row in rows]
    return pl.DataFrame(full, OPEN, orient="row")


def test_a_cell_is_one_line(tmp_path: Path) -> None:
    """Tabs, line breaks and control characters inside a cell cannot break the table; scores have four places."""
    rows = [("毒\t罪\n办", 0.123456, 3), ("\x1b[2J名", 1.0, 0)]
    write_tsv(pl.DataFrame(rows, ["a", "b", "c"], orient="row"), tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_bytes().decode("utf-8") == "a\tb\tc\n毒 罪 办\t0.1235\t3\n[2J名\t1.0000\t0\n"


def harvest_of(*terms: tuple[str, bool]) -> Harvest:
    """A harvest of (term, accepted)."""
    schema = {"document": pl.String, "term": pl.String, "accepted": pl.Boolean}
    frame = pl.DataFrame([("a", term, accepted) for term, accepted in terms], schema, orient="row")
    pairs = pl.DataFrame({"document": ["a"], "full_form": ["甲乙丙"], "short_form": ["甲丙"]})
    return Harvest(frame, frame.select("document", "term"), pairs, pairs.select("document", span="full_form"))


def test_the_harvest_becomes_its_tables(tmp_path: Path) -> None:
    """Every column of the frames, the terms that are accepted only; the counts are those of the rows."""
    counts = write_harvest(harvest_of(("报告", False), ("毒罪办", True)), tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "terms.tsv": "document\tterm\na\t毒罪办\n",
        "mentions.tsv": "document\tterm\na\t报告\na\t毒罪办\n",
        "definitions.tsv": "document\tfull_form\tshort_form\na\t甲乙丙\t甲丙\n",
    }
    assert counts == {"terms": 1, "mentions": 2, "definitions": 1}


def test_the_spans_come_when_asked_for(tmp_path: Path) -> None:
    """explain adds spans.tsv."""
    write_harvest(harvest_of(("毒罪办", True)), tmp_path, explain=True)
    assert (tmp_path / "spans.tsv").read_text(encoding="utf-8") == "document\tspan\na\t甲乙丙\n"


def test_a_table_in_the_way_stops_all(tmp_path: Path) -> None:
    """Nothing is written where one of the files cannot be."""
    (tmp_path / "definitions.tsv").mkdir()
    with pytest.raises(GlossaryError, match=r"definitions\.tsv: cannot write"):
        write_harvest(harvest_of(("毒罪办", True)), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["definitions.tsv"]


def test_a_term_of_several_documents_is_one_row() -> None:
    """Best score, all counts, each document once, the label of the first, any proposal."""
    merged = merge_open(
        open_rows(
            ("a", "基金", 2, 0.5, "para. 1", ""),
            ("b", "基金", 3, 0.9, "para. 2", "Fund"),
            ("a", "中心", 9, 0.9, "para. 3", ""),
            ("a", "平台", 5, 0.9, "", ""),
        )
    )
    assert merged.select("term", "score", "count").rows() == [("中心", 0.9, 9), ("基金", 0.9, 5), ("平台", 0.9, 5)]
    fund = merged.filter(pl.col("term") == "基金").row(0, named=True)
    assert (fund["documents"], fund["label"], fund["proposal"]) == (["a", "b"], "para. 1", "Fund")


def test_a_context_is_the_terms_first_place() -> None:
    """Marked, with a few characters on either side, cut at the ends of the paragraph; overlapping terms have theirs."""
    text = "前" * 40 + "信息共享平台" + "后" * 40
    documents = [
        Document("a", "", (Paragraph("没有", ""), Paragraph(text, ""))),
        Document("b", "", (Paragraph("信息共享平台", ""),)),
    ]
    contexts = find_contexts(["信息共享平台", "共享", "不在"], documents)
    assert contexts["信息共享平台"] == "前" * CONTEXT + "【信息共享平台】" + "后" * CONTEXT
    assert contexts["共享"] == "前" * (CONTEXT - 2) + "信息【共享】平台" + "后" * (CONTEXT - 2)
    assert "不在" not in contexts
    assert find_contexts(["信息共享平台"], documents[1:]) == {"信息共享平台": "【信息共享平台】"}
    assert find_contexts([], documents) == {}


def test_the_worklist_is_a_spreadsheet(tmp_path: Path) -> None:
    """BOM, CRLF, documents as they are cited, nothing that a spreadsheet would run; the rows are counted."""
    document = Document("a", "S/2015/366", (Paragraph("《=1+1方案》和“@中心”。", "para. 5"),))
    rows = open_rows(("a", "=1+1方案", 1, 0.9, "para. 5", "=HYPERLINK()"), ("a", "@中心", 1, 0.1234, "para. 5", ""))
    assert write_worklist(rows, [document], {"a": "S/2015/366"}, tmp_path / "w.csv") == 2
    data = (tmp_path / "w.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfzh,kind,score,count,documents,label,proposal,context\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    with (tmp_path / "w.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert tuple(first) == WORKLIST
    assert (first["zh"], first["proposal"], first["documents"]) == ("'=1+1方案", "'=HYPERLINK()", "S/2015/366")
    assert (second["zh"], second["score"], second["label"]) == ("'@中心", "0.12", "para. 5")
    assert second["context"] == "《=1+1方案》和“【@中心】”。"


def test_an_empty_worklist_has_its_header(tmp_path: Path) -> None:
    """Everything has English: the file says so by being empty."""
    assert write_worklist(open_rows(), [], {}, tmp_path / "w.csv") == 0
    assert (tmp_path / "w.csv").read_text(encoding="utf-8-sig").splitlines() == [",".join(WORKLIST)]
