"""The command line: one command a module, and the one place where errors are printed."""

import importlib
import logging
import os
import sys
from typing import Any

import click

from boyin import __version__
from boyin.errors import BoyinError

COMMANDS = ("make", "show", "voices", "say", "feed", "serve")
INTERRUPTED = 130


class Commands(click.Group):
    """Loads a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"boyin.cli.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BoyinError as error:
            click.echo(f"boyin: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            kept = "; what was recorded is kept" if ctx.invoked_subcommand == "make" else ""
            click.echo(f"\nboyin: interrupted{kept}.", err=True)
            sys.stdout.flush()
            # A recording under way can't be stopped, and Python would wait for it.
            os._exit(INTERRUPTED)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="boyin", message="%(prog)s %(version)s")
def main() -> None:
    """boyin 播音: turns a written Chinese article into a podcast episode."""
    logging.basicConfig(format="boyin: %(message)s", stream=sys.stderr, level=logging.WARNING)
