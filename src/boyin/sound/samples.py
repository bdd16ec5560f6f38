"""Sound as numbers: mono samples, and what is done to them.

Turns samples into samples: finds the speech in them, changes their rate, softens their ends.
Promise: lengths are exact and nothing is shifted in time, so what is planned in samples is heard
where it was planned.
"""

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import av

Samples = npt.NDArray[np.float32]
"""Shape (n,), float32, within [-1, 1]."""

# A soft consonant (f, h, x) lies some 30 dB under the vowels, the room of a recording 50 to 60.
_GATE_BELOW_SPEECH_DB = 45.0
_GATE_FLOOR_DB = -70.0
_WINDOW_SECONDS = 0.005
# A plosive's burst is shorter than a window's share of energy shows, and a final vowel dies away.
_MARGIN_BEFORE_SECONDS = 0.020
_MARGIN_AFTER_SECONDS = 0.040


def speech_edges(samples: Samples, rate: int) -> tuple[int, int]:
    """Where speech begins and where it is over: `samples[start:end]` holds all of it.

    The gate stands 45 dB under the loud parts of this very sound (never under -70 dBFS), on
    windows of 5 ms; 20 ms are kept before it and 40 ms after. (0, 0) if there is only silence.
    """
    window = max(1, round(rate * _WINDOW_SECONDS))
    levels = _window_levels(samples, window)
    if not levels.size:
        return (0, 0)
    # The loudest windows but one in twenty: a click must not lift the gate over the speech.
    gate = max(float(np.quantile(levels, 0.95)) - _GATE_BELOW_SPEECH_DB, _GATE_FLOOR_DB)
    loud = np.flatnonzero(levels > gate)
    if not loud.size:
        return (0, 0)
    start = int(loud[0]) * window - round(rate * _MARGIN_BEFORE_SECONDS)
    end = (int(loud[-1]) + 1) * window + round(rate * _MARGIN_AFTER_SECONDS)
    return (max(0, start), min(samples.size, end))


def _window_levels(samples: Samples, window: int) -> npt.NDArray[np.float64]:
    """The level of each window in dBFS; a last window that is not full counts as well."""
    count = math.ceil(samples.size / window)
    padded = np.zeros(count * window, dtype=np.float64)
    padded[: samples.size] = samples
    power = np.mean(padded.reshape(count, window) ** 2, axis=1)
    levels: npt.NDArray[np.float64] = 10.0 * np.log10(np.maximum(power, 1e-20))
    return levels


def resample(samples: Samples, rate: int, to_rate: int) -> Samples:
    """The same sound at another rate: ceil(n * to_rate / rate) samples, not shifted in time."""
    if rate == to_rate or not samples.size:
        return samples.copy()
    import av

    # The resampler needs a filter's length of input before it gives anything back: a short sound
    # would vanish. It gets silence after the end, and what comes of that is cut away again.
    tail = 64 * (1 + math.ceil(rate / to_rate))
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=to_rate)
    frame = audio_frame(np.concatenate([samples, np.zeros(tail, dtype=np.float32)]), rate)
    made = [*resampler.resample(frame), *resampler.resample(None)]
    length = -(-samples.size * to_rate // rate)
    return _joined([_plane(part) for part in made])[:length]


def resampler_name() -> str:
    """Which resampler works here: another may round another way."""
    import av

    return f"swresample={'.'.join(map(str, av.library_versions['libswresample']))}"


def fade(samples: Samples, rate: int, seconds: float) -> Samples:
    """The same sound, rising from silence and falling back to it over `seconds` at each end.

    A raised cosine; on a sound shorter than two fades each takes half of it.
    """
    length = min(round(rate * seconds), samples.size // 2)
    faded = samples.copy()
    if length:
        ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
        faded[:length] *= ramp
        faded[-length:] *= ramp[::-1]
    return faded


def _joined(pieces: list[Samples]) -> Samples:
    joined: Samples = np.concatenate(pieces)
    # A lossy file, or the ringing around a full-scale edge, can leave the range.
    return np.clip(joined, -1.0, 1.0, out=joined)


def _plane(frame: "av.AudioFrame") -> Samples:
    return np.asarray(frame.to_ndarray()[0], dtype=np.float32)


def audio_frame(samples: Samples, rate: int) -> "av.AudioFrame":
    """The samples as a frame that PyAV takes."""
    import av

    frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="fltp", layout="mono")
    frame.sample_rate = rate
    return frame
