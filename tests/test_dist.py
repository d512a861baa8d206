"""The published glossary: made by the code that is here, described by its manifest, and free of documents' text."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from extract.readers import read_document
from glossary.publish import read_catalogue

ROOT = Path(__file__).parents[1]
DIST, CORPUS, CATALOGUE = ROOT / "dist", ROOT.parent / "shared" / "corpus", ROOT / "corpus.csv"
FILES = ("MANIFEST.json", "glossary.csv", "glossary.tbx")
RECIPE = "glossary publish $(sort $(wildcard $(CORPUS)/*.txt)) --catalogue corpus.csv -o dist"
LONG = 40  # characters: a run as long as this that stands in a document is a sentence, unless it is a title

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus, the documents of dist/, is missing")


@pytest.fixture(autouse=True, scope="module")
def dist() -> None:
    """Fail for all that is missing at once, and say how to make it."""
    missing = [name for name in FILES if not (DIST / name).is_file()]
    if missing:
        pytest.fail(f"dist/ has no {', '.join(missing)}: run make dist CORPUS=../shared/corpus and commit it")


@cache
def read_manifest() -> Any:
    return json.loads((DIST / "MANIFEST.json").read_text(encoding="utf-8"))


def read_csv() -> list[dict[str, str]]:
    with (DIST / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_tbx() -> etree._ElementTree:
    return etree.parse(DIST / "glossary.tbx", etree.XMLParser(resolve_entities=False, load_dtd=False))


def test_dist_holds_the_published_files_and_no_other():
    """Two formats and their manifest."""
    assert sorted(path.name for path in DIST.iterdir()) == sorted(FILES)


@needs_corpus
def test_the_documents_give_the_same_bytes(tmp_path):
    """Built anew, in a process of its own, with the Makefile's command: no file differs."""
    assert RECIPE in (ROOT / "Makefile").read_text(encoding="utf-8")
    program = (sys.executable, "-c", "from glossary.command import main; main()")
    documents = [str(path) for path in sorted(CORPUS.glob("*.txt"))]
    command = [*program, "publish", *documents, "--catalogue", str(CATALOGUE), "-o", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    differing = [name for name in FILES if (tmp_path / name).read_bytes() != (DIST / name).read_bytes()]
    assert not differing, "the code makes another glossary now: run make dist CORPUS=../shared/corpus and commit it"


@pytest.mark.parametrize("name", ["glossary.csv", "glossary.tbx"])
def test_the_manifest_has_each_files_hash_and_size(name):
    """Who downloads a file can check it."""
    data = (DIST / name).read_bytes()
    listed = read_manifest()["files"][name]
    assert (listed["bytes"], listed["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_manifest_counts_the_entries_of_each_file():
    """As many rows as it says, as many entries, and the same concepts in both."""
    listed = {name: file["entries"] for name, file in read_manifest()["files"].items()}
    rows = [row["concept"] for row in read_csv()]
    entries = [str(entry.get("id")) for entry in read_tbx().iter("termEntry")]
    assert listed == {"glossary.csv": len(rows), "glossary.tbx": len(entries)}
    assert sorted(rows) == sorted(set(entries))
    assert entries


def test_the_manifests_counts_are_those_of_the_files():
    """In all and by reliability: what a reader of the manifest finds in the download."""
    counts, found = read_manifest()["counts"], [row["reliability"] for row in read_csv()]
    assert counts["entries"] == len(found)
    assert counts["by reliability"] == {name: found.count(name) for name in sorted(set(found))}


def test_the_manifest_lists_the_documents_of_the_catalogue():
    """Each by name and title, with counts that add up."""
    manifest, catalogue = read_manifest(), read_catalogue(CATALOGUE)
    listed = {document["name"]: document for document in manifest["documents"]}
    assert set(listed) == set(catalogue)
    assert [listed[name]["title"] for name in listed] == [catalogue[name].title for name in listed]
    assert all(document["paragraphs"] and document["characters"] and document["terms"] for document in listed.values())
    assert sum(document["terms"] for document in listed.values()) == manifest["counts"]["terms"]


@cache
def read_corpus() -> tuple[str, ...]:
    """The text of each document, by paragraphs."""
    documents = (read_document(path) for path in sorted(CORPUS.glob("*.txt")))
    return tuple("\n".join(paragraph.text for paragraph in document.paragraphs) for document in documents)


@needs_corpus
def test_the_manifest_describes_the_documents_text():
    """Paragraphs, characters and the hash of the text that was read."""
    texts = read_corpus()
    listed = [(item["paragraphs"], item["characters"], item["sha256 of text"]) for item in read_manifest()["documents"]]
    hashes = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts]
    assert listed == [(text.count("\n") + 1, len(text), digest) for text, digest in zip(texts, hashes, strict=True)]


# Official names as long as sentences: a goal of the 2030 Agenda, a network of prosecutors.
NAMES = (
    "创建和平、包容的社会以促进可持续发展，让所有人都能诉诸司法，在各级建立有效、负责和包容的机构",
    "联合国预防犯罪和刑事司法方案任务执行情况，特别是关于联合国毒品和犯罪问题办公室的技术合作活动",
    "来源国、过境国和目的地国打击中亚和南高加索跨国有组织犯罪检察官和中央主管部门网络",
)
HAN = re.compile(rf"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·]{{{LONG},}}")


@cache
def drop_names(texts: tuple[str, ...]) -> str:
    """The documents without titles and the long names."""
    spared = "|".join(map(re.escape, NAMES))
    return "\n".join(re.sub(rf"《[^《》\n]*》|{spared}", "\n", text) for text in texts)


def find_sentences(published: str, texts: tuple[str, ...]) -> list[str]:
    """Runs of Chinese that stand in a document, as long as a sentence."""
    windows = (run[place : place + LONG] for run in HAN.findall(published) for place in range(len(run) - LONG + 1))
    return [window for window in windows if window in drop_names(texts)]


def test_a_sentence_would_be_found_and_a_title_would_not():
    """The check below checks: forty characters of a document are found, wherever they stand in a cell."""
    sentence = "秘书处在过去一年中向十二个国家提供了海洋观测方面的技术援助并培训了三百名专家以便改进各国的监测工作"
    title = "关于在海洋观测和山地研究领域开展合作并交流数据以及培训专家和改进监测工作的区域间补充议定书附加条款"
    texts = (f"2. {sentence}。", f"根据《{title}》，各国提交报告。")
    assert find_sentences(f"海观组织；{sentence[3:45]}", texts)
    assert find_sentences(f"{title}|海观组织", texts) == []
    assert find_sentences(sentence[:39], texts) == []


@needs_corpus
def test_no_cell_of_the_csv_holds_a_sentence_of_a_document():
    """Names, equivalents, symbols, labels and counts only."""
    found = {cell: hits for row in read_csv() for cell in row.values() if (hits := find_sentences(cell, read_corpus()))}
    assert found == {}


@needs_corpus
def test_no_text_of_the_tbx_holds_a_sentence_of_a_document():
    """Neither in a term nor in a note nor in an attribute."""
    root = read_tbx().getroot()
    attributes = {str(value) for element in root.iter() for value in element.attrib.values()}
    texts = {str(text) for text in root.itertext()} | attributes
    assert [hits for text in texts if (hits := find_sentences(text, read_corpus()))] == []
