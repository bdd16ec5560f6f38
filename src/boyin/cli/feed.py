"""boyin feed: the episodes become a podcast."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from boyin.cli.options import output_option
from boyin.cli.output import say
from boyin.cli.progress import plural

if TYPE_CHECKING:
    from boyin.feed.feed import Missing, Written
    from boyin.feed.recognition import Wishes
    from boyin.feed.show import Show

SHOW = Path("show.yaml")


@click.command("feed", short_help="Write feed.xml from show.yaml and the finished episodes.")
@click.option(
    "--show",
    "show_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=SHOW,
    show_default=True,
    help="The show file; examples/show.yaml is one.",
)
@output_option("The folder that the episodes are in.")
@click.option(
    "--missing",
    type=click.Choice(["refuse", "keep", "drop"]),
    default="refuse",
    show_default=True,
    help="What to do with a published episode whose folder is not here.",
)
@click.option("--no-renames", is_flag=True, help="Take no episode for another under a new title.")
@click.option(
    "--split",
    multiple=True,
    metavar="FOLDER",
    help="Undo such a rename: FOLDER is an episode of its own, with the GUID and day it had.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change in the feed, write nothing.")
def command(
    show_file: Path,
    output: Path,
    missing: str,
    no_renames: bool,
    split: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Write feed.xml, which podcast apps follow, from a show file and the finished episodes.

    An episode keeps its place in people's apps when you edit its article and make it again. What
    you add to feed.xml by hand stays.

    \b
    Example:
      boyin feed
      boyin feed --show my-show.yaml -o episodes
      boyin feed --dry-run
    """
    from boyin.feed.recognition import Wishes
    from boyin.feed.show import read_show

    show = read_show(show_file)
    wishes = Wishes(renames=not no_renames, split=[Path(one).name for one in split])
    written = write(show, output, missing=cast("Missing", missing), wishes=wishes, dry_run=dry_run)
    say(_dry_text(written) if dry_run else feed_text(written), done=not dry_run)


def write(
    show: "Show",
    output: Path,
    *,
    missing: "Missing" = "refuse",
    wishes: "Wishes | None" = None,
    dry_run: bool = False,
) -> "Written":
    """Writes the feed; an episode without a date that is new in it comes out now."""
    from boyin.feed.feed import write_feed

    now = datetime.datetime.now(datetime.UTC)
    return write_feed(show, output, now=now, missing=missing, wishes=wishes, dry_run=dry_run)


def write_made(show: "Show", output: Path, made: str) -> "Written":
    """Writes the feed after the episode in the folder `made` was built."""
    from boyin.feed.recognition import Wishes

    return write(show, output, wishes=Wishes(made=made))


def _dry_text(written: "Written") -> str:
    lines = written.changes or ("Nothing would change.",)
    return "\n".join((*lines, f"{written.path} is as it was."))


def feed_text(written: "Written") -> str:
    """What a person wants to know of it."""
    others = f", {plural(written.others, 'other item')}" if written.others else ""
    changed = "" if written.changed else " Nothing has changed."
    return f"{written.path}\n{plural(written.episodes, 'episode')}{others}.{changed}\n{written.url}"
