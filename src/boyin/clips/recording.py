"""From Orders to takes: what the store lacks is recorded, as many at once as engines can.

What an engine returns enters the store only if it can be speech.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Semaphore
from types import TracebackType
from typing import Self

from boyin.casts.cast import Cast
from boyin.clips.clips import Clip, Order, order_clips, placed
from boyin.clips.plausibility import check_recording
from boyin.clips.store import ClipStore, Take
from boyin.engines.base import Engine, Recording
from boyin.ground.errors import BoyinError, EngineError
from boyin.normalization.speech import Speech
from boyin.pronunciation.lexicon import Lexicon

_POLL_SECONDS = 0.2
_AHEAD = 2
"""Recordings begun ahead, for each worker: enough to be busy while a library loads, few enough that
the longest of all still come early."""


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


class Recorder:
    """Makes the recordings that a store lacks, and keeps each in it; a context.

    Leaving it with an error of boyin's waits for what is under way: it is paid for, and kept.
    Whatever was not begun by then is not recorded.
    """

    def __init__(self, store: ClipStore) -> None:
        self._store = store
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._turns: dict[str, Semaphore] = {}
        self._begun: dict[str, Future[Take]] = {}
        self._left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._left = True
        for pool in self._pools.values():
            pool.shutdown(wait=isinstance(error, BoyinError), cancel_futures=True)

    def begin(self, order: Order) -> None:
        """Records `order` ahead, while others are still being worked out, if its engine has time.

        A service is not asked: a text that can't be read may yet come, and nothing be made.
        """
        under_way = sum(not one.done() for one in self._begun.values())
        if (
            order.engine.deterministic
            and under_way < _AHEAD * order.engine.workers
            and order.key not in self._begun
            and not self._store.find(order.key)
        ):
            self._begun[order.key] = self._submit(order)

    def recordings(
        self,
        groups: Iterable[Sequence[Order]],
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
                take = None if order.key in self._begun else self._store.find(order.key)
                if take:
                    yield order.key, take, False
                else:
                    missing[-1].append(order)
        for key, take in self._record_all(_longest_first(missing), on_progress):
            yield key, take, True

    def _record_all(
        self, orders: Sequence[Order], on_progress: Callable[[Progress], None]
    ) -> Iterator[tuple[str, Take]]:
        """Makes every recording, and yields them as they finish."""
        on_progress(Progress(0, len(orders), 0.0, 0.0 if orders else 1.0))
        work = sum(len(order.pronounced) for order in orders)
        done, finished_work, seconds = 0, 0, 0.0
        for order, future in _as_finished(
            {self._begun.get(one.key) or self._submit(one): one for one in orders}
        ):
            take = future.result()
            yield order.key, take
            done, seconds = done + 1, seconds + take.seconds
            finished_work += len(order.pronounced)
            on_progress(Progress(done, len(orders), seconds, finished_work / work))

    def _submit(self, order: Order) -> Future[Take]:
        engine = order.engine
        if engine.name not in self._pools:
            self._turns[engine.name] = Semaphore(engine.workers)
            # One more than speak at once: while it waits for the disk, another one speaks.
            self._pools[engine.name] = ThreadPoolExecutor(engine.workers + 1)
        turns = self._turns[engine.name]
        return self._pools[engine.name].submit(self._record, order, turns)

    def _record(self, order: Order, turns: Semaphore) -> Take:
        with placed(order.speech):
            with turns:
                if self._left:
                    raise CancelledError
                recording = _synthesized(order)
            check_recording(recording, order.speech.spoken, order.voice.speed)
            return self._store.put(order.key, recording)


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
    with Recorder(store) as recorder:
        for key, take, is_fresh in recorder.recordings([[one] for one in orders], on_progress):
            takes[key] = take
            fresh |= {key} if is_fresh else set()
    return tuple(one.clip(takes[one.key], fresh=one.key in fresh) for one in orders)


def _as_finished(
    waiting: Mapping[Future[Take], Order],
) -> Iterator[tuple[Order, Future[Take]]]:
    """Each of them as it finishes."""
    finished: SimpleQueue[Future[Take]] = SimpleQueue()
    for future in waiting:
        future.add_done_callback(finished.put)
    for _ in waiting:
        future = _next(finished)
        yield waiting[future], future


def _next(finished: SimpleQueue[Future[Take]]) -> Future[Take]:
    """Waits in short steps: an interruption must not wait for the longest sentence."""
    while True:
        with suppress(Empty):
            return finished.get(timeout=_POLL_SECONDS)


def _longest_first(groups: Iterable[Sequence[Order]]) -> list[Order]:
    """The orders of the longest group first, in it the longest first.

    A long sentence begun last would leave the other workers idle.
    """

    def work(order: Order) -> int:
        return len(order.pronounced)

    by_length = sorted(groups, key=lambda group: -sum(map(work, group)))
    return [one for group in by_length for one in sorted(group, key=lambda one: -work(one))]


def _synthesized(order: Order) -> Recording:
    try:
        return order.engine.synthesize(order.pronounced, order.voice)
    except EngineError as error:
        # What has a place of its own is wrong with the engine, not with this text.
        if error.place:
            raise
        said = f"“{order.speech.spoken[:40]}” can't be recorded: {error.message}"
        raise EngineError(said, remedy=error.remedy) from error
