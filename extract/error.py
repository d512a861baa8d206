"""The one error root: what reads data raises it, and only the command catches it."""

from pathlib import Path


class GlossaryError(Exception):
    """Bad input, said in one line that names the file, the place in it and the cause.

    >>> str(GlossaryError("no column 'zh'", Path("un.csv"), 1))
    "un.csv:1: no column 'zh'"
    >>> str(GlossaryError("nothing to export"))
    'nothing to export'
    """

    def __init__(self, cause: str, path: Path | str | None = None, line: int | None = None) -> None:
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(place + cause)
        self.cause, self.path, self.line = cause, path, line

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[str, Path | str | None, int | None]]:
        """Errors cross processes: by default only the message would, and place and cause be lost."""
        return type(self), (self.cause, self.path, self.line)
