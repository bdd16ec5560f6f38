"""Misaki's dictionaries, word by word: what they hold is what misaki loads."""

import json
import subprocess
import sys
from importlib import resources

import pytest

from boyin.engines.kokoro.english.words import Words, en

NAMES = ("us_gold", "us_silver", "gb_gold", "gb_silver")


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_those_of_misaki(name: str) -> None:
    text = resources.files("misaki.data").joinpath(f"{name}.json").read_text(encoding="utf-8")
    whole = en.Lexicon.grow_dictionary(json.loads(text))
    words = Words(name)
    assert len(whole) > 170_000
    assert {word: words.get(word) for word in whole} == whole
    others = {word.upper() for word in whole} | {word[1:] for word in whole} | {"", "a", "Zzz", "~"}
    assert [word for word in sorted(others - set(whole)) if word in words] == []


def test_word_that_is_missing() -> None:
    with pytest.raises(KeyError, match="qqq"):
        Words("us_gold")["qqq"]
    assert 3 not in Words("us_gold")


def test_rules_come_without_spacy() -> None:
    program = (
        "import sys; import boyin.engines.kokoro.english.words; sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
