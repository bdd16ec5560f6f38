"""From a path to what there is to look at: an MP3, and the manifest that tells of it.

Promise: a manifest is used only if it tells of this very file; where it does not, or there is
none, a note says what can't be told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boyin.episode.folder import MANIFEST
from boyin.ground.errors import EpisodeError
from boyin.ground.files import sha256_of


@dataclass(frozen=True, slots=True)
class Source:
    """An episode on the disk."""

    mp3: Path
    manifest: Mapping[str, Any] | None
    """What `episode.json` holds; None where there is none for this file."""
    notes: tuple[str, ...] = ()
    """What is not as it should be, in sentences."""


def find_source(path: Path) -> Source:
    """The episode at `path`: its folder, or its MP3.

    Raises EpisodeError if there is none, or its manifest can't be understood.
    """
    if path.is_dir():
        if (path / MANIFEST).exists():
            return _with_manifest(path)
        return Source(_only_mp3(path), None, (f"There is no {MANIFEST} in the folder.",))
    if not path.is_file():
        found = "is not a file, nor a folder" if path.exists() else None
        raise EpisodeError(found or "there is no such file or folder", place=str(path))
    if not path.stat().st_size:
        raise EpisodeError("is empty", place=str(path))
    beside = path.with_name(MANIFEST)
    if not beside.exists():
        return Source(path, None, (f"There is no {MANIFEST} beside it.",))
    try:
        document = _read(beside)
        told = path.name == _told_mp3(document, beside)["name"]
    except EpisodeError as error:
        return Source(path, None, (f"{MANIFEST} beside it is not used: {error.message}.",))
    if not told:
        return Source(path, None, (f"{MANIFEST} beside it tells of another file.",))
    return _checked(path, document, beside)


def _with_manifest(folder: Path) -> Source:
    document = _read(folder / MANIFEST)
    mp3 = folder / str(_told_mp3(document, folder / MANIFEST)["name"])
    if not mp3.is_file():
        raise EpisodeError(
            "the episode's MP3 is missing",
            place=str(mp3),
            remedy="Make the episode again with `boyin make`.",
        )
    return _checked(mp3, document, folder / MANIFEST)


def _checked(mp3: Path, document: Mapping[str, Any], manifest: Path) -> Source:
    if sha256_of(mp3) == _told_mp3(document, manifest)["sha256"]:
        return Source(mp3, document)
    note = f"The MP3 was changed after it was made, so {MANIFEST} is not used."
    return Source(mp3, None, (note,))


def _read(manifest: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(manifest.read_bytes())
    except (OSError, ValueError) as error:
        raise EpisodeError(f"can't be read: {error}", place=str(manifest)) from error
    if not isinstance(document, dict):
        raise _no_manifest(manifest)
    return document


def _told_mp3(document: Mapping[str, Any], manifest: Path) -> Mapping[str, Any]:
    """What the manifest says of its MP3."""
    try:
        found: Mapping[str, Any] = next(one for one in document["files"] if one["kind"] == "mp3")
        if isinstance(found["name"], str) and isinstance(found["sha256"], str):
            return found
    except (LookupError, TypeError, StopIteration) as error:
        raise _no_manifest(manifest) from error
    raise _no_manifest(manifest)


def _no_manifest(manifest: Path) -> EpisodeError:
    return EpisodeError(
        "is no episode's manifest",
        place=str(manifest),
        remedy="Name the MP3 itself, or make the episode again with `boyin make`.",
    )


def _only_mp3(folder: Path) -> Path:
    found = sorted(one for one in folder.iterdir() if one.suffix.lower() == ".mp3")
    if len(found) == 1:
        return found[0]
    what = "several MP3 files" if found else "no episode"
    raise EpisodeError(
        f"holds {what}", place=str(folder), remedy="Name an episode's folder or MP3."
    )
