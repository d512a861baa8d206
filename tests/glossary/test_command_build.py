"""glossary build: all files of a glossary, or one line that says why not."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from align.mapping import COLUMNS
from extract.samples import sample_documents
from glossary.entry import Reliability
from glossary.exchange import FORMATS
from glossary.termbase import open_termbase

TEXT = (
    "1. 联合国毒品和犯罪问题办公室（毒品办）协助会员国加强能力建设工作。毒品办与世界卫生组织合作。\n\n"
    "2. 根据大会第72/284号决议，毒品办编写了《某某省信息共享平台操作手册》。\n"
)
FILES = ["glossary.csv", "glossary.db", "glossary.tbx", "glossary.v3.tbx", "worklist.csv"]
PROGRAM = (sys.executable, "-c", "from glossary.command import main; main()")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def write(folder: Path, name: str, text: str = TEXT, encoding: str = "utf-8") -> Path:
    """A document in a folder."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read_folder(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder, hidden ones included."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def read_worklist(folder: Path) -> list[dict[str, str]]:
    """The rows of worklist.csv."""
    with (folder / "worklist.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_command_makes_the_whole_glossary(run, tmp_path: Path) -> None:
    """Five files, no draft left, nothing on stdout, one line on stderr, exit 0."""
    ran = run("build", write(tmp_path, "a.txt"), "-o", tmp_path / "new" / "out")
    assert (ran.status, ran.out, len(ran.lines)) == (0, "", 1)
    assert sorted(read_folder(tmp_path / "new" / "out")) == FILES


def test_every_format_holds_the_documents_concepts(run, tmp_path: Path) -> None:
    """The same concepts in the exchange formats and in the termbase, with the English and the document's short form."""
    run("build", write(tmp_path, "a.txt"), "-o", tmp_path)
    read = {name: {entry.id: entry for entry in FORMATS[name].read(tmp_path / FORMATS[name].file)} for name in FORMATS}
    with open_termbase(tmp_path / "glossary.db") as termbase:
        read["db"] = {entry.id: entry for entry in termbase.entries()}
    for entries in read.values():
        assert {"unodc", "who", "general-assembly-resolution-72-284"} <= set(entries)
        unodc = entries["unodc"]
        assert "毒品办" in {term.term for term in unodc.language("zh-Hans").terms}
        assert unodc.language("en").terms[0].term == "United Nations Office on Drugs and Crime"
        assert entries["general-assembly-resolution-72-284"].reliability is Reliability.COMPOSED


def test_the_closing_line_counts_what_was_made(run, tmp_path: Path) -> None:
    """Documents, definitions, entries and open terms as the files hold them; one is one."""
    ran = run("build", write(tmp_path, "a.txt"), "-o", tmp_path / "out")
    entries = len(list(FORMATS["tbx3"].read(tmp_path / "out" / "glossary.v3.tbx")))
    left = len(read_worklist(tmp_path / "out"))
    nouns = ("entry" if entries == 1 else "entries", "term" if left == 1 else "terms")
    assert ran.err.startswith("1 document: ")
    assert ", 1 definition, " in ran.err
    assert f" {entries} {nouns[0]} with English, {left} {nouns[1]} without, in {tmp_path / 'out'}\n" in ran.err


def test_the_worklist_holds_what_has_no_english(run, tmp_path: Path) -> None:
    """An unknown title with kind, count, document and a context that marks it; no term that the glossary has."""
    run("build", write(tmp_path, "a.txt"), "-o", tmp_path / "out")
    rows = {row["zh"]: row for row in read_worklist(tmp_path / "out")}
    manual = rows["某某省信息共享平台操作手册"]
    assert (manual["kind"], manual["count"], manual["documents"]) == ("publication", "1", "a")
    assert (manual["label"], manual["proposal"]) == ("para. 2", "")
    assert "《【某某省信息共享平台操作手册】》" in manual["context"]
    assert not {"毒品办", "世界卫生组织", "大会第72/284号决议"} & set(rows)


def test_without_a_document_it_reads_the_samples(run, tmp_path: Path) -> None:
    """Anyone can try the tool offline."""
    ran = run("build", "-o", tmp_path)
    assert ran.status == 0
    assert ran.err.startswith(f"{len(sample_documents())} documents: ")
    assert len(list(FORMATS["tbx"].read(tmp_path / "glossary.tbx"))) > 100


def test_the_symbol_given_is_cited(run, tmp_path: Path) -> None:
    """--symbol stands in the provenance of the termbase and in the worklist; else the file's name does."""
    document = write(tmp_path, "a.txt")
    for folder, options, cited in (("with", ("--symbol", "A/80/123"), "A/80/123"), ("without", (), "a")):
        run("build", document, "-o", tmp_path / folder, *options)
        with open_termbase(tmp_path / folder / "glossary.db") as termbase:
            (unodc,) = (entry for entry in termbase.entries() if entry.id == "unodc")
        places = {term.term: term.provenance for term in unodc.language("zh-Hans").terms}
        assert [(place.document, place.label, place.count) for place in places["毒品办"]] == [(cited, "para. 1", 3)]
        assert {row["documents"] for row in read_worklist(tmp_path / folder)} == {cited}


def test_a_symbol_for_several_documents_is_misuse(run, tmp_path: Path) -> None:
    """Also for the samples; nothing is written."""
    documents = write(tmp_path, "a.txt"), write(tmp_path, "b.txt")
    for paths in (documents, ()):
        ran = run("build", *paths, "--symbol", "A/1/2", "-o", tmp_path / "out")
        assert ran.status == 2
        assert "--symbol goes with one document" in ran.err
    assert not (tmp_path / "out").exists()


ENGLISH = "The Office assisted Member States in building capacity. " * 40
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "no text"),
        ("english.txt", ENGLISH.encode(), "no Chinese"),
        ("bytes.txt", bytes(range(128, 256)) * 9, "encoding"),
        ("report.odt", TEXT.encode(), "unknown ending '.odt'"),
        ("report", TEXT.encode(), "a name without ending"),
        ("locked.docx", ENCRYPTED, "encrypted"),
        ("broken.docx", b"PK\x03\x04 nothing", "damaged"),
        ("broken.pdf", b"%PDF-1.7 nothing", "damaged"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_line(run, tmp_path: Path, name, content, cause) -> None:
    """The line names file and cause; exit 2; no folder is made, since there is nothing to write."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    ran = run("build", path, "-o", tmp_path / "out")
    assert (ran.status, ran.out, len(ran.lines)) == (2, "", 1)
    assert ran.err.startswith(f"glossary: {path}: ")
    assert cause in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_is_no_document(run, tmp_path: Path) -> None:
    """Named as what it is."""
    (tmp_path / "folder.txt").mkdir()
    ran = run("build", tmp_path / "folder.txt", "-o", tmp_path / "out")
    assert (ran.status, ran.lines) == (2, [f"glossary: {tmp_path / 'folder.txt'}: a folder, not a document"])


def test_permissions_are_respected_and_told(run, tmp_path: Path) -> None:
    """A file that may not be read, a folder that may not be written: one line each."""
    document = write(tmp_path, "a.txt")
    probe = write(tmp_path, "probe")
    probe.chmod(0)
    if os.access(probe, os.R_OK):
        pytest.skip("this user (root, or one on Windows) may read every file")
    (tmp_path / "closed").mkdir(mode=0o500)
    ran = run("build", document, "-o", tmp_path / "closed")
    assert (ran.status, ran.lines) == (
        2,
        [f"glossary: {tmp_path / 'closed' / 'glossary.tbx'}: cannot write: Permission denied"],
    )
    document.chmod(0)
    ran = run("build", document, write(tmp_path, "b.txt"), "-o", tmp_path / "out", "--mapping", write_mapping(tmp_path))
    assert (ran.status, len(ran.lines)) == (2, 2)
    assert ran.lines[0] == f"glossary: {document}: cannot be read: permission denied"
    assert ran.lines[1].startswith("1 document: ")


def test_nothing_is_written_when_no_document_can_be_read(run, tmp_path: Path) -> None:
    """A line for each, and the old glossary stays as it was."""
    run("build", write(tmp_path, "a.txt"), "-o", tmp_path / "out")
    before = read_folder(tmp_path / "out")
    ran = run("build", tmp_path / "b.txt", write(tmp_path, "c.txt", ""), "-o", tmp_path / "out")
    assert (ran.status, len(ran.lines)) == (2, 2)
    assert read_folder(tmp_path / "out") == before


def test_the_good_documents_are_done(run, tmp_path: Path) -> None:
    """One line for the bad one, the glossary of the others as without it, exit 2."""
    good = write(tmp_path, "a.txt"), write(tmp_path, "b.txt")
    run("build", *good, "-o", tmp_path / "without")
    ran = run("build", good[0], write(tmp_path, "bad.txt", ENGLISH), good[1], "-o", tmp_path / "with")
    assert ran.status == 2
    assert [line.partition(": ")[0] for line in ran.lines] == ["glossary", "2 documents"]
    assert read_folder(tmp_path / "with") == read_folder(tmp_path / "without")


def test_a_document_given_twice_is_read_once(run, tmp_path: Path) -> None:
    """By another spelling of its path, too."""
    document = write(tmp_path, "a.txt")
    ran = run("build", document, f"{tmp_path}/./a.txt", "-o", tmp_path / "out")
    assert ran.status == 0
    assert ran.err.startswith("1 document: ")


def test_two_documents_of_one_name_cannot_be_told_apart(run, tmp_path: Path) -> None:
    """a.txt and a.html: the second is named and left out."""
    page = write(tmp_path, "a.html", f"<html><body><p>{TEXT}</p></body></html>")
    ran = run("build", write(tmp_path, "a.txt"), page, "-o", tmp_path / "out")
    assert ran.status == 2
    assert ran.lines[0] == f"glossary: {page}: another document is called a already; rename one"


@pytest.mark.parametrize(
    ("blocked", "cause"), [("out", "a file, not a folder"), ("out/inner", "cannot make the folder")]
)
def test_an_output_folder_that_is_a_file_is_told(run, tmp_path: Path, blocked: str, cause: str) -> None:
    """Neither it nor a folder above it may be a file."""
    write(tmp_path, "out", "old")
    ran = run("build", write(tmp_path, "a.txt"), "-o", tmp_path / blocked)
    assert (ran.status, len(ran.lines)) == (2, 1)
    assert ran.err.startswith(f"glossary: {tmp_path / blocked}: {cause}")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no folder here that even root cannot write to")
def test_an_unwritable_folder_is_told(run, tmp_path: Path) -> None:
    """The line names the file that could not be written there."""
    ran = run("build", write(tmp_path, "a.txt"), "-o", "/proc/self/fd")
    assert (ran.status, len(ran.lines)) == (2, 1)
    assert ran.err.startswith("glossary: /proc/self/fd/glossary.tbx: cannot write: ")


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_a_files_place_leaves_everything_as_it_was(run, tmp_path: Path, name: str) -> None:
    """All files or none: no other file is replaced, whichever one is in the way."""
    folder = tmp_path / "out"
    (folder / name).mkdir(parents=True)
    others = [write(folder, other, "old") for other in FILES if other != name]
    ran = run("build", write(tmp_path, "a.txt"), "-o", folder)
    assert (ran.status, ran.lines) == (2, [f"glossary: {folder / name}: cannot write: a folder has this name"])
    assert {path.read_text(encoding="utf-8") for path in others} == {"old"}
    assert sorted(path.name for path in folder.iterdir()) == FILES


@pytest.mark.skipif(os.name != "posix", reason="the limit on file sizes is POSIX")
@pytest.mark.parametrize("size", [2_000, 60_000])
def test_a_full_disk_leaves_the_old_files(tmp_path: Path, size: int) -> None:
    """A write that stops halfway is one line that names the file, and no draft stays behind."""
    document = write(tmp_path, "a.txt")
    (tmp_path / "out").mkdir()
    for name in FILES:
        write(tmp_path / "out", name, "old")
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); {PROGRAM[2]}"
    ended = subprocess.run(
        [sys.executable, "-c", limited, "build", document, "-o", tmp_path / "out"], capture_output=True, check=False
    )
    lines = ended.stderr.decode("utf-8").splitlines()
    assert (ended.returncode, len(lines)) == (2, 1)
    assert lines[0].startswith(f"glossary: {tmp_path / 'out'}/glossary.")
    assert read_folder(tmp_path / "out") == dict.fromkeys(FILES, b"old")


ROW = "own-pet,tool,drugs,信息共享平台,,information-sharing platform,,,own list,,"


def write_mapping(folder: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    """A mapping of one's own."""
    return write(folder, "own.csv", "\n".join((header, *rows, "")))


def test_a_mapping_of_ones_own_is_laid_over_the_shipped_one(run, tmp_path: Path) -> None:
    """Its concepts come beside ours; a row with one of our ids replaces ours."""
    mine = "unodc,body,drugs,联合国毒品和犯罪问题办公室,,my Office,,,own list,,"
    mapping = write_mapping(tmp_path, ROW, mine)
    run("build", write(tmp_path, "a.txt", TEXT.replace("操作手册", "")), "-o", tmp_path, "--mapping", mapping)
    english = {entry.id: entry.language("en").terms[0].term for entry in FORMATS["tbx"].read(tmp_path / "glossary.tbx")}
    assert english["own-pet"] == "information-sharing platform"
    assert english["unodc"] == "my Office"
    assert english["who"] == "World Health Organization"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ((ROW, "Bad Id,tool,drugs,甲乙丙,,x,,,y,,"), 3),
        ((ROW, "short,tool"), 3),
        ((ROW.replace("tool", "thing"),), 2),
        ((ROW, ROW.replace("own-pet", "own-dog").replace("drugs", "no-field")), 3),
    ],
)
def test_a_wrong_row_of_a_mapping_stops_with_its_place(run, tmp_path: Path, rows: tuple[str, ...], line: int) -> None:
    """file:line, exit 2, nothing read or written."""
    mapping = write_mapping(tmp_path, *rows)
    ran = run("build", write(tmp_path, "a.txt"), "-o", tmp_path / "out", "--mapping", mapping)
    assert (ran.status, len(ran.lines)) == (2, 1)
    assert ran.err.startswith(f"glossary: {mapping}:{line}: ")
    assert not (tmp_path / "out").exists()


