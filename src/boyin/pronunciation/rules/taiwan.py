"""Readings of Taiwan's standard, in place of the mainland's: 和 hàn, 垃圾 lè sè, 期 qí.

They stand in voices/mandarin/taiwan.tsv.

Promise: what the lexicon decided stays; no word changes its characters.
"""

from collections.abc import Mapping
from typing import NamedTuple

from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.ground.tables import Row, read_table
from boyin.pronunciation.dictionary import Reading
from boyin.pronunciation.syllables import syllable_in
from boyin.pronunciation.words import Word

_Readings = tuple[str, ...]


class _Table(NamedTuple):
    words: Mapping[tuple[str, _Readings], _Readings]
    characters: Mapping[tuple[str, _Readings], _Readings]


def by_taiwan(word: Word) -> Word:
    """The word as Taiwan reads it."""
    if len(word.readings) != len(word.text):
        return word
    table = _table()
    whole = table.words.get((word.text, tuple(reading.pinyin for reading in word.readings)))
    pinyin = whole or tuple(
        table.characters.get((one, (reading.pinyin,)), (reading.pinyin,))[0]
        for one, reading in zip(word.text, word.readings, strict=True)
    )
    return Word(word.text, tuple(map(_changed, word.readings, pinyin)))


def _changed(reading: Reading, pinyin: str) -> Reading:
    return reading if reading.source == "lexicon" else reading._replace(pinyin=pinyin)


@once
def _table() -> _Table:
    found: dict[str, dict[tuple[str, _Readings], _Readings]] = {"word": {}, "character": {}}
    path = voices_folder() / "mandarin" / "taiwan.tsv"
    for row in read_table(path, "kind", "written", "mainland", "Taiwan"):
        kind, written, mainland, taiwan = row.cells
        if kind not in found:
            raise row.wrong(f"there is no kind “{kind}”", "Kinds are: word, character.")
        found[kind][written, _syllables(row, written, mainland)] = _syllables(row, written, taiwan)
    return _Table(words=found["word"], characters=found["character"])


def _syllables(row: Row, written: str, cell: str) -> _Readings:
    syllables = tuple(syllable_in(row, one) for one in cell.split())
    if len(syllables) != len(written):
        raise row.wrong(f"“{written}” has {len(written)} characters, not {len(syllables)}")
    return syllables
