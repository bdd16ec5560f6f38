"""boyin retake: one sentence recorded again, and the choice kept beside the article."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from boyin.cli.options import cast_option
from boyin.cli.output import say
from boyin.cli.ranges import Decimal

if TYPE_CHECKING:
    from boyin.builds.retakes import Retaken


@click.command("retake")
@click.argument("article", type=click.Path(path_type=Path))
@click.argument("segment")
@cast_option
@click.option("--voice", metavar="NAME", help="Another voice of the same engine.")
@click.option("--speed", type=Decimal(0.5, 2.0), help="The voice's own pace is 1.")
@click.option("--say", metavar="TEXT", help="What is spoken instead; what is shown stays.")
@click.option("--undo", is_flag=True, help="Go back to how the cast reads it.")
def command(
    article: Path,
    segment: str,
    cast: str | None,
    undo: bool,
    **asked: Any,
) -> None:
    """Record one SEGMENT of ARTICLE again, and keep the choice beside the article.

    SEGMENT is its number or id in `boyin show`, the beginning of its id, or `line:12`. From now on
    `boyin make` uses the new take. Without an option the take is a little slower or faster, where
    the engine would repeat itself.

    \b
    Example:
      boyin retake article.md 7
      boyin retake article.md line:12 --say "他在航长办公室。"
      boyin retake article.md 7 --undo
    """
    from boyin.builds import retakes

    change = retakes.Change(**asked)
    if change.voice == "" or (change.say is not None and not change.say.strip()):
        raise click.UsageError("--voice and --say can't be empty.")
    if not undo:
        done = retakes.retake(article, segment, change, cast=cast)
        say(_as_text(done), done=True)
        return
    if not change.plain:
        raise click.UsageError("--undo goes with no other option.")
    gone = retakes.undo(article, segment, cast=cast)
    say(f"The re-take of “{gone.text or gone.segment}” ({gone.segment}) is removed.", done=True)


def _as_text(done: "Retaken") -> str:
    voice = done.clip.cast_voice.voice
    lines = [
        f"Take {done.retake.take} of “{done.retake.text}” ({done.retake.segment})",
        f"Voice: {voice.name}, speed {voice.speed:g}.",
        f"Length: {done.clip.take.seconds:.1f} s.",
        f"Kept in {done.file}.",
    ]
    if done.retake.say:
        lines.insert(2, f"Spoken: {done.clip.speech.spoken}")
    return "\n".join(lines)
