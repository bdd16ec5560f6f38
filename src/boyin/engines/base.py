"""What every engine promises, and what is checked of what it returns."""

from dataclasses import dataclass
from typing import Literal, Protocol

from boyin.ground.languages import Language
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.samples import Samples


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how: the part of a cast that an engine needs."""

    name: str
    """The engine's own name for it; Kokoro also takes a blend, `zf_xiaoxiao:0.5+af_heart:0.5`."""
    speed: float = 1.0
    """1.0 is the voice's own pace; 0.5 to 2.0."""
    pitch: float = 0.0
    """Semitones up or down; 0.0 where the engine has no pitch."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that an engine offers."""

    name: str
    language: Language
    gender: Literal["female", "male", "none"]


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a sentence or a word is heard in a recording."""

    text: str
    """As the engine was given it."""
    start: int
    """Its first sample."""
    end: int
    """The sample behind its last one."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Sound as an engine made it: mono, at the engine's own rate."""

    samples: Samples
    """Shape (n,), float32, within [-1, 1]."""
    rate: int
    """Samples per second."""
    boundaries: tuple[Boundary, ...] = ()
    """In order; empty where the engine tells none."""


class Engine(Protocol):
    """Turns spoken text into a recording. Safe to call from several threads at once."""

    @property
    def name(self) -> str:
        """The name that casts use."""

    @property
    def fingerprint(self) -> str:
        """Everything that shapes the sound besides voice and pronunciation.

        Engine, its version, its model's digest. The clip cache holds clips under it.
        """

    @property
    def deterministic(self) -> bool:
        """Whether the same text and voice give the same samples, so that a new take is none."""

    @property
    def workers(self) -> int:
        """How many recordings it makes at once without one slowing the other."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices it offers."""

    def check_voice(self, voice: Voice) -> None:
        """Raises CastError if this engine can't speak with `voice`; loads no model."""

    def language(self, voice: Voice) -> Language:
        """The language that `voice` is made for: how loud it is, is measured over that."""

    def warm_up(self) -> None:
        """Begins to load what speaking takes, and returns at once: somebody is about to record.

        What goes wrong with it is told by whoever speaks first.
        """

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        """What `voice` is given to speak: phonemes where the engine takes them, else text.

        Raises ReadingError if something in `spoken` can't be said; nothing is ever dropped.
        """

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        """The sound of `pronounced`, whole; if `deterministic`, the same each time.

        Raises EngineError if it can't be made.
        """
