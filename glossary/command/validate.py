"""``glossary validate``: what is wrong with a mapping, by file and line."""

from collections.abc import Iterable
from pathlib import Path

import click

from glossary.command.options import mapping_option


@click.command(epilog="Example: glossary validate own.csv --fix")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, readable=False))
@mapping_option
@click.option("--fix", is_flag=True, help="Repair order, Unicode form (NFC), blanks and repeated forms in the files.")
@click.pass_context
def validate(context: click.Context, files: tuple[Path, ...], mapping: Path | None, fix: bool) -> None:
    """Check the files of a mapping (CSV), by default the shipped ones.

    Each fault is a line: file:line, a code, what is wrong. Several files are one mapping: an id stands in one of them.
    Exit status: 0 clean, 1 faults, 2 misuse or an unreadable file.
    """
    from align.mapping import shipped_files
    from align.validate import find_faults

    paths = list(dict.fromkeys((*files, *([mapping] if mapping else ())))) or shipped_files()
    if fix:
        _repair(paths)
    faults = find_faults(paths)
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(faults)} faults in {len(paths)} files", err=True)
    context.exit(1 if faults else 0)


def _repair(paths: Iterable[Path]) -> None:
    """Repair what needs it; all files are read before the first is written."""
    from align.mapping import read_text
    from align.validate import repair_text
    from glossary.atomic import replace_file

    texts = {path: read_text(path) for path in paths}
    repaired = {path: repair_text(text, path) for path, text in texts.items()}
    for path, text in repaired.items():
        if text != texts[path]:
            with replace_file(path) as file:
                file.write(text.encode("utf-8"))
            click.echo(f"repaired {path}", err=True)
