"""From samples to the peaks of the wave that runs through them, at four times their rate.

That is annex 2 of ITU-R BS.1770-4, which `boyin.sound.loudness` follows too. Here only places are
looked at where a peak can be that matters, for speech has few: a limiter and an encoder's judge ask
for the whole programme, and a meter of everything would take a tenth of the time of encoding it.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from boyin.sound.samples import Samples

_OVERSAMPLING = 4
_REACH = 16
"""Samples on either side that a value between two samples is made of."""
_KAISER_BETA = 9.0
"""The window of FFmpeg's resampler: flat to a hundredth of a decibel up to 18 kHz at 44.1 kHz."""
_STEEPEST = 2.0
"""How far a peak can rise over the samples beside it: 1 / cos(pi * f / rate) at the frequency f,
which is 2 at a third of the rate. Speech holds next to nothing above that."""
_BESIDE = 2
"""The samples on either side of a place that count as beside it: a sound with more above a third
of the rate than speech has can pass one by."""
_GAPS_AT_ONCE = 1 << 14


def true_peaks(samples: Samples, *, above: float) -> Samples:
    """The true peak at each sample, shape (n,): of it, and between it and its neighbours.

    above: a level, full scale being 1. Peaks that are not above it may be told too low, which
    saves nearly all the work.
    """
    # With a zero at both ends: the wave may swing out beyond the first sample and the last.
    peaks: Samples = np.pad(np.abs(samples), 1)
    around = sliding_window_view(np.pad(samples, _REACH), 2 * _REACH)
    for gaps in _gaps_near(peaks > above / _STEEPEST):
        between = np.abs(around[gaps] @ _between()).max(axis=1)
        peaks[gaps] = np.maximum(peaks[gaps], between)
        peaks[gaps + 1] = np.maximum(peaks[gaps + 1], between)
    return peaks[1:-1]


def _gaps_near(high: npt.NDArray[np.bool_]) -> Iterator[npt.NDArray[np.intp]]:
    """The gaps, each named by the sample before it, with one that is `high` beside them."""
    padded = np.pad(high, _BESIDE - 1)
    beside = np.zeros(high.size - 1, dtype=np.bool_)
    for offset in range(2 * _BESIDE):
        beside |= padded[offset : offset + beside.size]
    gaps = np.flatnonzero(beside)
    for first in range(0, gaps.size, _GAPS_AT_ONCE):
        yield gaps[first : first + _GAPS_AT_ONCE]


@cache
def _between() -> Samples:
    """What each sample around a gap adds to the values in it: shape (2 * _REACH, 3)."""
    steps = np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    away = np.arange(1 - _REACH, _REACH + 1)[:, np.newaxis] - steps
    window = np.i0(_KAISER_BETA * np.sqrt(np.maximum(0.0, 1 - (away / _REACH) ** 2)))
    response = np.sinc(away) * window
    made: Samples = (response / response.sum(axis=0)).astype(np.float32)
    return made
