"""Music everywhere in an episode: heard where it was planned; an edit costs what it touched."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from boyin.builds.draft import draft_episode
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.builds.plan import plan_episode
from boyin.casts.transitions import sound_of
from boyin.master.music import loudest
from boyin.sound.loudness import measure
from boyin.sound.samples import Samples
from boyin.sound.sound_files import decode
from boyin.timeline.timeline import RATE
from tests.making import write_article

ARTICLE = """\
---
title: 有音乐
---

# 有音乐

开头的一段话。

> 另一个声音读的一段话。

这里又是讲述人。

---

换了话题。

## 第一章

他说：“这是引用的话，另一个声音来读它，读得很慢很慢。”然后走了。

## 第二章

最后一段有两句。这是第二句话，说完就没有了。
"""
OWN = "boyin.yaml"
SOUNDS = """\
pauses: {start: 1, end: 2}
transitions:
  intro: {style: glow, gain: 3, bed: yes}
  chapter: sting.flac
  section: {style: bowl, gain: -9}
  voice: chime
  outro: {style: wood, gain: 3, bed: {lead: 2, tail: 3, duck: -10}}
"""
CAST = "engine: tone\nvoices: {narration: tone_low, quotation: tone_high}\n"


def write(folder: Path) -> Path:
    path = write_article(folder, ARTICLE)
    (folder / OWN).write_text(SOUNDS)
    (folder / "cast.yaml").write_text(CAST)
    shutil.copy(sound_of("wood", "chapter"), folder / "sting.flac")
    return path


def make(folder: Path, output: Path) -> Made:
    return make_episode(folder / "article.md", cast=str(folder / "cast.yaml"), output=output)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    folder = tmp_path_factory.mktemp("music")
    write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        made = make(folder, folder / "output")
    return folder, made


@pytest.fixture(scope="module")
def decoded(built: tuple[Path, Made]) -> Samples:
    return decode(built[1].episode.mp3, RATE)


def heard(sound: Samples, start: float, end: float) -> float:
    """How loud a stretch is at its loudest, in LUFS."""
    return loudest(sound[round(start * RATE) : round(end * RATE)])


def test_music_is_heard_around_the_words_and_under_them(
    built: tuple[Path, Made], decoded: Samples
) -> None:
    segments = built[1].episode.document["segments"]
    title, last = segments[0], segments[-1]
    assert title["start"] == pytest.approx(1 + 3, abs=0.06), "the bed's lead"
    assert heard(decoded, 0, 0.9) == -np.inf
    alone = heard(decoded, 2.5, title["start"] - 0.6)
    assert -20 < alone < -11
    # Words over music are the words: 17 LU and more lie between them.
    assert heard(decoded, title["start"], title["end"]) < -9
    assert heard(decoded, title["end"] + 4.1, segments[1]["start"]) == -np.inf
    assert -20 < heard(decoded, last["end"] + 0.6, last["end"] + 2.5) < -11
    assert heard(decoded, last["end"] + 3.1, built[1].episode.document["duration"]) == -np.inf


def test_peaks_stay_under_the_limit_where_music_overlays_speech(decoded: Samples) -> None:
    assert measure(decoded, RATE).true_peak <= -1.0


def test_producers_sound_keeps_its_treble(tmp_path: Path) -> None:
    hiss = np.random.default_rng(0).standard_normal(RATE).astype(np.float32)
    soundfile.write(tmp_path / "hiss.wav", 0.1 * hiss, RATE)
    (tmp_path / OWN).write_text("transitions: {intro: hiss.wav}\n")
    made = make_episode(write_article(tmp_path), cast="tone", output=tmp_path / "output")
    sound = decode(made.episode.mp3, RATE)
    assert above(13_000, sound[: RATE // 2]) > 0.1
    speech = made.episode.document["segments"][0]
    assert above(13_000, sound[round(speech["start"] * RATE) : round(speech["end"] * RATE)]) < 1e-6


def above(hertz: int, sound: Samples) -> float:
    """The share of a sound's power that lies above a frequency."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(power[round(hertz / RATE * sound.size) :].sum() / power.sum())


