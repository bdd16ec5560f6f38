"""From a page to its media overlay: which stretch of sound belongs to which element.

(https://www.w3.org/TR/epub-33/#sec-media-overlays) Promise: a `par` for every sentence on the
page, in the order of the page. Reading systems play what lies within a clip and nothing else, so
a clip goes on until the next one begins: all of the sound is heard, pauses and music too, and
players need not jump.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boyin.episode.epub.chapters import Page, chapter_name
from boyin.episode.epub.markup import EPUB_TYPE, OPS, SMIL, element, fill, lines, root, written
from boyin.episode.read_along.document import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTREF = f"{{{OPS}}}textref"
_STRUCTURES = {
    "table": "table",
    "ul": "list",
    "ol": "list",
    "figure": "figure",
    "aside": "footnote",
}
"""What a listener may leave before its end, or skip, by the element it is."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a chapter's sound: milliseconds from the start of the chapter."""

    chapter: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """A page's overlay as a file, and how long it plays."""

    data: bytes
    duration: int
    """Milliseconds."""
    sentences: tuple[int, ...]
    """Those that it plays, in order."""


def overlay_file(page: Page) -> str:
    """The overlay of a page, from the book's folder."""
    return f"{page.name}.smil"


def sound_file(chapter: int) -> str:
    """The sound of a chapter, from the book's folder."""
    return f"audio/{chapter_name(chapter)}.mp3"


def clips_of(document: Document) -> tuple[Clip, ...]:
    """The clip of every sentence; it goes on to the next one, or to the end of the chapter."""
    clips: list[Clip] = []
    following = (*document.sentences[1:], None)
    for one, after in zip(document.sentences, following, strict=True):
        chapter = document.chapters[one.chapter]
        # A player that waits for a moment behind the last sample would wait for ever.
        end = chapter.end_ms - 1
        if after and after.chapter == one.chapter:
            end = after.start_ms
        # What is heard before the first word belongs to it.
        begin = one.start_ms - chapter.start_ms if clips else 0
        clips.append(Clip(one.chapter, begin, end - chapter.start_ms))
    return tuple(clips)


def overlay_of(
    page: Page, body: "_Element", targets: Mapping[str, int], clips: Sequence[Clip]
) -> Overlay:
    """The overlay of a page.

    targets: the sentences that its elements stand for, by their ids. clips: of every sentence.
    """
    writer = _Writer(page.file, targets, clips)
    attributes = {_TEXTREF: page.file, EPUB_TYPE: "bodymatter chapter"}
    content = element("body", attributes, *lines(writer.within(body)), namespace=SMIL)
    smil = root("smil", SMIL, {None: SMIL, "epub": OPS}, {"version": "3.0"})
    return Overlay(written(fill(smil, lines([content]))), writer.duration, tuple(writer.played))


def clock(milliseconds: int) -> str:
    """A time as `0:02:03.004`."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest:03}"


@dataclass(slots=True)
class _Writer:
    file: str
    targets: Mapping[str, int]
    clips: Sequence[Clip]
    duration: int = 0
    played: list[int] = field(default_factory=list)

    def within(self, parent: "_Element") -> "Iterator[_Element]":
        """What is played of an element's content, in order."""
        for child in parent:
            yield from self.of(child)

    def of(self, one: "_Element") -> "Iterator[_Element]":
        """What is played of an element."""
        name = one.get("id", "")
        first = len(self.played)
        content = list(self.within(one))
        if name in self.targets:
            own = self.targets[name]
            par = self.par(name, self.clips[own])
            if self.played[first:] and self.played[first] < own:
                # What is said before a row stands in the row, and comes first all the same.
                self.played.append(own)
                content.append(par)
            else:
                self.played.insert(first, own)
                content.insert(0, par)
        structure = _STRUCTURES.get(str(one.tag).rpartition("}")[2])
        if structure and content:
            attributes = {_TEXTREF: f"{self.file}#{name}", EPUB_TYPE: structure}
            yield element("seq", attributes, *lines(content), namespace=SMIL)
        else:
            yield from content

    def par(self, name: str, clip: Clip) -> "_Element":
        """An element of the page with its sound."""
        self.duration += clip.end - clip.begin
        sound = {
            "src": sound_file(clip.chapter),
            "clipBegin": clock(clip.begin),
            "clipEnd": clock(clip.end),
        }
        parts = (
            element("text", {"src": f"{self.file}#{name}"}, namespace=SMIL),
            element("audio", sound, namespace=SMIL),
        )
        return element("par", {"id": f"par-{name}"}, *parts, namespace=SMIL)
