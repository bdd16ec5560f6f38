"""What an episode is made of, as a JSON document: chapters, segments, times, files, skips."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boyin.article.article import Article
from boyin.casts.cast import Cast
from boyin.clips.clips import Clip
from boyin.engines.base import Engine
from boyin.episode.chapters.chapters import contents_of
from boyin.ground.files import sha256_of
from boyin.script.ledger import Skip
from boyin.script.retakes import Retake
from boyin.script.script import Script, Segment
from boyin.timeline.timeline import Timeline

SCHEMA = 1

Json = dict[str, Any]


def segment_json(segment: Segment, voice: str) -> Json:
    """A segment as it is known before anything is spoken."""
    return {
        "id": segment.id,
        "role": segment.role,
        "language": segment.language,
        "voice": voice,
        "chapter": segment.chapter,
        "written": segment.written,
        "added": [{"at": one.at, "text": one.text} for one in segment.added],
        "opening": segment.opening,
        "closing": segment.closing,
        "lines": list(segment.lines),
        "spans": [list(span) for span in segment.spans],
    }


def skip_json(skip: Skip) -> Json:
    """A stretch of source that is not spoken."""
    return {
        "text": skip.text,
        "reason": skip.reason,
        "lines": list(skip.lines),
        "span": [skip.start, skip.end],
    }


def script_json(article: Article, script: Script, cast: Cast, takes: Mapping[str, Retake]) -> Json:
    """An article as it would be spoken: what `boyin show` prints."""
    segments = [
        segment_json(
            segment,
            cast.reader_of(segment.role, segment.language, takes.get(segment.id)).voice.name,
        )
        for segment in script.segments
    ]
    return {
        "title": article.title,
        "chapters": [
            {"title": title, "segments": sum(s.chapter == n for s in script.segments)}
            for n, title in enumerate(script.chapters)
        ],
        "segments": segments,
        "skipped": [skip_json(skip) for skip in script.skips],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """Everything an episode was made from and with."""

    article: Article
    script: Script
    timeline: Timeline
    cast: Cast
    engines: Mapping[str, Engine]
    cover: bytes
    """A JPEG, the article's own or drawn."""
    chapter_images: Mapping[int, bytes] = field(default_factory=dict)
    """JPEG files, by the article's chapters, counted from 0."""
    fallback_from: str = ""
    """The cast that was asked for, where its service could not be reached."""
    source: str = ""
    """The article's path from the output folder; empty where it has none."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of an episode: its name in the episode's folder, and what it is."""

    name: str
    kind: str
    """`mp3`, `chapters`, `transcript-vtt`, …: what the feed looks for."""
    media_type: str


def episode_json(production: Production, files: Sequence[FileEntry], folder: Path) -> Json:
    """The manifest; times in seconds from the start.

    folder: where the files are now; their names alone are told.
    """
    fallback = {"fallback_from": production.fallback_from} if production.fallback_from else {}
    return {
        "schema": SCHEMA,
        "source": production.source,
        **_article_json(production.article),
        **_timeline_json(production.timeline),
        "skipped": [skip_json(skip) for skip in production.script.skips],
        "cast": production.cast.name,
        "loudness": production.cast.loudness,
        **fallback,
        "engines": [
            {"name": name, "fingerprint": engine.fingerprint}
            for name, engine in sorted(production.engines.items())
        ],
        "files": [_file_json(entry, folder / entry.name) for entry in files],
    }


def _article_json(article: Article) -> Json:
    return {
        "title": article.title,
        "author": article.author,
        "date": article.date,
        "language": article.language,
        "summary": article.summary,
    }


def _timeline_json(timeline: Timeline) -> Json:
    """Length, chapters and segments, in seconds from the start."""

    def seconds(samples: int) -> float:
        return round(samples / timeline.rate, 4)

    contents = contents_of(timeline)
    return {
        "duration": seconds(timeline.length),
        "chapters": [
            {"title": c.title, "start": c.start_ms / 1000, "end": c.end_ms / 1000}
            for c in contents.chapters
        ],
        "segments": [
            _spoken_json(clip)
            | {
                "chapter": contents.number_of(clip.speech.segment.chapter),
                "start": seconds(start),
                "end": seconds(end),
            }
            for clip, start, end in timeline.cues()
        ],
    }


def dump(document: Json) -> bytes:
    """The document as a file's content, for people to read as well."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _spoken_json(clip: Clip) -> Json:
    known = segment_json(clip.speech.segment, clip.cast_voice.voice.name)
    return known | {
        "spoken": clip.speech.spoken,
        "engine": clip.cast_voice.engine,
        "clip": clip.key,
    }


def _file_json(entry: FileEntry, path: Path) -> Json:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "type": entry.media_type,
        "bytes": path.stat().st_size,
        "sha256": sha256_of(path),
    }
