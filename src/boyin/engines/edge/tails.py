"""How much sound follows the last sentence: the trace that a lost or doubled block leaves.

The service sends its sound in blocks of 0.12 s, and a whole block more or less is MP3 as good as
any. What changes is the stretch behind the last sentence, which is the same for all texts of a
voice. Promise: a recording whose stretch is unusual is admitted only if that is so however often it
is asked for, and is told about.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from boyin.engines.edge.faults import FaultError

_log = logging.getLogger(__name__)

USUAL_SECONDS = 0.93
"""The service's silence, 0.875 s on average as edge-tts reckoned with it up to 7.2.7, and what an
encoder adds: its delay, and the filling of the last frame."""
TOLERANCE_SECONDS = 0.06
"""Half a block."""
_ENOUGH = 3
_SAME, _ANY = 3, 4
"""How often, of one size or of any, until it is not chance: twice a block may well be lost."""
_MOST_UNUSUAL = 5


@dataclass(slots=True)
class Tails:
    """What is usual for one voice, at one rate: learnt from what was admitted."""

    seconds: list[float] = field(default_factory=list)
    unusual: int = 0
    """Recordings that came again as they were: a voice with many of them has no usual tail."""

    def check(self, tail: float, size: int, seen: Counter[int], text: str) -> None:
        """Raises FaultError if a recording's tail is unusual and it did not come so often enough.

        seen: how often this text's recordings came with an unusual tail, by their size in bytes.
        """
        usual = median(self.seconds) if len(self.seconds) >= _ENOUGH else USUAL_SECONDS
        odd = abs(tail - usual) > TOLERANCE_SECONDS and self.unusual < _MOST_UNUSUAL
        seen[size] += odd
        if odd and seen[size] < _SAME and seen.total() < _ANY:
            said = f"the sound is longer by {tail - usual:+.2f} s than its sentences make it"
            raise FaultError("unusual length", "unproven", said)
        if odd:
            self.unusual += 1
            _log.warning(
                "“%s” is longer by %+.2f s than usual, however often it is asked for: listen to it",
                text[:40],
                tail - usual,
            )
        self.seconds.append(tail)
