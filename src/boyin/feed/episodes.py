"""From the output folder to the finished episodes in it, every file of theirs checked.

Promise: what is returned can be fetched: each file is there, as long as its manifest says, below
the output folder, and has a name that is safe in an address.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from boyin.episode.folder import MANIFEST, origin_in
from boyin.episode.origin import Origin
from boyin.ground.errors import FeedError
from boyin.ground.files import sha256_of

_NAME = regex.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MAKE_AGAIN = "Run `boyin make` on its article again."

_KINDS = {
    ".mp3": "mp3",
    ".chapters.json": "chapters",
    ".vtt": "transcript-vtt",
    ".srt": "transcript-srt",
    ".transcript.html": "transcript-html",
    ".notes.html": "notes-html",
    ".notes.txt": "notes-text",
    ".json": "transcript-json",
    ".txt": "transcript-text",
    ".jpg": "cover",
}
"""What a file is by its name, where a manifest does not say; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an episode that has been found to be what its manifest says."""

    path: Path
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A finished episode below the output folder."""

    folder: Path
    manifest_digest: str
    title: str
    author: str
    language: str
    summary: str
    duration: float
    """In seconds."""
    chapters: tuple[tuple[str, float], ...]
    """Titles, and starts in seconds."""
    origin: Origin
    """What tells whether another is the same under a new title; with its article's date."""
    files: dict[str, File]
    """By kind, as in the manifest: `mp3`, `chapters`, `transcript-vtt`, …"""

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def text_of(self, kind: str) -> str:
        """What is written in the file of that kind, empty if there is none. Raises FeedError."""
        file = self.files.get(kind)
        if file is None:
            return ""
        try:
            return file.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FeedError(f"can't be read: {error}", place=str(file.path)) from error


def read_episodes(output: Path) -> tuple[Episode, ...]:
    """The episodes below `output`, by the names of their folders.

    Raises FeedError if one is not whole or there are none; a folder without a manifest is none.
    """
    try:
        folders = sorted(path for path in output.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise FeedError(
            f"can't be read: {error.strerror}",
            place=str(output),
            remedy="Run `boyin make` on an article first.",
        ) from error
    found = [one for one in folders if not one.is_symlink() and (one / MANIFEST).is_file()]
    if not found:
        raise FeedError(
            "holds no episodes", place=str(output), remedy="Run `boyin make` on an article first."
        )
    return tuple(map(read_episode, found))


def read_episode(folder: Path) -> Episode:
    """The episode in `folder`. Raises FeedError if it is not whole."""
    path = folder / MANIFEST
    if not _NAME.fullmatch(folder.name):
        raise FeedError(
            "the folder's name can't stand in an address",
            place=str(folder),
            remedy="Use letters a to z, digits and hyphens.",
        )
    try:
        return _episode_of(json.loads(path.read_bytes()), folder)
    except OSError as error:
        raise FeedError(f"can't be read: {error.strerror}", place=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FeedError("is no manifest", place=str(path), remedy=_MAKE_AGAIN) from error


def _episode_of(document: dict[str, Any], folder: Path) -> Episode:
    files = dict(_file_of(entry, folder) for entry in document["files"])
    if "mp3" not in files:
        raise FeedError("names no MP3", place=str(folder / MANIFEST), remedy=_MAKE_AGAIN)
    return Episode(
        folder=folder,
        manifest_digest=sha256_of(folder / MANIFEST),
        title=str(document["title"]),
        author=str(document.get("author") or ""),
        language=str(document.get("language") or ""),
        summary=str(document.get("summary") or ""),
        duration=float(document["duration"]),
        chapters=tuple(
            (str(chapter["title"]), float(chapter["start"])) for chapter in document["chapters"]
        ),
        origin=origin_in(document),
        files=files,
    )


def _file_of(entry: dict[str, Any], folder: Path) -> tuple[str, File]:
    name, size = str(entry["name"]), int(entry["bytes"])
    path = folder / name
    if not _NAME.fullmatch(name):
        raise FeedError(f"`{name}` can't stand in an address", place=str(folder / MANIFEST))
    if path.is_symlink() or not path.is_file():
        raise FeedError(
            f"the episode's file `{name}` is not there", place=str(folder), remedy=_MAKE_AGAIN
        )
    if path.stat().st_size != size:
        raise FeedError(
            f"has {path.stat().st_size:,} bytes where its manifest says {size:,}",
            place=str(path),
            remedy=_MAKE_AGAIN,
        )
    return str(entry.get("kind") or _kind_of(name)), File(path, size)


def _kind_of(name: str) -> str:
    return next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), name)
