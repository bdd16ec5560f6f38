"""Phonemes become tokens one for one, and long ones are split without loss."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.engines.kokoro.tokens import (
    CLAUSE,
    SENTENCE,
    SLOW,
    SLOWLY,
    WORD,
    Piece,
    check_phonemes,
    split_phonemes,
    token_ids,
    token_paces,
)
from boyin.engines.kokoro.voices import Catalogue
from boyin.ground.errors import ReadingError

VOCABULARY = Catalogue().vocabulary


def test_vocabulary_is_the_published_one() -> None:
    assert len(VOCABULARY) == 114
    assert VOCABULARY["a"] == 43
    assert VOCABULARY["↗"] == 172


def test_every_phoneme_has_its_token_between_zeros() -> None:
    assert token_ids("ni↓ xau↓.", VOCABULARY).tolist() == [
        0, 56, 51, 169, 16, 66, 43, 63, 169, 4, 0,
    ]  # fmt: skip


def test_marked_word_is_slow_and_takes_no_more_tokens() -> None:
    phonemes = "ni↓ ‹kʰæt, ‹O xau↓."
    plain = phonemes.replace(SLOWLY, "")
    assert token_ids(phonemes, VOCABULARY).tolist() == token_ids(plain, VOCABULARY).tolist()
    paces = token_paces(phonemes)
    assert paces.dtype == np.float32
    slow = {place for place, pace in enumerate(paces, -1) if pace == np.float32(SLOW)}
    assert slow == {place for place, symbol in enumerate(plain) if symbol in "kʰætO"}
    assert (token_paces(plain) == np.ones(len(plain) + 2)).all()


def test_unknown_phoneme_is_named() -> None:
    with pytest.raises(ReadingError) as caught:
        check_phonemes("ni↓ 好 xau↓★", VOCABULARY)
    assert "'★' (U+2605)" in str(caught.value)
    assert "'好' (U+597D)" in str(caught.value)


@pytest.mark.parametrize("phonemes", ["", " ", ". … —", "“”", "ˈː", "‹"])
def test_phonemes_without_a_sound_are_refused(phonemes: str) -> None:
    with pytest.raises(ReadingError, match="nothing to say"):
        check_phonemes(phonemes, VOCABULARY)


@pytest.mark.parametrize(
    ("phonemes", "limit", "pieces"),
    [
        ("mama.", 5, [("mama.", 0.0)]),
        ("ma ma. ma, ma ma.", 12, [("ma ma. ", SENTENCE), ("ma, ma ma.", 0.0)]),
        ("ma. ma. ma. ma.", 8, [("ma. ma. ", SENTENCE), ("ma. ma.", 0.0)]),
        ("ma ma, ma ma ma.", 10, [("ma ma, ", CLAUSE), ("ma ma ma.", 0.0)]),
        ("ma ma ma ma", 6, [("ma ma ", WORD), ("ma ma", 0.0)]),
        ("“ma!” “ma ma!”", 9, [("“ma!” ", SENTENCE), ("“ma ma!”", 0.0)]),
        ("ma… … ma ma", 7, [("ma… … ", SENTENCE), ("ma ma", 0.0)]),
        (". . ma ma", 7, [(". . ma ", WORD), ("ma", 0.0)]),
        ("ma " * 150 + "ma.", 510, [("ma " * 150 + "ma.", 0.0)]),
    ],
)
def test_split_takes_the_strongest_borders(
    phonemes: str, limit: int, pieces: list[tuple[str, float]]
) -> None:
    assert split_phonemes(phonemes, limit) == tuple(Piece(*piece) for piece in pieces)


def test_split_is_as_even_as_the_borders_allow() -> None:
    phonemes = "ma ma ma ma. " * 100
    lengths = [len(piece.phonemes) for piece in split_phonemes(phonemes.strip())]
    assert sum(lengths) == len(phonemes.strip())
    assert len(lengths) == 6
    assert max(lengths) - min(lengths) <= 13


def test_word_longer_than_the_limit_is_an_error() -> None:
    with pytest.raises(ReadingError, match="more than 510 phonemes"):
        split_phonemes("ma, " + "ma" * 256)
    assert split_phonemes("ma" * 255) == (Piece("ma" * 255, 0.0),)


WORDS = st.sampled_from(["ma", "‹nina", "lə↗lə↗lə", "“ma", "(ʨjou↘"])
BORDERS = st.sampled_from([" ", ". ", ", ", "… …", ".” ", ")", " — ", "?!"])


@given(st.lists(st.tuples(WORDS, BORDERS), min_size=1))
def test_pieces_joined_are_the_whole_and_each_sounds(parts: list[tuple[str, str]]) -> None:
    phonemes = "".join(word + border for word, border in parts)
    pieces = split_phonemes(phonemes, 20)
    assert "".join(piece.phonemes for piece in pieces) == phonemes
    for piece in pieces:
        assert len(piece.phonemes) <= 20
        check_phonemes(piece.phonemes, VOCABULARY)
    for piece in pieces[:-1]:
        assert piece.phonemes[-1] in " ….!?,”)"
        assert piece.pause > 0
    assert pieces[-1].pause == 0
    paces = [token_paces(piece.phonemes)[1:-1] for piece in pieces]
    assert np.array_equal(np.concatenate(paces), token_paces(phonemes)[1:-1])
