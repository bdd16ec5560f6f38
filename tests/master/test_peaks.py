"""No peak is over the limit once the MP3 is decoded; libsndfile decodes and scipy measures."""

import io

import numpy as np
import pytest
import soundfile
from scipy.signal import resample_poly

from boyin.master.levels import CEILING_DBFS, limit
from boyin.master.mp3 import encode_slice
from boyin.master.peaks import LIMIT_DBTP, encode_under_limit
from boyin.sound.samples import Samples
from boyin.timeline.timeline import FRAME, RATE


def peak_of(frames: bytes) -> float:
    """dBTP as others measure it."""
    sound, _ = soundfile.read(io.BytesIO(frames))
    return float(20 * np.log10(np.abs(resample_poly(sound, 8, 1)).max()))


def crackle(seed: int) -> Samples:
    """Noise in bursts, which a coder gets wrong more than speech; held at the limiter's ceiling."""
    noise = np.random.default_rng(seed).standard_normal(60 * FRAME)
    bursts = np.sin(2 * np.pi * 7 * np.arange(noise.size) / RATE) ** 8
    sound = limit((0.6 * noise * bursts).astype(np.float32), RATE, ceiling=CEILING_DBFS)
    sound[-2 * FRAME :] = 0.0
    return sound


@pytest.mark.parametrize("seed", range(3))
def test_encoding_lifts_no_peak_over_the_limit(seed: int) -> None:
    sound = crackle(seed)
    assert peak_of(encode_slice(sound, last=False)) > LIMIT_DBTP, "the test proves nothing"
    held = encode_under_limit(sound, last=False)
    assert peak_of(held) <= LIMIT_DBTP + 0.02
    assert encode_under_limit(sound, last=False) == held


def test_slice_under_the_limit_is_encoded_as_it_is() -> None:
    sound = crackle(0) * np.float32(0.5)
    assert encode_under_limit(sound, last=False) == encode_slice(sound, last=False)
