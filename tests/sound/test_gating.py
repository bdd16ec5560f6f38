"""What is measured part by part is what FFmpeg's meter says of the whole."""

import numpy as np
import pytest

from boyin.sound.gating import frame_powers, integrated, packed, unpacked
from boyin.sound.loudness import measure
from boyin.sound.samples import Samples

RATE, FRAME = 44_100, 1152


def told(samples: Samples, *, parts: int = 1) -> float:
    """LUFS, of equal parts of whole frames that are measured apart, packed and unpacked."""
    size = -(-samples.size // (parts * FRAME)) * FRAME
    powers = [
        unpacked(packed(frame_powers(samples[start : start + size], RATE, FRAME)))
        for start in range(0, samples.size, size)
    ]
    return integrated(np.concatenate(powers), RATE, FRAME)


def babble(seconds: float, seed: int) -> Samples:
    """Noise and tones whose level changes as speech does, with pauses in it."""
    chance = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    steps = np.arange(0, seconds + 0.3, 0.3)
    level = np.interp(time, steps, 10 ** chance.uniform(-2.5, -0.5, steps.size))
    level[(time + seed) % 5 > 4.2] = 0
    sound = np.sin(2 * np.pi * 180 * time) + 0.3 * np.sin(2 * np.pi * 2900 * time)
    noise = 0.2 * chance.standard_normal(time.size)
    return (0.4 * level * (sound + noise)).astype(np.float32)


@pytest.mark.parametrize("hertz", [25, 60, 250, 997, 2000, 6000, 15_000])
def test_every_frequency_counts_as_the_standard_has_it(hertz: int) -> None:
    sound = np.sin(2 * np.pi * hertz * np.arange(5 * RATE) / RATE).astype(np.float32)
    assert told(0.1 * sound) == pytest.approx(measure(0.1 * sound, RATE).integrated, abs=0.05)


def test_997_hertz_at_full_scale_is_the_standards_own_example() -> None:
    sound = np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE).astype(np.float32)
    assert told(sound) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("seed", range(12))
def test_parts_together_are_as_loud_as_the_whole(seed: int) -> None:
    sound = babble(8 + 5 * seed, seed)
    sound[: 3 * RATE] *= np.float32(0.05)
    whole = measure(sound, RATE).integrated
    assert told(sound) == pytest.approx(whole, abs=0.06)
    assert told(sound, parts=1 + seed) == pytest.approx(whole, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert told(np.zeros(5 * RATE, np.float32)) == -np.inf
    assert told(np.full(RATE // 10, 0.5, np.float32)) == -np.inf
