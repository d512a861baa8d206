"""Printed pages as lines: furniture gone, each line with what it shows of the page's measure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.cleaning import clean, undouble
from extract.document import Block
from extract.furniture import blot, find_repeated, is_furniture, is_page_number, is_rule

_WINDOW = 48  # lines, about a page, over which the measure is taken
_LEADERS = re.compile(r"\s*(?:[.．…·] ?){5,}\s*[0-9ivx]*$")
FINAL = re.compile(r"[。！？；：!?;:][”’\"）)\]》〕.\s]*(?:[0-9]{1,3}|\*+|[¹²³⁰⁴-⁹]+)?$")
NOTE_RULE = "__________"


class Line(NamedTuple):
    """A line of text, its width in half-width characters, the blank lines above it, whether a page turned there."""

    text: str
    width: int
    gap: int
    turns: bool
    page: int


class Measure(NamedTuple):
    """How lines are set: the width of a full one, and the blank lines between two lines of one paragraph."""

    width: int
    gap: int


def read_lines(blocks: Sequence[Block]) -> list[Line]:
    """The lines of printed pages without furniture; a rule above footnotes stays, as ``NOTE_RULE``."""
    pages = [[line.strip(" ") for line in clean(block.text).split("\n")] for block in blocks]
    repeated = find_repeated([[line for line in page if line] for page in pages]) if len(pages) > 2 else frozenset()
    lines: list[Line] = []
    for block, page in zip(blocks, pages, strict=True):
        _read_page(page, block.page, repeated, len(blocks) > 1, lines)
    return lines


def _read_page(page: list[str], number: int, repeated: frozenset[str], is_cut: bool, lines: list[Line]) -> None:
    gap, turns, before = 0, True, lines[-1].text if lines else ""
    edges = _find_edges(page) if is_cut else (-1, -1)
    for at, text in enumerate(page):
        if not text:
            gap += 1
        elif is_rule(text):
            if text[0] in "_＿":
                lines.append(Line(NOTE_RULE, 0, gap, turns, number))
        elif (
            is_furniture(text, before)
            or (at in edges and is_page_number(text))
            or (repeated and blot(text) in repeated)
        ):
            gap, turns = 0, True
        else:
            text = _mend(text)
            lines.append(Line(text, measure_width(text), gap, turns, number))
            gap, turns, before = 0, False, text


def _find_edges(page: list[str]) -> tuple[int, int]:
    """Where the first and the last line of a page stand."""
    filled = [at for at, text in enumerate(page) if text]
    return (filled[0], filled[-1]) if filled else (-1, -1)


def _mend(text: str) -> str:
    text = undouble(text)
    return _LEADERS.sub("", text) if "..." in text or "…" in text or ". ." in text else text


def measure_width(text: str) -> int:
    """The width in half-width characters: UTF-8 takes three bytes for a Chinese character and one for a Latin one."""
    return (len(text) + len(text.encode("utf-8", "replace"))) // 2


def measure_lines(lines: Sequence[Line]) -> list[Measure]:
    """For each line how the lines about it are set."""
    measures: list[Measure] = []
    for start in range(0, len(lines), _WINDOW):
        window = lines[max(0, start - _WINDOW // 4) : start + _WINDOW + _WINDOW // 4]
        measure = _measure_window(window)
        part = lines[start : start + _WINDOW]
        measures += [measure] * len(part) if measure.gap else _measure_runs(part, measure)
    return measures


def _measure_window(window: Sequence[Line]) -> Measure:
    widths = sorted(line.width for line in window if line.width)
    width = widths[len(widths) * 17 // 20] if widths else 0
    gaps = [
        min(below.gap, 2)
        for above, below in pairwise(window)
        if above.width >= 0.7 * width and not below.turns and not FINAL.search(above.text)
    ]
    return Measure(width, max(set(gaps), key=gaps.count) if gaps else 0)


def _measure_runs(lines: Sequence[Line], measure: Measure) -> list[Measure]:
    """Where no blank lines stand within paragraphs, a narrow column has a measure of its own."""
    measures: list[Measure] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if run and (line is None or line.gap or line.turns):
            width = max(each.width for each in run)
            measures += [Measure(min(width, measure.width) if len(run) > 1 else measure.width, 0)] * len(run)
            run = []
        if line is not None:
            run.append(line)
    return measures
