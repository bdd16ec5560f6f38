"""A text is spoken once, checked, and found again; what is wrong with it is said and not kept."""

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from boyin.casts.cast_file import load_cast
from boyin.clips.clips import clip_key, order_clips
from boyin.clips.plausibility import check_recording
from boyin.clips.recording import Progress, record
from boyin.clips.store import ClipStore
from boyin.engines.base import Recording, Voice
from boyin.engines.tone import ToneEngine
from boyin.ground.errors import CastError, EngineError
from boyin.normalization.speech import Speech
from boyin.pronunciation.lexicon import Lexicon
from tests.making import ARTICLE, CountingEngine, record_tone, speeches_of

VOICE = Voice("tone_low")

# Everything that shapes a sound: one of them changed is another clip.
KEYS = [
    ("你好。", VOICE, "tone/1"),
    ("你好！", VOICE, "tone/1"),
    ("你好。 ", VOICE, "tone/1"),
    ("", VOICE, "tone/1"),
    ("你好。", replace(VOICE, name="tone_high"), "tone/1"),
    ("你好。", replace(VOICE, speed=1.01), "tone/1"),
    ("你好。", replace(VOICE, speed=0.99), "tone/1"),
    ("你好。", replace(VOICE, pitch=0.5), "tone/1"),
    ("你好。", replace(VOICE, pitch=-0.5), "tone/1"),
    ("你好。", VOICE, "tone/2"),
    ("tone/1", VOICE, "你好。"),
]

SENTENCES = "第一句话说完了。\n\n第二句话长得多，所以它最后才录完。\n\n第三句话。\n"


def test_key_changes_with_everything_that_shapes_the_sound() -> None:
    keys = [clip_key(text, voice, fingerprint=print_) for text, voice, print_ in KEYS]
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)
    alike = [(a, b) for a, b in combinations(range(len(KEYS)), 2) if keys[a] == keys[b]]
    assert alike == []


def test_key_depends_on_nothing_else() -> None:
    voice = Voice("tone_" + "low", speed=1.0, pitch=0.0)
    assert clip_key("你" + "好。", voice, fingerprint="tone/1") == clip_key(
        "你好。", VOICE, fingerprint="tone/1"
    )


def test_key_ignores_place_and_article(tmp_path: Path) -> None:
    here, _ = record_tone("# 一\n\n同一句话。\n", tmp_path)
    there, _ = record_tone("## 二\n\n别的话。\n\n还有一段。同一句话。\n", tmp_path)
    keys = {clip.speech.spoken: clip.key for clip in there}
    assert keys["同一句话。"] == here[-1].key
    assert not there[-1].fresh


def test_clips_stand_in_the_order_of_speeches(tmp_path: Path) -> None:
    clips, _ = record_tone(ARTICLE, tmp_path)
    assert [clip.speech for clip in clips] == speeches_of(ARTICLE)
    assert all(clip.fresh for clip in clips)


@dataclass
class SlowEngine(CountingEngine):
    """Keeps those waiting who come first, so that the last are done before them."""

    workers: int = 3
    finished: list[str] = field(default_factory=list)

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        recording = super().synthesize(pronounced, voice)
        time.sleep(0.3 if "第二" in pronounced else 0.0)
        self.finished.append(pronounced)
        return recording


def test_order_is_kept_whatever_finishes_first(tmp_path: Path) -> None:
    engine = SlowEngine()
    clips, _ = record_tone(SENTENCES, tmp_path, engine=engine)
    assert [clip.speech.segment.written for clip in clips] == SENTENCES.split()
    assert engine.spoken[0].startswith("第二"), "the longest begins first"
    assert engine.finished[-1].startswith("第二"), "and was done last"


def test_recording_begins_before_the_rest_is_worked_out() -> None:
    events: list[str] = []

    def worked_out() -> Iterator[Speech]:
        for speech in speeches_of("第一句。\n\n这句有 English。\n\n第三句。\n"):
            events.append(f"read {speech.spoken}")
            yield speech

    engine, cast = ToneEngine(), load_cast("tone")
    orders = order_clips(
        worked_out(),
        cast=cast,
        engines={"tone": engine},
        lexicon=Lexicon(),
        on_new=lambda order: events.append(f"begun {order.speech.spoken}"),
    )
    assert events == [
        *("read 第一句。", "begun 第一句。"),
        *("read 这句有 English。", "read 第三句。", "begun 第三句。"),
        "begun 这句有 English。",
    ]
    assert [order.speech.spoken for order in orders] == ["第一句。", "这句有 English。", "第三句。"]


