"""The proof that nothing was lost: every character is spoken, or skipped for a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import regex

from boyin.article.blocks import Mark
from boyin.ground.errors import DefectError

WHITE_SPACE = "white space"
MARKDOWN = "Markdown mark"

CONTROL = "control character"
PUNCTUATION = "punctuation alone"

_MARKS_OF_MARKDOWN = regex.compile(r"[!-/:-@\[-`{-~]")
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}\p{M}\p{Sc}]")
_CONTROL = regex.compile(r"\p{C}")


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of source that is not spoken, and why."""

    start: int
    end: int
    text: str
    reason: str
    lines: tuple[int, int]


def find_skips(
    source: str, covered: Iterable[tuple[int, int]], marks: Iterable[Mark], name: str
) -> tuple[Skip, ...]:
    """Everything in `source` outside `covered`, with its reason.

    marks: what is known of the source; where several hold, the narrowest speaks.
    Raises DefectError if a letter, a digit or an amount is left that nobody gave a reason for.
    """
    reasons: list[str | None] = [None] * len(source)
    for mark in sorted(marks, key=lambda mark: mark.start - mark.end):
        reasons[mark.start : mark.end] = [mark.what] * (mark.end - mark.start)
    for position, character in enumerate(source):
        if reasons[position] is None:
            reasons[position] = _reason_by_itself(character)
    spoken = bytearray(len(source))
    for start, end in covered:
        spoken[start:end] = b"\x01" * (end - start)
    return tuple(_skips(source, reasons, spoken, name))


def _reason_by_itself(character: str) -> str | None:
    """Why a sign of this kind is never spoken; None if it says something."""
    if character.isspace():
        return WHITE_SPACE
    if _MARKS_OF_MARKDOWN.match(character):
        return MARKDOWN
    if _CONTROL.match(character):
        return CONTROL
    return None if _SAYS_SOMETHING.match(character) else PUNCTUATION


def _skips(source: str, reasons: list[str | None], spoken: bytearray, name: str) -> Iterator[Skip]:
    line = 1
    keys = (
        (bool(said), None if said else reason) for said, reason in zip(spoken, reasons, strict=True)
    )
    position = 0
    for (said, reason), run in groupby(keys):
        start = position
        position += sum(1 for _ in run)
        text = source[start:position]
        first, line = line, line + text.count("\n")
        if said:
            continue
        if reason is None:
            raise DefectError(
                f"would be neither spoken nor skipped: {text[:40]!r}",
                place=f"{name}:{first}",
                remedy="This is a fault of boyin, not of the article; please report it.",
            )
        last = line - 1 if text.endswith("\n") and line > first else line
        yield Skip(start, position, text, reason, (first, last))
