"""Text of an article, made harmless for the formats it is shown in.

Promise: what comes out is one line, or lines none of which is empty (`xml_text` leaves lines as
they are), and holds no character that XML 1.0 forbids; a reader sees what was written.
"""

import regex

from boyin.episode.tags import one_line

_NO_XML = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""All but the characters of https://www.w3.org/TR/xml/#charsets."""


def clean_line(text: str) -> str:
    """The text in one line, its spaces single, without what XML can't hold."""
    return " ".join(_NO_XML.sub("", one_line(text)).split())


def clean_lines(text: str) -> str:
    """The text with its own lines, without control characters and what XML can't hold."""
    return "\n".join(_NO_XML.sub("", one_line(f"|{line}|"))[1:-1] for line in text.splitlines())


def xml_text(text: str) -> str:
    """The text as it is, without what XML can't hold."""
    return _NO_XML.sub("", text)


def webvtt_text(text: str) -> str:
    """One line as WebVTT's cue text: it can't be taken for a tag, an entity or a time line."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def subrip_text(text: str) -> str:
    """One line for SubRip, which has no escapes: only an arrow could be taken for a time line."""
    return text.replace("-->", "--＞")
