"""Kokoro keeps the contract with the real model, and says texts of any length whole."""

import numpy as np
import pytest

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.engine import RATE
from boyin.engines.kokoro.joining import join_takes
from boyin.engines.kokoro.tokens import TOKEN_LIMIT
from boyin.sound.samples import Samples
from tests.engines.contract import EngineContract


@pytest.fixture(scope="module")
def engine() -> KokoroEngine:
    return KokoroEngine()


class TestContract(EngineContract):
    pass


def voiced_seconds(samples: Samples) -> float:
    """From the first sound to the last."""
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return float(loud[-1] - loud[0]) / RATE


def test_text_over_the_token_limit_is_said_whole(engine: KokoroEngine) -> None:
    clause = "sai↘ʨʰɤ→ ɥɛ↘lai↗ɥɛ↘ kʰwai↘. "
    # At double speed: half as long to wait for.
    voice = Voice("zm_yunxi", speed=2.0)
    short = engine.synthesize((clause * 4).strip(), voice).samples
    long = engine.synthesize((clause * 20).strip(), voice).samples
    assert len(clause) * 20 > TOKEN_LIMIT
    assert voiced_seconds(long) / voiced_seconds(short) == pytest.approx(5.0, rel=0.1)


def test_slow_word_takes_longer(engine: KokoroEngine) -> None:
    voice = Voice("zf_xiaoxiao")
    plain, slow = (
        engine.synthesize(f"ʂɨ↘ʨje↘ tou↗ʦɨ→ {word} na↗tau↘.", voice).samples
        for word in ("kʰəmbˈInətəɹ", "‹kʰəmbˈInətəɹ")
    )
    assert 0.05 < voiced_seconds(slow) - voiced_seconds(plain) < 0.3


def test_joined_takes_keep_their_sound_and_only_the_pause() -> None:
    sound = np.full(1000, 0.5, np.float32)
    silence = np.zeros(2000, np.float32)
    take = np.concatenate([silence, sound, silence])
    joined = join_takes([take, take, take], [300, 0], rate=1000)
    # 20 samples of margin stay on each side of a join, and all of the silence at both ends.
    expected = [2000, 1000, 20 + 300 + 20, 1000, 20 + 0 + 20, 1000, 2000]
    edges = np.flatnonzero(np.diff(joined != 0.0)) + 1
    assert np.diff([0, *edges, len(joined)]).tolist() == expected
    assert join_takes([take], [], rate=1000) is take
