"""Web pages: headings, paragraphs, list items, cells and notes; scripts and styles are dropped."""

import codecs
import re
from pathlib import Path

from lxml import etree

from extract.document import Block, Role
from extract.error import GlossaryError
from extract.readers.text import decode

_HEADING = re.compile("h[1-6]")
_CELL = re.compile("t[dh]")
_BREAKING = re.compile(
    "h[1-6]|t[dhr]|d[dlt]|[ou]l|hr|li|p|pre|address|article|aside|blockquote|body|caption|center|details|div|fieldset"
    "|figcaption|figure|footer|form|header|main|nav|section|summary|table|tbody|tfoot|thead"
)
_DROPPED = re.compile("head|script|style|noscript|template|svg|math|iframe|object|select|button|textarea")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(（〔]?\s*([0-9]{1,3}|\*{1,4}|[a-z])\s*[\])）〕]?\s*")
_NOTE = re.compile(
    r"\b(?:doc-(?:foot|end)note|(?:foot|end)note)\b(?!s?-?(?:ref|back))|^_?(?:ftn|edn|fn|footnote)[-_:]?[0-9]+$"
)
_BACK = re.compile(r"#.*(?:ref|back)|doc-backlink|footnote-back")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_META_RANGE = 4096  # bytes; the standard asks for the encoding within the first 1024


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a web page in reading order; a note's text begins with its mark.

    Raises GlossaryError where the bytes are text in no encoding that can be told, or no page.
    """
    text = _decode(path.read_bytes(), path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise GlossaryError("no web page that can be read", path) from None
    return [] if root is None else _Walk().walk(root)


def _decode(data: bytes, path: Path) -> str:
    """The text: by its byte order mark, by the page's own statement, else as text files are."""
    stated = _META.search(data[:_META_RANGE])
    if stated and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = stated[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk", "x-gbk") else name)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong statement is as common as none
    return decode(data, path)


class _Walk:
    """Goes through a page and collects its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self.roles = [Role.PARAGRAPH]
        self.mark = ""  # of the open note

    def walk(self, root: etree._Element) -> list[Block]:
        """All blocks of the page."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is None and event == "start" and self._is_dropped(element):
                skipped = element
            elif skipped is None:
                self._open(element) if event == "start" else self._close(element)
            elif event == "end" and element is skipped:
                skipped = None
                self._add(element.tail)
        self._flush()
        return self.blocks

    def _is_dropped(self, element: etree._Element) -> bool:
        """Whether the element is no text, or a mark that only refers to a note or back from it."""
        if _DROPPED.fullmatch(element.tag):
            return True
        is_back = element.tag == "a" and _BACK.search(f"{element.get('href', '')} {_describe(element)}")
        if not is_back and element.tag != "sup" and "noteref" not in _describe(element):
            return False
        text = "".join(str(part) for part in element.itertext())
        mark = _MARK.fullmatch(text)
        if mark and self.roles[-1] is Role.NOTE and not self.mark:
            self.mark = mark[1]
        return bool(mark) or (bool(is_back) and len(text.strip()) < 3)

    def _open(self, element: etree._Element) -> None:
        if element.tag == "br":
            self._break()
        elif _BREAKING.fullmatch(element.tag):
            self._flush()
            self.roles.append(self._role(element))
        self._add(element.text)

    def _break(self) -> None:
        """A line break is one character; the second in a row ends the paragraph."""
        while self.texts and self.texts[-1] == " ":
            self.texts.pop()
        if self.texts and self.texts[-1] == "\n":
            self._flush()
        else:
            self.texts.append("\n")

    def _add(self, text: str | None) -> None:
        """Text as a browser shows it: white space is one blank, but not within ``pre``."""
        if text:
            self.texts.append(text if self.roles[-1] is Role.LINES else _BLANKS.sub(" ", text))

    def _close(self, element: etree._Element) -> None:
        if _BREAKING.fullmatch(element.tag):
            self._flush()
            if self.roles.pop() is Role.NOTE and self.roles[-1] is not Role.NOTE:
                self.mark = ""
        self._add(element.tail)

    def _role(self, element: etree._Element) -> Role:
        if self.roles[-1] is Role.NOTE:
            return Role.NOTE
        if element.tag not in ("body", "ol", "ul", "table") and _NOTE.search(_describe(element)):
            number = re.search("[0-9]+$", element.get("id", ""))
            self.mark = number[0] if number and element.tag == "li" else ""
            return Role.NOTE
        if _HEADING.fullmatch(element.tag):
            return Role.HEADING
        if element.tag == "pre":
            return Role.LINES
        return Role.CELL if _CELL.fullmatch(element.tag) or self.roles[-1] is Role.CELL else Role.PARAGRAPH

    def _flush(self) -> None:
        text = "".join(self.texts)
        text = text if self.roles[-1] is Role.LINES else text.strip()
        self.texts = []
        if text.strip():
            is_first = self.roles[-1] is Role.NOTE and self.mark
            self.blocks.append(Block(f"{self.mark} {text}" if is_first else text, self.roles[-1]))


def _describe(element: etree._Element) -> str:
    names = ("id", "class", "role", "epub:type")
    return " ".join(value for name in names if (value := element.get(name)))
