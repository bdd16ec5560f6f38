"""A clip's gain, and the limiter that keeps its peaks under the ceiling.

Turns samples into as many louder or softer ones. Promise: what happens to a clip depends on nothing
but the clip, the true peak stays at the ceiling or under it, and a clip that keeps under it by
itself is scaled and nothing else.
"""

import math

import numpy as np
import numpy.typing as npt

from boyin.sound import Samples, resample

CEILING_DBFS = -1.5
"""Half a decibel under the -1 dBTP that platforms ask for: encoding moves peaks a little."""

LIMITER = 1
"""Raised when the limiter changes what comes out."""

_LOOK_AHEAD_SECONDS = 0.005
# Slower is heard as a hole after a plosive, faster as roughness on low voices.
_RELEASE_SECONDS = 0.05
# ITU-R BS.1770-4, annex 2: four times the rate shows the peaks between the samples.
_OVERSAMPLING = 4
_STEEPEST = 2.0
"""How far a peak can rise over the samples beside it: 1 / cos(pi * f / rate) at the frequency f,
which is 2 at a third of the rate. Speech holds next to nothing above that."""

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
    top = 10 ** (ceiling / 20)
    if float(np.abs(samples).max(initial=0.0)) * _STEEPEST <= top:
        return samples
    peaks = _true_peaks(samples, rate)
    over = peaks > top
    if not over.any():
        return samples
    excess = np.zeros(samples.size)
    excess[over] = 20.0 * np.log10(peaks[over].astype(np.float64)) - ceiling
    reduction = _smooth(_release(np.maximum(excess, 0.0), rate), rate)
    limited: Samples = samples * np.power(10.0, -reduction / 20).astype(np.float32)
    return limited


def _true_peaks(samples: Samples, rate: int) -> Samples:
    """The peak at each sample and between it and its neighbours; full scale is 1."""
    # Resampling clips at full scale, and this signal may be above.
    scale = np.float32(max(1.0, 2.0 * float(np.abs(samples).max(initial=0.0))))
    between = np.abs(resample(samples / scale, rate, rate * _OVERSAMPLING))
    peaks: Samples = np.maximum.reduce([between[k::_OVERSAMPLING] for k in range(_OVERSAMPLING)])
    peaks[1:] = np.maximum(peaks[1:], between[_OVERSAMPLING - 1 : -1 : _OVERSAMPLING])
    highest: Samples = np.maximum(peaks, np.abs(samples) / scale) * scale
    return highest


def _release(reduction: _Decibels, rate: int) -> _Decibels:
    """The reduction, given back exponentially after each peak.

    r[n] = max over m <= n of reduction[m] * exp(-(n - m) / t), as one running maximum of logs.
    """
    fall = np.arange(reduction.size) / (_RELEASE_SECONDS * rate)
    logarithm = np.log(np.maximum(reduction, 1e-6)) + fall
    released: _Decibels = np.exp(np.maximum.accumulate(logarithm) - fall)
    # What nobody hears ends, so that the rest of the clip is not touched.
    return np.where(released < 1e-3, 0.0, released)


def _smooth(reduction: _Decibels, rate: int) -> _Decibels:
    """The reduction without corners, never less than it was.

    The highest of a window, averaged over a window of the same length: each value averaged covers
    the sample in the middle, so the average does.
    """
    reach = max(1, round(rate * _LOOK_AHEAD_SECONDS / 2))
    window = np.hanning(2 * reach + 3)[1:-1]
    highest = _highest_within(np.pad(reduction, 2 * reach), reach)
    return np.convolve(highest, window / window.sum(), mode="valid")


def _highest_within(values: _Decibels, reach: int) -> _Decibels:
    """For each value that has `reach` neighbours on both sides, the highest of them all."""
    width, wanted = 1, 2 * reach + 1
    while width < wanted:
        # Two windows that overlap or touch make one: the width doubles with each round.
        step = min(width, wanted - width)
        values = np.maximum(values[:-step], values[step:])
        width += step
    return values
