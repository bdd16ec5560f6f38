"""boyin voices: which casts and voices there are."""

import json
from typing import Any

import click

_LANGUAGES = {"zh": "Mandarin", "en": "English"}


@click.command("voices")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def command(as_json: bool) -> None:
    """List the casts and the voices of every engine.

    \b
    Example:
      boyin voices
      boyin say "你好，世界。" --voice zm_yunxi -o hello.wav
    """
    from boyin.cast_file import load_cast, shipped_casts
    from boyin.engines import ENGINES, create_engine

    casts = [
        {
            "name": cast.name,
            "description": cast.description,
            "voices": {role: voice.voice.name for role, voice in cast.voices.items()},
        }
        for cast in map(load_cast, shipped_casts())
    ]
    voices = [
        {"name": voice.name, "engine": name, "language": voice.language, "gender": voice.gender}
        for name in ENGINES
        for voice in create_engine(name).voices()
    ]
    document = {"casts": casts, "voices": voices}
    click.echo(
        json.dumps(document, ensure_ascii=False, indent=1) if as_json else _as_text(document)
    )


def _as_text(document: dict[str, Any]) -> str:
    lines = ["Casts:"]
    for cast in document["casts"]:
        lines.append(f"  {cast['name']}: {cast['description']}")
        lines += [f"    {role}: {voice}" for role, voice in cast["voices"].items()]
    lines += ["", "Voices:"]
    for voice in document["voices"]:
        gender = "" if voice["gender"] == "none" else f", {voice['gender']}"
        lines.append(
            f"  {voice['name']}: {voice['engine']}, {_LANGUAGES[voice['language']]}{gender}"
        )
    return "\n".join(lines)
