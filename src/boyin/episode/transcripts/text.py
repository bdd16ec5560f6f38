"""The transcript as plain text: a line for each chapter's title, and one for each paragraph."""

from collections.abc import Sequence

from boyin.episode.escapes import clean_lines
from boyin.episode.transcripts.paragraphs import Paragraph

TYPE = "text/plain"


def plain_text(paragraphs: Sequence[Paragraph]) -> bytes:
    """The paragraphs, a blank line between two; the lines of code stay lines."""
    return ("\n\n".join(map(_text_of, paragraphs)) + "\n").encode()


def _text_of(paragraph: Paragraph) -> str:
    return clean_lines(paragraph.code).strip("\n") or paragraph.text
