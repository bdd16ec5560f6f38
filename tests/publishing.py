"""What the tests of the feed and its server publish: a show, and episodes without a sound."""

import datetime
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from boyin.feed.feed import Missing, Written, write_feed
from boyin.feed.recognition import Wishes
from boyin.feed.show import Show, read_show

SHOW = """\
title: 播音示例 & <friends>
author: 作者
description: 把中文文章读出来。
base_url: https://example.org/podcast
art: art.png
categories: [Society & Culture > Documentary, News]
owner: {name: 作者, email: me@example.org}
locked: yes
persons: [{name: 作者, role: author, group: writing}]
"""
BASE = "https://example.org/podcast/"
NOW = datetime.datetime(2026, 3, 1, 8, 30, 15, 999, datetime.UTC)
LATER = NOW + datetime.timedelta(days=40)
KINDS = {
    "mp3": ("{}.mp3", "audio/mpeg"),
    "chapters": ("{}.chapters.json", "application/json+chapters"),
    "transcript-vtt": ("{}.vtt", "text/vtt"),
    "transcript-srt": ("{}.srt", "application/x-subrip"),
    "transcript-json": ("{}.json", "application/json"),
    "transcript-html": ("{}.transcript.html", "text/html"),
    "reading-html": ("{}.html", "text/html"),
    "notes-html": ("{}.notes.html", "text/html"),
    "notes-text": ("{}.notes.txt", "text/plain"),
    "cover": ("{}.jpg", "image/jpeg"),
}


def write_show(folder: Path, text: str = SHOW) -> Show:
    """A show file with its art in `folder`, read."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    picture = io.BytesIO()
    Image.new("RGB", (1400, 1400), "navy").save(picture, "PNG")
    (folder / "art.png").write_bytes(picture.getvalue())
    (folder / "show.yaml").write_text(text, encoding="utf-8")
    return read_show(folder / "show.yaml")


def write_episode(
    output: Path, slug: str, *, sound: bytes = b"mp3", notes: str = "", **given: Any
) -> Path:
    """An episode's folder with every kind of file in it; `given` goes into its manifest."""
    folder = output / slug
    folder.mkdir(parents=True, exist_ok=True)
    title = given.get("title", slug)
    entries = []
    for kind, (name, media_type) in KINDS.items():
        data = sound if kind == "mp3" else f"{kind} {title}".encode(errors="ignore")
        if notes and kind == "notes-text":
            data = notes.encode()
        (folder / name.format(slug)).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        entries.append(
            {
                "name": name.format(slug),
                "kind": kind,
                "type": media_type,
                "bytes": len(data),
                "sha256": digest,
            }
        )
    manifest = {
        "title": title,
        "author": "作者",
        "date": "",
        "language": "zh-CN",
        "summary": "概要。",
        "duration": 3723.4,
        "chapters": [
            {"title": "开场", "start": 0.0, "end": 61.5},
            {"title": "第一章", "start": 61.5, "end": 3723.4},
        ],
        "segments": [{"written": f"{slug}的第{n}段。"} for n in range(5)],
        "files": entries,
    } | given
    (folder / "episode.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def feed(
    show: Show,
    output: Path,
    *,
    now: datetime.datetime = NOW,
    missing: Missing = "refuse",
    dry_run: bool = False,
    **wishes: Any,
) -> Written:
    """`write_feed` at a moment that the tests know."""
    given = Wishes(**wishes)
    return write_feed(show, output, now=now, missing=missing, wishes=given, dry_run=dry_run)
