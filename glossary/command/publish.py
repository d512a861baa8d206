"""``glossary publish``: the files of a published glossary, with a manifest."""

from pathlib import Path

import click

from glossary.command.options import (
    Reading,
    documents_argument,
    folder_option,
    format_count,
    make_folder,
    mapping_option,
)


@click.command(epilog="Example: glossary publish *.pdf --catalogue documents.csv -o dist")
@documents_argument
@folder_option
@mapping_option
@click.option(
    "--catalogue",
    type=click.Path(path_type=Path, readable=False),
    help="CSV with name,symbol,title of the documents, for the manifest.",
)
@click.pass_context
def publish(
    context: click.Context, documents: tuple[Path, ...], folder: Path, mapping: Path | None, catalogue: Path | None
) -> None:
    """Write a glossary for publication: glossary.tbx, glossary.csv and MANIFEST.json.

    The files hold names, equivalents, symbols, paragraph labels and counts, and no sentence of a document. Nothing is
    written where a document cannot be read: a published glossary is whole.
    """
    from align.mapping import read_mapping
    from extract.samples import sample_documents
    from glossary.pipeline import build_glossary
    from glossary.publish import publish as write
    from glossary.publish import read_catalogue

    listed = read_catalogue(catalogue) if catalogue else {}
    known = read_mapping(mapping)
    reading = Reading(documents or sample_documents(), "")
    if reading.failed:
        context.exit(2)
    make_folder(folder)
    count = write(build_glossary(reading.documents, known), listed, folder)
    documents_read = format_count(len(reading.documents), "document")
    click.echo(f"{documents_read}: {format_count(count, 'entry', 'entries')} in {folder}", err=True)
