"""Writes that are whole or did not happen: a temporary file in the same folder, flushed, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extract.error import GlossaryError


@contextmanager
def replace_path(path: Path) -> Iterator[Path]:
    """The name of a new file beside ``path`` that takes its place when the block ends well.

    On an exception or Ctrl-C the new file goes and the old one stays as it was. A symbolic link stays a link: the file
    it names is replaced. Raises GlossaryError where the folder or the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        # "x" and not mkstemp: the file gets the user's own permissions (umask), not 0600.
        draft.open("xb").close()
        yield draft
        _flush(draft)
        draft.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise GlossaryError(f"cannot write: {error.strerror or error}", path) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``path`` when the block ends well; see replace_path."""
    with replace_path(path) as draft, draft.open("wb") as file:
        yield file


def _flush(path: Path) -> None:
    """Have the system put the file on the disk: a rename must not survive a power cut that the content does not."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    # Windows opens no folders, and some network disks refuse to flush one: the rename has happened either way.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
