"""A character that no dictionary has is named, and no reading is made up for it."""

import pytest

from boyin.ground.errors import ReadingError
from boyin.pronunciation.dictionary import character_reading


def test_who_meets_an_unknown_character_is_told_what_to_write_and_no_reading() -> None:
    with pytest.raises(ReadingError) as told:
        character_reading("𫝀")
    assert str(told.value) == (
        "nobody knows how to read “𫝀” (U+2B740)\n"
        "Say in the lexicon how it is read: `𫝀: ` and its pinyin with the number of its tone; "
        "or write another character."
    )
