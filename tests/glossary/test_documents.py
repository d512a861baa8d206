"""The documents that a command is given, read one by one."""

import os
from pathlib import Path

from extract.document import Document, Paragraph
from extract.error import GlossaryError
from glossary.documents import name_documents, read_documents

TEXT = "1. 联合国毒品和犯罪问题办公室（毒品办）协助会员国加强能力建设工作。\n"


def read(*paths: Path, symbol: str = "") -> tuple[tuple[Document, ...], list[str], list[Path]]:
    """The documents, the errors that were reported, the paths that were told."""
    errors: list[GlossaryError] = []
    told: list[Path] = []
    documents = read_documents(paths, symbol, errors.append, told.append)
    return documents, [str(error) for error in errors], told


def write(folder: Path, name: str) -> Path:
    """A document in a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_documents_come_in_the_order_given_without_the_bad_ones(tmp_path: Path) -> None:
    """Each path is told before it is read; each bad one is reported with its name."""
    paths = write(tmp_path, "b.txt"), tmp_path / "missing.txt", write(tmp_path, "a.txt")
    documents, errors, told = read(*paths)
    assert [document.name for document in documents] == ["b", "a"]
    assert [error.partition(": ")[0] for error in errors] == [str(paths[1])]
    assert told == list(paths)


def test_one_file_is_one_document(tmp_path: Path, monkeypatch) -> None:
    """A file that is given twice, absolutely and relatively, is read once and is no error."""
    path = write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    documents, errors, told = read(path, Path("a.txt"), path)
    assert (len(documents), errors, told) == (1, [], [path])


def test_two_files_of_one_name_are_not_mixed_up(tmp_path: Path) -> None:
    """Their rows could not be told apart: the first is read, the second reported."""
    first, second = write(tmp_path, "x/a.txt"), write(tmp_path, "y/a.txt")
    documents, errors, _ = read(first, second)
    assert len(documents) == 1
    assert errors == [f"{second}: another document is called a already; rename one"]


def test_names_and_symbols_are_text_on_one_line(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 become replacement characters, line breaks blanks: both go into tables and XML."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8 \n2.txt"))
    try:
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        return  # this file system takes no such name, so that there is nothing to read
    (document,), errors, _ = read(path, symbol="A/80/1\n\x07 ")
    assert (document.name, document.symbol, errors) == ("\ufffd\ufffd 2", "A/80/1", [])


def test_a_document_is_cited_by_its_symbol_or_else_its_name() -> None:
    """S/2015/366 says more than the name of a file."""
    paragraphs = (Paragraph("办公室", "para. 1"),)
    documents = Document("a", "S/2015/366", paragraphs), Document("b", "", paragraphs)
    assert name_documents(documents) == {"a": "S/2015/366", "b": "b"}
