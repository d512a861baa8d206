"""The documents that a command is given: read one by one, the bad ones named and left out."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from extract.document import Document
from extract.error import GlossaryError
from extract.readers import read_document


def read_documents(
    paths: Sequence[Path], symbol: str, report: Callable[[GlossaryError], None], advance: Callable[[Path], None]
) -> tuple[Document, ...]:
    """The documents that can be read, in order; ``report`` gets what is wrong with each other one.

    ``advance`` is told each path before it is read. Two files of one name without ending are two documents of one
    name: the second is reported, since its rows could not be told from the first one's.
    """
    documents: dict[str, Document] = {}
    for path in paths:
        advance(path)
        try:
            document = read_document(path, symbol)
            if document.name in documents:
                raise GlossaryError(f"another document is called {document.name} already; rename one", path)
            documents[document.name] = document
        except GlossaryError as error:
            report(error)
    return tuple(documents.values())


def name_documents(documents: Iterable[Document]) -> dict[str, str]:
    """By a document's name, what it is cited by: its symbol, or else its name."""
    return {document.name: document.symbol or document.name for document in documents}
