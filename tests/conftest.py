"""What tests of the command share: running it inside the test, or as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from glossary.command import main

PROGRAM = (sys.executable, "-c", "from glossary.command import main; main()")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: its exit status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of stderr."""
        return self.err.splitlines()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Ran]]:
    """``run("build", path, "-o", folder)``: the command inside this process."""

    def run_command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["glossary", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    before = signal.getsignal(signal.SIGTERM)
    yield run_command
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def spawn() -> Callable[..., Ran]:
    """``spawn("build", path, environment={…})``: the command as a process of its own; what it writes is UTF-8."""

    def spawn_command(*arguments: object, environment: dict[str, str] | None = None, cwd: Path | None = None) -> Ran:
        command = [*PROGRAM, *(os.fsencode(str(argument)) for argument in arguments)]
        ended = subprocess.run(command, env=os.environ | (environment or {}), cwd=cwd, capture_output=True, timeout=60)
        return Ran(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))

    return spawn_command
