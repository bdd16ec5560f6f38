"""Casts: which voice reads which role, how long the pauses are, what sounds stand between words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal, get_args

from boyin.casts.transitions import Slot, Transition, default_transitions
from boyin.engines.base import Voice
from boyin.ground.errors import CastError
from boyin.ground.languages import Language
from boyin.script.passages import Role, Routing
from boyin.script.retakes import Retake

ROLES: tuple[Role, ...] = get_args(Role)
SLOWEST, FASTEST = 0.5, 2.0
"""How fast a voice can read, of its own pace."""
LOUDNESS_LUFS = -16.0
TOLERANCE_LU = 1.0
"""How far a programme may lie from its target: what Apple allows."""
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
    """Silence, in seconds, behind each kind of border, and around the whole.

    The defaults follow what was measured of Mandarin news readers and what audiobooks are made by;
    docs/sound.md names the sources.
    """

    clause: float = 0.25
    before_voice: float = 0.35
    """Within a paragraph, where another voice begins."""
    after_voice: float = 0.30
    """Within a paragraph, where another voice is done."""
    sentence: float = 0.55
    item: float = 0.65
    paragraph: float = 0.90
    subheading: float = 0.90
    heading: float = 1.10
    title: float = 1.40
    section: float = 1.60
    chapter: float = 1.80
    after_transition: float = 0.60
    start: float = 0.50
    end: float = 1.50
    roles: Mapping[Role, Mapping[str, float]] = field(default_factory=dict)
    """What is different behind the words of a role."""

    def behind(self, role: Role, pause: str) -> float:
        """Seconds of the pause of that name behind words of a role."""
        own = self.roles.get(role, {})
        return own[pause] if pause in own else float(getattr(self, pause))


PAUSES = tuple(entry.name for entry in fields(Pacing) if entry.name != "roles")
"""The names of the pauses."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who reads what, and how the episode is paced."""

    name: str
    voices: Mapping[Role, CastVoice]
    description: str = ""
    pacing: Pacing = field(default_factory=Pacing)
    routing: Routing = field(default_factory=Routing)
    transitions: Mapping[Slot, Transition] = field(default_factory=default_transitions)
    """The sounds there are; a slot that is not named has none."""
    speed: float = 1.0
    """How fast all voices read, of the pace that each has here."""
    loudness: float = LOUDNESS_LUFS
    """Of the whole programme, integrated, in LUFS."""
    unsayable: Literal["refuse", "skip"] = "refuse"
    """What becomes of a sentence that can't be said: no episode, or an episode without it."""
    fallback: str = ""
    """The cast that reads the whole episode where an online service can't be reached."""

    def voice_of(self, role: Role, language: Language) -> CastVoice:
        """The voice for a segment: its role's own; else English's if it is English, or narration's.

        A role's own voice reads Chinese; English in a heading or a table goes to English's.
        """
        if language == "en":
            return self.voices.get("english", self.voices["narration"])
        return self.voices.get(role, self.voices["narration"])

    def reader_of(self, role: Role, language: Language, retake: Retake | None) -> CastVoice:
        """The voice for a segment as it reads it: re-taken, and at the pace of the whole.

        Raises CastError where that is faster or slower than a voice can read.
        """
        chosen = retaken(self.voice_of(role, language), retake)
        if self.speed == 1.0:
            return chosen
        speed = round(chosen.voice.speed * self.speed, 4)
        if not SLOWEST <= speed <= FASTEST:
            raise CastError(
                f"{chosen.voice.name} would read at {speed:g} times its own pace",
                remedy=f"From {SLOWEST:g} to {FASTEST:g} is possible: choose another speed.",
            )
        return replace(chosen, voice=replace(chosen.voice, speed=speed))

    def engines(self) -> tuple[str, ...]:
        """The names of the engines it needs."""
        return tuple(sorted({voice.engine for voice in self.voices.values()}))
