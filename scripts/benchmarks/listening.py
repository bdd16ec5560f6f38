"""Two recordings of the same sentences compared: what a recogniser mishears, lengths, spectra."""

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.recogniser import errors, transcribe, units
from boyin.engines.kokoro.engine import RATE
from boyin.sound.samples import Samples


@dataclass(frozen=True, slots=True)
class Quality:
    """What a listener makes of ours and of a peer's."""

    units: int
    errors: int
    peer_errors: int
    same_lengths: bool
    decibels: float
    """Mean distance of the spectra, in thirds of an octave; not a number if no length is equal."""


def heard(recordings: Iterable[tuple[str, Samples, Samples]]) -> Quality:
    """Mandarin sentences, each with our recording of it and the peer's, at Kokoro's rate."""
    count, wrong, peer_wrong, same = 0, 0, 0, True
    distances = []
    for text, own, peer in recordings:
        said = units(text, "zh")
        count += len(said)
        wrong += errors(said, units(transcribe(own, RATE, "zh"), "zh"))
        peer_wrong += errors(said, units(transcribe(peer, RATE, "zh"), "zh"))
        if len(own) == len(peer):
            distances.append(float(np.abs(_levels(own) - _levels(peer)).mean()))
        else:
            same = False
    return Quality(count, wrong, peer_wrong, same, statistics.fmean(distances or [math.nan]))


def _levels(samples: Samples) -> Any:
    """Of 64 ms windows in bands of a third of an octave, in decibels, down to -60."""
    windows = np.lib.stride_tricks.sliding_window_view(samples, 1536)[::768]
    power = np.abs(np.fft.rfft(windows * np.hanning(1536))) ** 2
    levels = np.add.reduceat(power, np.unique(np.geomspace(6, 700, 22).astype(int)), axis=1)
    return 10 * np.log10(levels / levels.max() + 1e-6)
