"""docs/performance.md: the last report of every subject, wherever it was measured."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
import regex

from benchmarks.report import KEPT
from boyin.ground.files import write_whole

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_OPENING = """# Performance

What boyin takes, measured. Nothing here is typed by hand: `scripts/bench` measures one subject and
prints its table, and `scripts/bench page` writes the last table of each to this page.

Times are medians of several runs. On another machine they differ; the ratios to a peer or to a
limit, measured in the same run, differ less.
"""
_SECTION = regex.compile(r"^## .*?^Repeat it with `scripts/bench (\w+)[^\n]*\n", regex.S | regex.M)


@click.command()
def command() -> None:
    """Write docs/performance.md anew: what was measured here, and of the rest what it holds."""
    measured = dict(_sections(path.read_text("utf-8") for path in sorted(KEPT.glob("*.md"))))
    if not measured:
        raise click.ClickException("nothing was measured here yet: run scripts/bench SUBJECT.")
    write_whole(PAGE, page(measured, PAGE.read_text("utf-8")).encode())
    click.echo(PAGE)


def page(measured: Mapping[str, str], before: str) -> str:
    """The page with these reports by subject; what `before` has of other subjects stays."""
    sections = {**dict(_sections([before])), **measured}
    return "\n".join([_OPENING, *(sections[subject] for subject in sorted(sections))])


def _sections(pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in pages:
        for found in _SECTION.finditer(text):
            yield found[1], found[0]
