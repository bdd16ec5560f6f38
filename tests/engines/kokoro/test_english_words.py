"""English words: in the dictionary, with endings, as numbers, and beside what changes them."""

from pathlib import Path

import pytest

from boyin.engines.kokoro.english import numbers
from boyin.engines.kokoro.english.dictionary import shipped_dictionary
from boyin.engines.kokoro.english.english import english_phonemes
from boyin.engines.kokoro.english.reader import Reader
from boyin.engines.kokoro.english.stress import emphasised, lowered, marked, spelled
from boyin.pronunciation.lexicon import Lexicon, shipped_lexicon

AMERICAN, BRITISH = False, True

_TABLE = Path(__file__).with_name("english.tsv")
ROWS = [tuple(line.split("\t")) for line in _TABLE.read_text("utf-8").splitlines()]
"""As written, and as misaki 0.9.4 says it in American and in British, with boyin's own names."""


def said(text: str, british: bool = AMERICAN) -> str:
    """The phonemes of `text`, read with no names of anybody's."""
    words = Reader(Lexicon(), british=british).read(text)
    return "".join(f"{word.phonemes}{word.space}" for word in words)


@pytest.mark.parametrize("accent", [AMERICAN, BRITISH])
def test_words_are_found_whatever_the_case_of_their_first_letter(accent: bool) -> None:
    words = shipped_dictionary(accent).checked
    assert words.get("apple") == words.get("Apple") is not None
    assert words.get("london") == words.get("London") is not None
    assert "APPLE" not in words
    assert [word for word in ("", "qqq", "~", "appl") if word in words] == []


def test_entries_tell_parts_of_speech_apart() -> None:
    words = shipped_dictionary(AMERICAN).checked
    assert words.get("AD") == {"DEFAULT": "ˈæd", "NOUN": ""}, "the noun is said by its letters"
    assert said("They will read it. I have read it.") == "ðˌA wɪl ɹˈid ɪt. ˌI hæv ɹˈɛd ɪt."


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("the apple", "ði ˈæpᵊl"),
        ("the pear", "ðə pˈɛɹ"),
        ("to eat", "tʊ ˈit"),
        ("to go", "tə ɡˌO"),
        ("a cat", "ɐ kˈæt"),
        ("She used to go", "ʃˌi jˈust tə ɡˌO"),
        ("He used it", "hˌi jˈuzd ɪt"),
        ("USA", "jˌuˌɛsˈA"),
        ("U.S. law", "jˌuˈɛs lˈɔ"),
        ("boxes", "bˈɑksᵻz"),
        ("wanted", "wˈɑntᵻd"),
        ("googled", "ɡˈuɡᵊld"),
        ("B2B", "bˈitəbˈi"),
        ("well-known", "wˌɛlnˈOn"),
        ("A405", "ˈA fˈɔɹ O fˈIv"),
        ("in 1984", "ɪn nˌIntˈin ˈATi fˈɔɹ"),
        ("the 21st", "ðə twˈɛnti fˈɜɹst"),
        ("the 1990s", "ðə nˌIntˈin nˈIndiz"),
        ("1,250 words", "wˈʌn θˈWzᵊnd tˈu hˈʌndɹəd fˈɪfti wˈɜɹdz"),
        (".67", "pYnt sˈɪks sˈɛvən"),
    ],
)
def test_words_are_said_as_their_place_asks(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(("written", "american", "british"), ROWS, ids=[one for one, *_ in ROWS])
def test_words_are_said_as_the_voices_were_trained(
    written: str, american: str, british: str
) -> None:
    lexicon = shipped_lexicon().for_engine("kokoro")
    assert english_phonemes(written, lexicon) == american
    assert english_phonemes(written, lexicon, british=True) == british


def test_accents_differ() -> None:
    assert said("water, tomato", BRITISH) != said("water, tomato")
    assert said("boxes", BRITISH) == "bˈɒksɪz"


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0000", "zero"),
        ("0045", "forty five"),
        ("1000", "one thousand"),
        ("1066", "ten sixty six"),
        ("1900", "nineteen hundred"),
        ("1905", "nineteen oh five"),
        ("2005", "two thousand five"),
        ("2010", "twenty ten"),
        ("2026", "twenty twenty six"),
    ],
)
def test_years(digits: str, words: str) -> None:
    assert " ".join(numbers.year(digits)) == words


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("1", "first"),
        ("12", "twelfth"),
        ("20", "twentieth"),
        ("21", "twenty first"),
        ("100", "one hundredth"),
        ("1003", "one thousand third"),
    ],
)
def test_places(digits: str, words: str) -> None:
    assert " ".join(numbers.ordinal(digits)) == words


def test_numbers_that_nobody_counts_are_said_digit_by_digit() -> None:
    assert numbers.cardinal("9" * 36)[1] == "hundred"
    assert numbers.cardinal("1" * 4400) == ["one"] * 4400


def test_stress_moves() -> None:
    assert lowered("ɪmpˈɔɹtᵊnt") == "ɪmpˌɔɹtᵊnt"
    assert marked("ʌv") == "ˌʌv"
    assert marked("kˈæt") == "kˈæt"
    assert emphasised("ðə") == "ðˈə"
    assert emphasised("ˌɪt") == "ˈɪt"
    assert spelled("jˈuˈɛsˈA") == "jˌuˌɛsˈA"
