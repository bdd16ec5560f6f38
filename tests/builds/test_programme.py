"""A build measures the programme that it made, which lies at its target with music and without."""

import logging
from pathlib import Path

import pytest

from boyin.builds.build import build_episode
from boyin.builds.made import Made
from boyin.casts.transitions import STYLES
from boyin.inspection.inspection import inspect_episode
from boyin.master import peaks
from boyin.sound.samples import Samples
from tests.making import write_article

ARTICLE = (
    "# 春天的消息\n\n公园里的花都开了，孩子们在草地上放风筝，老人们坐在长椅上晒太阳。\n\n"
    "## 天气\n\n气象台说，这个周末会有小雨，出门请带伞。下周气温回升，适合去郊外走一走。\n"
)
SOUNDS = {
    "none": "none",
    "bed": "{intro: {style: glow, bed: yes}, outro: {style: wood, bed: yes}}",
    **{style: f"{{intro: {style}, chapter: {style}, outro: {style}}}" for style in STYLES},
}


def make(folder: Path, sounds: str, text: str = ARTICLE, loudness: int = -16) -> Made:
    path = write_article(folder, text)
    (folder / "boyin.yaml").write_text(f"loudness: {loudness}\ntransitions: {sounds}\n")
    return build_episode(path, cast="tone", output=folder / "output")


@pytest.mark.parametrize("sounds", SOUNDS.values(), ids=SOUNDS)
def test_short_programme_with_music_is_as_loud_as_one_without(
    sounds: str, tmp_path: Path, empty_cache: Path
) -> None:
    """Half of it is music, and more."""
    made = make(tmp_path, sounds)
    found = inspect_episode(made.episode.mp3.parent)
    assert made.loudness == pytest.approx(found.sound.loudness.integrated, abs=0.06)
    assert made.loudness == pytest.approx(-16, abs=0.65), "tones are hummed a little softer"
    assert found.sound.loudness.true_peak <= -1


def test_miss_of_more_than_1_lu_is_told_and_told_again_where_it_stands(
    tmp_path: Path, empty_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loud = "{intro: {style: glow, gain: 6}, outro: {style: glow, gain: 6}}"
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            made = make(tmp_path, loud, loudness=-20)
        assert made.loudness > -18.9
        assert f"the episode is {made.loudness:.1f} LUFS loud, and -20 was asked for" in caplog.text


def test_edit_changes_no_other_slice_and_measures_no_other_one(
    tmp_path: Path, empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []

    def decoded(frames: bytes) -> Samples:
        heard.append(len(frames))
        return peaks.decoded(frames)

    monkeypatch.setattr("boyin.master.programme.decoded", decoded)
    first = make(tmp_path, SOUNDS["glow"])
    assert len(heard) == first.work.slices_encoded - 1, "two of them are the same silence"
    heard.clear()
    edited = make(tmp_path, SOUNDS["glow"], ARTICLE.replace("这个周末", "这个周日"))
    assert (edited.work.slices_encoded, len(heard)) == (1, 1)
    back = make(tmp_path, SOUNDS["glow"])
    assert back.work.slices_encoded == 0
    assert back.loudness == first.loudness
