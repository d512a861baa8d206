"""Search keys: what makes two spellings of a name the same name. Pure, and quick to import."""

import re
import unicodedata
from collections.abc import Mapping

# Title marks and quotes are typed or left out at will; the dots between foreign names come in five forms.
_PUNCTUATION = str.maketrans("’‘`–—‐‑−•‧・∙", "'''-----····", '《》〈〉“”"')
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def fold_key(text: str, folds: Mapping[str, str]) -> str:
    """The key of a designation: case, width, accents, title marks and Traditional characters do not count.

    ``folds`` maps Han characters to their usual Simplified form; a termbase holds its own.

    >>> fold_key("《聯合國反腐敗公約》", {"聯": "联", "國": "国", "敗": "败", "約": "约"})
    '联合国反腐败公约'
    >>> fold_key(" The Republic of Côte  d’Ivoire", {})
    "republic of cote d'ivoire"
    """
    key = text.casefold() if text.isascii() else _fold_characters(text, folds)
    return " ".join(key.replace('"', "").split()).removeprefix("the ")


def _fold_characters(text: str, folds: Mapping[str, str]) -> str:
    bare = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).casefold()
    letters = "".join(c for c in unicodedata.normalize("NFD", bare) if unicodedata.category(c) != "Mn")
    return "".join(folds.get(c, c) for c in unicodedata.normalize("NFC", letters))


def fold_pinyin(text: str) -> str:
    """Pinyin in one piece of plain letters: tone marks and numbers, blanks and apostrophes go, ü and u: are v.

    >>> fold_pinyin("lǜ sè"), fold_pinyin("lu:4 se4"), fold_pinyin("Xī'ān"), fold_pinyin("2030 nián")
    ('lvse', 'lvse', 'xian', '2030nian')
    """
    spelled = _TONES.sub("", unicodedata.normalize("NFD", text.casefold()))
    letters = unicodedata.normalize("NFC", spelled).replace("u:", "ü").replace("ü", "v")
    bare = re.sub(r"(?<=[a-z])[1-5](?![0-9])", "", letters)
    return re.sub(r"[^a-z0-9]", "", bare)


def fold_acronym(text: str) -> str:
    """An acronym without its dots, anything else as it is.

    >>> fold_acronym("U.N.O.D.C."), fold_acronym("U.N. Charter")
    ('UNODC', 'U.N. Charter')
    """
    return text.replace(".", "") if re.fullmatch(r"\s*(?:[^\W\d_]\.){2,}[^\W\d_]?\s*", text) else text


def space_characters(key: str) -> str:
    """The characters of a key with blanks between, so that a full-text index finds any part of it.

    >>> space_characters("毒罪办 72")
    '毒 罪 办 7 2'
    """
    return " ".join(key.replace(" ", ""))
