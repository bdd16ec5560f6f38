"""Emoji told apart: those that say something stay in the text, those that decorate leave it.

What leaves is in the ledger. An emoji says something if it warns, or stands where a word would: by
itself in a cell, behind a colon, between a person and what they love.
"""

from collections.abc import Iterable, Iterator

import regex

from boyin.article.blocks import Mark, Piece

# Not these, which say something: © ® ™ ℹ ‼ ⁉ ✔ ✖ ★ ☆ and the arrows.
_EMOJI = regex.compile(
    r"(?V1)(?:\p{RI}\p{RI}|[\p{Extended_Pictographic}--[©®™ℹ‼⁉✔✖★☆↔-↪⬅-⬇➡⤴⤵]]"
    r"(?:\uFE0F|\p{EMod}|\u200D\p{Extended_Pictographic}|[\U000E0020-\U000E007F])*"
    r"|(?<=[0-9#*])\uFE0F?\u20E3|[\uFE0F\u200D])"
)
_BULLET = regex.compile(r"^\s*[■-○●-◯★☆►▶※❖➤•·]+(?=\s|\p{L})")

WARNINGS = {"⚠": ("注意", "Warning"), "🚫": ("禁止", "Forbidden"), "⛔": ("禁止", "Forbidden")}
"""Said wherever they stand, in Chinese and in English."""
ANSWERS = {
    "✅": ("是", "yes"), "☑": ("是", "yes"), "❌": ("否", "no"), "❎": ("否", "no"),
    "⭐": ("星", "stars"), "🌟": ("星", "stars"), "👍": ("赞", "thumbs up"),
    "👎": ("踩", "thumbs down"), "🔴": ("红色", "red"), "🟠": ("橙色", "orange"),
    "🟡": ("黄色", "yellow"), "🟢": ("绿色", "green"), "🔵": ("蓝色", "blue"),
    "⚪": ("白色", "white"), "⚫": ("黑色", "black"), "❓": ("问号", "unknown"),
    "🔼": ("上升", "up"), "🔽": ("下降", "down"), "🔺": ("上升", "up"), "🔻": ("下降", "down"),
}  # fmt: skip
"""Said where they stand by themselves."""

_WARNED = (
    r"\s*(?:注意|警告|当心|小心|危险|禁止|不要|请勿|切勿|别|(?i:warning|caution|do not|don't|no)\b)"
)
MEANINGFUL = regex.compile(
    rf"(?<sign>[{''.join(WARNINGS)}])\uFE0F?+(?!{_WARNED})"
    rf"|(?<=(?:^|[：:，,；;、（(|\n])\s*)(?:(?<sign>[{''.join(ANSWERS)}])[\uFE0F\p{{EMod}}]?)+"
    r"(?=\s*(?:$|[，,。；;、）)|!！?？\n]))"
    r"|(?<=(?:[我你他她]们?|\bI) ?)(?<sign>❤)\uFE0F?(?=\s?[\p{Han}\p{Latin}])",
    regex.V1,
)
"""An emoji that says something, `sign`; several in a row are one."""


def without_emoji(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], tuple[Mark, ...]]:
    """The pieces without decorative emoji and leading bullets, and marks for what was left out."""
    whole = tuple(pieces)
    telling = [found.span() for found in MEANINGFUL.finditer("".join(p.text for p in whole))]
    kept: list[Piece] = []
    marks: list[Mark] = []
    offset = 0
    for piece in whole:
        pattern = _EMOJI if kept or not _BULLET.match(piece.text) else _BULLET
        position = 0
        for found in _both(piece.text, pattern):
            if any(low <= offset + found[0] < high for low, high in telling):
                continue
            kept.extend(_part(piece, position, found[0]))
            low, high = _source(piece, *found)
            marks.append(Mark(low, high, "decorative emoji"))
            position = found[1]
        kept.extend(_part(piece, position, len(piece.text)))
        offset += len(piece.text)
    return tuple(kept), tuple(marks)


def _both(text: str, pattern: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    end = 0
    if pattern is _BULLET and (bullet := _BULLET.match(text)):
        end = bullet.end()
        yield bullet.span()
    for found in _EMOJI.finditer(text, end):
        yield found.span()


def _part(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if start < end and piece.added:
        yield piece._replace(text=piece.text[start:end])
    elif start < end:
        yield Piece(piece.text[start:end], *_source(piece, start, end))


def _source(piece: Piece, start: int, end: int) -> tuple[int, int]:
    if len(piece.text) == piece.end - piece.start:
        return piece.start + start, piece.start + end
    return piece.start, piece.end
