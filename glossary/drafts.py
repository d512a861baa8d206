"""The files of a run: all take their places together, or all that stood there stay."""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extract.error import GlossaryError
from glossary.atomic import replace_path

_STOPS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def draft_files(folder: Path, files: Iterable[str]) -> Iterator[dict[str, Path]]:
    """By a file's name in the folder, the draft to write it to; the drafts take their places when the block ends well.

    On an exception or Ctrl-C every old file stays. Raises GlossaryError that names the file, not its draft, where one
    cannot be written.
    """
    places = {file: folder / file for file in files}
    for place in places.values():
        if place.is_dir():
            # A rename would fail only after other files had taken their places.
            raise GlossaryError("cannot write: a folder has this name", place)
    with ExitStack() as stack:
        drafts = {file: stack.enter_context(replace_path(place)) for file, place in places.items()}
        names = {draft: places[file] for file, draft in drafts.items()}
        try:
            yield drafts
        except GlossaryError as error:
            if isinstance(error.path, Path) and error.path in names:
                raise GlossaryError(error.cause, names[error.path], error.line) from error
            raise
        with hold_stops():
            stack.close()


@contextmanager
def hold_stops() -> Iterator[None]:
    """Let Ctrl-C wait until the block has ended: renames stopped halfway would leave old files beside new ones."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is told of signals
        return
    received: list[int] = []
    # Not pthread_sigmask: the threads of polars would take the signal, and Python would hand it on.
    before = {number: signal.signal(number, lambda number, _: received.append(number)) for number in _STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if received:
        signal.raise_signal(received[0])