def test_chapter_begins_behind_its_sound(built: tuple[Path, Made], decoded: Samples) -> None:
    document = built[1].episode.document
    assert document["chapters"][0]["start"] == 0
    for chapter in document["chapters"][1:]:
        start = chapter["start"]
        assert heard(decoded, start - 0.55, start) == -np.inf, "the pause behind the sound"
        assert -20.5 < heard(decoded, start - 1.6, start - 0.5) < -17.5, "the sound"
        first = next(s for s in document["segments"] if s["start"] >= start - 0.001)
        assert first["start"] == pytest.approx(start, abs=0.001)


def test_other_slices_are_those_of_an_episode_without_music(
    built: tuple[Path, Made], tmp_path: Path
) -> None:
    folder, _ = built
    plain = tmp_path / "plain"
    write(plain)
    (plain / OWN).write_text("pauses: {start: 1, end: 2}\ntransitions: none\n")

    def keys(place: Path) -> list[tuple[object, str]]:
        cast = str(place / "cast.yaml")
        draft = draft_episode(place / "article.md", cast=cast, output=tmp_path / "output")
        return [(recipe.part.sound, recipe.key) for recipe in draft.recipes]

    with_music, without = keys(folder), keys(plain)
    assert [sound for sound, _ in with_music if sound] == [
        *("intro", "voice", "voice", "section", "chapter", "chapter", "outro")
    ]
    silent = [one for one in with_music if not one[0]]
    # All but the title's slice and the last one's.
    assert [one for one in without if one not in silent] == [without[1], without[-2]]


def edit(old: str, new: str, name: str = "article.md") -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


CHANGES: dict[str, tuple[Callable[[Path], object], int, int]] = {
    "title": (edit("# 有音乐\n", "# 有好听的音乐\n"), 1, 1),
    "paragraph in the middle": (edit("开头的一段话。\n", "开头的一段话。\n\n又一段。\n"), 1, 1),
    "paragraph at the end": (edit("没有了。\n", "没有了。\n\n真正的最后一段。\n"), 1, 2),
    "sound of its own": (
        lambda folder: shutil.copy(sound_of("glow", "chapter"), folder / "sting.flac"),
        0,
        1,
    ),
    "style between sections": (edit("section: {style: bowl", "section: {style: wood", OWN), 0, 1),
    "gain of the intro": (edit("gain: 3, bed: yes", "gain: 1, bed: yes", OWN), 0, 1),
    "duck of the outro": (edit("duck: -10", "duck: -12", OWN), 0, 1),
    "outro without a bed": (edit("bed: {lead: 2, tail: 3, duck: -10}", "bed: no", OWN), 0, 2),
    "sounds between voices": (edit("voice: chime", "voice: none", OWN), 0, 0),
}


@pytest.mark.parametrize("case", CHANGES)
def test_edit_costs_what_it_touched_and_leaves_what_a_clean_build_makes(
    case: str, built: tuple[Path, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, clips, slices = CHANGES[case]
    folder = tmp_path / "again"
    shutil.copytree(built[0], folder)
    change(folder)
    monkeypatch.setenv("BOYIN_CACHE", str(folder / "cache"))
    article, cast = folder / "article.md", str(folder / "cast.yaml")
    plan = plan_episode(article, cast=cast, output=folder / "output")
    made = make(folder, folder / "output")
    work = (made.work.clips_recorded, made.work.slices_encoded)
    assert work == (plan.clips_to_record, plan.slices_to_encode) == (clips, slices)
    monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / "cache"))
    clean = make(folder, tmp_path / "clean")
    assert made.episode.mp3.read_bytes() == clean.episode.mp3.read_bytes()
