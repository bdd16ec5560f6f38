"""Every LAME that can be called makes the same MP3 of a sound; FFmpeg and libsndfile decode it."""

import io
import sys

import numpy as np
import pytest
import soundfile

from boyin.ground.errors import OutputError
from boyin.master.lame import Lame, Settings, fastest, found
from boyin.master.mp3 import frame_ends
from boyin.sound.samples import Samples

SETTINGS = Settings(rate=44_100, kilobits=96, quality=7, scale=1 / 0.95)
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)).astype(np.float32)


def decoded(frames: bytes) -> Samples:
    sound, rate = soundfile.read(io.BytesIO(frames), dtype="float32")
    assert rate == SETTINGS.rate
    return np.asarray(sound)


@pytest.mark.parametrize("lame", list(found()), ids=lambda lame: lame.name)
def test_every_lame_encodes_the_same_sound(lame: Lame) -> None:
    frames = b"".join(lame.encode([TONE], SETTINGS))
    assert len(list(frame_ends(frames))) == 40
    middle = slice(8_000, 32_000)
    # Out by the delay of encoder and decoder, which is the same for all.
    assert np.abs(decoded(frames)[1105:][middle] - TONE[middle]).max() < 0.01


def test_the_fast_one_is_taken_and_another_is_there_without_it() -> None:
    names = [lame.name for lame in found()]
    assert fastest().name == names[0]
    assert "lameenc=" in names[0] or sys.platform == "win32"
    assert any("av=" in name for name in names)


def test_what_lame_refuses_is_told() -> None:
    with pytest.raises(OutputError, match="LAME does not encode with Settings"):
        list(fastest().encode([TONE], Settings(0, 96, 7, scale=1.0)))
