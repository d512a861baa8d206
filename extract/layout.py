"""Blocks of a file → paragraphs: wrapped lines joined, notes and cells apart, every paragraph with its UN label."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.cleaning import clean, join_lines
from extract.document import Block, Paragraph, Role
from extract.label import Labeller, Mark, Marked, find_mark
from extract.note import MarkRemover, find_note, is_starred
from extract.printed import FINAL, NOTE_RULE, Line, Measure, measure_lines, read_lines
from extract.table import find_table, split_cells

_WIDE, _FULL = 0.7, 0.92  # of the measure: a line that may wrap; one that has no room for another word
_WAITS = re.compile(r"[，、（(《〈“‘/〔-]$|(?<=[\u4e00-\u9fff])[和与及或的]$")
_CLOSES = re.compile(r"[，。、；：！？）)》〉”’〕％%]|[和](?![平谐解睦])|与(?!会)|及(?!时)|或(?!许)|的")
_UNIT = re.compile(r"[!-~]+")
_ITEM_MAY_FOLLOW = re.compile(r"[，、：:；。和及或][\s]*$")
_ANNEX = re.compile(r"附件|附录|附表")
_MARKED_END = re.compile(r"[，、。；：！？”）)](?:[0-9]{1,3}|[¹²³⁰⁴-⁹]+)$")
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"))
_HEADING_LENGTH = 90  # characters: longer text without a full stop is a paragraph all the same


@dataclass(slots=True)
class _Piece:
    """A paragraph in the making; ``label`` is set for notes and cells, the others get theirs from their marks."""

    role: Role
    page: int
    lines: list[str] = field(default_factory=list)
    marked: Marked | None = None
    last: Line | None = None
    label: str = ""

    def add(self, text: str, line: Line) -> None:
        if text:
            self.lines.append(text)
        self.last = line

    @property
    def is_final(self) -> bool:
        return bool(self.lines) and bool(FINAL.search(self.lines[-1]))


def lay_out(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document, in reading order; a note stands after the paragraph that it interrupts.

    >>> [paragraph.label for paragraph in lay_out([Block("5. 办公室：\\n (a) 制定\\n战略；", Role.LINES)])]
    ['para. 5', 'para. 5 (a)']
    """
    pieces: list[_Piece] = []
    for is_printed, group in groupby(blocks, lambda block: block.role is Role.LINES):
        if is_printed:
            pieces += _Composer(read_lines(list(group))).compose()
        else:
            pieces += _take_whole(group)
    return _finish(pieces)


def _take_whole(blocks: Iterable[Block]) -> list[_Piece]:
    """Pieces of blocks that are whole already: only their marks are to be found."""
    pieces, row, in_annex = [], 0, False
    for block in blocks:
        text = clean(block.text).replace("\n", " ").strip(" ")
        if not text:
            continue
        piece = _Piece(block.role, block.page, [text])
        if block.role is Role.NOTE:
            _mark_note(piece)
        elif block.role is Role.CELL:
            row = int(text) if text == str(row + 1) else row
            piece.label = f"annex {row}" if in_annex and row else ""
        else:
            in_annex, row = in_annex or bool(_ANNEX.match(text)), 0
            _mark(piece)
        pieces.append(piece)
    return pieces


def _mark_note(piece: _Piece) -> None:
    if note := find_note(piece.lines[0]):
        piece.label, piece.lines = f"footnote {note[0]}", [piece.lines[0][note[1] :]]


def _mark(piece: _Piece) -> None:
    if marked := find_mark(piece.lines[0]):
        piece.marked, piece.lines = marked, [piece.lines[0][marked.end :]]


