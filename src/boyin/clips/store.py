"""The store of recordings: content-addressed files that prove themselves when they are read.

An entry is a WAV file that any player opens. A chunk of its own before the sound holds the key, the
figures, and the SHA-256 of all of it, so a damaged or misplaced entry is found out, set aside, and
made again.
"""

import hashlib
import json
import logging
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from boyin.engines.base import Boundary, Recording
from boyin.ground.errors import OutputError
from boyin.ground.files import mark_used, set_aside, write_whole
from boyin.sound.samples import Samples, speech_edges

_log = logging.getLogger(__name__)

_CHUNK = b"boyn"
_FULL_SCALE = 32_767


@dataclass(frozen=True, slots=True)
class Take:
    """What is known of a recording in the store without reading its sound."""

    rate: int
    samples: int
    start: int
    """The first sample of speech."""
    end: int
    """The sample behind the last one of speech."""
    boundaries: tuple[Boundary, ...] = ()
    """Where sentences or words are heard, in samples of the whole recording."""

    @property
    def seconds(self) -> float:
        """How long it speaks."""
        return (self.end - self.start) / self.rate


class DamagedError(Exception):
    """An entry is not what its name says."""


class ClipStore:
    """Recordings by key, in a folder that many builds may share at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the entry for `key` is, or would be."""
        return self.folder / key[:2] / f"{key}.wav"

    def find(self, key: str) -> Take | None:
        """The take for `key`, or None where there is none or it is damaged."""
        entry = self._read(key)
        return entry[0] if entry else None

    def get(self, key: str) -> Samples | None:
        """The speech of the take for `key`, without the silence around it; None as in `find`."""
        entry = self._read(key)
        if entry is None:
            return None
        take, samples = entry
        return samples[take.start : take.end]

    def holds(self, key: str) -> bool:
        """Whether `find` would find it; nothing is set aside and nothing said."""
        return self.proves(key, self.path(key))

    def proves(self, key: str, path: Path) -> bool:
        """Whether what is at `path` is the entry for `key`, as it was written."""
        try:
            return bool(_parse(key, path.read_bytes()))
        except (OSError, DamagedError, struct.error, ValueError, KeyError, TypeError):
            return False

    def put(self, key: str, recording: Recording) -> Take:
        """Keeps a recording; 16 bits are finer than any engine's noise.

        Raises OutputError if it can't be written.
        """
        start, end = speech_edges(recording.samples, recording.rate)
        take = Take(recording.rate, len(recording.samples), start, end, recording.boundaries)
        sound = np.round(recording.samples * _FULL_SCALE).astype("<i2").tobytes()
        write_whole(self.path(key), _entry(key, take, sound))
        return take

    def _read(self, key: str) -> tuple[Take, Samples] | None:
        path = self.path(key)
        try:
            take, sound = _parse(key, path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"can't be read: {error.strerror}", place=str(path)) from error
        except (DamagedError, struct.error, ValueError, KeyError, TypeError) as error:
            _log.warning("a damaged clip is set aside and made again: %s (%s)", path.name, error)
            set_aside(path, is_good=lambda moved: self.proves(key, moved))
            return None
        mark_used(path)
        return take, np.frombuffer(sound, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)


def _entry(key: str, take: Take, sound: bytes) -> bytes:
    facts = {
        "key": key,
        "samples": take.samples,
        "start": take.start,
        "end": take.end,
        "boundaries": [[one.text, one.start, one.end] for one in take.boundaries],
    }
    proof = hashlib.sha256(json.dumps([facts, take.rate]).encode() + sound).hexdigest()
    form = struct.pack("<HHIIHH", 1, 1, take.rate, take.rate * 2, 2, 16)
    note = json.dumps(facts | {"sha256": proof}).encode()
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(_CHUNK, note) + _chunk(b"data", sound)
    return _chunk(b"RIFF", body)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _parse(key: str, data: bytes) -> tuple[Take, bytes]:
    """The take and the sound of an entry; raises if anything in it is not as it was written."""
    chunks: dict[bytes, bytes] = {}
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise DamagedError("no WAV file")
    place = 12
    while place < len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        chunks[name] = data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    facts = json.loads(chunks[_CHUNK])
    sound = chunks[b"data"]
    if facts["key"] != key:
        raise DamagedError("it is the entry of another clip")
    rate = struct.unpack_from("<HHI", chunks[b"fmt "])[2]
    boundaries = tuple(Boundary(*one) for one in facts["boundaries"])
    take = Take(rate, facts["samples"], facts["start"], facts["end"], boundaries)
    # Every byte counts, the rate and the edges of the speech as much as the sound.
    if data != _entry(key, take, sound):
        raise DamagedError("it is not what was written")
    return take, sound
