"""Arguments and options that several commands take, and what they print on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from extract.document import Document
from extract.error import GlossaryError

# readable: click would refuse the whole call for one file without permission, instead of naming it and going on.
_PATH = click.Path(path_type=Path, readable=False)
documents_argument = click.argument("documents", metavar="[DOCUMENT]...", nargs=-1, type=_PATH)
symbol_option = click.option(
    "--symbol", default="", help="The document's UN symbol, e.g. S/2015/366; for one document."
)
mapping_option = click.option("--mapping", type=_PATH, help="A mapping of your own (CSV), laid over the shipped one.")
folder_option = click.option(
    "-o",
    "--output",
    "folder",
    type=_PATH,
    default=Path("out"),
    show_default=True,
    help="The folder for the files; made where it is missing.",
)


class Reading:
    """The documents that could be read, and whether any could not."""

    def __init__(self, paths: tuple[Path, ...], symbol: str) -> None:
        from glossary.documents import read_documents

        if symbol and len(paths) > 1:
            raise click.UsageError("--symbol goes with one document")
        self.failed = False
        with show_progress("Reading", len(paths)) as advance:
            self.documents: tuple[Document, ...] = read_documents(paths, symbol, self._report, advance)

    def _report(self, error: GlossaryError) -> None:
        self.failed = True
        click.echo(f"glossary: {error}", err=True)

    @property
    def status(self) -> int:
        """The exit status: 2 where a document could not be read."""
        return 2 if self.failed else 0


@contextmanager
def show_progress(what: str, total: int) -> Iterator[Callable[[Path], None]]:
    """A function to tell each file to; on a terminal it draws a bar on stderr, elsewhere it does nothing."""
    if not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)

        def advance(path: Path) -> None:
            progress.update(task, advance=1, description=f"{what} {escape(path.name)}")

        yield advance


def format_count(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun.

    >>> format_count(1, "document"), format_count(0, "term"), format_count(2, "entry", "entries")
    ('1 document', '0 terms', '2 entries')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def make_folder(folder: Path) -> None:
    """Make an output folder; raises GlossaryError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise GlossaryError("a file, not a folder to write to", folder) from error
    except OSError as error:
        raise GlossaryError(f"cannot make the folder: {error.strerror}", folder) from error
