"""A clip's gain, and the limiter that keeps its peaks under the ceiling.

Turns samples into as many louder or softer ones. Promise: what happens to a clip depends on nothing
but the clip, the true peak stays at the ceiling or under it, and a clip that keeps under it by
itself is scaled and nothing else.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from boyin.master.true_peaks import true_peaks
from boyin.sound.samples import Samples

CEILING_DBFS = -1.5
"""Half a decibel under the -1 dBTP that platforms ask for: encoding moves peaks a little."""

LIMITER = 3
"""Raised when the limiter changes what comes out."""

_LOOK_AHEAD_SECONDS = 0.005
# Slower is heard as a hole after a plosive, faster as roughness on low voices.
_RELEASE_SECONDS = 0.05
_UNHEARD_DB = 1e-3
"""A reduction that ends here, so that the rest of the clip is not touched."""

_NEPERS = math.log(10) / 20
"""Of a decibel."""

_Decibels = npt.NDArray[np.float64]


def amplify(samples: Samples, rate: int, *, gain: float, ceiling: float = CEILING_DBFS) -> Samples:
    """The clip, louder by `gain` decibels or, below 0, softer.

    ceiling: dBFS, below 0; the limiter holds true peaks under it.
    """
    if not math.isfinite(gain) or not ceiling < 0:
        raise ValueError(f"no gain of {gain} dB under {ceiling} dBFS")
    return limit(samples * np.float32(10 ** (gain / 20)), rate, ceiling=ceiling)


def limit(samples: Samples, rate: int, *, ceiling: float = CEILING_DBFS) -> Samples:
    """The same sound with its true peaks at `ceiling` dBFS or under it; `samples` may exceed 1."""
    level = 10 ** (ceiling / 20)
    peaks = true_peaks(samples, above=level)
    over = np.flatnonzero(peaks > level)
    if not over.size:
        return samples
    most = float(_decibels(peaks[over]).max()) - ceiling
    limited = samples.copy()
    for part in _touched(over, most, rate):
        excess = _decibels(np.maximum(peaks[part], level)) - ceiling
        reduction = _smooth(_release(excess, rate), rate)
        limited[part] *= np.exp(reduction * -_NEPERS).astype(np.float32)
    return limited


def _decibels(levels: Samples) -> _Decibels:
    """Of levels above 0, full scale being 1."""
    found: _Decibels = np.log(levels, dtype=np.float64) / _NEPERS
    return found


def _touched(over: npt.NDArray[np.intp], most: float, rate: int) -> Iterator[slice]:
    """Where a sound is made softer, from before the look-ahead to behind the release.

    over: where it is over the ceiling. most: by how many decibels at most.
    """
    ahead = 2 * _reach(rate)
    fading = math.log(max(1.0, most / _UNHEARD_DB)) * _RELEASE_SECONDS * rate
    behind = ahead + math.ceil(fading)
    for group in np.split(over, np.flatnonzero(np.diff(over) > ahead + behind) + 1):
        yield slice(max(0, group[0] - ahead), group[-1] + behind + 1)


def _release(reduction: _Decibels, rate: int) -> _Decibels:
    """The reduction, given back exponentially after each peak.

    r[n] = max over m <= n of reduction[m] * exp(-(n - m) / t), as one running maximum of logs.
    """
    fall = np.arange(reduction.size) / (_RELEASE_SECONDS * rate)
    logarithm = np.log(np.maximum(reduction, 1e-6)) + fall
    released: _Decibels = np.exp(np.maximum.accumulate(logarithm) - fall)
    return np.where(released < _UNHEARD_DB, 0.0, released)


def _smooth(reduction: _Decibels, rate: int) -> _Decibels:
    """The reduction without corners, never less than it was.

    The highest of a window, averaged under a triangle of the same length: each value averaged
    covers the sample in the middle, so the average does.
    """
    reach = _reach(rate)
    highest = _highest_within(np.pad(reduction, 2 * reach), reach)
    # A triangle is a rectangle twice.
    return _averaged(_averaged(highest, reach + 1), reach + 1)


def _averaged(values: _Decibels, width: int) -> _Decibels:
    """The mean of each `width` neighbours."""
    sums = np.cumsum(np.concatenate([[0.0], values]))
    means: _Decibels = (sums[width:] - sums[:-width]) / width
    return means


def _reach(rate: int) -> int:
    """Half the look-ahead, in samples."""
    return max(1, round(rate * _LOOK_AHEAD_SECONDS / 2))


def _highest_within(values: _Decibels, reach: int) -> _Decibels:
    """For each value that has `reach` neighbours on both sides, the highest of them all."""
    width, wanted = 1, 2 * reach + 1
    while width < wanted:
        # Two windows that overlap or touch make one: the width doubles with each round.
        step = min(width, wanted - width)
        values = np.maximum(values[:-step], values[step:])
        width += step
    return values
