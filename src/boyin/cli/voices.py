"""boyin voices: which casts and voices there are."""

from typing import TYPE_CHECKING, Any

import click

from boyin.cli.options import proxy_option
from boyin.cli.output import say, say_json
from boyin.engines import ENGINES

if TYPE_CHECKING:
    from boyin.engines.edge.voices import VoiceList

_LANGUAGES = {"zh": "Mandarin", "en": "English"}


@click.command("voices")
@click.option("--engine", type=click.Choice(ENGINES), help="Its voices alone; edge asks online.")
@click.option("--language", metavar="CODE", help="Voices of one language alone: zh, en, zh-TW.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@proxy_option
def command(engine: str | None, language: str | None, as_json: bool) -> None:
    """List the casts and the voices of every engine.

    With `--engine edge` the service itself is asked for all its voices; boyin can use those that
    speak Mandarin or English.

    \b
    Example:
      boyin voices
      boyin voices --engine edge --language zh
      boyin say "你好，世界。" --voice zm_yunxi -o hello.wav
    """
    names = (engine,) if engine else ENGINES
    voices = [row for name in names for row in _voices(name, online=engine == "edge")]
    voices = [row for row in voices if language is None or _speaks(row, language)]
    document: dict[str, Any] = {"voices": voices}
    if engine is None and language is None:
        document = {"casts": _casts(), "voices": voices}
    if as_json:
        say_json(document)
    else:
        say(_as_text(document))


def _casts() -> list[dict[str, Any]]:
    from boyin.casts.cast_file import load_cast, shipped_casts

    return [
        {
            "name": cast.name,
            "description": cast.description,
            "voices": {role: voice.voice.name for role, voice in cast.voices.items()},
        }
        for cast in map(load_cast, shipped_casts())
    ]


def _voices(name: str, *, online: bool) -> list[dict[str, str]]:
    from boyin.engines import create_engine

    if online:
        from boyin.engines.edge import EdgeEngine

        return _listed(EdgeEngine().fetch_voices())
    return [
        {"name": voice.name, "engine": name, "language": voice.language, "gender": voice.gender}
        for voice in create_engine(name).voices()
    ]


def _listed(found: "VoiceList") -> list[dict[str, str]]:
    return [
        {"name": voice.name, "engine": "edge", "language": voice.locale, "gender": voice.gender}
        for voice in found.voices
    ]


def _speaks(row: dict[str, str], language: str) -> bool:
    return f"{row['language']}-".lower().startswith(f"{language}-".lower())


def _as_text(document: dict[str, Any]) -> str:
    lines = ["Casts:"] if "casts" in document else []
    for cast in document.get("casts", ()):
        lines.append(f"  Cast {cast['name']}: {cast['description']}")
        lines += [f"    {role} is read by {voice}" for role, voice in cast["voices"].items()]
    lines += ["", "Voices:"] if lines else ["Voices:"]
    for voice in document["voices"]:
        gender = "" if voice["gender"] == "none" else f", {voice['gender']}"
        language = _LANGUAGES.get(voice["language"], voice["language"])
        lines.append(f"  {voice['name']}: {voice['engine']}, {language}{gender}")
    return "\n".join(lines)
