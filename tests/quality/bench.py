"""Time the harvest on much text, beside what people run today: ``make bench``.

    python tests/quality/bench.py SHARED [--mb 10] [--runs 5]

Makes text of that size out of the documents in SHARED/corpus (paragraphs shuffled, digits varied, lines wrapped), and
runs in turn: ``glossary extract --without-mapping`` on the files (whole processes, two cores), jieba's TF-IDF
and TextRank keywords on a part of the same text (one process, dictionary loaded). Prints medians, in MB of UTF-8 a
second; the limit of one pass over memory in C, as a decode of the same bytes.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from extract.readers import read_document

WIDTH = 38
SLOW_SHARE = 0.02  # what keyword extractors get of the text: they take that many times as long
MEGABYTE = 1_000_000


def write_documents(corpus: Path, folder: Path, size: int) -> list[Path]:
    """Files in the manner of the corpus, ``size`` bytes in all."""
    draw = random.Random(7)
    paragraphs = [part.text for path in sorted(corpus.glob("*.txt")) for part in read_document(path).paragraphs]
    paths, written = [], 0
    while written < size:
        draw.shuffle(paragraphs)
        varied = (re.sub(r"\d", lambda _: str(draw.randint(1, 9)), text) for text in paragraphs)
        body = "\n\n".join(f"{number}. {_wrap(text)}" for number, text in enumerate(varied, start=1))
        path = folder / f"document-{len(paths):05}.txt"
        path.write_text(body, encoding="utf-8", newline="\n")
        written += path.stat().st_size
        paths.append(path)
    return paths


def _wrap(text: str) -> str:
    return "\n".join(text[start : start + WIDTH] for start in range(0, len(text), WIDTH))


def time_runs(work: Callable[[], object], runs: int) -> float:
    """The median of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def run_extract(paths: list[Path], out: Path) -> None:
    """The command, as a user runs it."""
    command = [str(Path(sys.executable).with_name("glossary")), "extract", "--without-mapping", "-o", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    """Print a row for each contestant."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--mb", type=float, default=10)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    import jieba.analyse

    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_documents(options.shared / "corpus", folder, int(options.mb * MEGABYTE))
        data = b"\n".join(path.read_bytes() for path in paths)
        slow = data[: int(len(data) * SLOW_SHARE)].decode("utf-8", "ignore")
        jieba.analyse.extract_tags(slow[:1000])
        seconds = {
            "glossary extract": time_runs(lambda: run_extract(paths, folder / "out"), options.runs),
            "decode": time_runs(lambda: data.decode("utf-8"), options.runs),
        }
        rates = {what: len(data) / MEGABYTE / taken for what, taken in seconds.items()}
        part = len(slow.encode()) / MEGABYTE
        rates["jieba extract_tags"] = part / time_runs(lambda: jieba.analyse.extract_tags(slow, topK=400), options.runs)
        rates["jieba textrank"] = part / time_runs(lambda: jieba.analyse.textrank(slow, topK=400), options.runs)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{len(paths)} documents, {len(data) / MEGABYTE:.1f} MB, medians of {options.runs}")
        for what, rate in rates.items():
            print(f"{what:20} {rate:8.2f} MB/s")
        print(f"glossary extract: {seconds['glossary extract']:.1f} s, largest process {peak:.0f} MiB")


if __name__ == "__main__":
    main()
