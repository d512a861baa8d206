"""The documents that a command is given: read one by one, the bad ones named and left out."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from extract.document import Document
from extract.error import GlossaryError
from extract.pool import map_items
from extract.readers import read_document
from glossary.text import one_line


def read_documents(
    paths: Sequence[Path], symbol: str, report: Callable[[GlossaryError], None], advance: Callable[[Path], None]
) -> tuple[Document, ...]:
    """The documents that can be read, in order; ``report`` gets what is wrong with each other one.

    ``advance`` is told each path when it has been read. A file that is given twice is read once. Two files of one name
    without ending are two documents of one name: the second is reported, since its rows could not be told from the
    first one's.
    """
    documents: dict[str, Document] = {}
    distinct = list(_drop_repeated(paths))
    tasks = [(path, symbol) for path in distinct]
    for path, result in zip(distinct, map_items(_try_to_read, tasks, _measure(distinct)), strict=True):
        advance(path)
        if isinstance(result, GlossaryError):
            report(result)
        elif result.name in documents:
            report(GlossaryError(f"another document is called {result.name} already; rename one", path))
        else:
            documents[result.name] = result
    return tuple(documents.values())


def _measure(paths: Iterable[Path]) -> int:
    """The bytes of all files; one that cannot be seen counts nothing, and is reported when it is read."""
    total = 0
    for path in paths:
        with suppress(OSError):
            total += path.stat().st_size
    return total


def _try_to_read(task: tuple[Path, str]) -> Document | GlossaryError:
    try:
        return _read(*task)
    except GlossaryError as error:
        return error


def _drop_repeated(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        place = path.absolute()
        if place not in seen:
            seen.add(place)
            yield path


def _read(path: Path, symbol: str) -> Document:
    document = read_document(path, symbol)
    # A name in another encoding than the system's (b"\xc3\xfb.txt") holds lone surrogates, which no file takes.
    name = os.fsencode(document.name).decode("utf-8", "replace")
    return replace(document, name=one_line(name), symbol=one_line(document.symbol))


def name_documents(documents: Iterable[Document]) -> dict[str, str]:
    """By a document's name, what it is cited by: its symbol, or else its name."""
    return {document.name: document.symbol or document.name for document in documents}
