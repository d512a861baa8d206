"""How a short form's characters stand in a full form: the ordered-subsequence evidence of abbreviations.

After Schwartz and Hearst (2003), carried over to Chinese: characters take the place of letters, and since the left
edge of a Chinese name is not marked, the alignment says only how far left the name must reach at least.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the short form's characters were found.

    ``share`` of them that were; ``first`` offset; ``last`` offset of its last character but one or of its last.
    """

    share: float
    first: int
    last: int


def align(short: str, text: str) -> Alignment:
    """Match the most characters of ``short``, in order, as far to the right in ``text`` as can be.

    >>> align("世卫组织", "与世界卫生组织")
    Alignment(share=1.0, first=1, last=6)
    >>> align("人居署", "联合国人类住区规划署").share
    0.6666666666666666
    """
    short = "".join(filter(str.isalnum, short))
    last = max(text.rfind(short[-1:] or "\n"), text.rfind(short[-2:-1] or short or "\n"))
    start = find_whole(short, text)
    if start >= 0:
        return Alignment(1.0, start, last)
    if not any(letter in text for letter in short):
        return Alignment(0.0, len(text), -1)
    count, first = _tails(short, text)[0]
    return Alignment(count / len(short), first, last)


def find_whole(short: str, text: str) -> int:
    """The last offset from which all of ``short`` stands in order, -1 where it does not.

    >>> find_whole("世卫组织", "与世界卫生组织"), find_whole("人居署", "人类住区规划署")
    (1, -1)
    """
    place = len(text) if short else -1
    for letter in reversed(short):
        place = text.rfind(letter, 0, place)
        if place < 0:
            return -1
    return place


def _tails(short: str, text: str) -> list[tuple[int, int]]:
    """For each suffix of ``short``: how many of its characters match in order, and the rightmost start of that."""
    size = len(text)
    # rows[i][j]: the longest common subsequence of short[i:] and text[j:], and the largest first offset with it.
    below = [(0, size)] * (size + 1)
    rows = [below]
    for letter in reversed(short):
        row = [(0, size)] * (size + 1)
        for place in range(size - 1, -1, -1):
            taken = (below[place + 1][0] + 1, place) if text[place] == letter else (0, size)
            row[place] = max(taken, row[place + 1], below[place])
        rows.append(row)
        below = row
    return [row[0] for row in reversed(rows)]
