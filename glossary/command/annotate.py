"""``glossary annotate``: a document as a page with its terms marked."""

from pathlib import Path

import click

from glossary.command.options import Reading, mapping_option, symbol_option


@click.command(epilog="Example: glossary annotate report.pdf -o report.html")
@click.argument("document", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    "page",
    type=click.Path(path_type=Path, readable=False),
    default=None,
    help="The page to write (default: the document's name with .annotated.html, in this folder).",
)
@symbol_option
@mapping_option
@click.pass_context
def annotate(context: click.Context, document: Path, page: Path | None, symbol: str, mapping: Path | None) -> None:
    """Write a Chinese document (.txt, .pdf, .docx, .html) as a web page with its terms marked.

    Each known term shows its English and its evidence under the pointer and on focus; candidates without English are
    marked otherwise. The page is one file, needs no network and runs no script. Exit status: 0, or 2 where the document
    could not be read.
    """
    from align.mapping import read_mapping
    from glossary.annotate import State, write_page

    known = read_mapping(mapping)
    reading = Reading((document,), symbol)
    if not reading.documents:
        context.exit(2)
    target = page or Path(f"{document.stem}.annotated.html")
    annotated = write_page(reading.documents[0], known, target)
    known_places = annotated.count_mentions(State.KNOWN, State.COMPOSED)
    open_terms = len(annotated.list_rows(State.PROPOSED, State.OPEN))
    click.echo(
        f"{known_places} places with English, {open_terms} candidates without, "
        f"{len(annotated.definitions)} definitions, in {target}",
        err=True,
    )
