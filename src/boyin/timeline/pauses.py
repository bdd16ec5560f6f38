"""The silence behind a segment: from its border, its role and who reads on to seconds."""

from collections.abc import Sequence
from typing import Protocol

from boyin.casts.cast import CastVoice, Pacing
from boyin.normalization.speech import Speech
from boyin.script.script import Segment


class Spoken(Protocol):
    """A segment and who reads it, recorded or not."""

    @property
    def speech(self) -> Speech:
        """What is said."""

    @property
    def cast_voice(self) -> CastVoice:
        """Who says it."""


def pause_behind(spoken: Sequence[Spoken], index: int, stop: int, pacing: Pacing) -> float:
    """Seconds of silence behind a segment; `stop` is where its slice ends.

    What stands in the next slice is nothing to it: a slice is the same before any other.
    """
    segment = spoken[index].speech.segment
    # One voice that reads all of a sentence only takes a breath.
    border = "clause" if segment.border == "voice" else segment.border
    pause = pacing.behind(segment.role, border)
    if index + 1 == stop or not is_other_voice(spoken[index], spoken[index + 1]):
        return pause
    following = spoken[index + 1].speech.segment
    change = "after_voice" if _depth(following) < _depth(segment) else "before_voice"
    own = pacing.behind(segment.role, change)
    return own if segment.border == "voice" else max(pause, own)


def is_other_voice(one: Spoken, other: Spoken) -> bool:
    """Whether somebody else reads; the same voice at another pace is nobody else."""

    def name(spoken: Spoken) -> tuple[str, str]:
        return spoken.cast_voice.engine, spoken.cast_voice.voice.name

    return name(one) != name(other)


def _depth(segment: Segment) -> int:
    """How far within others' words: English within a quotation within a paragraph."""
    return 2 if segment.language == "en" else int(segment.role == "quotation")
