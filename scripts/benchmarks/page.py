"""docs/performance.md: the last report of every subject that was measured on this machine."""

from pathlib import Path

import click

from benchmarks.report import KEPT
from boyin.files import write_whole

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_OPENING = """# Performance

What boyin takes, measured. Nothing here is typed by hand: `scripts/bench` measures one subject and
prints its table, and `scripts/bench page` writes the last table of each to this page.

Times are medians of several runs. On another machine they differ; the ratios to a peer or to a
limit, measured in the same run, differ less.
"""


@click.command()
def command() -> None:
    """Write docs/performance.md from the last reports measured here."""
    reports = [path.read_text("utf-8") for path in sorted(KEPT.glob("*.md"))]
    if not reports:
        raise click.ClickException("nothing was measured here yet: run scripts/bench SUBJECT.")
    write_whole(PAGE, "\n".join([_OPENING, *reports]).encode())
    click.echo(PAGE)
