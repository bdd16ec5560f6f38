"""Joins takes of one text into one recording: inside it, only the pauses that were asked for."""

from collections.abc import Sequence

import numpy as np

from boyin.sound.samples import Samples

QUIET = 0.001
"""Below -60 dB of full scale nothing of the voice is left; the model's silence is at -90 dB."""

MARGIN = 0.02
"""Seconds kept around the sound: soft consonants begin and end below QUIET."""


def join_takes(takes: Sequence[Samples], pauses: Sequence[int], rate: int) -> Samples:
    """The takes in order, with `pauses` samples of silence between them.

    The silence that the model leaves at the joins is trimmed; at both ends it stays.
    """
    if len(takes) == 1:
        return takes[0]
    parts: list[Samples] = []
    for number, take in enumerate(takes):
        start, end = _voiced(take, round(MARGIN * rate))
        last = number == len(takes) - 1
        parts.append(take[start if number else 0 : None if last else end])
        if not last:
            parts.append(np.zeros(pauses[number], np.float32))
    return np.concatenate(parts)


def _voiced(take: Samples, margin: int) -> tuple[int, int]:
    """Where the sound of `take` starts and ends."""
    loud = np.flatnonzero(np.abs(take) > QUIET)
    return max(0, int(loud[0]) - margin), min(len(take), int(loud[-1]) + 1 + margin)
