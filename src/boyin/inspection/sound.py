"""The sound of an episode in figures: how loud all of it and every voice is, what is silent.

Turns an MP3, and what its manifest knows, into a `Measured`. Promise: the file is decoded once, a
second at a time, so that memory does not grow with the sound itself.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from boyin.ground.errors import SoundError
from boyin.sound.loudness import Loudness, Meter

if TYPE_CHECKING:
    import av

WINDOW_SECONDS = 0.01
SILENCE_DBFS = -60.0
"""Softer windows are silence: a coder leaves some -70 dBFS where there was none."""

Block = npt.NDArray[np.float32]
"""Shape (channels, n), float32."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch in which a voice speaks, in seconds."""

    voice: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class VoiceSound:
    """What one voice sounds like, over all that it says."""

    name: str
    seconds: float
    loudness: Loudness


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """An episode's sound."""

    rate: int
    layout: str
    bitrate: int
    """Bits per second."""
    seconds: float
    loudness: Loudness
    window: float
    """Seconds of a window of `peaks` and `levels`: 0.01, or close to it."""
    peaks: npt.NDArray[np.float32]
    """The highest sample of each window, of full scale."""
    levels: npt.NDArray[np.float32]
    """The RMS of each window, of full scale."""
    voices: tuple[VoiceSound, ...]
    """In the order in which they are first heard."""
    speech: float | None
    """The share of the sound in which somebody speaks and is heard; None if nobody knows."""
    silence: float
    """The share that is silent, between the words as well."""


def measure_sound(path: Path, spoken: Sequence[Spoken] = ()) -> Measured:
    """Measures the MP3 at `path`. spoken: in order, as the manifest tells; empty if none does.

    Raises SoundError if the file is no MP3, or can't be decoded to its end.
    """
    import av

    try:
        with path.open("rb") as file, av.open(file, "r", format="mp3") as container:
            if not container.streams.audio:
                raise SoundError("holds no sound", place=str(path))
            stream = container.streams.audio[0]
            work = _Work(stream.rate, stream.layout.name, spoken)
            for block in _blocks(container, work, str(path)):
                work.take(block)
            bitrate = stream.codec_context.bit_rate or container.bit_rate
    except av.FFmpegError as error:
        raise SoundError(f"can't be decoded: {error.strerror}", place=str(path)) from error
    except OSError as error:
        raise SoundError(f"can't be read: {error.strerror or error}", place=str(path)) from error
    if not work.samples:
        raise SoundError("holds no sound", place=str(path))
    return work.measured(bitrate)


def _blocks(container: "av.container.InputContainer", work: "_Work", place: str) -> Iterator[Block]:
    """The decoded sound in blocks of whole windows, a second long; the last may be shorter."""
    import av

    length = 100 * work.window
    resampler = av.AudioResampler(format="fltp")
    waiting: list[Block] = []
    for frame in chain(container.decode(audio=0), [None]):
        if frame and (frame.sample_rate, frame.layout.name) != (work.rate, work.layout):
            raise SoundError("changes its rate or channels midway", place=place)
        waiting += [part.to_ndarray().astype(np.float32) for part in resampler.resample(frame)]
        if sum(part.shape[1] for part in waiting) >= length:
            joined = np.concatenate(waiting, axis=1)
            whole = joined.shape[1] // length * length
            yield joined[:, :whole]
            waiting = [joined[:, whole:]]
    if waiting:
        yield np.concatenate(waiting, axis=1)


class _Work:
    """Takes one block after the other."""

    def __init__(self, rate: int, layout: str, spoken: Sequence[Spoken]) -> None:
        self.rate, self.layout = rate, layout
        self.window = round(rate * WINDOW_SECONDS)
        self.samples = 0
        self.meter = Meter(rate, layout)
        self.spoken = [
            (one.voice, round(one.start * rate), round(one.end * rate)) for one in spoken
        ]
        self.next = 0
        """The index of the first of `spoken` that is not over."""
        self.voices = {name: Meter(rate, layout) for name, _, _ in self.spoken}
        self.spent = dict.fromkeys(self.voices, 0)
        self.peaks: list[Block] = []
        self.levels: list[Block] = []

    def take(self, block: Block) -> None:
        if not block.size:
            return
        self.meter.push(block)
        over = self.samples + block.shape[1]
        while self.next < len(self.spoken) and self.spoken[self.next][1] < over:
            voice, start, end = self.spoken[self.next]
            low, high = max(start - self.samples, 0), min(end - self.samples, block.shape[1])
            self.voices[voice].push(block[:, low:high])
            self.spent[voice] += high - low
            if end > over:
                break
            self.next += 1
        self._see(block)
        self.samples += block.shape[1]

    def _see(self, block: Block) -> None:
        short = -block.shape[1] % self.window
        padded = np.pad(block, ((0, 0), (0, short)))
        windows = padded.reshape(block.shape[0], -1, self.window)
        self.peaks.append(np.abs(windows).max(axis=(0, 2)))
        self.levels.append(np.sqrt(np.mean(windows**2, axis=(0, 2), dtype=np.float64)))

    def measured(self, bitrate: int) -> Measured:
        peaks = np.concatenate(self.peaks).astype(np.float32)
        levels = np.concatenate(self.levels).astype(np.float32)
        heard = levels > 10 ** (SILENCE_DBFS / 20)
        return Measured(
            rate=self.rate,
            layout=self.layout,
            bitrate=bitrate,
            seconds=self.samples / self.rate,
            loudness=self.meter.result(),
            window=self.window / self.rate,
            peaks=peaks,
            levels=levels,
            voices=tuple(
                VoiceSound(name, self.spent[name] / self.rate, meter.result())
                for name, meter in self.voices.items()
            ),
            speech=self._share(heard) if self.spoken else None,
            silence=float(1 - heard.mean()),
        )

    def _share(self, heard: npt.NDArray[np.bool_]) -> float:
        """The share of windows that are heard while somebody speaks."""
        speaks = np.zeros(heard.size, dtype=bool)
        for _, start, end in self.spoken:
            speaks[start // self.window : math.ceil(end / self.window)] = True
        return float((heard & speaks).mean())
