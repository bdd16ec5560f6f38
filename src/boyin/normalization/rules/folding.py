"""Written text into the plainer text that rules read: one spelling for each digit, sign and letter.

Full-width and other compatibility forms become the ordinary ones, spaces between Chinese
characters and digits go, and so does what has no shape at all. Every character of the folded
text knows the stretch of source it stands for, so a claim on it is a claim on the source.
"""

import unicodedata
from dataclasses import dataclass

import regex

from boyin.ground.languages import HAN
from boyin.normalization.vocabulary import shapes

PLAIN = regex.compile(
    r"[[\p{Han}--[\u2e80-\u2fd5々\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff]]"
    r"A-Za-z0-9 \n，。、；：？！…—“”‘’《》（）,.;:?!\"'()%$+=\&/\\\-]*",
    regex.V1,
)
"""Text that folds to itself, unless a space has to go."""

_MINUS = regex.compile(
    r"(?<=(?:^|[为是至到达约从低降比温值亏损润额在：:（(，、~～〜]) ?)[–—](?=[0-9]+(?:\.[0-9]+)?"
    r"(?: ?[℃°%％‰万亿元度分点]|$|[，。；、）)~～〜–—-]))"
)
"""A dash that was typed for a minus: 气温–5℃."""
_LOOSE_SPACE = regex.compile(
    r"(?<=(?<!第\P{P}{1,4})\p{Han})[ \u00a0\u2000-\u200a\u202f\u3000]+(?=[0-9０-９])"
    r"|(?<=[0-9０-９])[ \u00a0\u2000-\u200a\u202f\u3000]+(?=\p{Han})"
    r"|(?<=[0-9０-９][%％])[ \u00a0]+(?=\p{Han})"
)
_SHAPELESS = regex.compile(r"[\p{Cf}\p{Cc}--[\n\t\r\u200d]]|(?<!\p{Emoji})\ufe0f|\ufe0e", regex.V1)
_KEPT = regex.compile(
    # These mean more than their plain forms: fractions, Roman, circled, raised, and Chinese stops.
    r"[\p{No}--[₀-₉]]|[Ⅰ-ↈ⁺⁻ⁿ″‴]|[，。、；：？！（）【】…—‥¨´¯¸℠™]|"
    r"[\u1100-\u11ff\u3130-\u318f]",
    regex.V1,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of source that is spelled otherwise in the folded text."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The text rules read. Character i stands for source[starts[i]:ends[i]]."""

    text: str
    starts: range | tuple[int, ...]
    ends: range | tuple[int, ...]
    changes: tuple[Change, ...]


def fold(written: str) -> Folded:
    """The folded form of `written`."""
    size = len(written)
    loose = {i for m in _LOOSE_SPACE.finditer(written) for i in range(*m.span())}
    minus = {m.start() for m in _MINUS.finditer(written)}
    if not loose and not minus and PLAIN.fullmatch(written):
        return Folded(written, range(size), range(1, size + 1), ())
    shapeless = {m.start() for m in _SHAPELESS.finditer(written)}
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changes: list[Change] = []
    for start, end in _clusters(written):
        source = written[start:end]
        gone = start in loose or start in shapeless
        plain = "" if gone else _plain(source, text[-1] if text else "")
        plain = "-" if start in minus else plain
        if plain != source:
            changes.append(Change(start, end, plain))
        text.extend(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return Folded("".join(text), tuple(starts), tuple(ends), tuple(changes))


def _clusters(written: str) -> list[tuple[int, int]]:
    """Each character, with the combining marks that make one letter with it."""
    found: list[tuple[int, int]] = []
    for index, character in enumerate(written):
        if found and unicodedata.combining(character):
            start = found[-1][0]
            if len(unicodedata.normalize("NFKC", written[start : index + 1])) == 1:
                found[-1] = (start, index + 1)
                continue
        found.append((index, index + 1))
    return found


def _plain(source: str, before: str) -> str:
    """The plain form of a character, or of one with its marks; `before` is the one it follows."""
    if source == "々" and HAN.match(before):
        return before
    if shape := shapes().get(source):
        return shape
    if source.isascii() or _KEPT.match(source):
        return source
    decimal = unicodedata.decimal(source, None) if len(source) == 1 else None
    if decimal is not None:
        return str(decimal)
    return unicodedata.normalize("NFKC", source)
