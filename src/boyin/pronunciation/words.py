"""From a run of Chinese characters to words with the readings that lexicon and dictionary give.

Promise: the words cover the run, in order; the same text gives the same words.
"""

from itertools import pairwise
from typing import NamedTuple

from boyin.pronunciation.dictionary import Reading, look_up
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.segmenter import cut_words

_Spans = dict[tuple[int, int], tuple[str, ...]]
"""Where in a run a word of the lexicon stands, and its pinyin."""


class Word(NamedTuple):
    """A word of a run; what the lexicon reads may have fewer readings than characters (儿)."""

    text: str
    readings: tuple[Reading, ...]


def split_words(
    run: str, lexicon: Lexicon, before: str = "", behind: str = "", *, written: str = ""
) -> list[Word]:
    """The words of a run that holds nothing but Chinese characters, simplified ones.

    before, behind: the text around the run, on which the lexicon's readings may depend.
    written: the run as it is written, where the lexicon may have words in traditional characters.
    """
    in_context = _spans_in_context(run, lexicon, before, behind)
    borders = _word_borders(run)
    found = _lexicon_spans(run, borders, lexicon, in_context)
    if written and written != run:
        as_written = _spans_in_context(written, lexicon, before, behind)
        found |= _lexicon_spans(written, borders, lexicon, as_written)
        in_context |= as_written
    # With 儿 merged two characters are one syllable, and that needs a word of its own.
    found |= {span: one for span, one in in_context.items() if len(one) < span[1] - span[0]}
    inside = {i for start, end in found for i in range(start + 1, end)}
    cuts = sorted((borders - inside) | {edge for span in found for edge in span})
    words: list[Word] = []
    for start, end in pairwise(cuts):
        chosen = found.get((start, end))
        if chosen:
            words.append(Word(run[start:end], tuple(Reading(one, "lexicon") for one in chosen)))
        else:
            readings = look_up(run[start:end])
            words.append(Word(run[start:end], _overruled(readings, start, in_context)))
    return words


def _word_borders(run: str) -> set[int]:
    """Where the words of a run begin and end."""
    borders = [0]
    for text in cut_words(run):
        start, end = borders[-1], borders[-1] + len(text)
        behind_word = len(borders) > 1 and start - borders[-2] > 1
        if text[0] == "儿" and behind_word and text[1:2] in ("", *"里上下的"):
            # The segmenter knows 胡同, and takes the 儿 behind it for a word of its own.
            borders[-1] = start + 1
        if end > borders[-1]:
            borders.append(end)
    return set(borders)


def _overruled(readings: list[Reading], start: int, in_context: _Spans) -> tuple[Reading, ...]:
    """The readings of a word that begins at `start`, with those that the context decides.

    The word stays whole: 行 before 业 is read anew, and 行业 is one word still.
    """
    decided = {
        first + i: pinyin
        for (first, _), syllables in in_context.items()
        for i, pinyin in enumerate(syllables)
    }
    return tuple(
        Reading(decided[start + i], "lexicon") if start + i in decided else reading
        for i, reading in enumerate(readings)
    )


def _spans_in_context(run: str, lexicon: Lexicon, before: str, behind: str) -> _Spans:
    """Where the lexicon has a reading for what stands around a word; the longest word counts."""
    if not lexicon.contexts:
        return {}
    text = before + run + behind
    longest = max(map(len, lexicon.contexts))
    found: _Spans = {}
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + longest), start, -1):
            pinyin = lexicon.in_context(text, len(before) + start, len(before) + end)
            if pinyin is not None:
                found[start, end] = pinyin
                start = end
                break
        else:
            start += 1
    return found


def _lexicon_spans(run: str, borders: set[int], lexicon: Lexicon, in_context: _Spans) -> _Spans:
    """Where the lexicon has a word whatever stands around it, beside those in context."""
    taken = {i for start, end in in_context for i in range(start, end)}
    longest = lexicon.longest_mandarin
    found: _Spans = {}
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + longest), start, -1):
            # 行长 is no word in 银行|长大: both of its edges cut one.
            stands = start in borders or end in borders
            if end - start == 1:
                stands = start in borders and end in borders
            pinyin = lexicon.mandarin.get(run[start:end])
            if stands and pinyin and taken.isdisjoint(range(start, end)):
                found[start, end] = pinyin
                start = end
                break
        else:
            start += 1
    return found
