"""The commonest reading of a common character, which stands unless a word or a rule tells another.

The readings stand in voices/mandarin/commonest.tsv.

Promise: a character that the table does not hold has None.
"""

from collections.abc import Mapping

from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.ground.tables import read_table
from boyin.pronunciation.syllables import syllable_in


def commonest_reading(character: str) -> str | None:
    """How a common character is read where nothing around it tells."""
    return _readings().get(character)


@once
def _readings() -> Mapping[str, str]:
    readings: dict[str, str] = {}
    for row in read_table(voices_folder() / "mandarin" / "commonest.tsv", "reading", "characters"):
        pinyin, characters = syllable_in(row, row.cells[0]), row.cells[1].split()
        twice = [one for one in characters if len(one) > 1 or readings.get(one, pinyin) != pinyin]
        if twice:
            raise row.wrong(f"“{twice[0]}” is no single character, or has another reading above")
        readings |= dict.fromkeys(characters, pinyin)
    return readings
