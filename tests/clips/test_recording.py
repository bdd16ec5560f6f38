"""What takes no request begins to be recorded while the article is still being read aloud."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from boyin.casts.cast_file import load_cast
from boyin.clips.clips import Order, order_clips
from boyin.clips.recording import Recorder
from boyin.clips.store import ClipStore, Take
from boyin.engines.base import Recording, Voice
from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language
from boyin.ground.memo import Memo
from boyin.pronunciation.lexicon import Lexicon
from tests.making import CountingEngine, speeches_of

TEXT = "The end 到了。\n\n第一句。\n\n第二句。\n\n第三句。\n"


@dataclass
class Reader(CountingEngine):
    """An engine that remembers the order in which it read, too."""

    read: list[str] = field(default_factory=list)

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        self.read.append(spoken)
        return super().pronounce(spoken, language, voice=voice, lexicon=lexicon)


def ordered(engine: Reader, recorder: Recorder, memo: Memo | None = None) -> tuple[Order, ...]:
    return order_clips(
        speeches_of(TEXT),
        cast=load_cast("tone"),
        engines={"tone": engine},
        lexicon=Lexicon(),
        memo=memo,
        on_new=recorder.begin,
    )


def wait_for(engine: CountingEngine, spoken: int) -> None:
    deadline = time.monotonic() + 60
    while len(engine.spoken) < spoken:
        assert time.monotonic() < deadline, engine.spoken
        time.sleep(0.01)


def test_recording_begins_before_all_is_read_and_each_clip_is_made_once(tmp_path: Path) -> None:
    engine = Reader()
    with Recorder(ClipStore(tmp_path)) as recorder:
        orders = ordered(engine, recorder)
        # Two for its one worker; nobody has asked for a recording yet.
        wait_for(engine, 2)
        found = list(recorder.recordings([orders]))
    assert sorted(engine.spoken) == sorted(order.pronounced for order in orders)
    assert {key for key, _, fresh in found if fresh} == {order.key for order in orders}


class BusyDisk(ClipStore):
    """Keeps nothing before it is told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ready = threading.Event()

    def put(self, key: str, recording: Recording) -> Take:
        assert self.ready.wait(60)
        return super().put(key, recording)


def test_while_one_waits_for_the_disk_another_is_spoken(tmp_path: Path) -> None:
    engine, store = Reader(), BusyDisk(tmp_path)
    assert engine.workers == 1
    with Recorder(store) as recorder:
        orders = ordered(engine, recorder)
        wait_for(engine, 2)
        store.ready.set()
        found = list(recorder.recordings([orders]))
    assert len(found) == len(engine.spoken) == len(orders)


def test_english_is_read_last_and_stays_where_it_stands(tmp_path: Path) -> None:
    engine = Reader()
    with Recorder(ClipStore(tmp_path)) as recorder:
        orders = ordered(engine, recorder)
    assert engine.read == ["第一句。", "第二句。", "第三句。", "The end 到了。"]
    assert [order.pronounced for order in orders] == [engine.read[-1], *engine.read[:-1]]


def test_nothing_is_begun_that_was_read_before_or_that_is_kept(tmp_path: Path) -> None:
    memo, store = Memo(), ClipStore(tmp_path)
    with Recorder(store) as recorder:
        orders = ordered(Reader(), recorder, memo)
        list(recorder.recordings([orders]))
    engine = Reader()
    with Recorder(store) as recorder:
        ordered(engine, recorder, memo)
        ordered(engine, recorder)
        found = list(recorder.recordings([orders]))
    assert engine.spoken == []
    assert not any(fresh for _, _, fresh in found)


def test_service_is_not_asked_before_all_can_be_read(tmp_path: Path) -> None:
    engine = Reader(deterministic=False)
    with Recorder(ClipStore(tmp_path)) as recorder:
        ordered(engine, recorder)
    assert engine.spoken == []


def test_text_that_nobody_can_read_keeps_what_was_recorded_ahead(tmp_path: Path) -> None:
    class Illiterate(Reader):
        def pronounce(
            self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon
        ) -> str:
            if "end" in spoken:
                wait_for(self, 1)
                raise ReadingError("nobody can say this")
            return super().pronounce(spoken, language, voice=voice, lexicon=lexicon)

    engine, store = Illiterate(), ClipStore(tmp_path)
    with pytest.raises(ReadingError, match="nobody") as raised, Recorder(store) as recorder:
        ordered(engine, recorder)
    assert raised.value.place == "line 1"
    assert len(list(tmp_path.rglob("*.wav"))) == len(engine.spoken) > 0
