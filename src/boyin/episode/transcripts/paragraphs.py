"""Sentences put together again, as they stood in the article: chapters of paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from boyin.episode.transcripts.cues import Sentence
from boyin.script.passages import Role

_NO_ROLE_OF_ITS_OWN = frozenset({"english", "structure"})
_WITHIN_PARAGRAPH = frozenset({"clause", "voice", "sentence"})
_WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one block of the article, each with the space that stands before it."""

    role: Role
    """The role of its first sentence that is neither English nor said for the ear alone."""
    parts: tuple[tuple[str, Sentence], ...]

    @property
    def text(self) -> str:
        """All of it, with what is added in square brackets."""
        return "".join(space + sentence.text for space, sentence in self.parts)

    @property
    def code(self) -> str:
        """The code of a paragraph that is code, its lines as they are; empty for others."""
        segments = (sentence.clip.speech.segment for _, sentence in self.parts)
        return next((one.written for one in segments if one.role == "code"), "")

    @property
    def written(self) -> str:
        """What is written of it."""
        return "".join(space + sentence.written for space, sentence in self.parts).strip()


def paragraphs_of(sentences: Sequence[Sentence], source: str) -> Iterator[Paragraph]:
    """The sentences in paragraphs, in order.

    source: the article's, which tells where a space stands between two sentences.
    """
    run: list[tuple[str, Sentence]] = []
    for sentence in sentences:
        space = _space(run[-1][1], sentence, source) if run else ""
        run.append((space, sentence))
        if sentence.clip.speech.segment.border not in _WITHIN_PARAGRAPH:
            yield _paragraph(run)
            run = []
    if run:
        yield _paragraph(run)


def chapters_of(
    paragraphs: Sequence[Paragraph],
) -> Iterator[tuple[int, tuple[Paragraph, ...]]]:
    """The paragraphs of each chapter, with the chapter's number in the article, from 0."""
    for number, group in groupby(paragraphs, key=_chapter):
        yield number, tuple(group)


def _chapter(paragraph: Paragraph) -> int:
    return paragraph.parts[0][1].clip.speech.segment.chapter


def _paragraph(run: Sequence[tuple[str, Sentence]]) -> Paragraph:
    roles = [sentence.clip.speech.segment.role for _, sentence in run]
    return Paragraph(
        next((role for role in roles if role not in _NO_ROLE_OF_ITS_OWN), roles[0]), tuple(run)
    )


def _space(before: Sentence, after: Sentence, source: str) -> str:
    first, second = before.clip.speech.segment.spans, after.clip.speech.segment.spans
    if not first or not second:
        return ""
    # Marks around a segment are counted with the white space beside them.
    low, high = first[-1][1], second[0][0]
    while low and source[low - 1].isspace():
        low -= 1
    while source[high : high + 1].isspace():
        high += 1
    if not any(sign.isspace() for sign in source[low:high]):
        return ""
    both_wide = _WIDE.match(before.text[-1:]) and _WIDE.match(after.text[:1])
    return "" if both_wide else " "
