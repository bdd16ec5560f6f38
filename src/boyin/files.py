"""Files appear whole or not at all."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from boyin.errors import OutputError


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
def whole_folder(folder: Path, *, last: str) -> Iterator[Path]:
    """A folder of its own whose files move into `folder` only if the block ends without an error.

    last: the name of the file that moves when all the others have; what else is in `folder` stays.
    Raises OutputError when the system refuses.
    """
    beside = folder.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        beside.mkdir(parents=True)
        yield beside
        folder.mkdir(exist_ok=True)
        for path in sorted(beside.iterdir(), key=lambda path: (path.name == last, path.name)):
            os.replace(path, folder / path.name)
        _sync_folder(folder)
    except OSError as error:
        raise OutputError(
            f"can't be written: {error.strerror or error}", place=str(folder)
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


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
