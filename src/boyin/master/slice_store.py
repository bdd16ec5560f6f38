"""The store of encoded slices: content-addressed files that prove themselves when they are read.

An entry holds what a slice sounds like and what is known of the clips in it, so that an episode of
cached slices is laid out and written without a look at a single recording. The first line says the
key, the takes, and the SHA-256 of all of it; the MP3 frames follow. An entry that is damaged, cut
off or of another key is set aside, and made again.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from boyin.clips.store import Take
from boyin.engines.base import Boundary
from boyin.ground.errors import OutputError
from boyin.ground.files import mark_used, set_aside, write_whole

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A slice in the store."""

    takes: tuple[Take, ...]
    """Of the clips in it, in their order."""
    frames: bytes
    """Whole MP3 frames."""


class SliceStore:
    """Encoded slices by key, in a folder that many builds may share at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the entry for `key` is, or would be."""
        return self.folder / key[:2] / f"{key}.slice"

    def get(self, key: str) -> Encoded | None:
        """The slice for `key`; None where there is none, or it is damaged and set aside."""
        path = self.path(key)
        try:
            found = _read(path, key)
        except (ValueError, KeyError, TypeError) as error:
            _log.warning("a damaged slice is set aside and made again: %s (%s)", path.name, error)
            set_aside(path, is_good=lambda moved: self.proves(key, moved))
            return None
        if found:
            mark_used(path)
        return found

    def peek(self, key: str) -> Encoded | None:
        """As `get`, but nothing is set aside and nothing said."""
        return _peek(self.path(key), key)

    def proves(self, key: str, path: Path) -> bool:
        """Whether what is at `path` is the entry for `key`, as it was written."""
        return _peek(path, key) is not None

    def put(self, key: str, encoded: Encoded) -> None:
        """Keeps a slice. Raises OutputError if it can't be written."""
        write_whole(self.path(key), _entry(key, encoded.takes, encoded.frames))


def _peek(path: Path, key: str) -> Encoded | None:
    try:
        return _read(path, key)
    except (ValueError, KeyError, TypeError):
        return None


def _read(path: Path, key: str) -> Encoded | None:
    """The entry at `path`; raises ValueError, KeyError or TypeError if it is not as written."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"can't be read: {error.strerror}", place=str(path)) from error
    note, _, frames = data.partition(b"\n")
    takes = tuple(_take(figures) for figures in json.loads(note)["takes"])
    if data != _entry(key, takes, frames):
        raise ValueError("it is not what was written")
    return Encoded(takes, frames)


def _take(figures: Mapping[str, Any]) -> Take:
    boundaries = tuple(Boundary(**one) for one in figures["boundaries"])
    return Take(**{**figures, "boundaries": boundaries})


def _entry(key: str, takes: Sequence[Take], frames: bytes) -> bytes:
    facts = {"key": key, "bytes": len(frames), "takes": [asdict(take) for take in takes]}
    proof = hashlib.sha256(json.dumps(facts).encode() + b"\n" + frames).hexdigest()
    return json.dumps(facts | {"sha256": proof}).encode() + b"\n" + frames
