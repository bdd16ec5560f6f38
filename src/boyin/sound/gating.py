"""How loud a programme is, from what its parts were measured to be: figures that add up.

A part becomes one figure a frame, its power as the ear weighs it; the figures of all parts, one
behind the other, become the integrated loudness of ITU-R BS.1770-4. Promise: a part's figures
depend on nothing but its sound, so an edit costs measuring what it touched. Against FFmpeg's meter
over the whole, which hears blocks across the borders of parts, the result is 0.05 LU off at most.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from boyin.sound.samples import Samples

Powers = npt.NDArray[np.float64]
"""Shape (n,): the mean square of each frame, weighted."""

HOP_SECONDS = 0.1
"""Blocks of 400 ms begin so often."""
_HOPS = 4
_OFFSET_LUFS = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_SETTLING_SECONDS = 0.1
"""After so long the weighting's own ringing is 200 dB down."""
_PIECE = 1 << 16
"""Samples whose spectrum is taken at once, the ringing behind them included."""

# The standard gives its two filters as figures for 48 kHz; these are the analogue ones behind them
# (Brecht De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 2018).
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773

_STEP_DB, _LOWEST_DB = 0.01, -200.0


def frame_powers(samples: Samples, rate: int, frame: int) -> Powers:
    """The weighted power of each `frame` samples; the last of them may be silence in part."""
    weighted = _weighted(samples, rate)
    padded = np.pad(weighted, (0, -weighted.size % frame))
    powers: Powers = np.mean(padded.reshape(-1, frame) ** 2, axis=1, dtype=np.float64)
    return powers


def integrated(powers: Powers, rate: int, frame: int) -> float:
    """LUFS of a programme of these frames; -inf where nothing lies above the absolute gate."""
    heard = _above(_ABSOLUTE_GATE_LUFS, _blocks(powers, rate, frame))
    if not heard.size:
        return -math.inf
    return _lufs(_above(_lufs(heard) + _RELATIVE_GATE_LU, heard))


def _above(gate: float, blocks: Powers) -> Powers:
    return blocks[blocks > 10 ** ((gate - _OFFSET_LUFS) / 10)]


def packed(powers: Powers) -> bytes:
    """Two bytes a frame, hundredths of a decibel."""
    with np.errstate(divide="ignore"):
        steps = (10 * np.log10(powers) - _LOWEST_DB) / _STEP_DB
    return np.clip(np.round(steps), 0, 0xFFFF).astype("<u2").tobytes()


def unpacked(data: bytes) -> Powers:
    """The powers that `packed` packed."""
    steps = np.frombuffer(data, "<u2").astype(np.float64)
    return np.where(steps > 0, 10 ** ((steps * _STEP_DB + _LOWEST_DB) / 10), 0.0)


def _blocks(powers: Powers, rate: int, frame: int) -> Powers:
    """The power of each 400 ms, ten times a second, whatever the frames' length is."""
    hop = round(HOP_SECONDS * rate)
    sums = np.concatenate([[0.0], np.cumsum(powers * frame)])
    count = powers.size * frame // hop
    at_hops = np.interp(np.arange(count + 1) * hop, np.arange(sums.size) * frame, sums)
    blocks: Powers = (at_hops[_HOPS:] - at_hops[:-_HOPS]) / (_HOPS * hop)
    return blocks


def _lufs(blocks: Powers) -> float:
    return _OFFSET_LUFS + 10 * math.log10(blocks.mean())


def _weighted(samples: Samples, rate: int) -> Samples:
    """The sound as the ear weighs it: both filters at once, piece by piece, on its spectrum."""
    ringing = round(_SETTLING_SECONDS * rate)
    step = _PIECE - ringing
    found: Samples = np.zeros(samples.size + _PIECE, np.float32)
    for start in range(0, samples.size, step):
        spectrum = np.fft.rfft(samples[start : start + step], _PIECE) * _response(rate)
        found[start : start + _PIECE] += np.fft.irfft(spectrum, _PIECE).astype(np.float32)
    return found[: samples.size]


@cache
def _response(rate: int) -> npt.NDArray[np.complex128]:
    """Of the two filters, at the frequencies of a piece's spectrum."""
    turns = np.exp(-2j * np.pi * np.arange(_PIECE // 2 + 1) / _PIECE)
    found: npt.NDArray[np.complex128] = np.ones_like(turns)
    for above, below in (_shelf(rate), _pass(rate)):
        found *= np.polyval(above[::-1], turns) / np.polyval(below[::-1], turns)
    return found


_Filter = tuple[tuple[float, float, float], tuple[float, float, float]]
"""What a filter makes of this sample and the two before it, and of what came of those."""


def _shelf(rate: int) -> _Filter:
    k = math.tan(math.pi * _SHELF_HZ / rate)
    high = 10 ** (_SHELF_DB / 20)
    middle = high**0.4996667741545416
    above = (
        high + middle * k / _SHELF_Q + k * k,
        2 * (k * k - high),
        high - middle * k / _SHELF_Q + k * k,
    )
    return above, _below(k, _SHELF_Q)


def _pass(rate: int) -> _Filter:
    k = math.tan(math.pi * _PASS_HZ / rate)
    below = _below(k, _PASS_Q)
    # The standard's figures are 1, -2, 1 above a first figure of 1 below.
    return (below[0], -2 * below[0], below[0]), below


def _below(k: float, q: float) -> tuple[float, float, float]:
    return 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k
