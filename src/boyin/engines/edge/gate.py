"""The gate that all requests go through: how many at once, when all wait, when none may go on.

Promise: never more at once than the limit, nobody while the service wants a pause, and nobody any
more once it is clear that the service can't be used. All of it runs on one event loop.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from boyin.engines.edge.faults import FaultError

_FIRST_LIMIT = 2
"""Until one answer is admitted: a service that is away, or lets nobody in, is asked twice."""


class Gate:
    """Lets requests through, fewer after a fault and more after answers."""

    def __init__(self, parallel: int, pause: float) -> None:
        self.parallel = parallel
        self.limit = float(min(_FIRST_LIMIT, parallel))
        self.under_way = 0
        self.admitted = 0
        """Answers so far: what tells a service out of order from one unlucky text."""
        self.stopped: FaultError | None = None
        self._pause = pause
        self._pauses = 0
        self._resume_at = 0.0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One request's turn; raises the FaultError that stopped everything."""
        await self._enter()
        try:
            yield
        finally:
            self.under_way -= 1
            await self._tell()

    async def _enter(self) -> None:
        async with self._changed:
            while True:
                if self.stopped:
                    raise self.stopped
                wait = self._resume_at - time.monotonic()
                if wait <= 0 and self.under_way < int(self.limit):
                    self.under_way += 1
                    return
                try:
                    await asyncio.wait_for(self._changed.wait(), wait if wait > 0 else None)
                except TimeoutError:
                    continue

    def succeeded(self) -> None:
        """An answer was admitted."""
        self.admitted += 1
        self._pauses = 0
        self.limit = min(self.limit + 1, self.parallel)

    def failed(self, fault: FaultError) -> None:
        """A request failed: fewer at once, and a pause for all if the service wants one."""
        self.limit = max(1.0, self.limit / 2 if fault.kind == "busy" else self.limit - 0.5)
        if fault.kind == "busy":
            self.pause(fault.retry_after)

    def pause(self, seconds: float | None) -> None:
        """Nobody enters for `seconds`; where the service names none, longer each time."""
        now = time.monotonic()
        if seconds is None:
            # Those under way when the pause began hit the same wall: that is one refusal.
            if now < self._resume_at:
                return
            seconds = self._pause * 2.0 ** min(self._pauses, 2)
            self._pauses += 1
        self._resume_at = max(self._resume_at, now + seconds)

    async def stop(self, fault: FaultError) -> FaultError:
        """Nobody enters any more; what stopped it first is returned."""
        self.stopped = self.stopped or fault
        await self._tell()
        return self.stopped

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
