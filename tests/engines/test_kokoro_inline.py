"""English words within Chinese: found among phonemes, said in a style and pace of their own."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.inline import PACE, english_places
from boyin.engines.kokoro.mandarin import FINALS, INITIALS, syllable_symbols
from boyin.engines.kokoro.phonemes import phonemes_of
from boyin.engines.kokoro.session import Manner, Session
from boyin.engines.kokoro.tokens import token_ids
from boyin.engines.kokoro.voices import Catalogue
from boyin.errors import ReadingError
from boyin.speech.lexicon import shipped_lexicon
from tests.engines.tiny_model import tiny_model

BLEND = "zf_xiaoxiao:0.5+af_heart:0.5"
MIXED = "我用的 Google Docs，很好。"

PLACES = {
    MIXED: "ɡˈuɡᵊl dˈɑks",
    "他说 OK 了吗？": "ˌOkˈA",
    "这是《The Daily》的节目。": "ðə dˈAli",
    "好的，走吧。": "",
}


@pytest.mark.parametrize(("spoken", "english"), PLACES.items())
def test_english_words_are_found_among_chinese_ones(spoken: str, english: str) -> None:
    phonemes = phonemes_of(spoken, "zh", shipped_lexicon())
    places = english_places(phonemes)
    assert "".join(one for one, is_english in zip(phonemes, places, strict=True) if is_english) == (
        english
    )


def test_text_without_chinese_has_no_words_within_it() -> None:
    assert not english_places("həlˈO wˈɜɹld.").any()


def test_no_chinese_syllable_is_taken_for_english() -> None:
    finals = [final.replace("iou", "iu").replace("uei", "ui") for final in FINALS]
    for initial, final, ending, tone in product(["", *INITIALS], finals, ["", "r"], "15"):
        try:
            symbols = syllable_symbols(f"{initial}{final}{ending}{tone}")
        except ReadingError:
            continue
        assert not english_places(f"xau↓ {symbols}.").any(), symbols


def test_english_style_of_a_blend_is_that_of_its_english_voices() -> None:
    catalogue = Catalogue()
    table = catalogue.english_table("zf_xiaoxiao:0.5+af_heart:0.3+af_bella:0.2")
    heart, bella = (catalogue.style_table(name) for name in ("af_heart", "af_bella"))
    assert np.allclose(table, 0.6 * heart + 0.4 * bella, atol=1e-6)
    alone = catalogue.english_table("zf_xiaoxiao")
    assert np.array_equal(alone, catalogue.style_table("zf_xiaoxiao"))


def test_only_the_english_words_are_slower() -> None:
    catalogue, session = Catalogue(), Session()
    phonemes = phonemes_of(MIXED, "zh", shipped_lexicon())
    ids = token_ids(phonemes, catalogue.vocabulary)
    style = catalogue.style_table(BLEND)[len(phonemes) - 1]
    places = np.pad(english_places(phonemes), 1)
    plain = session.run(ids, Manner(style, 1.0))
    alike = session.run(ids, Manner(style, 1.0, style, places))
    assert len(alike) == len(plain)
    # Halves of one style are that style, but for what rounding does to the phase of the sines.
    assert np.corrcoef(alike, plain)[0, 1] > 0.9
    slower = session.run(ids, Manner(style, 1.0, style, places, PACE))
    nowhere = session.run(ids, Manner(style, 1.0, style, np.zeros_like(places), PACE))
    assert len(slower) > len(plain) == len(nowhere)


def test_model_with_one_style_says_english_words_in_it(tmp_path: Path) -> None:
    own = tmp_path / "own.onnx"
    own.write_bytes(tiny_model([0.5] * 4000))
    phonemes = phonemes_of(MIXED, "zh", shipped_lexicon())
    assert len(KokoroEngine(model=own).synthesize(phonemes, Voice(BLEND)).samples) == 4000
