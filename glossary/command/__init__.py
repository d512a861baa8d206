"""The command line: one file per command, read only when it is called."""

import signal
import sys
from importlib import import_module

import click

from extract.error import GlossaryError

COMMANDS = ("annotate", "build", "extract", "lookup", "publish", "validate")


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: a lookup loads no polars."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, which its module holds under the same name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"glossary.command.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments call; an unknown one gets the nearest name suggested."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(error.format_message() + hint, ctx) from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: glossary build report.pdf -o out",
)
@click.version_option(package_name="zhengming", prog_name="glossary")
def group() -> None:
    """The official Chinese terminology of the United Nations.

    Harvests terms and definitions from Chinese UN documents, attaches the official English, writes glossaries for CAT
    tools, and looks terms up.
    """


def main() -> None:
    """Run the command line; what is wrong with the input is one line on stderr, exit 2."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console says cp936, a pipe on it cp1252: names must survive both.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # A run that is told to end clears its drafts away, as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = group.main(prog_name="glossary", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except GlossaryError as error:
        click.echo(f"glossary: {error}", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("glossary: stopped; files that stood before stand unchanged", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # `glossary lookup … | head`: the reader has what it wanted.
        sys.stderr.close()
        sys.exit(0)