def test_a_mapping_that_is_none_is_one_line(run, tmp_path: Path) -> None:
    """Missing, of another header, in another encoding."""
    document = write(tmp_path, "a.txt")
    other = write(tmp_path, "gbk.csv", ",".join(COLUMNS) + "\n" + ROW, "gb18030")
    for mapping in (tmp_path / "none.csv", write_mapping(tmp_path, header="zh,en"), other, tmp_path):
        ran = run("build", document, "-o", tmp_path / "out", "--mapping", mapping)
        assert (ran.status, len(ran.lines)) == (2, 1)
        assert ran.err.startswith(f"glossary: {mapping}")
    assert not (tmp_path / "out").exists()


def test_the_same_input_gives_the_same_bytes(spawn, tmp_path: Path) -> None:
    """Every file, whatever the seed of hashes and the number of threads."""
    for number in ("1", "2"):
        environment = {"PYTHONHASHSEED": number, "POLARS_MAX_THREADS": number}
        assert spawn("build", "-o", tmp_path / number, environment=environment).status == 0
    first = read_folder(tmp_path / "1")
    assert sorted(first) == FILES
    assert read_folder(tmp_path / "2") == first


def test_the_order_of_documents_changes_no_file(run, tmp_path: Path) -> None:
    """A glossary is of a set of documents."""
    documents = sample_documents()
    run("build", *documents, "-o", tmp_path / "forth")
    run("build", *reversed(documents), "-o", tmp_path / "back")
    assert read_folder(tmp_path / "forth") == read_folder(tmp_path / "back")


