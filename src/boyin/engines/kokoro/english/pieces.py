"""From tagged English text to words in pieces: what is written without a space between is one word.

Promise: the pieces' texts and spaces are the text's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from boyin.engines.kokoro.english.tagger import Tagged

SEPARATORS = frozenset("',-._‘’/")
"""Signs within a word that are silent."""
PAUSES = frozenset(";:,.!?—…")
MARKS = PAUSES | frozenset('"“”')
"""Signs that Kokoro knows."""

MARK_TAGS = frozenset({".", ",", "-LRB-", "-RRB-", "``", '""', "''", ":", "$", "#", "NFP"})
"""Parts of speech that are none: what the tagger takes for punctuation."""
_MARKS_OF_TAGS = {"-LRB-": "(", "-RRB-": ")", "``": "“", '""': "”", "''": "”"}

_PIECE = regex.compile(
    r"^['‘’]+"
    r"|\p{Lu}(?=\p{Lu}\p{Ll})"
    r"|(?:^-)?(?:\d?[,.]?\d)+"
    r"|[-_]+"
    r"|['‘’]{2,}"
    r"|\p{L}*?(?:['‘’]\p{L})*?\p{Ll}(?=\p{Lu})"
    r"|\p{L}+(?:['‘’]\p{L})*"
    r"|[^-_\p{L}'‘’\d]"
    r"|['‘’]+$"
)
"""Where a word falls apart: OpenAI, GPT-4, well-known, B2B."""
_IS_LETTER = regex.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word, or a mark."""

    text: str
    tag: str
    """Of the token it is part of, in the Penn Treebank's terms."""
    space: str
    """What follows it: one space, or nothing."""
    phonemes: str | None = None
    """Where they are known without looking at the word: marks, names of the lexicon."""
    alone: bool = False
    """Whether it is a word, whatever it is written together with: the 2 of B2B."""


def words_of(tokens: Iterable[Piece]) -> list[list[Piece]]:
    """The words, each in its pieces; what has its phonemes already is a word of its own."""
    words: list[list[Piece]] = []
    open_ended = False
    for piece in _pieces(tokens):
        alone = piece.alone or piece.phonemes is not None
        if open_ended and not alone:
            words[-1].append(piece)
        else:
            words.append([piece])
        open_ended = not alone and not piece.space
    return words


def token(tagged: Tagged) -> Piece:
    """What the tagger found; letters and digits that it takes for a mark are a noun."""
    tag = tagged.tag_
    is_mark = not any(map(str.isalnum, tagged.text))
    if not is_mark and tag in MARK_TAGS:
        tag = "NN"
    silent = is_mark and tag == "POS"
    return Piece(tagged.text, tag, tagged.whitespace_, "" if silent else None)


def _pieces(tokens: Iterable[Piece]) -> Iterator[Piece]:
    for whole in tokens:
        if whole.phonemes is not None:
            yield whole
            continue
        texts = _PIECE.findall(whole.text)
        for place, text in enumerate(texts):
            is_last = place == len(texts) - 1
            piece = replace(whole, text=text, space=whole.space if is_last else "")
            between = texts[place - 1 : place + 2]
            if place > 0 and not is_last and text == "2" and _joins_letters(between):
                yield replace(piece, text="to", alone=True)
            else:
                yield replace(piece, phonemes=_mark(piece))


def _joins_letters(texts: list[str]) -> bool:
    return texts[0][-1].isalpha() and texts[-1][0].isalpha()


def _mark(piece: Piece) -> str | None:
    """What stands for a mark among phonemes; None for letters and digits."""
    if piece.tag == ":" and piece.text in ("-", "–"):
        return "—"
    if piece.tag not in MARK_TAGS or _IS_LETTER.fullmatch(piece.text):
        return None
    if piece.tag in _MARKS_OF_TAGS:
        return _MARKS_OF_TAGS[piece.tag]
    return "".join(one for one in piece.text if one in MARKS)
