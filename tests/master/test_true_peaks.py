"""The peaks of the wave between samples; scipy's resampler and the theory are the judges."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import firwin, resample_poly

from boyin.master.true_peaks import true_peaks
from boyin.sound.samples import Samples

RATE = 44_100


def decibels(level: float) -> float:
    return 20 * math.log10(level)


def speech_like(seed: int, *, band: float = 12_000) -> Samples:
    """Noise without anything above `band` hertz, in bursts: peaks anywhere between samples."""
    noise = np.random.default_rng(seed).standard_normal(20_000)
    bursts = np.sin(2 * np.pi * 7 * np.arange(noise.size) / RATE) ** 8
    low = np.convolve(noise * bursts, firwin(255, band, fs=RATE), mode="same")
    return np.asarray(low / np.abs(low).max(), dtype=np.float32)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.3, 0.9))
def test_peaks_above_a_level_are_those_of_the_wave(seed: int, above: float) -> None:
    sound = speech_like(seed)
    wave = np.abs(resample_poly(np.pad(sound.astype(np.float64), 1), 4, 1))
    peaks = np.pad(true_peaks(sound, above=above), 1)
    places = np.flatnonzero(wave > above)
    assert places.size
    told = np.maximum(peaks[places // 4], peaks[-(-places // 4)])
    assert np.all(told > 0.99 * wave[places])
    assert decibels(peaks.max()) == pytest.approx(decibels(wave.max()), abs=0.02)


@pytest.mark.parametrize("hertz", [100, 1_000, 5_000, RATE / 6, RATE / 4, 14_000])
@pytest.mark.parametrize("degrees", [0, 30, 45, 60])
def test_a_sine_reaches_its_amplitude(hertz: float, degrees: float) -> None:
    turns = 2 * np.pi * hertz * np.arange(RATE) / RATE + math.radians(degrees)
    ramp = np.minimum(1, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 4_000)
    peak = true_peaks((0.5 * ramp * np.sin(turns)).astype(np.float32), above=0.4).max()
    # Four times the rate misses at most this much of a sine: cos(pi * f / (4 * rate)).
    assert decibels(math.cos(math.pi * hertz / RATE / 4)) - 0.01 <= decibels(peak / 0.5) <= 0.01


@pytest.mark.parametrize("count", [0, 1, 2, 31, 40_000])
def test_any_length_has_a_peak_at_each_sample(count: int) -> None:
    peaks = true_peaks(np.full(count, -0.7, dtype=np.float32), above=0.1)
    assert peaks.shape == (count,)
    assert peaks.dtype == np.float32
    assert np.all(peaks >= np.float32(0.7))


def test_low_sound_costs_nothing_and_is_told_by_its_samples() -> None:
    sound = speech_like(1) * np.float32(0.3)
    assert np.array_equal(true_peaks(sound, above=0.9), np.abs(sound))
