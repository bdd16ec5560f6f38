"""boyin serve: what is in the output folder, as a web server would give it."""

from pathlib import Path

import click

from boyin.cli.options import output_option
from boyin.cli.output import say
from boyin.cli.ranges import Whole


@click.command("serve", short_help="Serve the output folder to apps on this machine.")
@output_option("The folder to serve.")
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes any that is free.",
)
def command(output: Path, port: int) -> None:
    """Serve the output folder on this machine, for a browser or a podcast app to try.

    Nobody on another machine is answered. The feed's addresses are this server's. Ctrl-C ends it.

    \b
    Example:
      boyin serve
      boyin serve -o episodes --port 0
    """
    from boyin.feed.serving import serve

    serve(output, port, on_ready=lambda url: say(f"Serving {output} at {url}"))
