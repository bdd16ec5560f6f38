"""boyin plan: what a build would do and cost, before anything is spent."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from boyin.cli.options import (
    cast_option,
    chosen_speed,
    images_option,
    output_option,
    replace_option,
    skip_unsayable_option,
    speed_option,
)
from boyin.cli.output import say, say_json
from boyin.cli.progress import clock, plural

if TYPE_CHECKING:
    from boyin.article.blocks import Images
    from boyin.builds.plan import Plan, Planned


@click.command("plan", short_help="Say what `make` would record and encode, and how long it takes.")
@click.argument("article", type=click.Path(path_type=Path))
@cast_option
@speed_option
@output_option("The folder that episodes go into.")
@images_option
@skip_unsayable_option
@replace_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(  # noqa: PLR0913, PLR0917 (one for each option)
    article: Path,
    cast: str | None,
    output: Path,
    images: "Images | None",
    unsayable: 'Literal["skip"] | None',
    replace: bool,
    as_json: bool,
) -> None:
    """Say what `boyin make` would do with ARTICLE, against the last build of it.

    Which segments are new, changed, moved or gone; how much is to be spoken, and how long that
    takes here. Nothing is recorded, nothing is written, no service is asked.

    \b
    Example:
      boyin plan article.md
      boyin plan article.md --json
    """
    from boyin.builds.plan import plan_episode

    plan = plan_episode(
        article,
        cast=cast,
        speed=chosen_speed(),
        images=images,
        unsayable=unsayable,
        replace=replace,
        output=output,
    )
    if as_json:
        say_json(_as_json(plan))
    else:
        say(_as_text(plan))


def _as_json(plan: "Plan") -> dict[str, Any]:
    return {
        "title": plan.title,
        "folder": str(plan.folder),
        "last_build": str(plan.last_build) if plan.last_build else None,
        "segments": [_segment_as_json(one) for one in plan.segments],
        "gone": [
            {"id": one.id, "written": one.written, "shown": one.shown, "chapter": one.chapter}
            for one in plan.gone
        ],
        "chapters_changed": list(plan.chapters_changed),
        "engines": [
            {
                "name": one.engine,
                "requests": one.recordings,
                "characters": one.characters,
                "estimated_seconds": round(one.speech_seconds, 1),
            }
            for one in plan.requests
        ],
        "clips_to_record": plan.clips_to_record,
        "slices_to_encode": plan.slices_to_encode,
        "voices_to_measure": list(plan.voices_to_measure),
        "characters": sum(one.characters for one in plan.requests),
        "estimated_seconds": round(sum(one.speech_seconds for one in plan.requests), 1),
        "build_seconds": round(plan.build_seconds, 1),
    }


def _segment_as_json(one: "Planned") -> dict[str, Any]:
    segment = one.order.speech.segment
    return {
        "id": segment.id,
        "state": one.state,
        "to_record": one.to_record,
        "chapter": segment.chapter,
        "lines": list(segment.lines),
        "voice": one.order.voice.name,
        "engine": one.order.engine.name,
        "written": segment.written,
        "shown": segment.shown(),
        "clip": one.order.key,
    }


def _as_text(plan: "Plan") -> str:
    counts = Counter(one.state for one in plan.segments)
    states = [f"{counts[state]} {state}" for state in ("kept", "moved", "changed", "new")]
    lines = [
        plan.title,
        f"Against {plan.last_build or 'nothing, it was not built here before'}: "
        f"{', '.join(states)}, {len(plan.gone)} gone.",
    ]
    for one in plan.segments:
        if one.state != "kept" and plan.last_build:
            segment = one.order.speech.segment
            lines.append(f"  {one.state}, line {segment.lines[0]}: {_short(segment.shown())}")
    lines += [f"  gone: {_short(one.shown)}" for one in plan.gone]
    if plan.last_build and plan.chapters_changed:
        lines.append(f"Chapters that change: {'; '.join(plan.chapters_changed)}.")
    lines += [
        f"To record with {one.engine}: {plural(one.recordings, 'clip')}, "
        f"{plural(one.characters, 'character')}, about {clock(one.speech_seconds)} of speech."
        for one in plan.requests
    ] or ["To record: nothing."]
    if plan.voices_to_measure:
        voices = ", ".join(plan.voices_to_measure)
        lines.append(f"To measure first, with a few sentences each: how loud {voices} is.")
    lines.append(f"To encode: {plural(plan.slices_to_encode, 'slice')}.")
    lines.append(f"It goes to {plan.folder}.")
    lines.append(f"It takes about {clock(plan.build_seconds)} here.")
    return "\n".join(lines)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
