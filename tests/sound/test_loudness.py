"""The meter against the signals of EBU Tech 3341 and 3342, made as those describe them.

The signals of real programmes (3341: 7 and 8; 3342: 5 and 6) can't be made, and are left out.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest

from boyin.sound.loudness import Meter, measure

RATE = 48_000
Sound = npt.NDArray[np.float32]
Parts = Sequence[tuple[float, float]]
"""Levels in dBFS (peak), each with its seconds."""


def tones(parts: Parts, rate: int = RATE, offset: float = 0) -> Sound:
    """A sine of 1 kHz at each level, without a jump of phase, after `offset` seconds of silence."""
    level = np.concatenate([np.full(round(s * rate), 10 ** (db / 20)) for db, s in parts])
    sine = level * np.sin(2 * np.pi * 1000 * np.arange(level.size) / rate)
    return np.pad(sine, (round(offset * rate), 0)).astype(np.float32)


def stereo(parts: Parts, offset: float = 0) -> Sound:
    return np.tile(tones(parts, offset=offset), (2, 1))


@pytest.mark.parametrize(
    ("parts", "lufs"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_integrated_loudness_of_3341(parts: Parts, lufs: float) -> None:
    assert measure(stereo(parts), RATE, "stereo").integrated == pytest.approx(lufs, abs=0.1)


def test_surround_channels_weigh_more() -> None:
    # 3341, signal 6: left and right, centre, the two behind.
    sound = np.stack([tones([(level, 20)]) for level in (-28, -28, -24, -30, -30)])
    assert measure(sound, RATE, "5.0").integrated == pytest.approx(-23, abs=0.1)


def test_short_term_and_momentary_loudness_of_3341() -> None:
    # Signals 9 and 12: whatever the moment, the window holds the same.
    short = measure(stereo([(-20, 1.34), (-30, 1.66)] * 5), RATE, "stereo").short_term
    assert short[30:] == pytest.approx(-23, abs=0.1)
    momentary = measure(stereo([(-20, 0.18), (-30, 0.22)] * 25), RATE, "stereo").momentary
    assert momentary[10:] == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("number", [0, 7, 13, 19])
def test_highest_short_term_and_momentary_loudness_of_3341(number: int) -> None:
    # Signals 10 and 13: a tone as long as the window, wherever it begins.
    short = measure(stereo([(-23, 3), (-100, 1)], number * 0.15), RATE, "stereo").short_term
    assert short.max() == pytest.approx(-23, abs=0.1)
    momentary = measure(stereo([(-23, 0.4), (-100, 1)], number * 0.02), RATE, "stereo").momentary
    # In steps of 0.1 s the window may miss the tone by half a step: 0.6 LU at most.
    assert -23.7 < momentary.max() < -22.9


@pytest.mark.parametrize(
    ("parts", "lu"),
    [
        ([(-20, 20), (-30, 20)], 10),
        ([(-20, 20), (-15, 20)], 5),
        ([(-40, 20), (-20, 20)], 20),
        ([(-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)], 15),
    ],
)
def test_loudness_range_of_3342(parts: Parts, lu: float) -> None:
    assert measure(stereo(parts), RATE, "stereo").range == pytest.approx(lu, abs=1)


@pytest.mark.parametrize(
    ("samples", "degrees", "amplitude", "dbtp"),
    [(4, 0, 0.5, -6), (4, 45, 0.5, -6), (6, 60, 0.5, -6), (8, 67.5, 0.5, -6), (4, 45, 1.41, 3)],
)
def test_true_peak_of_3341(samples: int, degrees: float, amplitude: float, dbtp: float) -> None:
    # Signals 15 to 19, softened at the ends: a sine cut off there would peak higher.
    turns = 2 * np.pi * np.arange(RATE) / samples + np.radians(degrees)
    ramp = np.minimum(1, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 480)
    peak = measure((amplitude * np.sin(turns) * ramp).astype(np.float32), RATE).true_peak
    assert dbtp - 0.4 <= peak <= dbtp + 0.2


@pytest.mark.parametrize("offset", range(4))
def test_peak_between_samples_is_found_wherever_it_lies(offset: int) -> None:
    # Signals 20 to 23: one period of full scale within a softer tone, at four times the rate.
    time = np.arange(4 * RATE // 10)
    fine = 0.5 * np.sin(2 * np.pi * time / 24) * np.sin(np.pi * time / time.size) ** 2
    middle = time.size // 48 * 24
    fine[middle : middle + 16] = np.sin(2 * np.pi * np.arange(16) / 16)
    spectrum = np.fft.rfft(fine)
    spectrum[np.fft.rfftfreq(fine.size) > 1 / 8] = 0
    peak = measure(np.fft.irfft(spectrum)[offset::4].astype(np.float32), RATE).true_peak
    assert -0.4 <= peak <= 0.2


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000])
def test_figures_do_not_depend_on_pieces_and_are_another_meters(rate: int) -> None:
    level = np.repeat([0.1, 0.02], rate * 5 // 2)
    noise = np.random.default_rng(3).standard_normal(rate * 5) * level
    sound = noise.astype(np.float32)
    meter = Meter(rate)
    for start in range(0, sound.size, 7_001):
        meter.push(sound[start : start + 7_001])
    pieces, whole = meter.result(), measure(sound, rate)
    assert pieces.integrated == whole.integrated
    assert pieces.true_peak == whole.true_peak
    assert np.array_equal(pieces.momentary, whole.momentary)
    other = pyloudnorm.Meter(rate).integrated_loudness(noise)
    assert whole.integrated == pytest.approx(other, abs=0.1)


def test_last_sample_counts_for_the_peak() -> None:
    sound = np.zeros(RATE + 100, dtype=np.float32)
    sound[-1] = 0.5
    assert measure(sound, RATE).true_peak > -6.5


@pytest.mark.parametrize("samples", [0, 1, 100, RATE])
def test_silence_has_no_loudness(samples: int) -> None:
    silent = measure(np.zeros(samples, dtype=np.float32), RATE)
    assert (silent.integrated, silent.true_peak, silent.range) == (-math.inf, -math.inf, 0.0)
