"""Everything has its place in whole samples, and a slice is the same wherever it stands."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boyin.casts.cast import PAUSES, CastVoice, Pacing
from boyin.casts.transitions import Slot
from boyin.clips.clips import Clip
from boyin.clips.store import Take
from boyin.engines.base import Voice
from boyin.master.mp3 import ENCODER_DELAY, FRAME_SAMPLES
from boyin.normalization.speech import Speech
from boyin.script.block_segments import Border
from boyin.script.script import Segment
from boyin.sound.samples import resample
from boyin.timeline.timeline import (
    FRAME,
    RATE,
    TAIL,
    Room,
    Slice,
    Timeline,
    clip_length,
    plan_timeline,
)
from tests.making import ARTICLE, CHAPTERS, record_tone

BORDERS: tuple[Border, ...] = get_args(Border)
CHIME = 52_920
CHAPTER_CHIME: Mapping[Slot, Room] = {"chapter": Room(CHIME)}
NO_PACING = Pacing(roles={}, **dict.fromkeys(PAUSES, 0.0))


def clip(number: int, *, samples: int, border: Border = "sentence", chapter: int = 0) -> Clip:
    """A clip of so many samples at 24 kHz, whatever they sound like."""
    segment = Segment(
        id=f"s{number}",
        role="narration",
        language="zh",
        written="字",
        chapter=chapter,
        border=border,
        lines=(1, 1),
        spans=((0, 1),),
    )
    take = Take(24_000, samples + 500, 100, 100 + samples)
    voice = CastVoice("tone", Voice("tone_low"))
    return Clip(Speech(segment, "字", ()), f"key{number}", voice, take, fresh=False)


def run_of(*borders: Border, chapter_after: frozenset[int] = frozenset()) -> list[Clip]:
    clips, chapter = [], 0
    for number, border in enumerate(borders):
        clips.append(clip(number, samples=9_001 + 777 * number, border=border, chapter=chapter))
        chapter += border == "chapter"
    return clips


def plan(
    clips: list[Clip],
    pacing: Pacing | None = None,
    rooms: Mapping[Slot, Room] = CHAPTER_CHIME,
) -> Timeline:
    chapters = clips[-1].speech.segment.chapter + 1
    titles = [f"章{number}" for number in range(chapters)]
    return plan_timeline(clips, pacing or Pacing(), titles=titles, rooms=rooms)


def pause_of(pacing: Pacing, border: Border) -> float:
    """What is asked for between two segments of one voice."""
    return pacing.behind("narration", "clause" if border == "voice" else border)


def check(timeline: Timeline, clips: list[Clip], pacing: Pacing) -> None:
    """What holds of every timeline."""
    position = 0
    for piece in timeline.slices:
        assert piece.start == position
        assert piece.length > 0
        assert piece.length % FRAME == 0
        position += piece.length
        for cue in piece.cues:
            assert 0 <= cue.start < cue.end <= piece.length
    assert timeline.length == position
    heard = list(timeline.cues())
    assert [one for one, _, _ in heard] == clips
    for number, (one, start, end) in enumerate(heard):
        assert end - start == clip_length(one)
        following = heard[number + 1][1] if number + 1 < len(heard) else timeline.length
        asked = pause_of(pacing, one.speech.segment.border)
        assert following - end >= round(asked * RATE)
    borders = [0]
    for chapter in timeline.chapters:
        assert chapter.start == borders[-1] < chapter.end
        borders.append(chapter.end)
    assert borders[-1] == timeline.length


def test_frame_is_that_of_the_encoder() -> None:
    assert FRAME == FRAME_SAMPLES
    # A frame reaches one frame and the decoder's 529 samples beyond the encoder's own delay.
    assert TAIL == ENCODER_DELAY + 529


@pytest.mark.parametrize("samples", [1, 2, 319, 320, 24_000, 123_457])
def test_clip_is_as_long_as_its_resampled_sound(samples: int) -> None:
    planned = clip_length(clip(0, samples=samples))
    assert planned == resample(np.zeros(samples, np.float32), 24_000, RATE).size


@pytest.mark.parametrize("border", BORDERS)
def test_every_border_has_its_pause(border: Border) -> None:
    clips = run_of(border, "sentence")
    if border == "chapter":
        clips = [clips[0], clip(1, samples=5_000, chapter=1)]
    timeline = plan(clips, rooms={})
    check(timeline, clips, Pacing())
    (_, _, end), (_, start, _) = timeline.cues()
    asked = pause_of(Pacing(), border)
    assert asked <= (start - end) / RATE < asked + FRAME / RATE


def test_pauses_grow_with_the_border() -> None:
    lengths = [pause_of(Pacing(), border) for border in BORDERS]
    assert lengths == sorted(lengths)


def test_sentences_of_a_paragraph_share_a_slice() -> None:
    timeline = plan(run_of("sentence", "voice", "paragraph", "clause", "heading"))
    assert [len(piece.cues) for piece in timeline.slices] == [0, 3, 2, 0]


def test_start_and_end_are_silence_as_long_as_asked() -> None:
    timeline = plan(run_of("paragraph"), Pacing(start=0.5, end=2.0))
    first, last = timeline.slices[0], timeline.slices[-1]
    assert first == Slice(0, math.ceil(0.5 * RATE / FRAME) * FRAME)
    assert (last.length, last.cues) == (math.ceil(2.0 * RATE / FRAME) * FRAME, ())


def test_transition_stands_before_every_chapter_but_the_first() -> None:
    clips = run_of("title", "chapter", "heading", "chapter", "paragraph")
    timeline = plan(clips)
    check(timeline, clips, Pacing())
    assert [chapter.title for chapter in timeline.chapters] == ["章0", "章1", "章2"]
    transitions = [piece for piece in timeline.slices if piece.sound]
    assert len(transitions) == 2
    for piece, chapter in zip(transitions, timeline.chapters[1:], strict=True):
        assert piece.cues == ()
        assert piece.length >= CHIME + round(Pacing().after_transition * RATE)
        assert chapter.start == piece.start + piece.length, "the chapter begins behind its sound"
    starts = {one.speech.segment.chapter: start for one, start, _ in reversed([*timeline.cues()])}
    assert [starts[1], starts[2]] == [chapter.start for chapter in timeline.chapters[1:]]
    assert starts[0] == timeline.slices[0].length


def test_no_transition_leaves_the_chapters_pause() -> None:
    clips = run_of("chapter", "paragraph")
    timeline = plan(clips, rooms={})
    assert not any(piece.sound for piece in timeline.slices)
    (_, _, end), (_, start, _) = timeline.cues()
    assert start == timeline.chapters[1].start
    assert start - end >= round(Pacing().chapter * RATE)


def test_article_that_begins_with_a_heading_has_no_transition_there() -> None:
    clips = run_of("heading", "paragraph")
    timeline = plan(clips)
    assert not any(piece.sound for piece in timeline.slices)
    assert [(c.title, c.start) for c in timeline.chapters] == [("章0", 0)]


@pytest.mark.parametrize("border", BORDERS)
def test_slice_ends_in_silence_even_where_no_pause_is_asked_for(border: Border) -> None:
    clips = run_of("sentence", border, border, "chapter")
    clips.append(clip(9, samples=4_321, chapter=clips[-1].speech.segment.chapter + 1))
    timeline = plan(clips, NO_PACING)
    check(timeline, clips, NO_PACING)
    for piece in timeline.slices:
        spoken = max((cue.end for cue in piece.cues), default=CHIME if piece.sound else 0)
        assert piece.length - spoken >= TAIL


def shape(timeline: Timeline) -> list[tuple[int, tuple[tuple[str, int, int], ...], Slot | None]]:
    """The slices without their places in the episode."""
    return [
        (
            piece.length,
            tuple((cue.clip.speech.segment.written, cue.start, cue.end) for cue in piece.cues),
            piece.sound,
        )
        for piece in timeline.slices
    ]


def test_inserted_paragraph_leaves_the_other_slices_alone(tmp_path: Path) -> None:
    before, _ = record_tone(ARTICLE, tmp_path)
    marker = "正文的第一段"
    edited = ARTICLE.replace(marker, f"插进来的一段。它也有两句话。\n\n{marker}")
    after, _ = record_tone(edited, tmp_path)
    plain = plan_timeline(before, Pacing(), titles=CHAPTERS, rooms=CHAPTER_CHIME)
    longer = plan_timeline(after, Pacing(), titles=CHAPTERS, rooms=CHAPTER_CHIME)
    new = [piece for piece in shape(longer) if any("插进来" in text for text, _, _ in piece[1])]
    assert len(new) == 1
    rest = shape(longer)
    rest.remove(new[0])
    assert rest == shape(plain)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(BORDERS), st.integers(50, 60_000)), min_size=1, max_size=30),
    st.sampled_from([0, 1, CHIME]),
    st.floats(0, 3),
)
def test_any_run_of_clips_keeps_the_promises(
    run: list[tuple[Border, int]], transition: int, pause: float
) -> None:
    clips, chapter = [], 0
    for number, (border, samples) in enumerate(run):
        clips.append(clip(number, samples=samples, border=border, chapter=chapter))
        chapter += border == "chapter"
    pacing = Pacing(roles={}, **dict.fromkeys(PAUSES, pause))
    timeline = plan(clips, pacing, {"chapter": Room(transition)} if transition else {})
    check(timeline, clips, pacing)
    assert len(timeline.chapters) == clips[-1].speech.segment.chapter + 1
