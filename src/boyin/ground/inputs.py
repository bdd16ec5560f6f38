"""The files of a person's own that a build is made from, noted as they are read.

Promise: a file read or asked for through this module is noted as it was, one that is not there too,
so that a later build can tell whether any of them would read differently. Only files are read: what
else may stand at a path is an error, and nothing waits for it.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from io import BufferedReader
from pathlib import Path

ABSENT = ""
"""In place of the digest of a file that is not there."""

_notes: ContextVar[dict[str, str] | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[Mapping[str, str]]:
    """Absolute path and SHA-256 of every input that the block reads, in the order of reading."""
    notes: dict[str, str] = {}
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def open_input(path: Path) -> BufferedReader:
    """The file at `path`, open to be read; raises OSError if it is anything but a file.

    A pipe would be waited for without end, and a device can be read without end.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, f"it is {_kind_of(mode)}, not a file", str(path))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _kind_of(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"


def read_input(path: Path, most: int = -1) -> bytes:
    """The content of the file at `path`, or its first `most` bytes; raises OSError."""
    try:
        with open_input(path) as file:
            data = file.read(most)
    except FileNotFoundError:
        _note(path, ABSENT)
        raise
    _note(path, hashlib.sha256(data).hexdigest())
    return data


def input_exists(path: Path) -> bool:
    """Whether there is a file at `path`; that there is none is noted."""
    if path.exists():
        return True
    _note(path, ABSENT)
    return False


def note_input(path: Path) -> str:
    """The SHA-256 of a file that somebody else reads, noted; raises OSError."""
    with open_input(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    _note(path, digest)
    return digest


def are_as_noted(notes: Mapping[str, str]) -> bool:
    """Whether every input would be read now as it was then."""
    return all(_digest_of(Path(path)) == digest for path, digest in notes.items())


def _note(path: Path, digest: str) -> None:
    notes = _notes.get()
    if notes is not None:
        notes[os.path.abspath(path)] = digest


def _digest_of(path: Path) -> str | None:
    try:
        with open_input(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except OSError:
        return None
