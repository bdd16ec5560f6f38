"""boyin clip: one sentence of an article in a file of its own."""

from pathlib import Path

import click

from boyin.cli.options import cast_option
from boyin.cli.output import say
from boyin.cli.say import SUFFIXES


@click.command("clip")
@click.argument("article", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("segment")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, .wav or .mp3.",
)
@cast_option
def command(article: Path, segment: str, output: Path, cast: str | None) -> None:
    """Write one SEGMENT of ARTICLE as it sounds in the episode.

    SEGMENT is its number or id in `boyin show`, the beginning of its id, or `line:12`. It is
    recorded if it was not before.

    \b
    Example:
      boyin clip article.md 7 -o seven.wav
    """
    if output.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"'{output}' ends in neither .wav nor .mp3", param_hint="'-o'")

    from boyin.builds.audition import write_sound
    from boyin.builds.retakes import clip_sound
    from boyin.timeline.timeline import RATE

    found, samples = clip_sound(article, segment, cast=cast)
    write_sound(output, samples)
    where = f"Segment {found.id}, line {found.lines[0]}: {found.written}"
    say(f"{output}\n{where}\nLength: {samples.size / RATE:.1f} s.", done=True)
