"""A slice holds its clips at their places and silence between, the same frames wherever it is."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from boyin.casts.cast import Pacing
from boyin.casts.cast_file import load_cast
from boyin.clips.clips import Clip
from boyin.clips.store import ClipStore
from boyin.ground.errors import OutputError
from boyin.master.music import read_sounds, rooms_of
from boyin.master.slices import render_slice
from boyin.sound.samples import Samples
from boyin.timeline.timeline import FRAME, RATE, Slice, Timeline, plan_timeline
from tests.making import ARTICLE, CHAPTERS, frames_of, record_tone


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Clip, ...], ClipStore]:
    return record_tone(ARTICLE, tmp_path_factory.mktemp("clips"))


CHIME = read_sounds(load_cast("tone"))


def plan(clips: Sequence[Clip], titles: Sequence[str] = CHAPTERS) -> Timeline:
    return plan_timeline(clips, Pacing(), titles=titles, rooms=rooms_of(CHIME))


def render(piece: Slice, store: ClipStore, gain: float = 1.0) -> Samples:
    gains = [gain] * len(piece.cues)
    music = CHIME[piece.sound] if piece.sound else None
    return render_slice(piece, store, gains=gains, music=music)


def test_everything_outside_clips_and_transitions_is_digital_silence(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    silent = 0
    for piece in plan(clips).slices:
        sound = render(piece, store)
        assert sound.size == piece.length
        assert sound.dtype == np.float32
        quiet = np.ones(sound.size, bool)
        if piece.sound:
            quiet[: CHIME["chapter"].samples.size] = False
        for cue in piece.cues:
            quiet[cue.start : cue.end] = False
            assert np.abs(sound[cue.start : cue.end]).max() > 0.1
        assert not sound[quiet].any()
        silent += int(quiet.sum())
    assert silent > 10 * RATE


def test_transition_is_heard_where_it_was_planned(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    chime = CHIME["chapter"]
    pieces = [piece for piece in plan(clips).slices if piece.sound]
    assert len(pieces) == 2
    for piece in pieces:
        start, heard = chime.in_slice(piece)
        assert start == 0
        assert np.array_equal(render(piece, store)[: heard.size], heard)


def test_clips_get_their_gain(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    piece = next(piece for piece in plan(clips).slices if piece.cues)
    softer, sound = render(piece, store, -5.0), render(piece, store)
    cue = piece.cues[0]
    samples = store.get(cue.clip.key)
    assert samples is not None
    assert np.abs(sound).max() == pytest.approx(10 ** (1 / 20) * np.abs(samples).max(), rel=0.01)
    assert softer == pytest.approx(sound * 10 ** (-6 / 20), abs=1e-4)


def test_clips_begin_and_end_without_a_click(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    for piece in plan(clips).slices:
        sound = render(piece, store)
        for cue in piece.cues:
            assert abs(sound[cue.start]) < 1e-3
            assert abs(sound[cue.end - 1]) < 1e-3


def test_frames_are_as_many_as_the_timeline_has_and_one(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    timeline = plan(clips)
    frames = frames_of(clips, store)
    assert len(frames) == len(timeline.slices)
    # 96 kbit/s at 44.1 kHz: 313.47 bytes a frame, so 313 or 314 each.
    for piece, data in zip(timeline.slices[:-1], frames[:-1], strict=True):
        assert round(len(data) / 313.47) == piece.length // FRAME
    # The last slice holds the frame that flushes the encoder.
    assert round(len(frames[-1]) / 313.47) == timeline.slices[-1].length // FRAME + 1


def test_edit_changes_the_frames_of_its_own_slice_alone(
    recorded: tuple[tuple[Clip, ...], ClipStore], tmp_path: Path
) -> None:
    clips, store = recorded
    edited = ARTICLE.replace("最后一段。", "最后的一段，改过了。")
    other_clips, other_store = record_tone(edited, tmp_path)
    before, after = frames_of(clips, store), frames_of(other_clips, other_store)
    assert len(before) == len(after)
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    spoken = [n for n, piece in enumerate(plan(clips).slices) if piece.cues]
    assert changed == [spoken[-1]]


def test_inserted_paragraph_adds_its_frames_and_changes_none(
    recorded: tuple[tuple[Clip, ...], ClipStore], tmp_path: Path
) -> None:
    clips, store = recorded
    edited = ARTICLE.replace("正文的第一段", "插进来的一段。\n\n正文的第一段")
    other_clips, other_store = record_tone(edited, tmp_path)
    before, after = frames_of(clips, store), frames_of(other_clips, other_store)
    added = [data for data in after if data not in before]
    assert len(added) == 1
    after.remove(added[0])
    assert after == before


def _clips(piece: Slice) -> list[Clip]:
    return [cue.clip for cue in piece.cues]


def test_clip_that_is_gone_is_named_with_its_remedy(tmp_path: Path) -> None:
    clips, store = record_tone("第一句话。\n\n第二句话。\n", tmp_path)
    store.path(clips[1].key).unlink()
    (piece,) = (one for one in plan(clips, titles=["一"]).slices if clips[1] in _clips(one))
    with pytest.raises(OutputError) as caught:
        render(piece, store)
    assert str(caught.value) == (
        "the recording of “第二句话。” is gone from the store\n"
        "Run the same command again: it is made anew."
    )


def test_many_slices_come_out_in_order(tmp_path: Path) -> None:
    paragraphs = [f"第{word}段。" for word in "一二三四五六七八九十甲乙丙丁"]
    clips, store = record_tone("\n\n".join(paragraphs), tmp_path / "all")
    together = frames_of(clips, store)
    assert len(set(together)) == len(together) == len(paragraphs) + 2
    for number, text in enumerate(paragraphs):
        alone = frames_of(*record_tone(text, tmp_path / str(number)))
        assert alone[1] == together[1 + number]


def test_gain_that_is_no_number_is_refused(
    recorded: tuple[tuple[Clip, ...], ClipStore],
) -> None:
    clips, store = recorded
    piece = next(piece for piece in plan(clips).slices if piece.cues)
    with pytest.raises(ValueError, match="no gain"):
        render(piece, store, math.nan)
