"""From a production and its MP3 to a book in which every sentence can be read and heard.

Promise: the text of the article, all of it; every sentence that is spoken has its sound; the same
production makes the same bytes. The sound is the episode's own, frame for frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from typing import IO

from boyin.episode.chapters.chapters import contents_of
from boyin.episode.epub.about import about_page
from boyin.episode.epub.accessibility import accessibility, content_of
from boyin.episode.epub.container import Member, write_container
from boyin.episode.epub.labels import labels_of
from boyin.episode.epub.markup import STYLE, known_language
from boyin.episode.epub.navigation import navigation
from boyin.episode.epub.overlays import overlay_file, sound_file
from boyin.episode.epub.package import (
    ABOUT,
    COVER,
    NAVIGATION,
    PACKAGE,
    Facts,
    Item,
    package,
)
from boyin.episode.epub.pictures import Picture, files_of
from boyin.episode.epub.sound import Sound, chapter_sounds
from boyin.episode.epub.texts import Text, texts_of
from boyin.episode.escapes import clean_line
from boyin.episode.manifest import Production
from boyin.episode.notes import voices_of
from boyin.episode.read_along.read_along import ReadAlong


def write_book(
    file: IO[bytes],
    production: Production,
    reading: ReadAlong,
    *,
    slug: str,
    sound: Sound,
) -> None:
    """Writes the book of an episode to `file`, which must seek.

    slug: the episode's. sound: its MP3.
    Raises BoyinError if a sentence would be without its place or without its sound.
    """
    known = known_language(reading.document.language)
    document = replace(reading.document, language=known)
    pictures = files_of(reading.pictures)
    labels = labels_of(document.language)
    texts = texts_of(document, pictures, labels)
    claims = tuple(accessibility(content_of(document, frozenset(pictures)), labels))
    starts = _starts(production)

    def members() -> Iterator[Member]:
        items = _items(texts, tuple(pictures.values()), len(starts))
        yield Member(PACKAGE, package(_facts(production, slug, claims), items))
        yield Member(NAVIGATION, navigation(document, labels))
        yield Member(STYLE, resources.files(__package__).joinpath(STYLE).read_bytes())
        for text in texts:
            yield Member(text.page.file, text.data)
            yield Member(overlay_file(text.page), text.overlay.data)
        yield Member(ABOUT, about_page(production, labels))
        yield Member(COVER, production.cover, compressed=False)
        for picture in pictures.values():
            yield Member(picture.name, picture.data, compressed=False)
        for number, data in enumerate(chapter_sounds(sound, production.timeline, starts)):
            yield Member(sound_file(number), data, compressed=False)

    write_container(file, members())


def _starts(production: Production) -> list[int]:
    """The first sample of each chapter as the episode tells them."""
    chapters = production.timeline.chapters
    return [chapter.start for chapter in chapters[:: contents_of(production.timeline).per_group]]


def _facts(production: Production, slug: str, claims: tuple[tuple[str, str], ...]) -> Facts:
    article = production.article
    return Facts(
        slug=slug,
        title=clean_line(article.title) or slug,
        author=clean_line(article.author),
        language=known_language(clean_line(article.language)),
        summary=clean_line(article.summary),
        date=article.day,
        narrators=voices_of(production),
        accessibility=claims,
    )


def _items(texts: Sequence[Text], pictures: Sequence[Picture], sounds: int) -> Iterator[Item]:
    """Every file of the book, those that are read in their order."""
    xhtml = "application/xhtml+xml"
    for text in texts:
        name = text.page.name
        yield Item(name, text.page.file, xhtml, overlay=f"overlay-{name}", linear=True)
        yield Item(
            f"overlay-{name}",
            overlay_file(text.page),
            "application/smil+xml",
            duration=text.overlay.duration,
        )
    yield Item("about", ABOUT, xhtml, linear=True)
    yield Item("nav", NAVIGATION, xhtml, properties="nav")
    yield Item("style", STYLE, "text/css")
    yield Item("cover", COVER, "image/jpeg", properties="cover-image")
    for number, picture in enumerate(pictures, 1):
        yield Item(f"picture-{number}", picture.name, picture.media_type)
    for number in range(sounds):
        yield Item(f"sound-{number + 1}", sound_file(number), "audio/mpeg")
