"""The sample documents that are shipped: complete, readable, and showing what the tool does."""

import re

import pytest

from extract.readers import read_document
from extract.samples import sample_documents

NUMBERS = {path.stem: number for number, path in enumerate(sample_documents(), 1)}


@pytest.fixture(params=sample_documents(), ids=NUMBERS)
def document(request):
    return read_document(request.param)


def test_six_documents_of_moderate_length_are_shipped():
    """All files of the folder are listed, each with 1,000 to 2,000 characters."""
    paths = sample_documents()
    assert len(paths) == 6
    assert set(paths) == set(paths[0].parent.glob("*.txt"))
    assert all(1000 <= len(re.sub(r"\s", "", path.read_text(encoding="utf-8"))) <= 2000 for path in paths)


def test_each_has_its_symbol_and_all_its_paragraphs(document):
    """The symbol at the pages' heads is found, the paragraphs are numbered without a gap."""
    assert document.symbol == f"SAMPLE/2024/{NUMBERS[document.name]}"
    labels = [paragraph.label for paragraph in document.paragraphs]
    numbers = [int(label[6:]) for label in labels if re.fullmatch(r"para\. \d+", label)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 7
    assert any(label.startswith("footnote") for label in labels)


def test_nothing_of_the_page_is_left(document):
    """Furniture, rules and marks are gone, and sentences are whole."""
    text = "\n".join(paragraph.text for paragraph in document.paragraphs if "footnote" not in paragraph.label)
    assert not re.search(r"SAMPLE|____|\d\d-\d{5}|^\d/3|。\d(?!\d)", text, re.MULTILINE)
    for paragraph in document.paragraphs:
        assert not paragraph.label.startswith("para.") or paragraph.text.endswith(("。", "；", "："))


def test_each_defines_several_short_forms(document):
    """Definitions in brackets, full-width or half-width."""
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    assert len(re.findall(r"[（(][^）)]{2,14}[）)]", text)) >= 6


def test_together_they_show_both_bracket_styles_and_a_table():
    """The demo has every feature that the reading side knows."""
    paragraphs = [each for path in sample_documents() for each in read_document(path).paragraphs]
    text = "".join(paragraph.text for paragraph in paragraphs)
    names = ("（毒品和犯罪问题办公室）", "(毒品和犯罪问题办公室)", "《联合国反腐败公约》", "第2396(2017)号决议")
    assert all(part in text for part in (*names, "以下简称", "又称"))
    assert {"annex 4", "footnote 1", "para. 5 (c) (ii)"} <= {paragraph.label for paragraph in paragraphs}
