"""glossary extract: three tables, and what becomes of documents that cannot be read."""

import csv
from pathlib import Path

import pytest

from extract.samples import sample_documents

TEXT = (
    "1. 联合国毒品和犯罪问题办公室（毒品办）协助会员国加强能力建设工作。毒品办与世界海关组织合作。\n\n"
    "2. 根据大会第72/284号决议，毒品办编写了报告。\n"
)


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    """A document in a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a table; every row has as many cells as the header."""
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


COLUMNS = {
    "terms": ["document", "term", "kind", "count", "score", "label"],
    "definitions": ["document", "full_form", "short_form", "kind", "label", "count"],
    "mentions": ["document", "label", "term", "start", "end"],
}


def test_three_tables_with_their_columns(run, tmp_path: Path) -> None:
    """terms, definitions and mentions begin with the agreed columns; document is the file's name."""
    run("extract", write(tmp_path, "report.v2.txt"), "-o", tmp_path / "out")
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == sorted(COLUMNS)
    for name, columns in COLUMNS.items():
        rows = read_tsv(tmp_path / "out" / f"{name}.tsv")
        assert list(rows[0])[: len(columns)] == columns
        assert {row["document"] for row in rows} == {"report.v2"}


def test_explain_shows_the_spans_that_were_considered(run, tmp_path: Path) -> None:
    """spans.tsv holds the chosen full form first, and comes only when asked for."""
    ran = run("extract", write(tmp_path, "a.txt"), "-o", tmp_path / "out", "--explain")
    assert ran.status == 0
    spans = read_tsv(tmp_path / "out" / "spans.tsv")
    first = {row["short_form"]: row["span"] for row in spans if row["rank"] == "1"}
    assert first["毒品办"] == "联合国毒品和犯罪问题办公室"


def test_the_tables_hold_what_the_text_says(run, tmp_path: Path) -> None:
    """Definitions with label and count; terms best first; mentions that can be cut out of their paragraphs."""
    run("extract", write(tmp_path, "a.txt"), "-o", tmp_path / "out")
    definitions = read_tsv(tmp_path / "out" / "definitions.tsv")
    defined = {row["short_form"]: (row["full_form"], row["label"], row["count"]) for row in definitions}
    assert defined["毒品办"] == ("联合国毒品和犯罪问题办公室", "para. 1", "1")
    terms = read_tsv(tmp_path / "out" / "terms.tsv")
    scores = [float(row["score"]) for row in terms]
    assert scores == sorted(scores, reverse=True)
    counted = {row["term"]: (row["count"], row["label"]) for row in terms}
    assert counted["毒品办"] == ("3", "para. 1")
    assert counted["大会第72/284号决议"] == ("1", "para. 2")
    mentions = read_tsv(tmp_path / "out" / "mentions.tsv")
    assert all(int(row["end"]) - int(row["start"]) == len(row["term"]) for row in mentions)


def test_the_closing_line_counts_the_rows(run, tmp_path: Path) -> None:
    """One line on stderr, nothing on stdout; the numbers are those of the files."""
    ran = run("extract", write(tmp_path, "a.txt"), "-o", tmp_path / "out")
    rows = {noun: len(read_tsv(tmp_path / "out" / f"{noun}s.tsv")) for noun in ("term", "definition", "mention")}
    assert (ran.status, ran.out) == (0, "")
    said = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in rows.items())
    assert ran.err == f"1 document: {said}, in {tmp_path / 'out'}\n"


def test_without_a_document_it_reads_the_samples(run, tmp_path: Path) -> None:
    """Anyone can try it offline."""
    ran = run("extract", "-o", tmp_path)
    assert ran.err.startswith(f"{len(sample_documents())} documents: ")
    names = {row["document"] for row in read_tsv(tmp_path / "terms.tsv")}
    assert names == {path.stem for path in sample_documents()}


def test_without_the_mapping_known_names_are_unknown(run, tmp_path: Path) -> None:
    """--without-mapping harvests other terms from the same text."""
    document = write(tmp_path, "a.txt", TEXT + "3. 阿富汗、缅甸和哥伦比亚报告了进展。\n")
    run("extract", document, "-o", tmp_path / "with")
    run("extract", document, "-o", tmp_path / "without", "--without-mapping")
    names = [{row["term"] for row in read_tsv(tmp_path / each / "terms.tsv")} for each in ("with", "without")]
    assert names[0] != names[1]


def test_a_mapping_of_ones_own_makes_names_known(run, tmp_path: Path) -> None:
    """A name in --mapping is a term, which chance would not have found; excluded by --without-mapping."""
    own = tmp_path / "own.csv"
    header = "id,kind,subject,zh,zh_forms,en,en_forms,status,source,checked,note"
    own.write_text(f"{header}\nown-thing,tool,drugs,能力建设工作,,capacity-building work,,,own,,\n", encoding="utf-8")
    document = write(tmp_path, "a.txt")
    run("extract", document, "-o", tmp_path / "out", "--mapping", own)
    kinds = {row["term"]: row["kind"] for row in read_tsv(tmp_path / "out" / "terms.tsv")}
    assert kinds["能力建设工作"] == "tool"
    ran = run("extract", document, "-o", tmp_path / "no", "--mapping", own, "--without-mapping")
    assert ran.status == 2
    assert "exclude each other" in ran.err
    assert not (tmp_path / "no").exists()


def test_the_good_documents_are_done_and_the_status_says_one_failed(run, tmp_path: Path) -> None:
    """A missing file between two good ones: one line for it, rows of the others, exit 2."""
    good = write(tmp_path, "a.txt"), write(tmp_path, "b.txt")
    ran = run("extract", good[0], tmp_path / "missing.txt", good[1], "-o", tmp_path / "out")
    assert ran.status == 2
    assert ran.lines[0] == f"glossary: {tmp_path / 'missing.txt'}: cannot be read: no such file or directory"
    assert ran.lines[1].startswith("2 documents: ")
    assert {row["document"] for row in read_tsv(tmp_path / "out" / "terms.tsv")} == {"a", "b"}


def test_a_table_that_cannot_be_written_leaves_the_others_as_they_were(run, tmp_path: Path) -> None:
    """All three or none: a folder in the place of one stops before any is replaced."""
    folder = tmp_path / "out"
    (folder / "mentions.tsv").mkdir(parents=True)
    write(folder, "terms.tsv", "old")
    ran = run("extract", write(tmp_path, "a.txt"), "-o", folder)
    assert ran.status == 2
    assert ran.lines == [f"glossary: {folder / 'mentions.tsv'}: cannot write: a folder has this name"]
    assert (folder / "terms.tsv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["mentions.tsv", "terms.tsv"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_each_documents_rows_stand_together_in_the_order_given(run, tmp_path: Path, order: tuple[str, str]) -> None:
    """terms.tsv follows the command line."""
    paths = [write(tmp_path, f"{name}.txt") for name in order]
    run("extract", *paths, "-o", tmp_path / "out")
    names = [row["document"] for row in read_tsv(tmp_path / "out" / "terms.tsv")]
    assert tuple(dict.fromkeys(names)) == order
