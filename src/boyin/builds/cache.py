"""What is kept between builds: how much there is, whether it proves itself, and what may go.

Everything here can be made again; nothing is removed while a build counts on it.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from boyin.builds.kinds import CLIP, SLICE, Kind, kinds
from boyin.ground.errors import OutputError
from boyin.ground.files import set_aside
from boyin.ground.locks import no_build

DAY = 86_400.0
STALE_DAYS = 1.0
"""After so long an unfinished or a damaged file is nobody's any more."""

_SOUND = {"clips": CLIP, "slices": SLICE}
"""What grows: the rest is small, or is needed by every build."""
_FORMER = frozenset({"builds", "edge", "levels", "memos"})
"""Folders in which earlier versions kept files that nobody reads any more."""


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of the cache."""

    name: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look at every entry found."""

    checked: Mapping[str, int]
    """How many entries there are of each kind."""
    damaged: Mapping[Path, Kind]
    """Where damaged entries are, or were if they are set aside; they are made again when needed."""

    @property
    def total(self) -> int:
        """Entries of all kinds."""
        return sum(self.checked.values())

    @property
    def broken(self) -> tuple[Path, ...]:
        """Damaged files that came with boyin: no build can make them again."""
        return tuple(path for path, kind in self.damaged.items() if kind.shipped)


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
    for name in sorted({*_SOUND, *(path.name for path in _listed(cache) if path.is_dir())}):
        found = list(_files(cache / name))
        parts.append(Part(name, len(found), sum(one.bytes for one in found)))
    return tuple(parts)


def inspect(cache: Path) -> Proof:
    """Proves every entry of every kind, and touches none.

    Raises OutputError if a folder can't be read.
    """
    checked: dict[str, int] = {}
    damaged: dict[Path, Kind] = {}
    for kind in kinds(cache):
        checked[kind.name] = 0
        for found in _entries(kind.place, kind.suffix):
            checked[kind.name] += 1
            # Gone is not damaged: another process pruned it, or set it aside.
            if not kind.proves(found.path) and found.path.exists():
                damaged[found.path] = kind
    return Proof(checked, damaged)


def verify(cache: Path) -> Proof:
    """The same, and what is damaged is set aside, if a build can make it again.

    Raises OutputError if an entry can't be read or set aside.
    """
    proof = inspect(cache)
    for path, kind in proof.damaged.items():
        if not kind.shipped:
            set_aside(path, is_good=kind.proves)
    return proof


def prune(cache: Path, *, older_than: float | None = None, size: int | None = None) -> Pruned:
    """Removes entries not used for `older_than` days, then the longest unused down to `size` bytes.

    size: of clips and slices together. Unfinished and damaged files, and those of earlier
    versions, go after a day, whatever else is asked. Raises BusyError if a build is
    running, OutputError if a file can't be removed.
    """
    if not cache.exists():
        return Pruned(0, 0)
    with no_build(cache):
        now = time.time()
        leftovers = [one for one in _leftovers(cache) if now - one.used > STALE_DAYS * DAY]
        sound = (_entries(cache / name, suffix) for name, suffix in _SOUND.items())
        kept = sorted(chain.from_iterable(sound), key=lambda one: (one.used, one.path))
        total, gone = sum(one.bytes for one in kept), list(leftovers)
        for one in kept:
            is_old = older_than is not None and now - one.used > older_than * DAY
            if is_old or (size is not None and total > size):
                gone.append(one)
                total -= one.bytes
        for one in gone:
            _remove(one.path)
    return Pruned(len(gone), sum(one.bytes for one in gone))


def _entries(place: Path, suffix: str) -> Iterator[_Found]:
    for one in _files(place):
        if one.path.suffix == suffix and not one.path.name.startswith("."):
            yield one


def _leftovers(cache: Path) -> Iterator[_Found]:
    for one in _files(cache):
        hidden = one.path.name.startswith(".") and one.path.suffix == ".tmp"
        if hidden or one.path.suffix == ".damaged" or _is_former(one.path, cache):
            yield one


def _is_former(path: Path, cache: Path) -> bool:
    is_there = path.parent == cache or path.parent.name in _FORMER
    return is_there and path.suffix == ".json"


def _files(folder: Path) -> Iterator[_Found]:
    for path in _listed(folder) if folder.is_dir() else [folder]:
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
