"""boyin make: an article becomes an episode."""

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from boyin.cli import feed
from boyin.cli.options import (
    cast_option,
    chosen_speed,
    images_option,
    output_option,
    proxy_option,
    replace_option,
    skip_unsayable_option,
    speed_option,
)
from boyin.cli.output import say, say_json
from boyin.cli.progress import Reporter, clock, plain_option, plural

if TYPE_CHECKING:
    from boyin.builds.made import Made
    from boyin.feed.feed import Written


@click.command("make")
@click.argument("article", type=click.Path(path_type=Path))
@cast_option
@speed_option
@output_option("The folder that episodes go into.")
@images_option
@skip_unsayable_option
@replace_option
@click.option("--feed", "with_feed", is_flag=True, help="Then do as `boyin feed`, with show.yaml.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON, and nothing else.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@plain_option
@proxy_option
def command(
    article: Path, output: Path, with_feed: bool, as_json: bool, quiet: bool, **choices: Any
) -> None:
    """Turn ARTICLE (Markdown or .txt) into an MP3 episode with chapters.

    What was recorded before is not recorded again: run it as often as you like.

    \b
    Example:
      boyin make article.md
      boyin make article.md --cast trio -o episodes
      boyin make article.md --feed
    """
    from boyin.builds.build import build_episode
    from boyin.feed.show import read_show

    show = read_show(feed.SHOW) if with_feed else None

    began = time.monotonic()
    with Reporter(quiet=quiet) as reporter:
        made = build_episode(
            article,
            output=output,
            on_progress=reporter.show,
            speed=chosen_speed(),
            **choices,
        )
    seconds = time.monotonic() - began
    written = feed.write_made(show, output, made.episode.mp3.stem) if show else None
    # The episode stands: nothing that happens from here on makes a failure of it.
    if as_json:
        say_json(_as_json(made, seconds, written), done=True)
        return
    say(_as_text(made, seconds), done=True)
    if written:
        say(feed.feed_text(written), done=True)


def _as_text(made: "Made", seconds: float) -> str:
    document = made.episode.document
    work, duration = made.work, document["duration"]
    took = f"Time: {clock(seconds)}, {duration / seconds:.1f} times real time."
    if not (work.clips_recorded or work.slices_encoded):
        took = f"Time: {clock(seconds)}. The sound is that of the last build."
    return "\n".join(
        (
            f"{made.episode.mp3}",
            f"Length: {clock(duration)}, {plural(len(document['chapters']), 'chapter')}.",
            f"Clips: {work.clips_recorded} recorded, {work.clips_reused} reused.",
            f"Slices: {work.slices_encoded} encoded, {work.slices_reused} reused.",
            took,
        )
    )


def _as_json(made: "Made", seconds: float, written: "Written | None") -> dict[str, Any]:
    document = made.episode.document
    return {
        "title": document["title"],
        "mp3": str(made.episode.mp3),
        "manifest": str(made.episode.manifest),
        "duration": document["duration"],
        "loudness": made.loudness,
        "chapters": document["chapters"],
        "segments": len(document["segments"]),
        "cast": document["cast"],
        "engines": document["engines"],
        "files": document["files"],
        "feed": str(written.path) if written else None,
        **asdict(made.work),
        "seconds": round(seconds, 2),
        "times_real_time": round(document["duration"] / seconds, 2),
    }
