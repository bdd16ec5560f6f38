"""Locks that the operating system holds: they are gone when their holder is, however it ended."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from boyin.ground.errors import BusyError, OutputError
from boyin.ground.files import write_whole

if TYPE_CHECKING:
    from filelock import BaseFileLock

_WAIT_SECONDS = 3
_GATE_SECONDS = 60


@contextmanager
def building(folder: Path, cache: Path) -> Iterator[None]:
    """Holds the episode in `folder` for this process: two builds of one episode don't fight.

    Raises BusyError, after a short wait, if another process builds it.
    """
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
    path = cache / "locks" / f"{name}.lock"
    what = "another build of this episode is running"
    with _held(path, _WAIT_SECONDS, place=str(folder), message=what):
        _say_holder(path)
        # A prune under way may take what this build would count on.
        with _held(_gate(cache), _GATE_SECONDS, place=str(cache), message="it is being pruned"):
            pass
        yield


@contextmanager
def no_build(cache: Path) -> Iterator[None]:
    """Holds off every build that would use `cache`. Raises BusyError if one is running."""
    with _held(_gate(cache), _WAIT_SECONDS, place=str(cache), message="it is being pruned"):
        for path in sorted((cache / "locks").glob("*.lock")):
            if path != _gate(cache):
                with _held(path, 0, place=str(cache), message="a build uses it"):
                    pass
        yield


@contextmanager
def _held(path: Path, seconds: float, *, place: str, message: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock: BaseFileLock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=seconds, poll_interval=0.05)
    except Timeout as error:
        # Asked only now: a holder that began at the same moment has said its name meanwhile.
        message += _holder(path)
        raise BusyError(message, place=place, remedy="Wait until it has ended.") from error
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"can't be written: {reason}", place=str(path)) from error
    try:
        yield
    finally:
        lock.release()


def _gate(cache: Path) -> Path:
    return cache / "locks" / "prune.lock"


def _say_holder(path: Path) -> None:
    # Beside the lock and not in it: Windows lets nobody read a file that is locked.
    write_whole(path.with_suffix(".pid"), str(os.getpid()).encode())


def _holder(path: Path) -> str:
    try:
        return f" (process {int(path.with_suffix('.pid').read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        return ""
