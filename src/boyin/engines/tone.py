"""A tone as long as the speech would be: for tests, and for an episode's timing in no time.

Every Chinese character and every English syllable is one swell of the tone, every mark a pause.
The pitch comes from the voice and the text, so that two texts never sound the same.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import regex

from boyin.engines.base import Recording, Voice, VoiceInfo
from boyin.engines.durations import syllables
from boyin.ground.errors import CastError, ReadingError
from boyin.ground.languages import Language
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.samples import Samples

RATE = 24_000
CHARACTERS_PER_SECOND = 4.8
WORDS_PER_SECOND = 2.6
SYLLABLES_PER_SECOND = 6.0
"""Of an English word too long for its share: `spring-cloud-starter` is one."""
CLAUSE_PAUSE = 0.15
SENTENCE_PAUSE = 0.3
SLOWEST, FASTEST = 0.5, 2.0
LOUDEST = 0.3
"""The peak of the tone, of full scale: about as loud as speech."""

BASES = {"tone_low": 165.0, "tone_middle": 220.0, "tone_high": 330.0, "tone_bright": 440.0}
"""Hertz; a text's own pitch lies up to a fourth above its voice's."""

VOICES = (
    VoiceInfo("tone_low", "zh", "none"),
    VoiceInfo("tone_middle", "zh", "none"),
    VoiceInfo("tone_high", "en", "none"),
    VoiceInfo("tone_bright", "en", "none"),
)

# Quotation marks, brackets and spaces take no time; whatever is not a mark takes a syllable's.
UNIT = regex.compile(
    r"(?P<word>\p{Latin}[\p{Latin}\p{M}'’-]*)"
    r"|(?P<sentence>[.!?;。！？；…]+)|(?P<clause>[,:，：、—–]+)"
    r"""|(?P<syllable>[^\s\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{M}\p{C}"'·-])"""
)
VOWELS = regex.compile(r"[aeiouyAEIOUY]+")


@dataclass(frozen=True, slots=True)
class Swell:
    """A stretch of time: one syllable, or a pause."""

    seconds: float
    sounds: bool


class ToneEngine:
    """An engine that hums: deterministic, instant, and as long as the speech would be."""

    name = "tone"
    fingerprint = "tone/2"
    deterministic = True

    workers = 1

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices it offers."""
        return VOICES

    def check_voice(self, voice: Voice) -> None:
        """Raises CastError if there is no such tone, or its speed is out of range."""
        if voice.name not in BASES:
            raise CastError(
                f"the tone engine has no voice {voice.name!r}",
                remedy=f"Its voices are: {', '.join(BASES)}.",
            )
        if not SLOWEST <= voice.speed <= FASTEST:
            raise CastError(f"speed {voice.speed} is not between {SLOWEST} and {FASTEST}")

    def language(self, voice: Voice) -> Language:
        """The language that the tone stands in for."""
        return next(info.language for info in VOICES if info.name == voice.name)

    def warm_up(self) -> None:
        """There is nothing to load."""

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        """The text itself; raises ReadingError if it holds nothing to say."""
        if not any(swell.sounds for swell in _swells(spoken)):
            raise ReadingError(f"there is nothing to say in {spoken!r}")
        return spoken

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        """The tone for `pronounced`."""
        self.check_voice(voice)
        envelope = _envelope(_swells(pronounced), voice.speed)
        if not envelope.any():
            raise ReadingError(f"there is nothing to say in {pronounced!r}")
        turns = np.arange(len(envelope)) * (_frequency(pronounced, voice) / RATE)
        return Recording((envelope * np.sin(2 * np.pi * turns)).astype(np.float32), RATE)


def _swells(text: str) -> Iterator[Swell]:
    for match in UNIT.finditer(text):
        if match["word"]:
            swells = len(VOWELS.findall(match["word"])) or 1
            # Whoever checks that all of it was said estimates its length so.
            seconds = max(1 / WORDS_PER_SECOND, syllables(match["word"]) / SYLLABLES_PER_SECOND)
            for _ in range(swells):
                yield Swell(seconds / swells, sounds=True)
        elif match["syllable"]:
            yield Swell(1 / CHARACTERS_PER_SECOND, sounds=True)
        else:
            yield Swell(SENTENCE_PAUSE if match["sentence"] else CLAUSE_PAUSE, sounds=False)


def _envelope(swells: Iterator[Swell], speed: float) -> Samples:
    """How loud the tone is at every sample: it rises and falls to nothing once a syllable."""
    parts: list[Samples] = []
    seconds = 0.0
    done = 0
    for swell in swells:
        # Borders are rounded on the common clock, so that many syllables don't add up an error.
        seconds += swell.seconds / speed
        border = round(seconds * RATE)
        phase = np.arange(border - done) / (border - done)
        parts.append((LOUDEST * swell.sounds * np.sin(np.pi * phase)).astype(np.float32))
        done = border
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _frequency(text: str, voice: Voice) -> float:
    digest = hashlib.sha256(f"{voice.name}\n{text}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    semitones: float = 5 * share + voice.pitch
    return BASES[voice.name] * 2 ** (semitones / 12)
