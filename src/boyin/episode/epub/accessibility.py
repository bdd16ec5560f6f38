"""What a book says about who can use it, in the terms of schema.org.

(https://www.w3.org/TR/epub-a11y-11/#sec-disc-package) Promise: nothing is claimed that a program
can't know. So there is no claim of conformance: that is for somebody who has evaluated the book.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from boyin.episode.epub.figures import Figure, is_described, with_figures
from boyin.episode.epub.labels import Labels
from boyin.episode.read_along.document import Code, Document, Image, blocks_within

_WORD = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What of a book's content matters to those who can't see it, or can't hear it."""

    shown: int
    """Pictures that are shown."""
    undescribed: int
    """Pictures without a description or a caption, shown or not."""
    code: bool
    unsaid: bool
    """Whether there is text that nobody reads."""


def content_of(document: Document, pictures: frozenset[str]) -> Content:
    """What is in a document.

    pictures: the addresses of those that are shown.
    """
    blocks = tuple(blocks_within(document.blocks))
    images = [block for block in blocks if isinstance(block, Image)]
    captions = sum(isinstance(one, Figure) for one in with_figures(blocks, document))
    return Content(
        shown=sum(image.address in pictures for image in images),
        undescribed=sum(not is_described(image) for image in images) - captions,
        code=any(isinstance(block, Code) for block in blocks),
        unsaid=any(run.sentence is None and _WORD.search(run.text) for run in document.runs()),
    )


def accessibility(content: Content, labels: Labels) -> Iterator[tuple[str, str]]:
    """The properties with their values, in order."""
    for mode in ("textual", "auditory", *(["visual"] if content.shown else [])):
        yield "schema:accessMode", mode
    for modes in _sufficient(content):
        yield "schema:accessModeSufficient", modes
    for feature in _features(content):
        yield "schema:accessibilityFeature", feature
    # Still pictures, speech and a chime.
    yield "schema:accessibilityHazard", "none"
    yield "schema:accessibilitySummary", _summary(content, labels)


def _sufficient(content: Content) -> Iterator[str]:
    if not content.undescribed:
        yield "textual"
        if not content.code and not content.unsaid:
            yield "auditory"
    if content.shown:
        yield "textual,visual"


def _features(content: Content) -> Iterator[str]:
    yield from ("synchronizedAudioText", "tableOfContents", "structuralNavigation")
    yield from ("readingOrder", "displayTransformability")
    if content.shown and not content.undescribed:
        yield "alternativeText"


def _summary(content: Content, labels: Labels) -> str:
    told = [labels.synchronized]
    if content.undescribed:
        told.append(labels.undescribed.format(content.undescribed))
    elif content.shown:
        told.append(labels.described)
    if content.code:
        told.append(labels.code)
    # Chinese sentences stand without spaces between them.
    between = " " if labels.unevaluated.isascii() else ""
    return between.join((*told, labels.unevaluated))
