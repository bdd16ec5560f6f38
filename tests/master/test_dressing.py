"""A clip begins and ends in silence: no click at a cut, no offset, nothing of the speech missing.

A click is a jump: the second difference, which is small in any voice, is large there.
"""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.builds.pipeline import make_episode
from boyin.master.dressing import FADE_SECONDS, dress, prepare
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE
from tests.making import ARTICLE, write_article

SOURCE = 24_000


def voice(seconds: float = 0.5, offset: float = 0.0) -> Samples:
    """A low voice that is at its loudest at both ends."""
    time = np.arange(round(seconds * SOURCE)) / SOURCE
    harmonics = sum(np.cos(2 * np.pi * 140 * k * time) / k for k in range(1, 12))
    return (0.1 * np.asarray(harmonics) + offset).astype(np.float32)


def jump(sound: Samples, place: int, within: float = 0.003) -> float:
    """The largest second difference around a place."""
    reach = round(within * RATE)
    return float(np.abs(np.diff(sound[max(0, place - reach) : place + reach], 2)).max())


def on_the_timeline(clip: Samples) -> tuple[Samples, int, int]:
    pause = np.zeros(RATE // 10, dtype=np.float32)
    return np.concatenate([pause, clip, pause]), pause.size, pause.size + clip.size


@pytest.mark.parametrize("offset", [0.0, 0.0003, 0.05])
def test_cut_makes_no_click(offset: float) -> None:
    sound, start, end = on_the_timeline(dress(voice(offset=offset), SOURCE, gain=6.0))
    inside = jump(sound, (start + end) // 2, within=0.1)
    assert max(jump(sound, start), jump(sound, end)) < inside
    # The same without the fade: this is what the test looks for.
    cut, start, end = on_the_timeline(np.repeat(voice(), 2))
    assert min(jump(cut, start), jump(cut, end)) > 5 * jump(cut, (start + end) // 2, within=0.1)


@settings(max_examples=30, deadline=None)
@given(st.floats(-0.3, 0.3), st.floats(0.02, 1.0))
def test_offset_is_taken_out(offset: float, seconds: float) -> None:
    prepared = prepare(voice(seconds, offset), SOURCE)
    ends = 2 * FADE_SECONDS * RATE / prepared.size
    assert abs(prepared.mean(dtype=np.float64)) < 1e-4 + 0.2 * ends
    assert prepared[0] == prepared[-1] == 0.0
    assert prepared.size == -(-round(seconds * SOURCE) * RATE // SOURCE)


def test_only_the_ends_are_faded() -> None:
    prepared, speech = prepare(voice(), SOURCE), np.repeat(voice(), 2)
    reach = round(FADE_SECONDS * RATE) + 1
    assert np.abs(prepared[reach:-reach]).max() == pytest.approx(np.abs(speech).max(), rel=0.1)
    assert prepared.size - np.count_nonzero(prepared) < 10


def test_decoded_episode_has_no_click_and_is_silent_between(tmp_path: Path) -> None:
    made = make_episode(write_article(tmp_path, ARTICLE), cast="tone", output=tmp_path / "output")
    sound, rate = soundfile.read(made.episode.mp3, dtype="float32")
    segments = json.loads(made.episode.manifest.read_bytes())["segments"]
    assert rate == RATE
    for one in segments:
        start, end = round(one["start"] * rate), round(one["end"] * rate)
        inside = jump(sound, (start + end) // 2, within=(one["end"] - one["start"]) / 2)
        assert max(jump(sound, start), jump(sound, end)) <= inside
        # A coder smears a few milliseconds; then what is left of silence is under -65 dBFS.
        behind = sound[end + 1152 : end + 1152 + 4000]
        assert np.abs(behind).max() < 10 ** (-65 / 20)
