"""English words within Chinese: found among phonemes, and said at a speed of their own."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.inline import PACE, english_places, token_speeds
from boyin.engines.kokoro.mandarin import FINALS, INITIALS, syllable_symbols
from boyin.engines.kokoro.phonemes import phonemes_of
from boyin.engines.kokoro.session import Session
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


def test_only_the_english_words_are_slower() -> None:
    phonemes = phonemes_of(MIXED, "zh", shipped_lexicon())
    speeds = token_speeds(phonemes, 1.2)
    slow = np.pad(english_places(phonemes), 1)
    assert np.allclose(speeds[slow], 1.2 * PACE)
    assert np.allclose(speeds[~slow], 1.2)
    assert token_speeds("xau↓.", 1.2).tolist() == pytest.approx([1.2])
    catalogue, session = Catalogue(), Session()
    ids = token_ids(phonemes, catalogue.vocabulary)
    style = catalogue.style_table(BLEND)[len(phonemes) - 1]
    evenly = session.run(ids, style, np.ones(1, np.float32))
    one_by_one = session.run(ids, style, np.ones(len(ids), np.float32))
    assert np.array_equal(one_by_one, evenly)
    assert len(session.run(ids, style, token_speeds(phonemes, 1.0))) > len(evenly)


def test_model_that_takes_one_speed_says_english_words_at_it(tmp_path: Path) -> None:
    own = tmp_path / "own.onnx"
    own.write_bytes(tiny_model([0.5] * 4000))
    phonemes = phonemes_of(MIXED, "zh", shipped_lexicon())
    assert len(KokoroEngine(model=own).synthesize(phonemes, Voice(BLEND)).samples) == 4000
