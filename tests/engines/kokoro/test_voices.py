"""Kokoro's voices and blends: what is wrong with a name is said, damaged data is refused."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.voices import Catalogue
from boyin.ground.errors import CastError, EngineError, ReadingError
from boyin.ground.settings import voices_folder


@pytest.fixture
def voice_data(tmp_path: Path) -> Path:
    """A copy of some of the voice data, to be damaged."""
    for name in ("voices.yaml", "vocabulary.json", "zf_xiaoxiao.bin", "af_heart.bin"):
        shutil.copy(voices_folder() / "kokoro" / name, tmp_path)
    return tmp_path


def test_blend_lies_between_its_voices() -> None:
    catalogue = Catalogue()
    blend = catalogue.style_table("zf_xiaoxiao:0.25+af_heart:0.75")
    expected = 0.25 * catalogue.style_table("zf_xiaoxiao") + 0.75 * catalogue.style_table(
        "af_heart"
    )
    np.testing.assert_allclose(blend, expected, atol=1e-6)
    assert catalogue.language_of("zf_xiaoxiao:0.5+af_heart:0.5") == "zh"
    assert catalogue.language_of("af_heart:0.5+zf_xiaoxiao:0.5") == "en"


def test_timbre_and_melody_have_shares_of_their_own() -> None:
    catalogue = Catalogue()
    blend = catalogue.style_table("zf_xiaoxiao:0.25/1+af_heart:0.75/0")
    timbre = catalogue.style_table("zf_xiaoxiao:0.25+af_heart:0.75")
    np.testing.assert_array_equal(blend[:, :128], timbre[:, :128])
    np.testing.assert_array_equal(blend[:, 128:], catalogue.style_table("zf_xiaoxiao")[:, 128:])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("zf_nobody", "zf_nobody.*\n.*zf_xiaoxiao"),
        ("", "no voice ''"),
        ("zf_xiaoxiao:0.5+nobody:0.5", "no voice 'nobody'"),
        ("zf_xiaoxiao:0.5+af_heart:0.4", "add up to 0.9"),
        ("zf_xiaoxiao+af_heart", "add up to 2"),
        ("zf_xiaoxiao:0.5+zf_xiaoxiao:0.5", "twice"),
        ("zf_xiaoxiao:half+af_heart:0.5", "weight 'half'"),
        ("zf_xiaoxiao:1.5+af_heart:-0.5", "weight '1.5'"),
        ("zf_xiaoxiao:nan+af_heart:0.5", "weight 'nan'"),
        ("zf_xiaoxiao:0.5/0.4+af_heart:0.5/0.5", "add up to 0.9"),
        ("zf_xiaoxiao:0.4/0.5+af_heart:0.5/0.5", "add up to 0.9"),
        ("zf_xiaoxiao:0.5/+af_heart:0.5", "weight '0.5/'"),
        ("zf_xiaoxiao:0.5/0.5/0.5+af_heart:0.5", "weight '0.5/0.5/0.5'"),
        ("zf_xiaoxiao:1+af_heart:0/0", "weight '0/0'"),
    ],
)
def test_wrong_voice_says_what_is_wrong(name: str, reason: str) -> None:
    with pytest.raises(CastError, match=reason):
        KokoroEngine().check_voice(Voice(name))


def test_pitch_is_refused() -> None:
    with pytest.raises(CastError, match="pitch"):
        KokoroEngine().check_voice(Voice("zf_xiaoxiao", pitch=1.0))


def test_damaged_voice_is_refused(voice_data: Path) -> None:
    path = voice_data / "zf_xiaoxiao.bin"
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    engine = KokoroEngine(voices=voice_data)
    with pytest.raises(EngineError, match=r"zf_xiaoxiao.bin.*SHA-256"):
        engine.synthesize("ma.", Voice("zf_xiaoxiao"))
    engine.synthesize("ma.", Voice("af_heart"))


def test_missing_voice_file_is_refused(voice_data: Path) -> None:
    (voice_data / "af_heart.bin").unlink()
    with pytest.raises(EngineError, match=r"af_heart.bin.*No such file"):
        KokoroEngine(voices=voice_data).synthesize("ma.", Voice("af_heart"))


def test_damaged_vocabulary_is_refused(voice_data: Path) -> None:
    (voice_data / "vocabulary.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(EngineError, match=r"vocabulary.json.*SHA-256"):
        KokoroEngine(voices=voice_data).synthesize("ma.", Voice("af_heart"))


def test_unknown_phoneme_is_refused_before_the_model_loads(tmp_path: Path) -> None:
    engine = KokoroEngine(model=tmp_path / "no-such-model.onnx")
    with pytest.raises(ReadingError, match="U\\+2605"):
        engine.synthesize("ma ★.", Voice("af_heart"))
