"""What is kept between builds: how much there is, whether it proves itself, and what may go.

Everything here can be made again; nothing is removed while a build counts on it.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from boyin.ground.errors import OutputError
from boyin.ground.files import set_aside
from boyin.ground.locks import no_build
from boyin.master.assembly import Stores, open_stores

DAY = 86_400.0
STALE_DAYS = 1.0
"""After so long an unfinished or a damaged file is nobody's any more."""

_ENTRIES = {"clips": ".wav", "slices": ".slice"}


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of the cache."""

    name: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look at every entry found."""

    checked: int
    damaged: tuple[Path, ...]
    """Where damaged entries are, or were if they are set aside; they are made again when needed."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    bytes: int
    used: float
    """When it was last used, in seconds since 1970."""


def measure(cache: Path) -> tuple[Part, ...]:
    """The size of every folder in the cache, by name. Raises OutputError if it can't be read."""
    parts = []
    for name in sorted({*_ENTRIES, *(path.name for path in _listed(cache) if path.is_dir())}):
        found = list(_files(cache / name))
        parts.append(Part(name, len(found), sum(one.bytes for one in found)))
    return tuple(parts)


def inspect(cache: Path) -> Proof:
    """Proves every clip and slice, and touches none.

    Raises OutputError if a folder can't be read.
    """
    stores = open_stores(cache)
    paths = [found.path for found in _entries(cache)]
    # Gone is not damaged: another process pruned it, or set it aside.
    damaged = (one for one in paths if not _proves(stores, one, key=one.stem) and one.exists())
    return Proof(len(paths), tuple(damaged))


def verify(cache: Path) -> Proof:
    """The same, and what is damaged is set aside.

    Raises OutputError if an entry can't be read or set aside.
    """
    stores, proof = open_stores(cache), inspect(cache)
    for path in proof.damaged:
        set_aside(path, is_good=partial(_proves, stores, key=path.stem))
    return proof


def prune(cache: Path, *, older_than: float | None = None, size: int | None = None) -> Pruned:
    """Removes entries not used for `older_than` days, then the longest unused down to `size` bytes.

    size: of clips and slices together. Unfinished and damaged files go after a day, whatever else
    is asked. Raises BusyError if a build is running, OutputError if a file can't be removed.
    """
    if not cache.exists():
        return Pruned(0, 0)
    with no_build(cache):
        now = time.time()
        leftovers = [one for one in _leftovers(cache) if now - one.used > STALE_DAYS * DAY]
        kept = sorted(_entries(cache), key=lambda one: (one.used, one.path))
        total, gone = sum(one.bytes for one in kept), list(leftovers)
        for one in kept:
            is_old = older_than is not None and now - one.used > older_than * DAY
            if is_old or (size is not None and total > size):
                gone.append(one)
                total -= one.bytes
        for one in gone:
            _remove(one.path)
    return Pruned(len(gone), sum(one.bytes for one in gone))


def _proves(stores: Stores, path: Path, *, key: str) -> bool:
    is_clip = stores.clips.folder in path.parents
    return stores.clips.proves(key, path) if is_clip else stores.slices.proves(key, path)


def _entries(cache: Path) -> Iterator[_Found]:
    for name, suffix in _ENTRIES.items():
        for one in _files(cache / name):
            if one.path.suffix == suffix and not one.path.name.startswith("."):
                yield one


def _leftovers(cache: Path) -> Iterator[_Found]:
    for one in _files(cache):
        hidden = one.path.name.startswith(".") and one.path.suffix == ".tmp"
        if hidden or one.path.suffix == ".damaged":
            yield one


def _files(folder: Path) -> Iterator[_Found]:
    for path in _listed(folder):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
            continue
        try:
            state = path.lstat()
        except FileNotFoundError:
            continue  # Another process removed it meanwhile.
        yield _Found(path, state.st_size, state.st_mtime)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(f"can't be read: {error.strerror}", place=str(folder)) from error


def _remove(path: Path) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return  # Gone is what was asked.
    except OSError as error:
        raise OutputError(f"can't be removed: {error.strerror}", place=str(path)) from error