def test_windows_line_ends_change_nothing(run, tmp_path: Path) -> None:
    """CRLF, CR and other encodings of one text are one document."""
    texts = {"lf": TEXT, "crlf": TEXT.replace("\n", "\r\n"), "cr": TEXT.replace("\n", "\r")}
    encodings = ("utf-8", "utf-8-sig", "utf-16", "gb18030")
    results = []
    for ends, text in texts.items():
        for encoding in encodings if ends == "crlf" else encodings[:1]:
            folder = tmp_path / f"{ends}-{encoding}"
            folder.mkdir()
            run("build", write(folder, "a.txt", text, encoding), "-o", folder / "out")
            results.append(read_folder(folder / "out"))
    assert len(results) == 6
    assert all(result == results[0] for result in results)


def test_a_name_in_another_encoding_is_no_trouble(spawn, tmp_path: Path) -> None:
    """A file from an old disk (GBK bytes for its name) is read and cited with replacement characters."""
    path = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt"
    try:
        Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    ran = spawn("build", os.fsdecode(path), "-o", tmp_path / "out")
    assert (ran.status, "Traceback" in ran.err) == (0, False)
    assert {row["documents"] for row in read_worklist(tmp_path / "out")} == {"\ufffd" * 4}


def test_what_a_spreadsheet_would_run_is_bare_text(run, tmp_path: Path) -> None:
    """A title that is a formula gets an apostrophe in the worklist."""
    run("build", write(tmp_path, "a.txt", TEXT + "3. 《=1+1信息方案》已经启动。\n"), "-o", tmp_path / "out")
    (cell,) = (row["zh"] for row in read_worklist(tmp_path / "out") if "1+1" in row["zh"])
    assert cell == "'=1+1信息方案"


