"""The tag of an MP3 as a player reads it: FFmpeg's reader, which did not write it.

Turns a file into a `Tag`. Promise: what is shown is what was read, in the order of the file; a
file without a tag gives an empty one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from boyin.ground.errors import SoundError

if TYPE_CHECKING:
    import av

_HEADER_BYTES = 10


@dataclass(frozen=True, slots=True)
class TagChapter:
    """A chapter as the tag has it."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the tag."""

    kind: str
    """FFmpeg's name for what it shows: `Cover (front)`."""
    form: str
    """`jpeg` or `png`, or what else FFmpeg found."""
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands in front of the sound."""

    version: str
    """`ID3v2.3`; empty where there is no tag."""
    bytes: int
    texts: tuple[tuple[str, str], ...]
    """FFmpeg's names of the fields, and their texts."""
    chapters: tuple[TagChapter, ...]
    pictures: tuple[Picture, ...]


def read_tag(path: Path) -> Tag:
    """The tag of the MP3 at `path`. Raises SoundError if the file is no MP3 or can't be read."""
    import av

    try:
        version, size = _header(path)
        with path.open("rb") as file, av.open(file, "r", format="mp3") as container:
            texts = tuple(container.metadata.items())
            chapters = tuple(map(_chapter, container.chapters()))
            pictures = tuple(_pictures(container))
    except av.FFmpegError as error:
        raise SoundError(f"is not an MP3: {error.strerror}", place=str(path)) from error
    except OSError as error:
        raise SoundError(f"can't be read: {error.strerror or error}", place=str(path)) from error
    return Tag(version, size, texts, chapters, pictures)


def _header(path: Path) -> tuple[str, int]:
    """The version of the tag, and its size; see https://id3.org/id3v2.3.0, 3.1."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    if len(head) < _HEADER_BYTES or head[:3] != b"ID3":
        return "", 0
    size = sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    return f"ID3v2.{head[3]}", size + _HEADER_BYTES


def _chapter(chapter: "av.container.core.Chapter") -> TagChapter:
    unit = chapter["time_base"] * 1000 if chapter["time_base"] else 1
    title = chapter["metadata"].get("title", "")
    return TagChapter(title, round(chapter["start"] * unit), round(chapter["end"] * unit))


def _pictures(container: "av.container.InputContainer") -> "list[Picture]":
    found = []
    for stream in container.streams.video:
        packet = next(container.demux(stream))
        found.append(
            Picture(
                kind=stream.metadata.get("comment", ""),
                form=stream.codec_context.name.replace("mjpeg", "jpeg"),
                width=stream.width,
                height=stream.height,
                bytes=packet.size,
            )
        )
    return found
