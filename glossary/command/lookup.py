"""``glossary lookup``: terms in Chinese, English or pinyin, in the shipped mapping or a termbase."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import click

from glossary.display import COLUMNS, build_json, build_row, draw_hit
from glossary.lookup import Hit
from glossary.shipped import open_shipped
from glossary.termbase import Termbase, open_termbase
from glossary.text import one_line

Results = Iterable[tuple[str, list[Hit]]]


@click.command(epilog='Example: glossary lookup 毒罪办 UNDP "sustainable development"')
@click.argument("queries", metavar="QUERY...", nargs=-1, required=True)
@click.option(
    "--termbase",
    type=click.Path(path_type=Path, readable=False),
    help="Ask this termbase (default: the shipped mapping).",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON with the whole entries.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Entries for each query.")
def lookup(queries: tuple[str, ...], termbase: Path | None, as_json: bool, limit: int) -> None:
    """Look up terms in Chinese, English or pinyin.

    The QUERY "-" reads one query a line from standard input. On a terminal the entries are drawn; in a pipe they are
    tab-separated lines, whose last column says why an entry was found: "shared" is a short form of several concepts,
    "outdated" a former name, "proposed" an equivalent that nobody vouches for.

    Exit status: 0 found, 1 nothing found, 2 misuse or an unreadable termbase.
    """
    with open_termbase(termbase) if termbase else open_shipped() as base:
        results = _find_all(base, _read_queries(queries), limit)
        found = _write_json(results) if as_json else _write_hits(results)
    # Not context.exit: click's main hands that status back as a value where it is not run standalone.
    sys.exit(0 if found else 1)


def _read_queries(queries: Iterable[str]) -> Iterator[str]:
    """The queries in order; "-" stands for the lines of standard input, which are UTF-8 whatever the console is."""
    for query in queries:
        if not query.strip():
            raise click.UsageError("a query is empty")
        lines = _read_lines(sys.stdin.buffer) if query == "-" else iter([query])
        yield from filter(None, map(one_line, lines))


def _read_lines(stream: BinaryIO) -> Iterator[str]:
    for line in stream:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff")


def _find_all(base: Termbase, queries: Iterable[str], limit: int) -> Iterator[tuple[str, list[Hit]]]:
    """Each query that finds something, with its hits; the others are named on stderr."""
    for query in queries:
        if hits := base.find(query, limit):
            yield query, hits
        else:
            click.echo(f"not found: {query}", err=True)


def _write_json(results: Results) -> bool:
    import json

    answer = build_json(results)
    if answer["results"]:
        _write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return bool(answer["results"])


def _write_hits(results: Results) -> bool:
    return _draw(results) if sys.stdout.isatty() else _write_rows(results)


def _write_rows(results: Results) -> bool:
    """Tab-separated lines under a header, none where nothing is found."""
    found = False
    for query, hits in results:
        rows: list[tuple[str, ...]] = [] if found else [COLUMNS]
        rows += [build_row(query, rank, hit) for rank, hit in enumerate(hits, start=1)]
        _write("".join("\t".join(row) + "\n" for row in rows))
        found = True
    return found


def _draw(results: Results) -> bool:
    """Entries on a terminal, a blank line between them."""
    from rich.console import Console

    console, found = Console(highlight=False), False
    for _, hits in results:
        for hit in hits:
            if found:
                console.print()
            console.print(draw_hit(hit))
            found = True
    return found


def _write(text: str) -> None:
    """UTF-8 whatever the console says: a pipe on a Chinese Windows (cp936) would garble or refuse some names."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
