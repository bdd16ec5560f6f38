"""The command line: one command a module.

Whatever a command raises ends in boundary.py; whatever is printed goes through output.py.
"""

import importlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from boyin import __version__
from boyin.cli.boundary import ended
from boyin.cli.messages import Complaints, Repeats
from boyin.cli.output import complain, flush_all, open_streams
from boyin.cli.statuses import INTERRUPTED, TERMINATED

COMMANDS = {
    "make": "Turn ARTICLE into an MP3 episode with chapters.",
    "plan": "Tell what a build of ARTICLE would record, and how long it takes.",
    "show": "Show how ARTICLE is split, who reads what, what is skipped.",
    "read": "Show how TEXT or ARTICLE is spoken, character by character.",
    "lint": "Find what should be mended in ARTICLE before recording.",
    "retake": "Record one sentence of ARTICLE again.",
    "clip": "Write the sound of one sentence of ARTICLE.",
    "inspect": "Measure EPISODE, read its tag back, and draw it.",
    "feed": "Write the feed of all episodes.",
    "serve": "Serve the episodes to this machine's browser or podcast app.",
    "voices": "List the casts and the voices of every engine.",
    "say": "Record TEXT with one voice.",
    "cache": "Tell, prove and shrink what is kept between builds.",
    "doctor": "Check that everything boyin needs is there.",
}
"""What help lists; kept here so that help loads no command's module."""


class Commands(click.Group):
    """Loads a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"boyin.cli.{name}").command
        return command

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:
        """Runs the command that `args`, else the program's, ask for, and ends the program."""
        open_streams()
        words = list(sys.argv[1:] if args is None else args)
        asked = words[: words.index("--")] if "--" in words else words
        run = super().main
        named["standalone_mode"] = False
        sys.exit(ended(lambda: run(words, *others, **named), in_json="--json" in asked))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            kept = "; what was recorded is kept" if ctx.invoked_subcommand == "make" else ""
            complain(f"\nboyin: interrupted{kept}.")
            flush_all()
            # A recording under way can't be stopped, and Python would wait for it.
            os._exit(TERMINATED if isinstance(stop, Terminated) else INTERRUPTED)


class Terminated(KeyboardInterrupt):
    """The system asks the program to end; it ends as if a person had asked."""


def _terminate(number: int, frame: object) -> NoReturn:
    raise Terminated


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="boyin", message="%(prog)s %(version)s")
def main() -> None:
    """boyin 播音: turns a written Chinese article into a podcast episode."""
    # On use: help and version are asked for more often than anything is logged.
    import logging

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)
    handler, repeats = Complaints(), Repeats()
    handler.setFormatter(logging.Formatter("boyin: %(message)s"))
    handler.addFilter(repeats)
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    click.get_current_context().call_on_close(repeats.sum_up)
