"""Tables in printed text: rows that count from 1, and the cells that the order and width of their lines betray."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.label import Mark, find_mark
from extract.printed import FINAL, NOTE_RULE, Line, measure_width

_HEAD = re.compile(r"(?:[\u4e00-\u9fff/、（）()]{1,12} +){2,}[\u4e00-\u9fff/、（）()]{1,12}")
_ROW = re.compile(r"([1-9][0-9]{0,2}) +(?=[\u4e00-\u9fff《“])(?![年月日个名项次号至万亿])")
_SPLIT = re.compile(r" {2,}|(?<=[\u4e00-\u9fff。）)]) (?=[\u4e00-\u9fff《“])")
_STATE_LENGTH = 6
_FIRST = re.compile(rf"([\u4e00-\u9fff]{{2,{_STATE_LENGTH}}}) +\S")
_AFTER = re.compile(r"(?:注|资料来源|来源|附件|附录)[：:一二三四五六七八九十]?")
_AHEAD = 90  # lines within which a table that has no head line must show its rows 1, 2 and 3
_BEHIND = 300  # lines back to the head that a new page repeats
_WIDE, _NARROW = 0.75, 0.55  # of the table's widest line: its running text, its columns of names


@dataclass(slots=True)
class Cell:
    """The lines of one cell, and the number of its row (0 in the head)."""

    row: int
    page: int
    lines: list[str] = field(default_factory=list)
    width: int = 0

    def add(self, text: str) -> None:
        """Put one more line below."""
        self.lines.append(text)
        self.width = max(self.width, measure_width(text))

    @property
    def is_done(self) -> bool:
        """Whether the cell's text ends where its last line ends."""
        return bool(FINAL.search(self.lines[-1])) if self.lines else False


def is_head(text: str) -> bool:
    """Whether a line is the head of a table: three or more short names set apart by blanks."""
    return " " in text and bool(_HEAD.fullmatch(text))


def find_table(lines: Sequence[Line], start: int, row: int) -> int:
    """Where the table that begins at ``start`` ends (``start`` itself if none does); ``row`` is the last row before."""
    text = lines[start].text
    if not (is_head(text) or _is_row(text, row + 1)):
        return start
    ahead = lines[start : start + _AHEAD]
    wanted = [row + 1] if is_head(text) else [row + 1, row + 2, row + 3]
    if is_head(text) and row and any(line.text == text for line in lines[max(0, start - _BEHIND) : start]):
        return _find_end(lines, start)  # the head printed anew on the next page
    for number in wanted:
        if not any(_is_row(line.text, number) for line in (ahead[:8] if is_head(text) else ahead)):
            return start
    return _find_end(lines, start)


def _is_row(text: str, number: int) -> bool:
    match = _ROW.match(text)
    return bool(match) and match is not None and int(match[1]) == number


def _find_end(lines: Sequence[Line], start: int) -> int:
    widest = max(map(_width, lines[start : start + 24]))
    for at in range(start + 1, len(lines)):
        line = lines[at]
        marked = find_mark(line.text)
        is_text = marked is not None and marked.mark in (Mark.NUMBER, Mark.SECTION) and marked.is_set_off
        if line.text == NOTE_RULE or is_text or _AFTER.match(line.text) or _width(line) > 1.3 * widest:
            return at
    return len(lines)


def _width(line: Line) -> int:
    """The width of the widest piece of a line that runs through several columns."""
    return max(map(measure_width, _SPLIT.split(line.text))) if " " in line.text else line.width


def split_cells(lines: Sequence[Line], row: int) -> list[Cell]:
    """The cells of a table's lines, in order; ``row`` is the row that is open where they begin."""
    states = _find_states(lines)
    widest = max(map(_width, lines))
    table = _Table(row, widest, states)
    for line in lines:
        if line.text != lines[0].text or not is_head(line.text) or not table.cells:
            table.add(line)
    return [cell for cell in table.cells if cell.lines]


def _find_states(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a column of few values, such as 正在进行 and 已完成: they often begin a line, a blank after them."""
    words = Counter(match[1] for line in lines if (match := _FIRST.match(line.text)))
    words.update(part for line in lines for part in _SPLIT.split(line.text)[1:] if len(part) <= _STATE_LENGTH)
    return frozenset(word for word, count in words.items() if count > 1)


class _Table:
    """Puts the lines of a table into cells, row by row."""

    def __init__(self, row: int, widest: int, states: frozenset[str]) -> None:
        self.cells: list[Cell] = []
        self.row, self.widest, self.states = row, widest, states
        self.begin = 0  # the first cell of the open row

    def add(self, line: Line) -> None:
        """Put a line where it belongs."""
        text = line.text
        if _is_row(text, self.row + 1) or (not self.row and is_head(text)):
            self._open_row(text)
            text = text if is_head(text) and not self.row else _ROW.sub("", text, count=1)
            self._add_cells(_SPLIT.split(text), line.page)
            return
        first, *rest = self._split(text)
        self._place(first, measure_width(first) if rest else line.width, line.page)
        self._add_cells(rest, line.page)

    def _open_row(self, text: str) -> None:
        self.begin = len(self.cells)
        if _ROW.match(text):
            self.row += 1

    def _split(self, text: str) -> list[str]:
        match = _FIRST.match(text)
        if match and match[1] in self.states:
            return ["", match[1], *_SPLIT.split(text[match.end(1) :].strip())]
        return _SPLIT.split(text)

    def _add_cells(self, texts: Sequence[str], page: int) -> None:
        for text in texts:
            self.cells.append(Cell(self.row, page))
            self.cells[-1].add(text)

    def _place(self, text: str, width: int, page: int) -> None:
        """Put the text below the cell that it continues, or into a new one."""
        if not text:
            return
        cell = self._find_cell(text, width)
        if cell is None:
            self._add_cells([text], page)
        else:
            cell.add(text)

    def _find_cell(self, text: str, width: int) -> Cell | None:
        row = self.cells[self.begin :]
        if not row:
            return None
        last, wide = row[-1], self._find_wide(row)
        if width >= _WIDE * self.widest:
            return wide if wide and not (last is not wide and wide.is_done) else last if self._is_wide(last) else None
        is_small = width <= (_NARROW * self.widest if self._is_wide(last) else last.width / 2)
        if is_small and (self._is_wide(last) or last.lines[-1].endswith("。")) and not FINAL.search(text):
            return None  # 全球 below the running text: the next column
        if wide and last is not wide and width > 1.25 * last.width and not last.lines[-1].endswith(("、", "和")):
            # the page turned: the columns go on from the left
            return wide if FINAL.search(text) and not wide.is_done else row[0]
        return last

    def _is_wide(self, cell: Cell) -> bool:
        return cell.width >= _WIDE * self.widest

    def _find_wide(self, row: list[Cell]) -> Cell | None:
        return next((cell for cell in reversed(row) if self._is_wide(cell)), None)
