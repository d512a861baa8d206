"""One-line text for files and screens: control characters away, and several values in one cell and back."""

import re
import unicodedata
from collections.abc import Iterable

# Control characters (Cc) and lone surrogates (Cs) crash XML writers, cut cells or drive a terminal; U+FFFE and U+FFFF
# are no XML characters. Format characters (Cf: right-to-left marks, joiners) belong to names and stay.
_UNSAFE = ("Cc", "Cs")
_NO_CHARACTERS = frozenset("\ufffe\uffff")


def one_line(text: str) -> str:
    r"""The text on one line: runs of white space become a blank, control characters go, no padding.

    >>> one_line(" 毒罪办\t\n(UNODC)\x1b[2J ")
    '毒罪办 (UNODC)[2J'
    """
    if text.isprintable() and "  " not in text and not text.startswith(" ") and not text.endswith(" "):
        return text
    spaced = " ".join(text.split())
    kept = "".join(c for c in spaced if c not in _NO_CHARACTERS and unicodedata.category(c) not in _UNSAFE)
    return " ".join(kept.split())


def join_values(values: Iterable[str], separator: str) -> str:
    r"""The values in one string that split_values takes apart again; a separator inside a value gets a backslash.

    >>> join_values(["Yes|No", "C:\\"], "|")
    'Yes\\|No|C:\\\\'
    """
    mark = separator.strip()
    return separator.join(value.replace("\\", "\\\\").replace(mark, "\\" + mark) for value in values)


def split_values(text: str, separator: str) -> tuple[str, ...]:
    r"""What join_values joined; "" is no value at all.

    >>> split_values("毒罪办|Yes\\|No", "|")
    ('毒罪办', 'Yes|No')
    """
    if not text:
        return ()
    mark = re.escape(separator.strip())
    values = []
    for match in re.finditer(rf"((?:\\.|[^{mark}])*)({mark}|\Z)", text, re.DOTALL):
        values.append(re.sub(rf"\\([\\{mark}])", r"\1", match[1].strip()))
        if not match[2]:
            break
    return tuple(values)
