"""When a request is made again, when it is given up, and when everything stops.

Promise: an answer that was proven, or the fault that ended it. A fault that says nothing will get
through stops everyone; one that can be this text's bad luck is tried again, later each time. How
often depends on whether other answers came through meanwhile: if so, the service is well.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from boyin.engines.edge.faults import FaultError, Kind
from boyin.engines.edge.gate import Gate

if TYPE_CHECKING:
    from tenacity import RetryCallState

_Result = TypeVar("_Result")

_TRIES: dict[Kind, tuple[int, int]] = {
    "lost": (4, 8),
    "unproven": (4, 8),
    "mute": (3, 5),
    "odd": (3, 5),
    "busy": (4, 8),
    "away": (1, 4),
    "barred": (1, 1),
    "refused": (1, 1),
}
"""How often a request is made that meets such faults; the second number where others succeed."""

_MOST_TRIES = 10
_EVERYONES: frozenset[Kind] = frozenset({"busy", "away", "barred", "refused"})
"""Faults that have nothing to do with the text."""
_SOMEBODYS: frozenset[Kind] = frozenset({"lost", "odd"})
"""Faults that may be one text's bad luck: if no other gets through either, they are everyone's."""
_LONGEST_PAUSE = 600.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 20.0


async def persist(
    attempt: Callable[[], Awaitable[_Result]], gate: Gate, *, pause: float
) -> _Result:
    """What `attempt` returns, through the gate, as often as its faults allow.

    pause: seconds; the first wait is no longer. Raises the last FaultError, or that which stops
    the gate: `gate.stopped`.
    """
    import tenacity

    faults: list[FaultError] = []
    before = gate.admitted
    try:
        return await tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(FaultError),
            stop=lambda _: gate.stopped is not None or _is_enough(faults, gate, before),
            wait=_waits(faults, min(_FIRST_WAIT, pause)),
            reraise=True,
        )(_once, attempt, gate, faults)
    except FaultError as fault:
        if fault.kind in _EVERYONES or (fault.kind in _SOMEBODYS and gate.admitted == before):
            first = await gate.stop(fault)
            if first is not fault:
                raise first from fault
        raise


async def _once(
    attempt: Callable[[], Awaitable[_Result]], gate: Gate, faults: list[FaultError]
) -> _Result:
    """One attempt in its turn; the gate learns how it ended, and `faults` what went wrong."""
    async with gate.turn():
        try:
            result = await attempt()
        except FaultError as fault:
            faults.append(fault)
            gate.failed(fault)
            raise
    gate.succeeded()
    return result


def _waits(faults: Sequence[FaultError], shortest: float) -> "Callable[[RetryCallState], float]":
    """How long to wait before each attempt, in seconds."""
    import tenacity

    # Jitter keeps the workers apart, and nothing else depends on it.
    jitter = tenacity.wait_random(0, shortest)
    backoff = tenacity.wait_exponential(multiplier=shortest, max=_LONGEST_WAIT) + jitter

    def wait(state: "RetryCallState") -> float:
        # Behind a stopped gate there is no fault of its own; while the service is busy the gate
        # does the waiting.
        return backoff(state) if faults and faults[-1].kind != "busy" else 0.0

    return wait


def _is_enough(faults: Sequence[FaultError], gate: Gate, before: int) -> bool:
    fault = faults[-1]
    same = sum(other.kind == fault.kind for other in faults)
    if (fault.retry_after or 0.0) > _LONGEST_PAUSE:
        return True
    return same >= _TRIES[fault.kind][gate.admitted > before] or len(faults) >= _MOST_TRIES