@pytest.mark.skipif(os.name != "posix", reason="signals to another process are POSIX")
@pytest.mark.parametrize(("number", "shares"), [(signal.SIGINT, (0.6, 0.8, 0.92)), (signal.SIGTERM, (0.85,))])
def test_a_stopped_run_leaves_the_old_glossary_whole(tmp_path: Path, number: int, shares: tuple[float, ...]) -> None:
    """Stopped at any moment, the folder holds the old files or, when the run was through, the new ones; never a mix."""
    folder = tmp_path / "out"
    write(tmp_path, "a.txt")
    command = [*PROGRAM, "build", *map(str, sample_documents()), "-o", str(folder)]
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - begin
    new = read_folder(folder)
    old = {name: name.encode() for name in FILES}
    for share in shares:
        for name, content in old.items():
            (folder / name).write_bytes(content)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(whole * share)
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
        found = read_folder(folder)
        assert found in (old, new), (
            f"stopped at {share:.0%}: {[name for name in found if found[name] != old.get(name)]}"
        )
        # Before and after main the interpreter itself ends with the signal.
        assert process.returncode in (0, 130, -number), f"stopped at {share:.0%}: {said.decode()}"


def test_a_stop_during_the_renames_waits_for_them(run, tmp_path: Path, monkeypatch) -> None:
    """Ctrl-C between two renames: all files are new, no draft is left, and the run still ends as stopped."""
    document = write(tmp_path, "a.txt")
    run("build", document, "-o", tmp_path / "expected")
    folder = tmp_path / "out"
    folder.mkdir()
    for name in FILES:
        write(folder, name, "old")
    rename, renamed = Path.replace, []

    def stop_and_rename(self: Path, target: Path) -> Path:
        # The writers rename drafts of drafts, too; only what takes a final place counts.
        if target.name in FILES:
            renamed.append(target.name)
            if len(renamed) == 2:
                signal.raise_signal(signal.SIGINT)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", stop_and_rename)
    ran = run("build", document, "-o", folder)
    assert sorted(renamed) == FILES
    assert ran.status == 130
    assert read_folder(folder) == read_folder(tmp_path / "expected")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_real_report_takes_three_seconds_at_most(spawn, tmp_path: Path, path: Path) -> None:
    """From file to all outputs, process start included; the better of two runs, since machines are shared."""
    times = []
    for _ in range(2):
        begin = time.perf_counter()
        assert spawn("build", path, "-o", tmp_path).status == 0
        times.append(time.perf_counter() - begin)
        if times[-1] < 3:
            break
    assert min(times) < 3
    assert len(list(FORMATS["tbx"].read(tmp_path / "glossary.tbx"))) > 100
