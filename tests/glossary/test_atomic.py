"""Writes that are whole or did not happen."""

import os
import stat
from pathlib import Path

import pytest

from extract.error import GlossaryError
from glossary.atomic import replace_file, replace_path


@pytest.mark.parametrize("failure", [KeyboardInterrupt, SystemExit, ValueError])
def test_a_failed_write_leaves_the_old_file_and_no_litter(failure: type[BaseException], tmp_path: Path) -> None:
    """Whatever ends the block early, the old file is whole and alone in its folder."""
    path = tmp_path / "a.tbx"
    path.write_bytes(b"old")
    with pytest.raises(failure), replace_file(path) as file:
        file.write(b"half")
        raise failure
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """A reader sees the old content while the new is written, then the new."""
    path = tmp_path / "a.tbx"
    path.write_bytes(b"old")
    with replace_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power cut the name never stands for a file whose content was still in memory."""
    events: list[str] = []
    replace = Path.replace
    monkeypatch.setattr(os, "fsync", lambda _: events.append("flush"))
    monkeypatch.setattr(Path, "replace", lambda old, new: (events.append("rename"), replace(old, new))[1])
    with replace_file(tmp_path / "a.tbx") as file:
        file.write(b"new")
    assert events[:2] == ["flush", "rename"]


def test_a_full_disk_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    """What the system refuses while writing is said in one line with the file's name, and the old file stays."""
    path = tmp_path / "a.tbx"
    path.write_bytes(b"old")
    with pytest.raises(GlossaryError, match=r"a\.tbx: cannot write: No space"), replace_path(path):
        raise OSError(28, "No space left on device")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    """A folder of that name is not replaced."""
    (tmp_path / "a.tbx").mkdir()
    with pytest.raises(GlossaryError, match=r"a\.tbx"), replace_file(tmp_path / "a.tbx") as file:
        file.write(b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.tbx"]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links as on POSIX")
def test_the_file_has_the_users_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    """The new file is readable as umask says, and a symbolic link still points to the file that was replaced."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    before = os.umask(0o022)
    try:
        with replace_file(tmp_path / "link") as file:
            file.write(b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o644
