"""The transcript as a page of HTML with nothing active in it: chapters of paragraphs.

Promise: text alone comes from the article; no address, no image, no script; and the page itself
forbids the browser to load anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from boyin.article.article import Article
from boyin.episode.chapters.chapters import Contents
from boyin.episode.escapes import clean_line, clean_lines
from boyin.episode.templating import render
from boyin.episode.times import short_clock
from boyin.episode.transcripts.cues import Sentence
from boyin.episode.transcripts.paragraphs import Paragraph

TYPE = "text/html"
HEADINGS = ("heading", "subheading")


@dataclass(frozen=True, slots=True)
class PageChapter:
    """A chapter as the template takes it."""

    clock: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def transcript_page(paragraphs: Sequence[Paragraph], contents: Contents, article: Article) -> bytes:
    """The whole transcript; its chapters are those of the episode."""
    grouped: dict[int, list[Paragraph]] = {number: [] for number in range(len(contents.chapters))}
    for paragraph in paragraphs:
        if paragraph.role == "title" and paragraph.text == clean_line(article.title):
            continue
        segment = paragraph.parts[0][1].clip.speech.segment
        grouped[contents.number_of(segment.chapter)].append(paragraph)
    longest = contents.chapters[-1].end_ms
    page = render(
        "transcript.html",
        language=clean_line(article.language),
        title=clean_line(article.title),
        chapters=[
            PageChapter(
                short_clock(one.start_ms, longest),
                one.title,
                _below(one.title, grouped[number]),
            )
            for number, one in enumerate(contents.chapters)
        ],
        parts=parts_of,
        code=code_of,
        headings=HEADINGS,
    )
    return page.encode()


def _below(title: str, paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """What stands below a chapter's title; the page shows the title once."""
    repeated = paragraphs and paragraphs[0].role in HEADINGS and paragraphs[0].text == title
    return tuple(paragraphs[1:] if repeated else paragraphs)


def parts_of(paragraph: Paragraph) -> list[tuple[str, str, Sentence]]:
    """Space, text and sentence of each part of a paragraph."""
    return [(space, sentence.text, sentence) for space, sentence in paragraph.parts]


def code_of(paragraph: Paragraph) -> str:
    """The code of a paragraph that is code, line by line; empty for others."""
    return clean_lines(paragraph.code)
