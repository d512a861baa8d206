"""Names known for certain: where they stand in a text."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import ahocorasick_rs

from extract.kind import NAMES, Kind

SHORT = 2  # characters: a name no longer than this must stand on word boundaries


def must_stand_apart(name: str) -> bool:
    """Whether a name is found only between word boundaries: 马里 is none in 索马里, AI none in PRAIS.

    >>> must_stand_apart("马里"), must_stand_apart("SHERLOC"), must_stand_apart("儿童基金会")
    (True, True, False)
    """
    return len(name) <= SHORT or name.isascii()


class KnownNames:
    """A term list with the kind of each name, and the automata that find its names."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = dict(kinds)
        self._names = list(self.kinds)

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @cached_property
    def named(self) -> frozenset[str]:
        """The names of bodies, treaties, programmes and the like; no subject terms, places or offices."""
        return frozenset(name for name, kind in self.kinds.items() if kind in NAMES)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of States and places."""
        return frozenset(name for name, kind in self.kinds.items() if kind in (Kind.STATE, Kind.PLACE))

    @cached_property
    def _every(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._names)

    def match(self, text: str, boundaries: frozenset[int]) -> Iterator[tuple[int, int]]:
        """Places of names: the leftmost-longest, and those inside them that are no mere tail.

        ``boundaries`` are the offsets where a segmenter ends words. 马里 is no name in 索马里, nor 人权 in 私人权利;
        麻醉药品 is one in 麻醉药品委员会; 移民组织 in 国际移民组织 is the same name cut short.
        """
        matches = self._every.find_matches_as_indexes(text, overlapping=True) if self._names else []
        standing = [
            (start, end)
            for _, start, end in matches
            if not must_stand_apart(text[start:end]) or (start in boundaries and end in boundaries)
        ]
        cover = 0
        for start, end in sorted(standing, key=lambda place: (place[0], -place[1])):
            if start >= cover:
                cover = end
                yield start, end
            elif end < cover and start in boundaries and end in boundaries:
                yield start, end