def test_text_that_comes_twice_is_recorded_once(tmp_path: Path) -> None:
    engine = CountingEngine()
    clips, _ = record_tone("同一句话。\n\n别的话。\n\n同一句话。\n", tmp_path, engine=engine)
    assert sorted(engine.spoken) == ["别的话。", "同一句话。"]
    assert [clip.speech.spoken for clip in clips] == ["同一句话。", "别的话。", "同一句话。"]
    assert clips[0].key == clips[2].key
    assert clips[0].take == clips[2].take


def test_second_run_records_nothing(tmp_path: Path) -> None:
    first, _ = record_tone(ARTICLE, tmp_path)
    engine = CountingEngine(fingerprint=ToneEngine.fingerprint)
    again, _ = record_tone(ARTICLE, tmp_path, engine=engine)
    assert engine.spoken == []
    assert [(clip.key, clip.take) for clip in again] == [(clip.key, clip.take) for clip in first]
    assert not any(clip.fresh for clip in again)


def test_only_what_was_edited_is_recorded(tmp_path: Path) -> None:
    record_tone(ARTICLE, tmp_path)
    engine = CountingEngine(fingerprint=ToneEngine.fingerprint)
    edited = ARTICLE.replace("它有两句。", "它有三句。再一句。").replace("- 第一项\n", "")
    clips, _ = record_tone(edited, tmp_path, engine=engine)
    assert sorted(engine.spoken) == ["再一句。", "它有三句。"]
    assert [clip.speech.spoken for clip in clips if clip.fresh] == ["它有三句。", "再一句。"]


def test_damaged_clip_is_recorded_again_just_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clips, store = record_tone(SENTENCES, tmp_path)
    path = store.path(clips[1].key)
    sound = bytearray(path.read_bytes())
    sound[-1000] ^= 1
    path.write_bytes(sound)
    engine = CountingEngine(fingerprint=ToneEngine.fingerprint)
    with caplog.at_level(logging.WARNING):
        again, _ = record_tone(SENTENCES, tmp_path, engine=engine)
        third, _ = record_tone(SENTENCES, tmp_path, engine=engine)
    assert engine.spoken == [clips[1].speech.spoken]
    assert len(caplog.records) == 1
    assert [clip.fresh for clip in again] == [False, True, False]
    assert [clip.fresh for clip in third] == [False, False, False]