class _Composer:
    """Puts printed lines together: running text, the notes that interrupt it, tables."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.measures = lines, measure_lines(lines)
        self.pieces: list[_Piece] = []
        self.body: _Piece | None = None
        self.note: _Piece | None = None
        self.in_notes, self.in_annex, self.row = False, False, 0
        self.number, self.minor = 0, 0  # the last paragraph's, and that of headings which count from 1 in between

    def compose(self) -> list[_Piece]:
        """The pieces of all lines."""
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        return self.pieces

    def _take(self, at: int) -> int:
        """Put the line at this place where it belongs, or the table that it opens; the place after it."""
        line = self.lines[at]
        if line.text == NOTE_RULE:
            self.in_notes, self.note = True, None
        elif not self._take_note(line, self.measures[at]):
            for row in {self.row, 0}:
                if (end := find_table(self.lines, at, row)) > at:
                    self._take_table(self.lines[at:end], row)
                    return end
            self._take_body(line, self.measures[at])
        return at + 1

    def _take_table(self, lines: Sequence[Line], row: int) -> None:
        for cell in split_cells(lines, row):
            label = f"annex {cell.row}" if self.in_annex and cell.row else ""
            self.pieces.append(_Piece(Role.CELL, cell.page, cell.lines, label=label))
            self.row = cell.row
        self.body = None

    def _take_note(self, line: Line, measure: Measure) -> bool:
        """Put a line into the notes if it stands among them."""
        starred = is_starred(line.text)
        if not (self.in_notes or starred) or (line.turns and self.note and not starred):
            self.in_notes = False
            return False
        start = find_note(line.text)
        if start and self._is_next_note(start[0]):
            self.note = _Piece(Role.NOTE, line.page, label=f"footnote {start[0]}")
            self.pieces.append(self.note)
            self.note.add(line.text[start[1] :], line)
            self.in_notes = True
        elif self.note and self._continues_note(self.note, line, measure):
            self.note.add(line.text, line)
        else:
            self.in_notes = False
        return self.in_notes

    def _is_next_note(self, label: str) -> bool:
        """Notes count up by one: in 2014 年 4 月 30 日 a line of a note goes on."""
        before = self.note.label.removeprefix("footnote ") if self.note else ""
        return not (before.isdigit() and label.isdigit()) or int(label) == int(before) + 1

    def _continues_note(self, note: _Piece, line: Line, measure: Measure) -> bool:
        if not note.lines:
            return True
        if note.last is None or self._is_new_paragraph(line):
            return False
        is_full = note.last.width >= _FULL * measure.width
        if note.is_final:
            return is_full and not (self.body and not self.body.is_final) and line.gap <= measure.gap
        return note.last.width >= 0.6 * measure.width and (line.gap <= measure.gap or is_full)

    def _is_new_paragraph(self, line: Line) -> bool:
        marked = find_mark(line.text)
        if marked is None or not marked.is_set_off:
            return False
        return marked.mark is not Mark.NUMBER or marked.value == "1" or self._is_next(marked)

    def _is_next(self, marked: Marked) -> bool:
        return marked.mark is Mark.NUMBER and int(marked.value) in (self.number + 1, self.minor + 1)

    def _count(self, number: int) -> None:
        if number > self.number:
            self.number, self.minor = number, 0
        else:
            self.minor = number

    def _take_body(self, line: Line, measure: Measure) -> None:
        body, marked = self.body, find_mark(line.text)
        is_next = marked is not None and marked.is_set_off and self._is_next(marked)
        if body and not is_next and _continues(body, line, measure, marked):
            cut = body.last if body.last and _is_cut(body.last, line, measure) else None
            body.add(line.text, line._replace(width=cut.width + line.width) if cut else line)
            return
        self.body = body = _Piece(Role.PARAGRAPH, line.page, marked=marked)
        body.add(line.text[marked.end :] if marked else line.text, line)
        self.pieces.append(body)
        if marked and marked.mark is Mark.NUMBER:
            self._count(int(marked.value))
        if _ANNEX.match(line.text) and len(line.text) < 20:
            self.in_annex, self.row = True, 0


def _continues(piece: _Piece, line: Line, measure: Measure, marked: Marked | None) -> bool:
    """Whether the line goes on with the piece: marks, blank lines, the width of the line above and its end tell."""
    last = piece.last
    if last is None or not piece.lines:
        return marked is None
    unit = _UNIT.match(line.text)
    width = last.width + (min(unit.end(), 24) if unit else 0)
    is_full, is_final = width >= _FULL * measure.width, bool(FINAL.search(last.text))
    if marked and _begins(marked, last.text, is_full and not is_final):
        return False
    if _waits(piece, last.text) or (not is_final and _CLOSES.match(line.text) and not line.gap > measure.gap):
        return True
    if _is_cut(last, line, measure):
        return True
    if line.gap > measure.gap and not line.turns:
        # a numbered paragraph does not end in the middle of a sentence, whatever stands between its lines
        is_running = len(piece.lines) > 1 and (measure.gap > 0 or piece.marked is not None)
        return is_full and not is_final and is_running and not _is_heading_line(line, measure)
    if is_final:
        return is_full and not _is_heading_line(line, measure)
    return width >= _WIDE * measure.width


def _is_cut(above: Line, line: Line, measure: Measure) -> bool:
    """Whether the line is the rest of the printed line above: a raised mark, 一国。2, cuts it in two."""
    if line.turns or not _MARKED_END.search(above.text):
        return False
    return line.gap < measure.gap or abs(above.width + line.width - measure.width) <= 0.06 * measure.width


def _begins(marked: Marked, above: str, is_wrapped: bool) -> bool:
    """Whether a mark begins a paragraph; a wrapped line may begin with (b) too, or with 一、."""
    if marked.mark is Mark.BULLET:
        return marked.is_set_off
    if marked.is_set_off and marked.mark in (Mark.NUMBER, Mark.SECTION):
        return not is_wrapped or marked.mark is Mark.SECTION
    if not marked.is_set_off:
        return not is_wrapped and bool(FINAL.search(above)) and marked.mark is not Mark.LETTER
    return not is_wrapped or bool(_ITEM_MAY_FOLLOW.search(above))


def _waits(piece: _Piece, above: str) -> bool:
    """Whether the text cannot end here: a comma, an open bracket, a conjunction."""
    if _WAITS.search(above):
        return True
    text = "".join(piece.lines[-4:])
    return any(text.count(left) > text.count(right) and text.rfind(left) > text.rfind(right) for left, right in _PAIRS)


def _is_heading_line(line: Line, measure: Measure) -> bool:
    """A line that stops short of the measure and of a full stop: no line within a paragraph does."""
    return line.width < 0.85 * measure.width and not FINAL.search(line.text)


def _finish(pieces: Sequence[_Piece]) -> tuple[Paragraph, ...]:
    """Paragraphs of the pieces, labelled, the marks of notes taken off."""
    notes = {piece.label.removeprefix("footnote ") for piece in pieces if piece.role is Role.NOTE}
    labeller, remover = Labeller(), MarkRemover(notes)
    paragraphs, before = [], ""
    for piece in pieces:
        text = join_lines(piece.lines)
        if not text:
            continue
        label = piece.label or _label(piece, text, before, labeller)
        text = text if piece.role is Role.NOTE else remover.remove(text)
        paragraphs.append(Paragraph(text, label, piece.page))
        before = before if piece.role is Role.NOTE else ("" if label == "" else text)
    return tuple(paragraphs)


def _label(piece: _Piece, text: str, before: str, labeller: Labeller) -> str:
    """The label of a numbered piece, unless it is a heading: 1. 贩运武器 ends in no full stop."""
    if piece.marked is None or piece.role is Role.HEADING:
        return ""
    is_list = piece.marked.mark is not Mark.NUMBER and before != ""
    if not FINAL.search(text) and len(text) < _HEADING_LENGTH and not (is_list and not before.endswith("。")):
        return ""
    return labeller.label(piece.marked, before.endswith(("：", ":")))
