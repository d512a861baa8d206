"""The shipped mapping as a termbase: compiled on first use and kept in the user's cache."""

import hashlib
from pathlib import Path

import align
from extract.error import GlossaryError
from glossary.store import SCHEMA
from glossary.termbase import Termbase, build_termbase, hold_termbase, open_termbase


def open_shipped() -> Termbase:
    """The termbase of the shipped mapping; where no cache can be written, it is made anew in memory.

    Raises GlossaryError with file:line for a wrong row of the mapping.
    """
    path = _find_cache() / f"mapping-{_hash_mapping()}.db"
    try:
        return open_termbase(path)
    except GlossaryError:
        # Not there yet, or damaged: either way it is made again.
        return _compile(path)


def _compile(path: Path) -> Termbase:
    from align.mapping import read_mapping
    from glossary.compile import compile_mapping

    entries = list(compile_mapping(read_mapping()))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build_termbase(entries, path)
        return open_termbase(path)
    except (OSError, GlossaryError):
        return hold_termbase(entries)


def _find_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("zhengming", appauthor=False)


def _hash_mapping() -> str:
    """What the cached termbase depends on: the mapping's files, and the schema."""
    digest = hashlib.sha256(str(SCHEMA).encode())
    # Not importlib.resources: its import alone takes as long as the whole answer.
    for path in sorted(Path(align.__file__).with_name("un").glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:16]
