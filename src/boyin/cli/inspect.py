"""boyin inspect: what a finished episode is like, heard and read from outside."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boyin.cli.output import say, say_json
from boyin.cli.progress import clock, plural

if TYPE_CHECKING:
    from boyin.inspection.inspection import Inspection


@click.command("inspect")
@click.argument("episode", type=click.Path(path_type=Path))
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the episode into this PNG.",
)
@click.option(
    "--loudness",
    type=float,
    metavar="LUFS",
    help="What it was to have; as its manifest says, or -16.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(episode: Path, picture: Path | None, loudness: float | None, as_json: bool) -> None:
    """Measure EPISODE, an episode's folder or an MP3, and read its tag back.

    Of an MP3 without `episode.json` beside it, nobody knows who speaks when.

    \b
    Example:
      boyin inspect output/my-article
      boyin inspect output/my-article --picture my-article.png
    """
    from boyin.inspection.inspection import inspect_episode, inspection_json

    found = inspect_episode(episode, target=loudness)
    if picture:
        from boyin.ground.files import write_whole
        from boyin.inspection.picture import draw

        write_whole(picture, draw(found))
    if as_json:
        say_json(inspection_json(found))
    else:
        say("\n".join(_lines(found)))


def _lines(found: "Inspection") -> Iterator[str]:
    sound, loudness = found.sound, found.sound.loudness
    yield str(found.source.mp3)
    yield f"{found.title}, {clock(sound.seconds)}{f', cast {found.cast}' if found.cast else ''}."
    yield f"Sound: {sound.rate} Hz, {sound.layout}, {sound.bitrate / 1000:.0f} kbit/s."
    yield f"Loudness: {_lufs(loudness.integrated)}, {_beside(loudness.integrated, found.target)}."
    yield f"Range: {loudness.range:.1f} LU."
    yield f"True peak: {loudness.true_peak:.1f} dBTP."
    yield _shares(found)
    yield from _voices(found)
    yield from _chapters(found)
    yield from _tag(found)
    faults = list(found.faults())
    yield f"To mend: {len(faults) or 'nothing'}."
    yield from (f"  {fault}" for fault in faults)
    yield from (f"Note: {note}" for note in found.source.notes)


def _lufs(level: float) -> str:
    return f"{level:.1f} LUFS" if math.isfinite(level) else "nothing that is loud enough"


def _beside(level: float, target: float) -> str:
    over = round(level - target, 1) if math.isfinite(level) else -math.inf
    if not over:
        return f"its target of {target:g}"
    return f"{abs(over):g} LU {'over' if over > 0 else 'under'} its target of {target:g}"


def _shares(found: "Inspection") -> str:
    silence = f"Silence: {found.sound.silence:.0%}"
    if found.sound.speech is None or found.music is None:
        return f"{silence}. The rest is sound."
    return f"Speech: {found.sound.speech:.0%}. Music: {found.music:.0%}. {silence}."


def _voices(found: "Inspection") -> Iterator[str]:
    voices = found.sound.voices
    if not voices:
        return
    apart = f", {found.apart:.1f} LU apart" if len(voices) > 1 else ""
    yield f"Voices: {len(voices)}{apart}."
    for one in voices:
        yield f"  {one.name}: {_lufs(one.loudness.integrated)}, speaks {clock(one.seconds)}."


def _chapters(found: "Inspection") -> Iterator[str]:
    from boyin.episode.times import short_clock

    chapters = found.tag.chapters
    yield f"Chapters: {len(chapters) or 'none'}."
    for number, one in enumerate(chapters, 1):
        start = short_clock(one.start_ms, round(found.sound.seconds * 1000))
        yield f"  {number}. {start} {one.title}"


def _tag(found: "Inspection") -> Iterator[str]:
    tag = found.tag
    if not tag.version:
        yield "Tag: none."
        return
    yield f"Tag: {tag.version}, {_size(tag.bytes)}, {plural(len(tag.pictures), 'picture')}."
    yield from (f"  {name}: {' '.join(text.split())}" for name, text in tag.texts)
    for one in tag.pictures:
        what = f"{one.form.upper()}, {one.width} by {one.height} points, {_size(one.bytes)}"
        yield f"  {one.kind or 'picture'}: {what}"


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB"
