"""The sounds between words, as a producer asks for them: where they stand, and how they are heard.

Nothing here is sound yet: `master/music.py` reads the files and edits them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from boyin.ground.settings import voices_folder

Slot = Literal["intro", "chapter", "section", "voice", "outro"]
"""Before the first word; between chapters; at a rule (`---`); where a paragraph is read by another
voice than the one before it; behind the last word."""

SLOTS: tuple[Slot, ...] = get_args(Slot)
THEMES = frozenset[Slot]({"intro", "outro"})
"""The slots of longer music, which may also lie under words; the others hold a short cue."""

STYLES = ("chime", "bowl", "wood", "glow")
"""The sounds that come with boyin; each has a cue and a theme."""
NONE = "none"

GAINS: Mapping[Slot, float] = {
    "intro": 0.0,
    "chapter": -2.0,
    "section": -4.0,
    "voice": -6.0,
    "outro": 0.0,
}
"""How much louder than speech a sound is, in LU, if nobody says so.

A cue is measured at its loudest, and softer. Music at both ends is measured as a whole, and as loud
as speech: the programme's loudness holds then, however short it is.
"""
FADE_IN = 0.01
FADE_OUTS: Mapping[Slot, float] = {
    "intro": 1.5,
    "chapter": 0.3,
    "section": 0.3,
    "voice": 0.3,
    "outro": 1.5,
}
"""Seconds."""
LONGEST_CUE, LONGEST_THEME = 10.0, 60.0
"""Seconds that are heard."""


@dataclass(frozen=True, slots=True)
class Bed:
    """Music under words: how long it is heard before and behind them, and how soft it is there."""

    lead: float = 3.0
    """Seconds before the first word; in the outro, before the last one is over."""
    tail: float = 4.0
    """Seconds behind the last word."""
    duck: float = -14.0
    """Decibels that it gives way by while somebody speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A sound, and how it is heard."""

    path: Path
    gain: float
    """How much louder than speech it is, in LU: a cue at its loudest, longer music as a whole."""
    fade_in: float
    fade_out: float
    begin: float = 0.0
    """Where in the file it begins, in seconds."""
    seconds: float | None = None
    """How much of the file is heard; None for all of it."""
    bed: Bed | None = None
    place: str = field(default="", compare=False)
    """Where somebody asked for it, as `file:line`."""


def sound_of(style: str, slot: Slot) -> Path:
    """The file of a style that came with boyin."""
    part = "theme" if slot in THEMES else "cue"
    return voices_folder() / "transitions" / f"{style}-{part}.flac"


def plain(path: Path, slot: Slot, place: str = "") -> Transition:
    """A sound with everything as it is if nobody says more."""
    return Transition(
        path=path, gain=GAINS[slot], fade_in=FADE_IN, fade_out=FADE_OUTS[slot], place=place
    )


def default_transitions() -> Mapping[Slot, Transition]:
    """A chime between chapters, and nothing anywhere else."""
    return {"chapter": plain(sound_of("chime", "chapter"), "chapter")}
