"""What is usual for one voice: its pace, and how long it is still at the end.

The service sends its sound in blocks of 0.12 s, and a whole block more or less is MP3 as good as
any. It changes the stretch behind the last sentence, which is the same for all texts of a voice;
where more is missing, the voice seems to hurry. Promise: a recording unlike the others of its voice
is admitted only if that is so however often it is asked for, and is told about.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from boyin.engines.durations import syllables
from boyin.engines.edge.admission import RATE
from boyin.engines.edge.faults import FaultError
from boyin.engines.edge.request import Answer
from boyin.sound.samples import Samples, speech_edges

_log = logging.getLogger(__name__)

USUAL_TAIL = 0.93
"""The service's silence, 0.875 s on average as edge-tts reckoned with it up to 7.2.7, and what an
encoder adds: its delay, and the filling of the last frame."""
TOLERANCE_SECONDS = 0.06
"""Half a block."""
_ENOUGH = 3
_ENOUGH_SYLLABLES = 4
"""A shorter text says little of how fast a voice speaks."""
_FASTEST, _SLOWEST, _SPARE_SECONDS = 0.6, 1.8, 1.0
"""Of the time that a text's syllables usually take; and for the pauses in it."""
_SAME, _ANY = 3, 4
"""How often, of one size or of any, until it is not chance: twice a block may well be lost."""
_MOST_UNUSUAL = 5


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of one recording."""

    text: str
    size: int
    """Bytes."""
    tail: float
    """Seconds behind the last sentence."""
    seconds: float
    """Of speech."""
    syllables: float
    """0 where digits make that a guess."""


def traits_of(answer: Answer, samples: Samples, text: str) -> Traits:
    """What is compared of an answer that was admitted, whose samples are these."""
    start, end = speech_edges(samples, RATE)
    count = 0.0 if any(map(str.isdigit, text)) else syllables(text)
    return Traits(text, len(answer.mp3), answer.tail, (end - start) / RATE, count)


@dataclass(slots=True)
class Habits:
    """What is usual for one voice, at one rate and pitch: learnt from what was admitted."""

    tails: list[float] = field(default_factory=list)
    paces: list[float] = field(default_factory=list)
    """Seconds a syllable."""
    unusual: int = 0
    """Recordings that stayed unusual: a voice with many of them has no habits."""

    def check(self, found: Traits, seen: Counter[int]) -> None:
        """Raises FaultError if a recording is unusual and was not so often enough before.

        seen: how often this text's recordings were unusual, by their size in bytes.
        """
        odd = self.oddity(found) if self.unusual < _MOST_UNUSUAL else ""
        if odd:
            seen[found.size] += 1
            if seen[found.size] < _SAME and seen.total() < _ANY:
                raise FaultError("unusual length", "unproven", odd)
            self.unusual += 1
            said = "“%s”: %s, however often it is asked for: listen to it"
            _log.warning(said, found.text[:40], odd)
        self.tails.append(found.tail)
        if found.syllables >= _ENOUGH_SYLLABLES:
            self.paces.append(found.seconds / found.syllables)

    def oddity(self, found: Traits) -> str:
        """What is unusual about a recording; "" if nothing is."""
        usual = median(self.tails) if len(self.tails) >= _ENOUGH else USUAL_TAIL
        excess = found.tail - usual
        if abs(excess) > TOLERANCE_SECONDS:
            compared = "longer" if excess > 0 else "shorter"
            return f"the sound is {abs(excess):.2f} s {compared} than its sentences make it"
        if found.syllables and len(self.paces) >= _ENOUGH:
            usual = median(self.paces) * found.syllables
            if not usual * _FASTEST <= found.seconds <= usual * _SLOWEST + _SPARE_SECONDS:
                return f"it is spoken in {found.seconds:.1f} s, this voice takes about {usual:.1f}"
        return ""
