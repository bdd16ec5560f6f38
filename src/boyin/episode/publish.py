"""From a mastered timeline to an episode's folder: the MP3, all that goes with it, the manifest."""

import datetime
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from boyin.article import Article
from boyin.episode.bundle import book_entry, bundle_files, mp3_entry
from boyin.episode.chapter_links import chapter_links
from boyin.episode.chapters import contents_of
from boyin.episode.drawn_cover import draw_cover
from boyin.episode.epub.book import write_book
from boyin.episode.epub.sound import SliceSizes, Sound
from boyin.episode.manifest import Production, dump, episode_json
from boyin.episode.pictures import embedded
from boyin.episode.reading.read_along import read_along_of
from boyin.episode.slug import slug_of
from boyin.episode.tags import EpisodeTag, id3_tag
from boyin.errors import OutputError
from boyin.files import whole_file, whole_folder, write_whole
from boyin.languages import is_english
from boyin.made import Episode
from boyin.master.mp3 import write_mp3
from boyin.memo import Memo

MANIFEST = "episode.json"

_log = logging.getLogger(__name__)


def episode_tag(production: Production, cover: bytes) -> EpisodeTag:
    """The facts and chapters that stand in front of the sound."""
    article = production.article
    return EpisodeTag(
        title=article.title,
        artist=article.author,
        album=article.title,
        comment=article.summary,
        date=datetime.date.fromisoformat(article.date) if article.date else None,
        language="en" if is_english(article.language) else "zh",
        cover=embedded(cover),
        chapters=contents_of(
            production.timeline, chapter_links(article, production.script)
        ).with_images(production.chapter_images),
    )


def episode_folder(article: Article, output: Path, memo: Memo) -> Path:
    """Where the episode of an article is, or would be."""
    title, wanted = article.title, article.slug
    return output / memo.answer("slug", title, wanted, work_out=lambda: slug_of(title, wanted))


def check_folder(folder: Path, title: str) -> None:
    """Raises OutputError if no episode can be there; says if one of another title is replaced."""
    if folder.is_symlink():
        raise OutputError(
            "is a link, and nothing is written through it",
            place=str(folder),
            remedy="Remove the link, or choose another folder with -o.",
        )
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        raise OutputError("no episode can be written there", place=str(standing))
    try:
        standing_title = json.loads((folder / MANIFEST).read_bytes())["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if standing_title != title:
        _log.warning("%s holds the episode “%s”, which this one replaces", folder, standing_title)


def publish(production: Production, frames: Iterable[bytes], *, folder: Path) -> Episode:
    """Writes an episode's MP3, what goes with it, and `episode.json`: each whole.

    The new episode is complete beside the old one before it takes its place, all at once.

    frames: the MP3 frames of the timeline's slices, in order. folder: its name is that of files.
    """
    slug = folder.name
    sound = mp3_entry(slug)
    cover = production.cover or draw_cover(production.article.title)
    tag = id3_tag(episode_tag(production, cover))
    entries = [sound]
    with whole_folder(folder, needed=MANIFEST) as beside:
        slices = SliceSizes(frames)
        with whole_file(beside / sound.name) as file:
            file.write(tag)
            write_mp3(file, slices, samples=production.timeline.length)
        reading = read_along_of(production)
        for one in bundle_files(production, reading, slug, cover):
            write_whole(beside / one.entry.name, one.data)
            entries.append(one.entry)
        book = book_entry(slug)
        with whole_file(beside / book.name) as file:
            mp3 = Sound.written(beside / sound.name, slices.sizes)
            write_book(file, production, reading, mp3, cover)
        entries.append(book)
        document = episode_json(production, entries, beside)
        write_whole(beside / MANIFEST, dump(document))
    return Episode(folder / sound.name, folder / MANIFEST, document)
