"""`boyin.yaml` beside an article: a change of its cast, or an error with its line."""

import math
from pathlib import Path

from boyin.casts.cast_file import load_cast
from boyin.casts.sound_settings import with_own_file
from fuzzing.choices import Choices
from fuzzing.judging import PromiseError
from fuzzing.yaml_texts import mapping

PAUSES = (
    "{sentence: 0.5, chapter: 1.5}",
    "{sentence: nan, roles: {note: {clause: -1}}}",
    "{roles: {quotation: {paragraph: 2}}}",
    "{roles: no}",
    "{roles: {roles: {roles: 1}}}",
    "\n  sentence: 0.4\n  title: 0",
)
SOUND = {
    "speed": ("1.1", "0.5", "nan", "inf", "1e-5", "²"),
    "loudness": ("-16", "-14", "nan", "-inf", "16 LUFS"),
    "transitions": (
        "none",
        "{intro: wood, chapter: none}",
        "{intro: {style: wood, bed: yes, seconds: 8, from: nan}}",
        "{outro: {file: a.wav, gain: -6, fade_in: 1, fade_out: nan}}",
        "{chapter: {style: x}}",
        "{chapter: {style: [a]}}",
        "{chapter: {file: {a: b}}}",
        "{chapter: {style: none, file: none}}",
        "{intro: {file: '', bed: {lead: 1, tail: inf, duck: -3}}}",
        "{section: ../../../../dev/zero}",
        "{voice: .}",
        "[]",
    ),
}
SEEDS = (
    "speed: 1.1\nloudness: -16\npauses: {sentence: 0.5}\ntransitions: {intro: wood}\n",
    "transitions:\n  intro: {style: wood, bed: {lead: 1, tail: 2, duck: -12}}\n",
)


def write(choices: Choices) -> str:
    """A settings file."""
    return mapping(choices, {**SOUND, "pauses": PAUSES})


def check(data: bytes, folder: Path) -> None:
    """Applies it to a cast; every number that comes of it is one."""
    (folder / "boyin.yaml").write_bytes(data)
    cast = with_own_file(load_cast("tone"), folder)
    numbers = [cast.speed, cast.loudness]
    for one in cast.transitions.values():
        numbers += [one.gain, one.fade_in, one.fade_out, one.begin, one.seconds or 0.0]
    if not all(map(math.isfinite, numbers)):
        raise PromiseError(f"numbers that are none: {numbers}")
