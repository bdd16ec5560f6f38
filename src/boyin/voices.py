"""Casts: which voice reads which role, how long the pauses are, what stands between chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from boyin.engines.base import Voice
from boyin.languages import Language
from boyin.passages import Role, Routing
from boyin.takes import Retake

ROLES: tuple[Role, ...] = get_args(Role)
TRANSITIONS = ("chime", "none")
"""What may stand between chapters."""
LOUDNESS_LUFS = -16.0
"""What Apple asks of podcasts: -16 LKFS, give or take one."""
QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -14.0
"""What a programme's loudness may be; above, speech would be squeezed."""


@dataclass(frozen=True, slots=True)
class CastVoice:
    """A voice and the engine that speaks with it."""

    engine: str
    voice: Voice


def retaken(chosen: CastVoice, retake: Retake | None) -> CastVoice:
    """A cast's voice with what a re-take changes of it.

    Another engine's voice is none for this one: then the cast's stays.
    """
    if retake is None:
        return chosen
    voice = chosen.voice
    if retake.voice and retake.engine == chosen.engine:
        voice = replace(voice, name=retake.voice)
    if retake.speed is not None:
        voice = replace(voice, speed=retake.speed)
    return CastVoice(chosen.engine, voice)


@dataclass(frozen=True, slots=True)
class Pacing:
    """Silence, in seconds, behind each kind of border, and around the whole."""

    clause: float = 0.20
    voice: float = 0.30
    sentence: float = 0.45
    item: float = 0.55
    paragraph: float = 0.75
    subheading: float = 0.70
    heading: float = 0.85
    title: float = 1.10
    section: float = 1.20
    chapter: float = 1.30
    after_transition: float = 0.50
    start: float = 0.30
    end: float = 1.00


@dataclass(frozen=True, slots=True)
class Cast:
    """Who reads what, and how the episode is paced."""

    name: str
    voices: Mapping[Role, CastVoice]
    description: str = ""
    pacing: Pacing = field(default_factory=Pacing)
    routing: Routing = field(default_factory=Routing)
    transition: str = "chime"
    loudness: float = LOUDNESS_LUFS
    """Of the whole programme, integrated, in LUFS."""
    fallback: str = ""
    """The cast that reads the whole episode where an online service can't be reached."""

    def voice_of(self, role: Role, language: Language) -> CastVoice:
        """The voice for a segment: its role's own; else English's if it is English, or narration's.

        A role's own voice reads Chinese; English in a heading or a table goes to English's.
        """
        if language == "en":
            return self.voices.get("english", self.voices["narration"])
        return self.voices.get(role, self.voices["narration"])

    def engines(self) -> tuple[str, ...]:
        """The names of the engines it needs."""
        return tuple(sorted({voice.engine for voice in self.voices.values()}))
