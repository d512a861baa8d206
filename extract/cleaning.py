"""Characters: what a file format leaves in the text goes, and what stands for a Chinese character becomes it."""

import re
import unicodedata

# Simplified radicals that PDF fonts print for whole characters; Unicode folds only ⺟ and ⻳ of this block by itself.
_SIMPLIFIED_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟",
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母",
        strict=True,
    )
)


def _fold_table() -> dict[int, str | None]:
    """Code points that are never wanted, each with what takes its place (None: nothing)."""
    table: dict[int, str | None] = dict.fromkeys((*range(32), *range(127, 160)))
    # U+00AD soft hyphen; U+200B and on: zero width; U+FEFF a mark inside the text; U+FFFD stands for a lost glyph
    table |= dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)), None)
    table |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFF), 0xFEFF), None)
    table |= dict.fromkeys(range(0xE000, 0xF900), None)  # private: the glyphs of one font
    table |= dict.fromkeys((0xF06C, 0xF0A7, 0xF0B7, 0xF0D8), "•")  # but these are the bullets of Symbol and Wingdings
    # 95\u2005000名 keeps a blank; layout takes out those that stand beside Chinese.
    table |= {0x09: "  "}  # two blanks: a tab parts the columns of a table
    table |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    table |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
    folded = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in (*folded, *range(0xFF41, 0xFF5B))}
    return table | {ord(radical): character for radical, character in _SIMPLIFIED_RADICALS.items()}


_FOLD = _fold_table()
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_FOLD) if code != 0x0A) + "]")

_HAN = "\u2e80-\u303f\u3041-\u30ff\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
# 第 2195 (2014)号: the blank before a bracket of digits goes too, it is no blank of running English.
_BLANKS = re.compile("  +")
_BLANK = re.compile(f" (?:(?=[{_HAN}])|(?<=[{_HAN}] )|(?<=[0-9] )(?=\\([0-9]{{4}}\\)))")
_GAP = re.compile("\n(?:(?<=[A-Za-z0-9,;:!?)%'\"”’.]\n)(?=[A-Za-z0-9(\"'$€£&]))")
_URL_BREAK = re.compile(r"((?:www\.|:/{2}|：/{2})[!-~]*[/_=&?%#~.-])\n(?=[!-~])")
_LONGEST = 200  # characters of a title: what follows is slow to match on long lines
_OVERLAY = re.compile(r"(.{1,40}?)\1([•·])\2(.+?)\3(?![^\s，。、])")


def clean(text: str) -> str:
    """The text without control and replacement characters, with plain blanks and with radicals folded.

    >>> clean("\\u2f08民\\u2005\\ufffd币\\r\\n，（）")
    '人民 币\\n，（）'
    """
    text = text.replace("\r\n", "\n") if "\r" in text else text
    return _ODD.sub(lambda match: _FOLD[ord(match[0])] or "", text) if _ODD.search(text) else text


def close_up(text: str) -> str:
    """Running text without the blanks that type setting puts beside Chinese.

    >>> close_up("安理会第 2195 (2014)号决议，2020 年 5 月，96 000 人，与 After School 举行")
    '安理会第2195(2014)号决议，2020年5月，96 000人，与After School举行'
    """
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return _BLANK.sub("", text).strip(" ")


def join_lines(lines: list[str]) -> str:
    """Wrapped lines as running text: one blank where a break falls between Latin words or numbers, none elsewhere.

    >>> join_lines(["与 After", "School 举行会", "议，见 http://www.un.org/a-", "b.html。"])
    '与After School举行会议，见http://www.un.org/a-b.html。'
    """
    if len(lines) == 1:
        return close_up(lines[0])
    text = "\n".join(lines)
    if "www." in text or "//" in text:
        text = _URL_BREAK.sub(r"\1", text)
    return close_up(_GAP.sub(" ", text).replace("\n", ""))


def is_doubled(line: str) -> bool:
    """Whether the line is one text printed twice over itself: whole (安全安全理事会…) or character by character."""
    half, rest = divmod(len(line), 2)
    is_twice = not rest and half >= 4 and (line[:half] == line[half:] or line[::2] == line[1::2])
    return is_twice and len(set(line)) > 2


def undouble(line: str) -> str:
    """A line printed twice in overlay as one.

    >>> undouble("加达加达••瓦利，执行主任瓦利，执行主任")
    '加达•瓦利，执行主任'
    >>> undouble("毒品管制毒品管制")
    '毒品管制'
    """
    if len(line) < _LONGEST and ("••" in line or "··" in line):
        return _OVERLAY.sub(r"\1\2\3", line)
    half = len(line) // 2
    if not is_doubled(line) or not line[0] > "\u2e7f":
        return line
    return line[:half] if line[:half] == line[half:] else line[::2]
