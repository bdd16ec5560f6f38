"""An episode's facts and chapters into the ID3v2.3 tag that stands in front of the MP3.

Turns an `EpisodeTag` into bytes. Promise: the frames come in a fixed order, chapters in the order
of time, all text in UTF-16, so that the players that read chapters find these; what a player would
misread is refused, and the same facts give the same bytes.

Version 2.3 and not 2.4, because many readers take the sizes inside a 2.4 chapter for plain numbers
and lose all chapters as soon as one title is long. See https://id3.org/id3v2-chapters-1.0.
"""

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from boyin.ground.errors import OutputError
from boyin.ground.languages import Language

MAX_CHAPTERS = 255
"""CTOC counts its entries in one byte."""
PADDING_BYTES = 1024
"""Zeros after the last frame: room to correct a title without moving the sound."""

_MAX_TAG_BYTES = 2**28 - 1
_MAX_MILLISECONDS = 2**32 - 1
_HEADER_BYTES = 10
_UTF16_WITH_BOM = b"\x01"
_NO_OFFSETS = b"\xff" * 8
_TOP_LEVEL_ORDERED = b"\x03"
_OTHER_PICTURE, _FRONT_COVER = b"\x00", b"\x03"
_ISO_639_2 = {"zh": "chi", "en": "eng"}
_IMAGE_TYPES = {b"\xff\xd8\xff": b"image/jpeg", b"\x89PNG\r\n\x1a\n": b"image/png"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the episode with a title."""

    title: str
    start_ms: int
    end_ms: int
    """The next chapter's start, or the end of the episode."""
    image: bytes | None = None
    """A JPEG or PNG file."""
    link: str = ""
    """A page to go with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeTag:
    """What players show of an episode. An empty text is left out; the title must be there."""

    title: str
    language: Language
    artist: str = ""
    album: str = ""
    genre: str = "Podcast"
    comment: str = ""
    date: datetime.date | None = None
    cover: bytes | None = None
    """A JPEG or PNG file."""
    chapters: tuple[Chapter, ...] = ()
    contents_title: str = "目录"
    """The title of the table of contents; few players show it."""


def id3_tag(tag: EpisodeTag, *, padding: int = PADDING_BYTES) -> bytes:
    """The whole tag: text, comment, table of contents, chapters, cover, then `padding` zeros.

    Raises OutputError if there is no title, a chapter is empty, unnamed, or does not begin where
    the one before ends, or if the tag can't hold it all.
    """
    check_chapters(tag.chapters)
    frames = _text_frames(tag) + _comment(tag) + _contents(tag) + _cover(tag)
    size = len(frames) + padding
    if size > _MAX_TAG_BYTES:
        raise OutputError("the pictures are too large for an ID3 tag", remedy="Use smaller images.")
    # Without unsynchronisation, which AntennaPod does not undo, and without an extended header.
    return b"ID3\x03\x00\x00" + _synchsafe(size) + frames + bytes(padding)


def check_count(chapters: int) -> None:
    """Raises OutputError if no tag can hold so many chapters."""
    if chapters > MAX_CHAPTERS:
        raise OutputError(
            f"an episode can't have {chapters} chapters",
            remedy=f"ID3 holds {MAX_CHAPTERS}: use fewer headings, or split the article.",
        )


def check_chapters(chapters: Sequence[Chapter]) -> None:
    """Raises OutputError unless players will show these chapters as they are."""
    check_count(len(chapters))
    expected = 0
    for number, chapter in enumerate(chapters, start=1):
        place = f"chapter {number}, “{chapter.title}”"
        if chapter.start_ms != expected:
            message = f"begins at {chapter.start_ms} ms, not at {expected} ms"
            raise OutputError(message, place=place)
        if not chapter.start_ms < chapter.end_ms <= _MAX_MILLISECONDS:
            message = f"can't last from {chapter.start_ms} to {chapter.end_ms} ms"
            raise OutputError(message, place=place)
        expected = chapter.end_ms


def one_line(text: str) -> str:
    """The text as players can show it in one line.

    Line breaks and control characters become spaces: NUL ends a text in ID3, and a list of
    chapters gives each of them one line.
    """
    spaced = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return "".join(spaced).strip()


def _text_frames(tag: EpisodeTag) -> bytes:
    date = tag.date
    texts = {
        "TIT2": _required(tag.title, "the episode"),
        "TPE1": tag.artist,
        "TALB": tag.album,
        "TYER": f"{date.year:04}" if date else "",
        "TDAT": f"{date:%d%m}" if date else "",
        "TLAN": _ISO_639_2[tag.language],
        "TCON": tag.genre,
    }
    return b"".join(_text_frame(name, one_line(text)) for name, text in texts.items())


def _comment(tag: EpisodeTag) -> bytes:
    # A comment may have lines, and ID3v2 writes their ends as LF.
    lines = [one_line(line) for line in tag.comment.splitlines()]
    text = "\n".join(lines).strip()
    if not text:
        return b""
    language = _ISO_639_2[tag.language].encode("ascii")
    no_description = _utf16("") + b"\0\0"
    return _frame("COMM", _UTF16_WITH_BOM + language + no_description + _utf16(text))


def _contents(tag: EpisodeTag) -> bytes:
    """The table of contents and the chapters it names; nothing if there are none."""
    if not tag.chapters:
        return b""
    names = [f"ch{index:03}".encode("ascii") + b"\0" for index in range(len(tag.chapters))]
    table = b"toc\0" + _TOP_LEVEL_ORDERED + bytes([len(names)]) + b"".join(names)
    table += _text_frame("TIT2", _required(tag.contents_title, "the table of contents"))
    chapters = zip(names, tag.chapters, strict=True)
    return _frame("CTOC", table) + b"".join(_chapter(name, one) for name, one in chapters)


def _chapter(name: bytes, chapter: Chapter) -> bytes:
    title = _required(chapter.title, f"the chapter at {chapter.start_ms} ms")
    image = _picture(chapter.image, _OTHER_PICTURE, "image of a chapter") if chapter.image else b""
    link = _link(chapter.link) if chapter.link else b""
    times = chapter.start_ms.to_bytes(4) + chapter.end_ms.to_bytes(4)
    return _frame("CHAP", name + times + _NO_OFFSETS + _text_frame("TIT2", title) + link + image)


def _link(address: str) -> bytes:
    """A page; the address in ASCII, for ID3v2.3 has it in Latin-1 and some players in neither."""
    ascii_only = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    return _frame("WXXX", b"\0\0" + ascii_only.encode("ascii"))


def _cover(tag: EpisodeTag) -> bytes:
    return b"" if tag.cover is None else _picture(tag.cover, _FRONT_COVER, "cover")


def _picture(data: bytes, kind: bytes, what: str) -> bytes:
    for signature, media_type in _IMAGE_TYPES.items():
        if data.startswith(signature):
            # The description stays empty; Latin-1 saves readers its byte order mark.
            return _frame("APIC", b"\0" + media_type + b"\0" + kind + b"\0" + data)
    raise OutputError(f"the {what} is neither JPEG nor PNG", remedy="Convert the image.")


def _required(title: str, what: str) -> str:
    line = one_line(title)
    if not line:
        raise OutputError(f"{what} has no title")
    return line


def _text_frame(name: str, text: str) -> bytes:
    return _frame(name, _UTF16_WITH_BOM + _utf16(text)) if text else b""


def _frame(name: str, content: bytes) -> bytes:
    no_flags = b"\0\0"
    return name.encode("ascii") + len(content).to_bytes(4) + no_flags + content


def _utf16(text: str) -> bytes:
    try:
        return b"\xff\xfe" + text.encode("utf-16-le")
    except UnicodeEncodeError as error:
        raise OutputError(f"can't be written as Unicode: {text!a}") from error


def _synchsafe(size: int) -> bytes:
    """28 bits in four bytes whose highest bits stay clear, as only the tag's own size is told."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
