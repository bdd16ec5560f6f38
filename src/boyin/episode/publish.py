"""From a mastered timeline to an episode's folder: the MP3, all that goes with it, the manifest."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from boyin.episode.bundle import book_entry, bundle_files, mp3_entry
from boyin.episode.chapters.chapters import contents_of
from boyin.episode.chapters.links import chapter_links
from boyin.episode.cover.drawn import draw_cover
from boyin.episode.cover.pictures import embedded
from boyin.episode.epub.book import write_book
from boyin.episode.epub.sound import SliceSizes, Sound
from boyin.episode.folder import MANIFEST
from boyin.episode.manifest import Production, dump, episode_json
from boyin.episode.published import Episode
from boyin.episode.read_along.read_along import read_along_of
from boyin.episode.tags import EpisodeTag, id3_tag
from boyin.episode.templating import load_templates
from boyin.ground.files import whole_file, whole_folder, write_whole
from boyin.ground.languages import is_english
from boyin.master.mp3 import write_mp3


def get_ready(title: str, cover: bytes | None) -> bytes:
    """The cover, drawn where the article has none of its own.

    To be called while voices are being recorded: what pages are made with is loaded, too, and
    nobody waits for it at the end.
    """
    load_templates()
    return cover or draw_cover(title)


def episode_tag(production: Production) -> EpisodeTag:
    """The facts and chapters that stand in front of the sound."""
    article = production.article
    return EpisodeTag(
        title=article.title,
        artist=article.author,
        album=article.title,
        comment=article.summary,
        date=datetime.date.fromisoformat(article.day) if article.day else None,
        language="en" if is_english(article.language) else "zh",
        cover=embedded(production.cover),
        chapters=contents_of(
            production.timeline, chapter_links(article, production.script)
        ).with_images(production.chapter_images),
    )


def publish(production: Production, frames: Iterable[bytes], *, folder: Path) -> Episode:
    """Writes an episode's MP3, what goes with it, and `episode.json`: each whole.

    The new episode is complete beside the old one before it takes its place, all at once.

    frames: the MP3 frames of the timeline's slices, in order. folder: its name is that of files.
    """
    slug = folder.name
    sound = mp3_entry(slug)
    tag = id3_tag(episode_tag(production))
    entries = [sound]
    with whole_folder(folder, needed=MANIFEST) as beside:
        slices = SliceSizes(frames)
        with whole_file(beside / sound.name) as file:
            file.write(tag)
            write_mp3(file, slices, samples=production.timeline.length)
        reading = read_along_of(production)
        for one in bundle_files(production, reading, slug):
            write_whole(beside / one.entry.name, one.data)
            entries.append(one.entry)
        book = book_entry(slug)
        with whole_file(beside / book.name) as file:
            mp3 = Sound.written(beside / sound.name, slices.sizes)
            write_book(file, production, reading, slug=slug, sound=mp3)
        entries.append(book)
        document = episode_json(production, entries, beside)
        write_whole(beside / MANIFEST, dump(document))
    return Episode(folder / sound.name, folder / MANIFEST, document)
