"""Files appear whole or not at all."""

import errno
import hashlib
import os
import shutil
import socket
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from boyin.ground.errors import OutputError

_ABANDONED_SECONDS = 24 * 3600
"""Of a folder that a process elsewhere works at, after its last change."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes its place at `path` only if the block ends without an error.

    The bytes go to a temporary file in the same folder, reach the disk (fsync), and are then
    renamed over `path`; the folder is synced too, because a rename that is not on disk can be
    undone by a power cut (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014).

    Raises OutputError when the system refuses.
    """
    # A short name of its own: `path.name` may already be as long as the file system allows.
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"can't be written: {error.strerror or error}", place=str(path)
        ) from error
    finally:
        # Gone after the rename, and beyond help where its folder never came to be.
        with suppress(OSError):
            temporary.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, whole or not at all."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_folder(folder: Path, *, needed: str) -> Iterator[Path]:
    """A folder of its own that takes the place of `folder` only if the block ends without an error.

    Whatever else is in `folder` comes along, and the two change places in one step where the system
    can: at every moment `folder` is the old one or the new one. What a killed process left beside
    `folder` is removed, or put back, by the next; what one that lives works at is let alone.

    needed: the name of a file without which there is nothing to publish.
    Raises OutputError when the system refuses.
    """
    place = folder.resolve()
    beside, old = _beside(place, "new"), _beside(place, "old")
    try:
        _recover(place)
        beside.mkdir(parents=True)
        yield beside
        if not (beside / needed).is_file():
            raise FileNotFoundError(errno.ENOENT, f"{needed} was not written")
        if place.exists():
            _bring_along(place, beside)
        _sync_folder(beside)
        _change_places(beside, place, old)
        _sync_folder(place.parent)
    except OSError as error:
        raise OutputError(
            f"can't be written: {error.strerror or error}", place=str(folder)
        ) from error
    finally:
        # What can't be removed now is removed by a later run.
        with suppress(OSError):
            for left in (beside, old):
                _settle(left, place)


def _beside(place: Path, role: str) -> Path:
    """A folder of this process's own, from whose name others see whether it may still be in use."""
    # Short: names have a limit, and `place` may be at it.
    own = f"{_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    return place.with_name(f".{_name(place)}.{own}.{role}.tmp")


def _name(place: Path) -> str:
    return hashlib.sha256(os.fsencode(place.name)).hexdigest()[:16]


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _recover(place: Path) -> None:
    """Ends what killed runs began: the old folder is back, and nothing of theirs is beside it."""
    for left in sorted(place.parent.glob(f".{_name(place)}.*.tmp")):
        if _owed(left, place) or not _may_live(left):
            _settle(left, place)


def _may_live(left: Path) -> bool:
    """Whether the process that made the folder may still be at work in it."""
    host, _, rest = left.name.split(".")[2].partition("-")
    process = rest.partition("-")[0]
    try:
        # Asking Windows in this way would end the process.
        if host == _host() and process.isdecimal() and os.name == "posix":
            os.kill(int(process), 0)
            return True
        return left.stat().st_mtime > time.time() - _ABANDONED_SECONDS
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # Somebody else's.
    except FileNotFoundError:
        return True  # It has just been removed.


def _settle(left: Path, place: Path) -> None:
    """Puts an old folder back where there is none; else removes what is left."""
    if _owed(left, place):
        os.rename(left, place)
    elif left.exists():
        shutil.rmtree(left)


def _owed(left: Path, place: Path) -> bool:
    return left.name.endswith(".old.tmp") and left.exists() and not place.exists()


def _bring_along(place: Path, beside: Path) -> None:
    """Puts everything of `place` that `beside` lacks there too, as links where that is possible."""
    shutil.copystat(place, beside)
    for path in sorted(place.iterdir()):
        new = beside / path.name
        if new.exists():
            if path.is_dir() and not path.is_symlink():
                raise IsADirectoryError(errno.EISDIR, f"{path.name} is a folder")
        elif path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new, symlinks=True, copy_function=_link)
        else:
            _link(path, new)


def _link(path: str | Path, new: str | Path) -> None:
    try:
        os.link(path, new, follow_symlinks=False)
    except OSError:
        # Not every file system has links; a copy says what is wrong if it is something else.
        shutil.copy2(path, new, follow_symlinks=False)


def _change_places(beside: Path, place: Path, old: Path) -> None:
    if not place.exists():
        try:
            os.rename(beside, place)
            return
        except OSError:
            # Another machine, whose lock this one can't see, may have been faster.
            if not place.exists():
                raise
    if not exchange(beside, place):
        os.rename(place, old)
        try:
            os.rename(beside, place)
        except OSError:
            os.rename(old, place)
            raise


def exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False, and nothing done, where that is unknown.

    Linux: renameat2(2) with RENAME_EXCHANGE; macOS: renamex_np(2) with RENAME_SWAP. Raises OSError.
    """
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(*names, 2)
        else:
            here = -100  # AT_FDCWD
            failed = system.renameat2(here, names[0], here, names[1], 2)
    except (AttributeError, OSError, TypeError):
        return False
    code = ctypes.get_errno()
    if failed and code not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(code, os.strerror(code), str(other))
    return not failed


def set_aside(path: Path, *, is_good: Callable[[Path], bool]) -> None:
    """Moves a damaged entry out of the way, to the suffix `.damaged`.

    Another process may have made the entry again since it was read: a good one goes back.
    Raises OutputError when the system refuses.
    """
    aside = path.with_suffix(".damaged")
    try:
        os.replace(path, aside)
        if is_good(aside):
            os.replace(aside, path)
    except FileNotFoundError:
        return  # Another process was faster.
    except OSError as error:
        raise OutputError(f"can't be set aside: {error.strerror}", place=str(path)) from error


def mark_used(path: Path) -> None:
    """Notes the use of an entry for those who prune by it; no error where that can't be noted."""
    with suppress(OSError):
        os.utime(path)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    # Windows can't open a folder; its rename is durable by other means.
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
