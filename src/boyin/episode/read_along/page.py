"""From a document to the page on which people listen and read along: one file, no network.

Promise: the page loads nothing but the sound beside it; nothing of the article is active, and its
policy lets the browser run this project's script alone. Without scripts or without sound the
article can still be read.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from boyin.episode.read_along.document import Document
from boyin.episode.read_along.markup import article_html
from boyin.episode.read_along.words import Words
from boyin.episode.templating import render, source_of
from boyin.episode.times import short_clock

TYPE = "text/html"
SPEEDS = ("0.5", "0.75", "1", "1.25", "1.5", "1.75", "2", "2.25", "2.5", "2.75", "3")


def reading_page(
    document: Document, audio: str, words: Words, pictures: Mapping[str, str]
) -> bytes:
    """The whole page.

    audio: the name of the MP3 beside it. pictures: `data:` addresses by the article's own.
    """
    style, script = source_of("player.css"), source_of("player.js")
    longest = document.duration_ms
    title, article = article_html(document, words, pictures)
    first = {one.chapter: n for n, one in reversed(list(enumerate(document.sentences)))}
    return render(
        "player.html",
        document=document,
        words=words,
        audio=audio,
        title=title,
        article=article,
        chapters=[
            (short_clock(one.start_ms, longest), one.title, first[number])
            for number, one in enumerate(document.chapters)
        ],
        length=short_clock(longest, longest),
        zero=short_clock(0, longest),
        seconds=-(-longest // 1000),
        speeds=SPEEDS,
        style=style,
        script=script,
        policy=policy(style, script),
    ).encode()


def policy(style: str, script: str) -> str:
    """What the page allows: this style, this script, sound beside it, pictures within it."""
    allowed: dict[str, Any] = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "media-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
