"""Transitions are short, soft, and the same everywhere."""

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import av
import av.filter.loudnorm
import numpy as np
import pytest

from boyin.errors import CastError
from boyin.master.transitions import CHIME_SECONDS, chime, transition
from boyin.voices import TRANSITIONS


@pytest.mark.parametrize("rate", [24_000, 44_100, 48_000])
def test_chime_has_its_length_at_every_rate(rate: int) -> None:
    sound = chime(rate)
    assert sound.dtype == np.float32
    assert sound.size == round(CHIME_SECONDS * rate)


def test_chime_is_a_little_softer_than_speech(tmp_path: Path) -> None:
    path = tmp_path / "chime.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(np.round(chime(44_100) * 32_767).astype("<i2").tobytes())
    with av.open(path, "r") as container:
        figures = json.loads(av.filter.loudnorm.stats("i=-24", container.streams.audio[0]))
    assert float(figures["input_i"]) == pytest.approx(-20, abs=0.3)
    assert -9 < float(figures["input_tp"]) < -4


def test_chime_comes_from_silence_and_dies_away() -> None:
    sound = chime(44_100)
    assert abs(sound[0]) < 1e-4
    assert abs(sound[-1]) < 1e-4
    # From the second stroke on, each tenth of a second is softer than the one before.
    tenths = np.sqrt(np.mean(sound.reshape(12, -1) ** 2, axis=1))
    assert np.all(np.diff(tenths[2:]) < 0)


def test_chime_holds_its_two_strokes() -> None:
    spectrum = np.abs(np.fft.rfft(chime(44_100)))
    hertz = np.fft.rfftfreq(round(CHIME_SECONDS * 44_100), 1 / 44_100)
    strongest = hertz[np.argsort(spectrum)[-40:]]
    for pitch in (783.99, 1174.66):
        assert np.min(np.abs(strongest - pitch)) < 1.0


def test_no_transition_is_no_sound() -> None:
    assert transition("none", 44_100).size == 0


def test_every_style_is_made() -> None:
    lengths = {style: transition(style, 44_100).size for style in TRANSITIONS}
    assert lengths == {"chime": 52_920, "none": 0}


def test_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(CastError) as caught:
        transition("gong", 44_100)
    assert str(caught.value) == "there is no transition “gong”\nChoose one of: chime, none."


def test_chime_needs_no_program_and_gives_no_warning(tmp_path: Path) -> None:
    # pydub warns on import where no ffmpeg program is found.
    code = (
        "import hashlib; from boyin.master.transitions import chime;"
        "print(hashlib.sha256(chime(44100)).hexdigest())"
    )
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.stderr == ""
    again = [sys.executable, "-W", "ignore", "-c", code]
    assert made.stdout == subprocess.run(again, capture_output=True, text=True, check=True).stdout
