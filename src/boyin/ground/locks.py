"""Locks that the operating system holds: they are gone when their holder is, however it ended.

The lock of an episode stands beside its folder, where every machine that shares the disk sees it,
whatever cache each of them has. That a build uses a cache is told in the cache.

Promise: a lock's file goes with its lock. It is made, taken and removed under one more lock, the
folder's, so that nobody ever holds a file that is no longer there.
"""

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from boyin.ground.errors import BusyError, OutputError

if TYPE_CHECKING:
    from filelock import BaseFileLock

_WAIT_SECONDS = 3
_GATE_SECONDS = 60
_POLL_SECONDS = 0.05


@contextmanager
def building(folder: Path, cache: Path) -> Iterator[None]:
    """Holds the episode in `folder` for this process: two builds of one episode don't fight.

    Raises BusyError, after a short wait, if another process builds it, here or elsewhere.
    """
    place = folder.resolve()
    what = "another build of this episode is running"
    path = place.with_name(f".{place.name}.lock")
    with (
        _held(path, _WAIT_SECONDS, place=str(folder), message=what),
        _using(cache),
    ):
        yield


@contextmanager
def _using(cache: Path) -> Iterator[None]:
    own = cache / "locks" / f"{uuid.uuid4().hex}.lock"
    with _held(own, 0, place=str(cache), message="it is locked"):
        # A prune under way may take what this build would count on.
        with _held(_gate(cache), _GATE_SECONDS, place=str(cache), message="it is being pruned"):
            pass
        yield


@contextmanager
def no_build(cache: Path) -> Iterator[None]:
    """Holds off every build that would use `cache`. Raises BusyError if one is running."""
    with _held(_gate(cache), _WAIT_SECONDS, place=str(cache), message="it is being pruned"):
        for path in sorted((cache / "locks").glob("*.lock")):
            if path != _gate(cache) and not path.name.startswith("."):
                with _held(path, 0, place=str(cache), message="a build uses it"):
                    pass
        yield


@contextmanager
def _held(path: Path, seconds: float, *, place: str, message: str) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _taken(path, seconds)
        if lock is None:
            message += _holder(path)
            raise BusyError(message, place=place, remedy="Wait until it has ended.")
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"can't be written: {reason}", place=str(path)) from error
    try:
        yield
    finally:
        _let_go(lock, path)


def _taken(path: Path, seconds: float) -> "BaseFileLock | None":
    """The lock, None if another has it all the time."""
    from filelock import Timeout

    end = time.monotonic() + seconds
    while True:
        with _guard(path).acquire(timeout=_GATE_SECONDS):
            lock = _file_lock(path)
            try:
                lock.acquire(timeout=0)
                # Beside the lock and not in it: Windows lets nobody read a file that is locked. In
                # place: who is killed here leaves nothing that the next holder doesn't write anew.
                _note(path).write_bytes(f"{os.getpid()} {socket.gethostname()}".encode())
            except Timeout:
                pass
            except OSError:
                lock.release()
                raise
            else:
                return lock
        if time.monotonic() >= end:
            return None
        time.sleep(_POLL_SECONDS)


def _let_go(lock: "BaseFileLock", path: Path) -> None:
    # What can't be removed now is taken by the next one who wants it.
    with suppress(OSError), _guard(path).acquire(timeout=_GATE_SECONDS):
        lock.release()
        _note(path).unlink(missing_ok=True)
        path.unlink()
    lock.release()


def _guard(path: Path) -> "BaseFileLock":
    """What is held for a moment while a lock of that folder is taken or let go; its file stays."""
    return _file_lock(path.with_name(".boyin.lock"))


def _file_lock(path: Path) -> "BaseFileLock":
    """A lock that all may take who may write where it stands."""
    from filelock import FileLock

    # A folder's owner may write there without saying so, as root does everywhere.
    lock: BaseFileLock = FileLock(path, mode=path.parent.stat().st_mode & 0o666 | 0o600)
    return lock


def _gate(cache: Path) -> Path:
    return cache / "locks" / "prune.lock"


def _note(path: Path) -> Path:
    return path.with_suffix(".pid")


def _holder(path: Path) -> str:
    """Who has the lock, as far as it said so."""
    try:
        process, _, host = _note(path).read_text(encoding="utf-8").partition(" ")
        elsewhere = f" on {host}" if host and host != socket.gethostname() else ""
        return f" (process {int(process)}{elsewhere})"
    except (OSError, ValueError):
        return ""
