"""From Speeches to Clips: each text is spoken once per voice, checked, and kept.

A clip's key is everything that shapes its sound and nothing else, so what moves in an article is
not recorded again. What an engine returns enters the store only if it can be speech.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

from boyin.clip_store import ClipStore, Take
from boyin.engines.base import Engine, Recording, Voice
from boyin.errors import BoyinError, EngineError
from boyin.languages import Language
from boyin.memo import Memo
from boyin.plausibility import check_recording
from boyin.speech.lexicon import Lexicon
from boyin.speech.speech import Speech
from boyin.voices import Cast, CastVoice

FORMAT = 3
"""Raised when what is kept of a recording changes."""

_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Clip:
    """A speech and the recording of it that the store holds."""

    speech: Speech
    key: str
    cast_voice: CastVoice
    take: Take
    fresh: bool
    """Recorded just now; False where it was in the store."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far recording has come."""

    done: int
    total: int
    """Clips to record, those in the store not counted."""
    seconds: float
    """Of speech recorded so far."""
    share: float
    """Of the work, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Order:
    """A speech, and all that an engine needs to record it."""

    speech: Speech
    key: str
    cast_voice: CastVoice
    engine: Engine
    pronounced: str

    @property
    def voice(self) -> Voice:
        """Who speaks, and how."""
        return self.cast_voice.voice

    def clip(self, take: Take, *, fresh: bool = False) -> Clip:
        """The clip it becomes with this recording."""
        return Clip(self.speech, self.key, self.cast_voice, take, fresh)


def clip_key(pronounced: str, voice: Voice, *, fingerprint: str, take: int = 1) -> str:
    """The key of a clip: a digest of everything that shapes its sound.

    pronounced: what the engine is given to speak. fingerprint: the engine's.
    take: from 1; another one is another recording of the same.
    """
    parts = [FORMAT, fingerprint, voice.name, voice.speed, voice.pitch, pronounced]
    parts += [take] if take > 1 else []
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def record(
    speeches: Sequence[Speech],
    *,
    cast: Cast,
    engines: Mapping[str, Engine],
    store: ClipStore,
    lexicon: Lexicon,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> tuple[Clip, ...]:
    """A clip for every speech, from the store where it is there, from its engine where it is not.

    Raises the first error of an engine; clips finished by then are kept.
    """
    orders = order_clips(speeches, cast=cast, engines=engines, lexicon=lexicon)
    takes: dict[str, Take] = {}
    fresh: set[str] = set()
    for key, take, is_fresh in recordings([[one] for one in orders], store, on_progress):
        takes[key] = take
        fresh |= {key} if is_fresh else set()
    return tuple(one.clip(takes[one.key], fresh=one.key in fresh) for one in orders)


def order_clips(
    speeches: Sequence[Speech],
    *,
    cast: Cast,
    engines: Mapping[str, Engine],
    lexicon: Lexicon,
    memo: Memo | None = None,
    recording: bool = True,
) -> tuple[Order, ...]:
    """What is to be recorded for each speech; the store may have it already.

    memo: what was worked out before. recording: it follows, so that an engine whose texts are new
    may begin to load.
    """
    kept = memo or Memo()
    read = {
        name: pronouncer(engine, lexicon.for_engine(name), kept, recording=recording)
        for name, engine in engines.items()
    }

    def order(speech: Speech) -> Order:
        segment = speech.segment
        with _placed(speech):
            chosen = cast.reader_of(segment.role, segment.language, speech.retake)
            pronounced = read[chosen.engine](speech.spoken, segment.language, chosen.voice)
        engine = engines[chosen.engine]
        take = speech.retake.take if speech.retake else 1
        key = clip_key(pronounced, chosen.voice, fingerprint=engine.fingerprint, take=take)
        return Order(speech, key, chosen, engine, pronounced)

    return tuple(order(speech) for speech in speeches)


def pronouncer(
    engine: Engine, lexicon: Lexicon, memo: Memo, *, recording: bool = False
) -> Callable[[str, Language, Voice], str]:
    """From spoken text, language and voice to what `engine` is given to speak.

    recording: that it will speak, too, so that it begins to load with the first text that is new.
    What it returns raises what `engine.pronounce` raises.
    """
    readings = lexicon.digest

    def read(spoken: str, language: Language, voice: Voice) -> str:
        def work_out() -> str:
            if recording:
                engine.warm_up()
            return engine.pronounce(spoken, language, voice=voice, lexicon=lexicon)

        asked = (engine.name, voice.name, language, readings, spoken)
        return memo.answer("pronounced", *asked, work_out=work_out)

    return read


def recordings(
    groups: Iterable[Sequence[Order]],
    store: ClipStore,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Iterator[tuple[str, Take, bool]]:
    """Key and take of every clip, each once, and whether it was recorded just now.

    Those in the store come first, the others as they are finished. What stands in one group is
    recorded together, so that somebody who waits for a whole group can begin early.
    Raises the first error of an engine; clips finished by then are kept.
    """
    seen: set[str] = set()
    missing: list[list[Order]] = []
    for group in groups:
        missing.append([])
        for order in group:
            if order.key in seen:
                continue
            seen.add(order.key)
            if take := store.find(order.key):
                yield order.key, take, False
            else:
                missing[-1].append(order)
    for key, take in _record_all(_longest_first(missing), store, on_progress):
        yield key, take, True


def _longest_first(groups: Iterable[Sequence[Order]]) -> list[Order]:
    """The orders of the longest group first, in it the longest first.

    A long sentence begun last would leave the other workers idle.
    """

    def work(order: Order) -> int:
        return len(order.pronounced)

    by_length = sorted(groups, key=lambda group: -sum(map(work, group)))
    return [one for group in by_length for one in sorted(group, key=lambda one: -work(one))]


def _record_all(
    orders: Sequence[Order], store: ClipStore, on_progress: Callable[[Progress], None]
) -> Iterator[tuple[str, Take]]:
    """Makes every recording, as many at once as its engine can, and yields them as they finish.

    The waiting is done in short steps: an interruption must not wait for the longest sentence.
    """
    on_progress(Progress(0, len(orders), 0.0, 0.0 if orders else 1.0))
    if not orders:
        return
    work = sum(len(order.pronounced) for order in orders)
    done, finished_work, seconds = 0, 0, 0.0
    pool = ThreadPoolExecutor(max(order.engine.workers for order in orders))
    try:
        waiting = {pool.submit(_record_one, order, store): order for order in orders}
        while waiting:
            for future in wait(waiting, _POLL_SECONDS, FIRST_COMPLETED).done:
                order = waiting.pop(future)
                take = future.result()
                yield order.key, take
                done, seconds = done + 1, seconds + take.seconds
                finished_work += len(order.pronounced)
                on_progress(Progress(done, len(orders), seconds, finished_work / work))
    except BoyinError:
        # What is under way when another fails is paid for: it is finished and kept.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _record_one(order: Order, store: ClipStore) -> Take:
    with _placed(order.speech):
        recording = _synthesized(order)
        check_recording(recording, order.speech.spoken, order.voice.speed)
        return store.put(order.key, recording)


def _synthesized(order: Order) -> Recording:
    try:
        return order.engine.synthesize(order.pronounced, order.voice)
    except EngineError as error:
        # What has a place of its own is wrong with the engine, not with this text.
        if error.place:
            raise
        said = f"“{order.speech.spoken[:40]}” can't be recorded: {error.message}"
        raise EngineError(said, remedy=error.remedy) from error


@contextmanager
def _placed(speech: Speech) -> Iterator[None]:
    """Gives an error that knows no place the segment's."""
    try:
        yield
    except BoyinError as error:
        if error.place is None:
            error.place = f"line {speech.segment.lines[0]}"
        raise
