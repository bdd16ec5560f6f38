"""From a production to the files that stand beside the MP3: name, kind, type, content.

Promise: all of them say the same, because all are made from one timeline; the same production
makes the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from boyin.episode.chapters import chapters
from boyin.episode.chapters.chapters import chapters_json, contents_of
from boyin.episode.chapters.links import chapter_links
from boyin.episode.epub import container
from boyin.episode.manifest import FileEntry, Production
from boyin.episode.notes import notes_html, notes_of, notes_text
from boyin.episode.read_along.page import reading_page
from boyin.episode.read_along.read_along import ReadAlong
from boyin.episode.read_along.words import words_of
from boyin.episode.transcripts import page, podcasting, srt, text, webvtt
from boyin.episode.transcripts.cues import captions_of, sentences_of
from boyin.episode.transcripts.paragraphs import paragraphs_of


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of an episode, ready to be written."""

    entry: FileEntry
    data: bytes


def mp3_entry(slug: str) -> FileEntry:
    """The episode's sound."""
    return FileEntry(f"{slug}.mp3", "mp3", "audio/mpeg")


def book_entry(slug: str) -> FileEntry:
    """The episode as a book to read and hear."""
    return FileEntry(f"{slug}.epub", "epub", container.TYPE)


def bundle_files(production: Production, reading: ReadAlong, slug: str) -> Iterator[BundleFile]:
    """Everything but the MP3 and the manifest, in the order of the manifest."""
    timeline = production.timeline
    contents = contents_of(timeline, chapter_links(production.article, production.script))
    sentences = sentences_of(timeline, production.cast)
    captions = tuple(captions_of(sentences, timeline.rate))
    paragraphs = tuple(paragraphs_of(sentences, production.article.source))

    def file(ending: str, kind: str, media_type: str, data: bytes) -> BundleFile:
        return BundleFile(FileEntry(f"{slug}.{ending}", kind, media_type), data)

    yield file("chapters.json", "chapters", chapters.JSON_TYPE, chapters_json(contents.chapters))
    yield file("vtt", "transcript-vtt", webvtt.TYPE, webvtt.webvtt(captions))
    yield file("srt", "transcript-srt", srt.TYPE, srt.subrip(captions))
    yield file(
        "json",
        "transcript-json",
        podcasting.TYPE,
        podcasting.transcript_json(sentences, timeline.rate),
    )
    yield file("txt", "transcript-text", text.TYPE, text.plain_text(paragraphs))
    yield file(
        "transcript.html",
        "transcript-html",
        page.TYPE,
        page.transcript_page(paragraphs, contents, production.article),
    )
    along = reading_page(
        reading.document,
        mp3_entry(slug).name,
        words_of(production.article.page_language or production.article.language),
        {address: picture.address for address, picture in reading.pictures.items()},
    )
    yield file("html", "reading-html", "text/html", along)
    notes = notes_of(production, contents, paragraphs)
    yield file("notes.html", "notes-html", "text/html", notes_html(notes))
    yield file("notes.txt", "notes-text", "text/plain", notes_text(notes))
    yield file("jpg", "cover", "image/jpeg", production.cover)
