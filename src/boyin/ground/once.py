"""What is made by the first who asks for it, in whatever thread, and shared from then on."""

import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import TypeVar

_Made = TypeVar("_Made")


def once(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """`make`, run a single time; threads that ask meanwhile wait for it."""
    lock, kept = threading.RLock(), cache(make)

    @wraps(make)
    def made() -> _Made:
        with lock:
            return kept()

    return made