TAKE = ToneEngine().synthesize(SENTENCES.split()[1], VOICE).samples
ENGLISH = "Nobody in this room knows why the world is in peril."
FAULTS: dict[str, tuple[Any, str]] = {
    "raises": (EngineError("the line is dead"), "can't be recorded: the line is dead"),
    "nothing": (TAKE[:0], "nothing was recorded for"),
    "not a number": (np.where(np.arange(TAKE.size) == 900, np.nan, TAKE), "values that are no"),
    "infinite": (np.where(np.arange(TAKE.size) == 900, np.inf, TAKE), "values that are no sound"),
    "over full scale": (TAKE * 4, "values that are no sound"),
    "digital silence": (TAKE * 0, "is silent"),
    "as good as silent": (TAKE * 0.001, "is silent"),
    "a third of it": (TAKE[: TAKE.size // 3], "which can't be all of it"),
    "a click": (np.where(np.arange(TAKE.size) == 900, 0.9, 0.0), "can't be all of it"),
    "far too long": (np.tile(TAKE, 6), "which can't be all of it"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faulty_recording_names_text_and_line(tmp_path: Path, case: str) -> None:
    instead, message = FAULTS[case]
    engine = CountingEngine(spoiled={"第二": instead})
    with pytest.raises(EngineError) as caught:
        record_tone(SENTENCES, tmp_path, engine=engine)
    assert caught.value.place == "line 3"
    assert message in caught.value.message
    assert "“第二句话长得多，所以它最后才录完。”" in caught.value.message


@pytest.mark.parametrize("case", FAULTS)
def test_faulty_recording_is_not_kept_and_the_others_are(tmp_path: Path, case: str) -> None:
    text = SENTENCES.replace("第二句话长得多，所以它最后才录完。", "第二句话。")
    # As short as its fellows, so that not all of them are still to come when it fails.
    instead, _ = FAULTS[case]
    spoiled = instead if isinstance(instead, Exception) else instead[: TAKE.size // 9]
    if case in ("far too long", "a third of it"):
        spoiled = np.tile(TAKE, 6) if case == "far too long" else TAKE[:2_000]
    engine = CountingEngine(spoiled={"第二": spoiled}, fingerprint="tone/1")
    with pytest.raises(EngineError):
        record_tone(text, tmp_path, engine=engine)
    sound = CountingEngine(fingerprint="tone/1")
    record_tone(text, tmp_path, engine=sound)
    # The third may have been begun before the fault of the second was seen, or not.
    assert "第一句话说完了。" not in sound.spoken
    assert "第二句话。" in sound.spoken


def test_fault_of_the_engine_itself_keeps_its_place(tmp_path: Path) -> None:
    error = EngineError("not an ONNX model", place="/models/k.onnx", remedy="Get another.")
    with pytest.raises(EngineError) as caught:
        record_tone(SENTENCES, tmp_path, engine=CountingEngine(spoiled={"第一": error}))
    assert str(caught.value) == "/models/k.onnx: not an ONNX model\nGet another."


def test_text_that_cannot_be_said_names_its_line(tmp_path: Path) -> None:
    speeches = speeches_of(SENTENCES)
    speeches[2] = replace(speeches[2], spoken="……")
    cast = load_cast("tone")
    with pytest.raises(Exception, match="nothing to say") as caught:
        record(
            speeches,
            cast=cast,
            engines={"tone": ToneEngine()},
            store=ClipStore(tmp_path),
            lexicon=Lexicon(),
        )
    assert str(caught.value).startswith("line 5: ")


def test_error_of_the_cast_is_left_as_it_is(tmp_path: Path) -> None:
    engine = CountingEngine(spoiled={"第一": CastError("no such voice", place="my.yaml:3")})
    with pytest.raises(CastError) as caught:
        record_tone(SENTENCES, tmp_path, engine=engine)
    assert str(caught.value) == "my.yaml:3: no such voice"


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
@pytest.mark.parametrize(
    "text", ["好。", "一二三四五六七八九十。", "长句子，" * 40, "No.", ENGLISH, "Hmm, a b c d."]
)
def test_whole_recordings_pass_at_every_speed(text: str, speed: float) -> None:
    voice = Voice("tone_low", speed=speed)
    check_recording(ToneEngine().synthesize(text, voice), text, speed)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4])
@pytest.mark.parametrize("text", ["一二三四五六七八九十。", "长句子，" * 40])
def test_recording_that_breaks_off_is_found_out(text: str, share: float) -> None:
    whole = ToneEngine().synthesize(text, VOICE)
    part = Recording(whole.samples[: round(share * whole.samples.size)], whole.rate)
    with pytest.raises(EngineError, match="can't be all of it"):
        check_recording(part, text, 1.0)


def test_progress_counts_what_is_recorded_and_nothing_else(tmp_path: Path) -> None:
    cast, store = load_cast("tone"), ClipStore(tmp_path)
    told: list[Progress] = []
    record_tone("第一句话说完了。\n", tmp_path)
    clips = record(
        speeches_of(SENTENCES),
        cast=cast,
        engines={"tone": ToneEngine()},
        store=store,
        lexicon=Lexicon(),
        on_progress=told.append,
    )
    assert [(p.done, p.total) for p in told] == [(0, 2), (1, 2), (2, 2)]
    assert [p.share for p in told] == sorted(p.share for p in told)
    assert (told[0].share, told[-1].share) == (0.0, 1.0)
    assert told[-1].seconds == pytest.approx(sum(clip.take.seconds for clip in clips if clip.fresh))


def test_progress_is_whole_where_nothing_is_to_do(tmp_path: Path) -> None:
    record_tone(SENTENCES, tmp_path)
    told: list[Progress] = []
    record(
        speeches_of(SENTENCES),
        cast=load_cast("tone"),
        engines={"tone": ToneEngine()},
        store=ClipStore(tmp_path),
        lexicon=Lexicon(),
        on_progress=told.append,
    )
    assert told == [Progress(0, 0, 0.0, 1.0)]


def test_digits_of_english_count_as_speech() -> None:
    spoken = "Nature, 580(7802), 1234-1240."
    take = np.tile(TAKE, 3)[: 24_000 * 4]
    check_recording(Recording(take.astype(np.float32), 24_000), spoken, 1.0)
