"""The stages one after the other: documents in, a glossary and its files out."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from align.mapping import read_mapping
from extract.document import Document, Paragraph
from extract.error import GlossaryError
from glossary.drafts import draft_files, hold_stops
from glossary.entry import ConceptEntry, Provenance, Reliability
from glossary.pipeline import Glossary, build_glossary, write_glossary

MAPPING = read_mapping()
DOCUMENTS = (
    Document("a", "A/80/1", (Paragraph("麻醉药品委员会（委员会）审议了报告。委员会通过了第64/1号决议。", "para. 1"),)),
    Document("b", "", (Paragraph("预防犯罪和刑事司法委员会（委员会）审议了安全理事会第2396(2017)号决议", "para. 9"),)),
    Document("c", "", (Paragraph("委员会请安理会第2396（2017）号决议所述各方合作，世界卫生组织亦然。", "para. 4"),)),
)


def build(*documents: Document) -> Glossary:
    """The glossary of documents by the shipped mapping."""
    return build_glossary(documents, MAPPING)


def find_provenance(entry: ConceptEntry, term: str) -> tuple[Provenance, ...]:
    """Where a Chinese designation of an entry was read."""
    (found,) = (section for section in entry.language("zh-Hans").terms if section.term == term)
    return found.provenance


def test_a_short_form_belongs_to_its_document() -> None:
    """委员会 is the body that each document defines, with its own count; without a definition it stays open."""
    glossary = build(*DOCUMENTS)
    entries = {entry.id: entry for entry in glossary.entries}
    assert find_provenance(entries["cnd"], "委员会") == (Provenance("A/80/1", "para. 1", 3),)
    (place,) = find_provenance(entries["ccpcj"], "委员会")
    assert (place.document, place.label) == ("b", "para. 9")
    assert set(glossary.equivalents.open.filter(term="委员会")["document"]) <= {"c"}


def test_what_rules_compose_is_marked_and_merged() -> None:
    """One entry for both spellings of a resolution, composed, with evidence of both documents."""
    entries = {entry.id: entry for entry in build(*DOCUMENTS).entries}
    resolution = entries["security-council-resolution-2396-2017"]
    assert resolution.reliability is Reliability.COMPOSED
    assert [term.term for term in resolution.language("zh-Hans").terms] == [
        "安全理事会第2396(2017)号决议",
        "安理会第2396（2017）号决议",
    ]
    assert find_provenance(resolution, "安理会第2396（2017）号决议") == (Provenance("c", "para. 4", 1),)


def test_nothing_proposed_becomes_an_entry() -> None:
    """Rows that the mapping holds as not certain stay in the worklist, however often a document names them."""
    proposed = [concept for concept in MAPPING.concepts if concept.proposed][:20]
    text = "。".join(f"《{concept.zh[0].text}》" for concept in proposed)
    glossary = build(Document("a", "", (Paragraph(text, "para. 1"),)))
    assert not {concept.id for concept in proposed} & {entry.id for entry in glossary.entries}
    proposals = set(glossary.equivalents.open["proposal"]) - {""}
    assert proposals & {concept.en[0].text for concept in proposed}


def test_the_order_of_documents_changes_nothing() -> None:
    """Entries, provenance, open terms and the order of each are the same for every order of the documents."""
    glossaries = [build(*order) for order in permutations(DOCUMENTS)]
    assert len({glossary.entries for glossary in glossaries}) == 1
    assert all(g.equivalents.open.equals(glossaries[0].equivalents.open) for g in glossaries)
    assert all(g.documents == glossaries[0].documents for g in glossaries)


def test_a_document_without_terms_gives_an_empty_glossary(tmp_path: Path) -> None:
    """No entry is no fault: the files are there, and empty."""
    counts = write_glossary(build(Document("a", "", (Paragraph("他们说得很好。", ""),))), tmp_path)
    assert (counts.entries, counts.open) == (0, 0)
    assert len(list(tmp_path.iterdir())) == 5


def test_the_counts_are_of_distinct_things(tmp_path: Path) -> None:
    """The same document under two names doubles neither terms, definitions, entries nor open terms."""
    once = write_glossary(build(DOCUMENTS[0]), tmp_path)
    twice = write_glossary(build(DOCUMENTS[0], replace(DOCUMENTS[0], name="z", symbol="")), tmp_path)
    assert twice == once


def write_drafts(folder: Path, *names: str, fail: BaseException | None = None) -> None:
    """Write "new" to each file, then perhaps fail."""
    with draft_files(folder, names) as drafts:
        for draft in drafts.values():
            draft.write_text("new", encoding="utf-8")
        if fail:
            raise fail


def read(folder: Path) -> dict[str, str]:
    """The files of a folder and what they hold."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


def test_drafts_take_their_places_together(tmp_path: Path) -> None:
    """Nothing but the files is left."""
    (tmp_path / "a").write_text("old", encoding="utf-8")
    write_drafts(tmp_path, "a", "b")
    assert read(tmp_path) == {"a": "new", "b": "new"}


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), GlossaryError("x")])
def test_a_failure_leaves_the_old_files(tmp_path: Path, error: BaseException) -> None:
    """Whatever stops the writing, Ctrl-C included."""
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(type(error)):
        write_drafts(tmp_path, "a", "b", fail=error)
    assert read(tmp_path) == {"a": "old"}


def test_a_failure_names_the_file_and_not_its_draft(tmp_path: Path) -> None:
    """Nobody knows .glossary.tbx.5f3a.tmp."""
    with pytest.raises(GlossaryError) as caught, draft_files(tmp_path, ["a", "b"]) as drafts:
        raise GlossaryError("cannot write: no space left", drafts["b"])
    assert str(caught.value) == f"{tmp_path / 'b'}: cannot write: no space left"


def test_a_folder_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    """The renames would fail halfway."""
    (tmp_path / "b").mkdir()
    with pytest.raises(GlossaryError, match="a folder has this name"):
        write_drafts(tmp_path, "a", "b")
    assert read(tmp_path) == {}


def test_a_stop_waits_for_the_end_of_the_block() -> None:
    """Ctrl-C inside is raised after; the handlers are those of before."""
    import signal

    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    done = []
    with pytest.raises(KeyboardInterrupt), hold_stops():
        signal.raise_signal(signal.SIGINT)
        done.append("block")
    assert done == ["block"]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
