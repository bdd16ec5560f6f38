"""Which quotation marks and brackets belong together, in texts that get them wrong too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "＂": "＂"}
TITLES = {"《": "》", "〈": "〉"}
ROUND = {"（": "）", "(": ")"}
SQUARE = {"【": "】", "[": "]", "［": "］", "〔": "〕"}

_PAIRS = QUOTES | TITLES | ROUND | SQUARE
_STRAIGHT = frozenset('"＂')
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_LATIN = regex.compile(r"\p{Latin}")
_STOP = regex.compile(r"[。！？!?…，,.～~]")
_BEFORE_OPENING = regex.compile(r"[\s：:；;、（(【\[「『“‘《—]")
_AFTER_CLOSING = regex.compile(r"[\s：:；;、）)】\]」』”’》—。！？!?…，,.]")
_LONGEST_RUN = 12
# Both ends of “English“ and ”English“ slip under the same key.
_SLIPS = regex.compile(
    r"(?P<opens>[“”])(?=\p{Latin})[^“”\p{Han}\n]{0,300}(?P<closes>“)(?!\p{Latin})"
)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """The positions of an opening and a closing mark in a text, and the opening mark itself.

    In a quotation over several blocks, -1 and len(text) stand where a block has no mark.
    """

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Matching:
    """The marks of one text: those that found a partner, and quotation marks that did not."""

    pairs: tuple[Pair, ...]
    opened: tuple[tuple[int, str], ...]
    closed: tuple[tuple[int, str], ...]


def match_marks(text: str) -> Matching:
    """Pairs the marks within one text, the outer ones first.

    Straight quotes are taken by turns; where their number is odd, by what stands around each.
    """
    pairs: list[Pair] = []
    stack: list[tuple[int, str]] = []
    closed: list[tuple[int, str]] = []
    for position, mark, opens in _directed_marks(text):
        if opens:
            stack.append((position, mark))
        elif any(mark == opened for _, opened in stack):
            # What was opened in between and not closed has no partner: a smiley, a slip.
            while stack[-1][1] != mark:
                stack.pop()
            pairs.append(Pair(stack.pop()[0], position, mark))
        elif mark in QUOTES:
            closed.append((position, mark))
    opened = tuple((position, mark) for position, mark in stack if mark in QUOTES)
    return Matching(tuple(sorted(pairs)), opened, tuple(closed))


def pair_marks(texts: Sequence[str]) -> tuple[tuple[Pair, ...], ...]:
    """The pairs in each of a run of blocks, with the quotations that span several of them.

    A quotation goes on where the next block opens with the same mark again (each paragraph of a
    long quotation does), or where a later block closes what this one opened.
    """
    matchings = [match_marks(text) for text in texts]
    found = [list(matching.pairs) for matching in matchings]
    for number, matching in enumerate(matchings):
        for start, mark in matching.opened:
            following = texts[number + 1 : number + 2]
            if following and following[0].startswith(mark):
                found[number].append(Pair(start, len(texts[number]), mark))
            elif (last := _closing_block(matchings, number, mark)) is not None:
                found[number].append(Pair(start, len(texts[number]), mark))
                for middle in range(number + 1, last):
                    found[middle].append(Pair(-1, len(texts[middle]), mark))
                end = next(end for end, closing in matchings[last].closed if closing == mark)
                found[last].append(Pair(-1, end, mark))
    return tuple(tuple(sorted(pairs)) for pairs in found)


def _closing_block(matchings: Sequence[Matching], first: int, mark: str) -> int | None:
    for number in range(first + 1, min(first + _LONGEST_RUN, len(matchings))):
        if any(mark == closing for _, closing in matchings[number].closed):
            return number
        if any(mark == opening for _, opening in matchings[number].opened):
            return None
    return None


def _directed_marks(text: str) -> Iterator[tuple[int, str, bool]]:
    """The position of each mark, its opening form, and whether it opens here."""
    straight = _direct_straight_quotes(text)
    slips = _direct_slips(text)
    for position, character in enumerate(text):
        if position in straight:
            yield position, character, straight[position]
        elif position in slips:
            yield position, "“", slips[position]
        elif character in _STRAIGHT or (character == "’" and _is_apostrophe(text, position)):
            continue
        elif character in _PAIRS:
            yield position, character, True
        elif character in _CLOSING:
            yield position, _CLOSING[character], False


def _direct_slips(text: str) -> dict[int, bool]:
    """Curly marks around English that stand for their partners."""
    directions: dict[int, bool] = {}
    for found in _SLIPS.finditer(text) if "“" in text else ():
        directions |= {found.start("opens"): True, found.start("closes"): False}
    return directions


def _is_apostrophe(text: str, position: int) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if _LATIN.match(before) and _LATIN.match(after):
        return True
    # students’ and ’90s, where nothing is open that this could close.
    return "‘" not in text[:position] and bool(_LATIN.match(before) or after.isdigit())


def _direct_straight_quotes(text: str) -> dict[int, bool]:
    quotes = [n for n, character in enumerate(text) if character in _STRAIGHT]
    positions = [n for n in quotes if len(quotes) % 2 == 0 or not _follows_digit(text, n)]
    if len(positions) % 2 == 0:
        return {position: index % 2 == 0 for index, position in enumerate(positions)}
    directions: dict[int, bool] = {}
    is_open = False
    for position in positions:
        leaning = _leans(text, position)
        is_open = (not is_open) if leaning is None else leaning
        directions[position] = is_open
    return directions


def _follows_digit(text: str, position: int) -> bool:
    """An odd `"` behind a digit is inches: a 27" screen."""
    return text[position - 1 : position].isdigit()


def _leans(text: str, position: int) -> bool | None:
    """Whether a straight quote opens, as far as its neighbours tell."""
    before, after = text[:position][-1:], text[position + 1 : position + 2]
    opening = not before or bool(_BEFORE_OPENING.match(before))
    closing = not after or bool(_AFTER_CLOSING.match(after)) or bool(_STOP.match(before))
    return None if opening == closing else opening
