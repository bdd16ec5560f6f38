"""Signs that decorate and are not read: they leave the text and stay in the ledger."""

from collections.abc import Iterable, Iterator

import regex

from boyin.blocks import Mark, Piece

# Not these, which say something: © ® ™ ℹ ‼ ⁉ ✔ ✖ ★ ☆ and the arrows.
_EMOJI = regex.compile(
    r"(?V1)(?:\p{RI}\p{RI}|[\p{Extended_Pictographic}--[©®™ℹ‼⁉✔✖★☆↔-↪⬅-⬇➡⤴⤵]]"
    r"(?:\uFE0F|\p{EMod}|\u200D\p{Extended_Pictographic}|[\U000E0020-\U000E007F])*"
    r"|(?<=[0-9#*])\uFE0F?\u20E3|[\uFE0F\u200D])"
)
_BULLET = regex.compile(r"^\s*[■-○●-◯★☆►▶※❖➤•·]+(?=\s|\p{L})")


def without_emoji(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], tuple[Mark, ...]]:
    """The pieces without decorative emoji and leading bullets, and marks for what was left out."""
    kept: list[Piece] = []
    marks: list[Mark] = []
    for piece in pieces:
        pattern = _EMOJI if kept or not _BULLET.match(piece.text) else _BULLET
        position = 0
        for found in _both(piece.text, pattern):
            kept.extend(_part(piece, position, found[0]))
            low, high = _source(piece, *found)
            marks.append(Mark(low, high, "decorative emoji"))
            position = found[1]
        kept.extend(_part(piece, position, len(piece.text)))
    return tuple(kept), tuple(marks)


def _both(text: str, pattern: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    end = 0
    if pattern is _BULLET and (bullet := _BULLET.match(text)):
        end = bullet.end()
        yield bullet.span()
    for found in _EMOJI.finditer(text, end):
        yield found.span()


def _part(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(piece.text[start:end], *_source(piece, start, end))


def _source(piece: Piece, start: int, end: int) -> tuple[int, int]:
    if len(piece.text) == piece.end - piece.start:
        return piece.start + start, piece.start + end
    return piece.start, piece.end
