"""Reading any document: the table of formats, the symbol, one line for what cannot be read."""

from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from extract.document import Role
from extract.error import GlossaryError
from extract.readers import READERS, read_document

TEXT = "1. 毒品和犯罪问题办公室继续协助会员国加强边境管制。\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fail(path: Path) -> str:
    with pytest.raises(GlossaryError) as caught:
        read_document(path)
    return str(caught.value)


def test_every_reader_has_the_one_signature():
    """Each module that the table names reads a path into blocks."""
    for name in set(READERS.values()):
        assert list(signature(import_module(name).read_blocks).parameters) == ["path"]


def test_a_document_has_its_files_name_and_labelled_paragraphs(tmp_path):
    """The name is the file's without ending, capital endings included."""
    document = read_document(write(tmp_path, "report.v2.TXT", TEXT))
    assert (document.name, document.symbol) == ("report.v2", "")
    assert document.paragraphs[0].label == "para. 1"


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("S/2015/366\n\n" + TEXT, "S/2015/366"),
        (TEXT + "\nE/CN.15/2020/4\n\n2/20 V.20-01234\n" + TEXT + "\nE/CN.15/2020/4\n", "E/CN.15/2020/4"),
        ("联合国 A/RES/72/284\n大会\n" + TEXT, "A/RES/72/284"),
        ("CTOC/COP/2018/5*\n" + TEXT, "CTOC/COP/2018/5"),
        ("SAMPLE/2024/1\n" + TEXT, "SAMPLE/2024/1"),
    ],
)
def test_the_documents_own_symbol_is_found(tmp_path, text, symbol):
    """A symbol on a line of its own at a page's head is the document's."""
    assert read_document(write(tmp_path, "a.txt", text)).symbol == symbol


@pytest.mark.parametrize(
    "text",
    [
        TEXT + "__________________\n * A/67/50。\n",
        TEXT + "http://undocs.org/A/RES/72/194\n",
        "2. 监测组称，大多数组织的动力与其说是意识形态，不如说是追求金钱(见\nS/2014/770)。\n" + TEXT,
        "2. 监测组称，大多数组织的动力与其说是意识形态，不如说是追求金钱，见\nS/2014/770\n" + TEXT,
        "3/27\n15-08047 (C)\n" + TEXT,
    ],
)
def test_a_cited_symbol_is_not_the_documents(tmp_path, text):
    """Footnotes, addresses and references in a sentence name other documents."""
    assert read_document(write(tmp_path, "a.txt", text)).symbol == ""


def test_a_given_symbol_wins(tmp_path):
    """--symbol is believed."""
    assert read_document(write(tmp_path, "a.txt", "S/2015/366\n" + TEXT), "A/1/2").symbol == "A/1/2"


def test_an_unknown_ending_names_the_known_ones(tmp_path):
    """The message lists what this reads."""
    message = fail(write(tmp_path, "a.odt", TEXT))
    assert "'.odt'" in message
    assert all(ending in message for ending in READERS)


def test_a_file_that_cannot_be_read_is_one_line_with_its_name_and_the_cause(tmp_path):
    """Missing, a folder, empty, blank, not Chinese: each says which."""
    (tmp_path / "folder.txt").mkdir()
    causes = {
        tmp_path / "missing.txt": "no such file",
        tmp_path / "folder.txt": "folder",
        write(tmp_path, "empty.txt", ""): "empty",
        write(tmp_path, "blank.txt", " \n\f\n"): "no text",
        write(
            tmp_path, "english.txt", "The Office assisted Member States. " * 300 + "毒品和犯罪问题办公室"
        ): "no Chinese",
        write(tmp_path, "name.txt", "办公室"): "no Chinese",
    }
    for path, cause in causes.items():
        message = fail(path)
        assert message.startswith(f"{path}: ")
        assert cause in message
        assert "\n" not in message


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    """No permission is told apart from a missing file."""
    path = write(tmp_path, "locked.txt", TEXT)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in fail(path)


def test_one_good_page_is_enough(tmp_path):
    """A short Chinese text beside a table of numbers is Chinese."""
    assert read_document(write(tmp_path, "a.txt", TEXT + "1 234 567\n" * 50)).paragraphs


def test_the_roles_are_those_of_the_document_module():
    """A reader's pages of text are LINES: nothing else is unwrapped."""
    assert Role.LINES == "lines"
