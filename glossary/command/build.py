"""``glossary build``: from documents to a bilingual glossary."""

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
    short_help="Make a bilingual glossary of Chinese documents.",
    epilog="Example: glossary build report.pdf annex.docx -o out",
)
@documents_argument
@folder_option
@symbol_option
@mapping_option
@click.pass_context
def build(context: click.Context, documents: tuple[Path, ...], folder: Path, symbol: str, mapping: Path | None) -> None:
    """Make a glossary of Chinese documents (.txt, .pdf, .docx, .html) with the official English.

    Writes glossary.tbx (for CAT tools), glossary.v3.tbx (everything), glossary.csv, glossary.db (for lookup) and
    worklist.csv (terms that have no English yet). Without a DOCUMENT it reads the samples that come with it. Exit
    status: 0, or 2 where a document could not be read (the others are done all the same).
    """
    from align.mapping import read_mapping
    from extract.samples import sample_documents
    from glossary.pipeline import build_glossary, write_glossary

    known = read_mapping(mapping)
    reading = Reading(documents or sample_documents(), symbol)
    if not reading.documents:
        context.exit(2)
    make_folder(folder)
    glossary = build_glossary(reading.documents, known)
    counts = write_glossary(glossary, folder)
    click.echo(
        f"{format_count(len(reading.documents), 'document')}: {format_count(counts.terms, 'term')}, "
        f"{format_count(counts.definitions, 'definition')}, {format_count(counts.entries, 'entry', 'entries')} with "
        f"English, {format_count(counts.open, 'term')} without, in {folder}",
        err=True,
    )
    context.exit(reading.status)
