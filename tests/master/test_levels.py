"""A clip reaches its loudness and stays under the ceiling; FFmpeg's meter is the judge."""

import json
import math
import wave
from pathlib import Path

import av
import av.filter.loudnorm
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.master.levels import CEILING_DBFS, amplify, limit
from boyin.sound.samples import Samples, fade

RATE = 44_100


def decibels(level: float) -> float:
    return float(10 ** (level / 20))


def measure(samples: Samples, path: Path) -> tuple[float, float]:
    """Loudness (LUFS) and true peak (dBTP) as FFmpeg measures them."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(samples * 32_767).astype("<i2").tobytes())
    with av.open(path, "r") as container:
        figures = json.loads(av.filter.loudnorm.stats("i=-24", container.streams.audio[0]))
    return float(figures["input_i"]), float(figures["input_tp"])


def speech_like(seconds: float = 4.0) -> Samples:
    """A low voice in syllables with a plosive's peak on each: -20 dBFS, peaks 15 dB above."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 140 * k * time) / k for k in range(1, 12))
    syllables = np.maximum(0, np.sin(2 * np.pi * 2.2 * time)) ** 2
    sound = 0.12 * voice * syllables
    sound[:: RATE // 3] += 0.55
    return sound.astype(np.float32)


def test_quiet_clip_reaches_target(tmp_path: Path) -> None:
    clip = speech_like()
    loudness, _ = measure(clip, tmp_path / "clip.wav")
    brought, _ = measure(amplify(clip, RATE, gain=-26 - loudness), tmp_path / "a.wav")
    assert brought == pytest.approx(-26, abs=0.1)


def test_clip_under_the_ceiling_is_only_scaled() -> None:
    clip = speech_like()
    brought = amplify(clip, RATE, gain=-3.0)
    assert np.array_equal(brought, clip * np.float32(decibels(-3)))


def test_loud_clip_keeps_its_true_peak_under_the_ceiling(tmp_path: Path) -> None:
    clip = speech_like()
    loudness, _ = measure(clip, tmp_path / "clip.wav")
    louder = amplify(clip, RATE, gain=-18 - loudness)
    assert np.abs(clip * decibels(-18 - loudness)).max() > 1.0
    brought, peak = measure(louder, tmp_path / "louder.wav")
    assert peak <= CEILING_DBFS + 0.1
    assert brought == pytest.approx(-18, abs=1.0)


def test_peak_between_samples_is_held(tmp_path: Path) -> None:
    # The samples of this tone reach 0.71 of the wave that runs through them.
    wave_ = np.sin(2 * np.pi * RATE / 4 * np.arange(RATE) / RATE + np.pi / 4)
    # Softened at the ends, as every clip is: meters differ in what they take to be before a sound.
    clip = fade((wave_ * 1.2).astype(np.float32), RATE, 0.01)
    assert np.abs(clip).max() < decibels(CEILING_DBFS) + 0.01
    _, peak = measure(limit(clip, RATE), tmp_path / "limited.wav")
    assert peak == pytest.approx(CEILING_DBFS, abs=0.2)


def test_limiter_acts_near_the_peak_only() -> None:
    clip = np.full(RATE, 0.1, dtype=np.float32)
    clip[RATE // 2] = 1.6
    limited = limit(clip, RATE)
    gain = 20 * np.log10(limited / clip)
    changed = np.flatnonzero(gain < -0.01)
    peak = RATE // 2
    assert limited[peak] == pytest.approx(decibels(CEILING_DBFS), rel=1e-3)
    assert (peak - changed[0]) / RATE == pytest.approx(0.005, abs=0.001)
    assert gain[peak + RATE // 10] == pytest.approx(0.14 * gain[peak], abs=0.1)
    assert np.array_equal(limited[peak + RATE // 2 - 100 :], clip[peak + RATE // 2 - 100 :])


def test_gain_never_jumps() -> None:
    clip = np.full(RATE, 0.1, dtype=np.float32)
    clip[RATE // 2] = 1.6
    steps = np.abs(np.diff(20 * np.log10(limit(clip, RATE) / clip)))
    # 5.6 dB over 2.5 ms of attack, eased in and out.
    assert steps.max() < 0.12


def test_limiting_is_the_same_in_every_run() -> None:
    clip = speech_like() * np.float32(3)
    assert limit(clip, RATE).tobytes() == limit(clip.copy(), RATE).tobytes()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 100, 221])
def test_short_clips_keep_length_and_ceiling(count: int) -> None:
    limited = limit(np.full(count, 2.0, dtype=np.float32), RATE)
    assert limited.shape == (count,)
    assert limited.dtype == np.float32
    assert np.all(np.abs(limited) <= decibels(CEILING_DBFS) * 1.0001)


def test_silence_stays_silence() -> None:
    silence = np.zeros(1000, dtype=np.float32)
    assert np.array_equal(amplify(silence, RATE, gain=54.0), silence)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 8.0), st.floats(-12.0, -0.1))
def test_ceiling_holds_for_any_sound(seed: int, level: float, ceiling: float) -> None:
    noise = np.random.default_rng(seed).standard_normal(4000).astype(np.float32)
    limited = limit(noise * np.float32(level), RATE, ceiling=ceiling)
    assert np.abs(limited).max() <= decibels(ceiling) * 1.0001


@pytest.mark.parametrize(("gain", "ceiling"), [(math.nan, -1.5), (math.inf, -1.5), (-2.0, 0.0)])
def test_senseless_gain_is_refused(gain: float, ceiling: float) -> None:
    with pytest.raises(ValueError, match="no gain of"):
        amplify(speech_like(1), RATE, gain=gain, ceiling=ceiling)
