"""``glossary extract``: terms, definitions and mentions of documents, as tables."""

from pathlib import Path

import click

from glossary.command.options import (
    Reading,
    documents_argument,
    folder_option,
    format_count,
    make_folder,
    mapping_option,
    symbol_option,
)


@click.command(
    short_help="Harvest the terms and definitions of Chinese documents.",
    epilog="Example: glossary extract report.pdf -o out",
)
@documents_argument
@folder_option
@symbol_option
@mapping_option
@click.option("--without-mapping", is_flag=True, help="Harvest as if no name were known.")
@click.option("--explain", is_flag=True, help="Also write spans.tsv: the full forms that were considered, with scores.")
@click.pass_context
def extract(
    context: click.Context,
    documents: tuple[Path, ...],
    folder: Path,
    symbol: str,
    mapping: Path | None,
    without_mapping: bool,
    explain: bool,
) -> None:
    """Harvest the terms and definitions of Chinese documents (.txt, .pdf, .docx, .html).

    Writes terms.tsv, definitions.tsv and mentions.tsv. Without a DOCUMENT it reads the samples that come with it.
    Exit status: 0, or 2 where a document could not be read (the others are done all the same).
    """
    from align.mapping import read_mapping
    from extract.harvest import harvest
    from extract.samples import sample_documents
    from glossary.tables import write_harvest

    if without_mapping and mapping:
        raise click.UsageError("--without-mapping and --mapping exclude each other")
    names = {} if without_mapping else read_mapping(mapping).names
    reading = Reading(documents or sample_documents(), symbol)
    if not reading.documents:
        context.exit(2)
    make_folder(folder)
    found = harvest(reading.documents, names)
    rows = write_harvest(found, folder, explain=explain)
    click.echo(
        f"{format_count(len(reading.documents), 'document')}: {format_count(rows['terms'], 'term')}, "
        f"{format_count(rows['definitions'], 'definition')}, {format_count(rows['mentions'], 'mention')}, in {folder}",
        err=True,
    )
    context.exit(reading.status)
