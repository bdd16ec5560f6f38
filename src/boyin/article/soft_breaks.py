"""What a line break within a paragraph is: nothing, a space, or the end of a line that was meant.

Promise: a break depends on its paragraph alone.
"""

from collections.abc import Iterable, Iterator, Sequence

import regex

from boyin.article.blocks import Piece

SOFT_BREAK = "\r"
"""What stands for a line break until the whole paragraph is known."""

_CJK = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—]")
_HAN = regex.compile(r"\p{Han}")
# A line of its own under a quotation: —— 鲁迅
_SIGNATURE = regex.compile(r"\s*(?:——|[—–]\s)")
_LABELLED = regex.compile(
    r"\s*[^：:\n]{1,16}(?:：|(?<!\d):(?!//))|\s*[^：:\n]{1,16}(?<=\d):(?!\d|//)"
)
_ENTRY = regex.compile(
    r"\s*(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,3}\s?[.、)）]|[（(]\d{1,3}[)）]|[•·▪●○■□▸▶►※★☆✓]"
    r"|[一二三四五六七八九十]{1,3}、)"
)
_STOPPED = regex.compile(r"[，。！？；：…,.!?;”’」』—]\s*$")
_LONGEST_VERSE = 20
_LONGEST_OF_A_COUPLET = 12
"""Characters in a line that is short, three letters counted as one."""
_LETTERS_PER_CHARACTER = 3


def join_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces without outer white space, every soft break decided."""
    kept = [piece for piece in pieces if piece.text]
    meant = _are_meant(_lines_of(kept))
    for index, piece in enumerate(kept):
        if piece.text not in (SOFT_BREAK, " "):
            yield piece
            continue
        within = 0 < index < len(kept) - 1
        if within and ((meant and piece.text == SOFT_BREAK) or _signs(kept[index + 1])):
            yield piece._replace(text="\n")
        elif not (within and _between_chinese(kept[index - 1], kept[index + 1])):
            yield piece._replace(text=" ")


def _lines_of(pieces: Sequence[Piece]) -> list[str]:
    return "".join(piece.text for piece in pieces).replace("\n", SOFT_BREAK).split(SOFT_BREAK)


def _are_meant(lines: Sequence[str]) -> bool:
    """Whether lines are verses, entries or labelled values, not a paragraph that was wrapped."""
    if len(lines) < 2 or not any(map(_HAN.search, lines)):
        return False
    if all(map(_LABELLED.match, lines)) or all(map(_ENTRY.match, lines)):
        return True
    if len(lines) > 2:
        return all(_length(line) <= _LONGEST_VERSE for line in lines)
    # Two lines are more often one that was wrapped, unless they are a couplet.
    return all(_length(line) <= _LONGEST_OF_A_COUPLET and _STOPPED.search(line) for line in lines)


def has_short_lines(pieces: Iterable[Piece]) -> bool:
    """Whether all lines of a text are as short as verses."""
    lines = "".join(piece.text for piece in pieces).split("\n")
    return all(_length(line.strip()) <= _LONGEST_VERSE for line in lines)


def _length(line: str) -> float:
    han = len(_HAN.findall(line))
    return han + (len(line) - han) / _LETTERS_PER_CHARACTER


def _signs(piece: Piece) -> bool:
    return _SIGNATURE.match(piece.text) is not None


def _between_chinese(before: Piece, after: Piece) -> bool:
    return bool(_CJK.match(before.text[-1]) or _CJK.match(after.text[0]))
