"""Captions fit on the screen, lose nothing, and stay in time however long an episode is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.casts.cast_file import load_cast
from boyin.clips.clips import Clip
from boyin.episode.transcripts.captions import COLUMNS, break_lines, columns, split_caption
from boyin.episode.transcripts.cues import captions_of, sentences_of
from boyin.episode.transcripts.srt import subrip
from boyin.episode.transcripts.webvtt import webvtt
from boyin.timeline.timeline import RATE, Chapter, Cue, Slice, Timeline
from tests.making import record_tone

SIGNS = st.sampled_from(
    "人工智能安全，。；“”（）——……ab cd 12 3.5% é👩‍🚀-->&<>\t/:"
) | st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS, min_size=1, max_size=400))
def test_any_text_is_shown_whole_in_lines_that_fit(text: str) -> None:
    text = " ".join(text.split()) or "人"
    spans = split_caption(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    for start, end in spans:
        lines = break_lines(text[start:end])
        assert lines is not None
        assert len(lines) <= 2
        assert all(columns(line) <= COLUMNS for line in lines)
        assert "".join("".join(lines).split()) == "".join(text[start:end].split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短句。", ("短句。",)),
        (
            "二零二六年的第一个季度，全球估值最高的人工智能公司之一，它的安全负责人离开了公司。",
            (
                "二零二六年的第一个季度，全球估值最高的人工智能公司之一，",
                "它的安全负责人离开了公司。",
            ),
        ),
        (
            "I've repeatedly seen how hard it is to truly let our values govern our actions.",
            ("I've repeatedly seen how hard it is to", "truly let our values govern our actions."),
        ),
    ],
)
def test_lines_are_broken_where_a_reader_would(text: str, lines: tuple[str, ...]) -> None:
    assert break_lines(text) == lines


def test_long_sentence_is_cut_at_its_clauses() -> None:
    text = "，".join(["人工智能安全负责人的离职信"] * 12) + "。"
    parts = [text[start:end] for start, end in split_caption(text)]
    assert len(parts) > 1
    assert all(part.endswith(("，", "。")) for part in parts)


def test_parts_of_a_sentence_share_its_time_by_what_is_spoken(tmp_path: Path) -> None:
    # 1234567890 is said in far more syllables than it has signs.
    text = "编号是1234567890123456789，" + "这里有一些字，" * 8 + "好。\n"
    clips, _ = record_tone(text, tmp_path)
    timeline = timeline_at(clips, 0)
    (first, *rest) = captions_of(sentences_of(timeline, load_cast("tone")), RATE)
    (_, start, end) = next(timeline.cues())
    assert first.start_ms == round(start * 1000 / RATE)
    assert rest[-1].end_ms == round(end * 1000 / RATE)
    assert [one.end_ms for one in (first, *rest)][:-1] == [one.start_ms for one in rest]
    shown = sum(len(line) for line in first.lines)
    last = sum(len(line) for line in rest[-1].lines)
    pace = (first.end_ms - first.start_ms) / shown
    assert pace > 1.05 * (rest[-1].end_ms - rest[-1].start_ms) / last


def timeline_at(clips: tuple[Clip, ...], start: int) -> Timeline:
    """The first clip alone, from sample `start` on."""
    clip = clips[0]
    length = (clip.take.end - clip.take.start) * RATE // clip.take.rate
    slices = (Slice(start, length, (Cue(clip, 0, length),)),)
    return Timeline(slices, (Chapter("题", 0, start + length),))


def test_captions_do_not_drift_in_hours(tmp_path: Path) -> None:
    clips, _ = record_tone("一句话。\n", tmp_path)
    length = 44_100 * 3 + 1
    slices = tuple(
        Slice(number * length, length, (Cue(clips[0], 17, length - 5),)) for number in range(3000)
    )
    end = slices[-1].start + length
    timeline = Timeline(slices, (Chapter("题", 0, end),))
    captions = list(captions_of(sentences_of(timeline, load_cast("tone")), RATE))
    assert end / RATE > 2 * 3600
    drift = [
        abs(one.start_ms - start * 1000 / RATE)
        for one, (_, start, _) in zip(captions, timeline.cues(), strict=True)
    ]
    assert max(drift) <= 0.5
    assert b"02:29:57." in webvtt(captions)
    assert b"02:29:57," in subrip(captions)


def test_escapes_of_both_formats(tmp_path: Path) -> None:
    clips, _ = record_tone("甲 --> 乙 & 丙 < 丁\n", tmp_path)
    captions = list(captions_of(sentences_of(timeline_at(clips, 0), load_cast("tone")), RATE))
    assert webvtt(captions).decode().splitlines()[3] == (
        "<v Narrator>甲 --&gt; 乙 &amp; 丙 &lt; 丁"
    )
    assert subrip(captions).decode().splitlines()[2] == "甲 --＞ 乙 & 丙 < 丁"
