"""Sound as numbers: mono samples, and what is done to them.

Turns samples into samples: finds the speech in them, changes their rate, softens their ends; and
a sound file into samples. Promise: lengths are exact and nothing is shifted in time, so what is
planned in samples is heard where it was planned.
"""

import math
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from boyin.ground.errors import SoundError

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

_LONGEST_SECONDS = 600.0
_LARGEST_BYTES = 256 * 1024 * 1024


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


def decode(
    path: Path, rate: int, *, longest: float = _LONGEST_SECONDS, until: float | None = None
) -> Samples:
    """A sound file of any kind that FFmpeg reads, at `rate`, its channels averaged.

    until: the second at which reading stops; None for all of the file.
    Raises SoundError if it can't be read whole, has no sound, or is longer than `longest` seconds.
    """
    import av

    place = str(path)
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SoundError("is too large for a sound file", place=place)
        with path.open("rb") as file, av.open(file, "r", options=_NOTHING_ELSE) as container:
            pieces = list(_decoded(container, rate, longest, until, place))
    # PyAV's errors are OSErrors too.
    except av.FFmpegError as error:
        raise SoundError(f"is not a sound file: {error.strerror}", place=place) from error
    except OSError as error:
        raise SoundError(f"can't be read: {error.strerror or error}", place=place) from error
    if not pieces:
        raise SoundError("holds no sound", place=place)
    return _joined(pieces)


# A playlist may name other files and addresses: none of them is opened.
_NOTHING_ELSE = {"protocol_whitelist": "none"}


def _decoded(
    container: "av.container.InputContainer",
    rate: int,
    longest: float,
    until: float | None,
    place: str,
) -> Iterator[Samples]:
    import av

    if not container.streams.audio:
        raise SoundError("holds no sound", place=place)
    # FFmpeg's own mixing to mono would make equal channels 3 dB louder.
    resampler = av.AudioResampler(format="fltp", rate=rate)
    left = round(longest * rate)
    wanted = None if until is None else round(until * rate)
    for frame in chain(container.decode(audio=0), [None]):
        try:
            parts = resampler.resample(frame)
        except ValueError as error:
            raise SoundError("changes its rate or channels midway", place=place) from error
        for part in parts:
            mixed: Samples = part.to_ndarray()[:, :wanted].mean(axis=0, dtype=np.float32)
            left -= mixed.size
            if left < 0:
                raise SoundError(f"is longer than {longest:g} seconds", place=place)
            yield mixed
            if wanted is not None:
                wanted -= mixed.size
                if not wanted:
                    return


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
