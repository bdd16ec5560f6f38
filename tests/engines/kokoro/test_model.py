"""Kokoro's model: joined and verified, or the user's own; what it returns is checked."""

import gzip
import logging
import math
import threading
from pathlib import Path

import numpy as np
import pytest

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine, graph, session
from boyin.engines.kokoro.engine import ADAPTER_VERSION
from boyin.engines.kokoro.graph import REWRITTEN_SHA256
from boyin.engines.kokoro.model import (
    PUBLISHED_SHA256,
    install_model,
    part_files,
    published_bytes,
)
from boyin.engines.kokoro.tokens import LONGEST, TOKEN_LIMIT
from boyin.ground.errors import EngineError
from boyin.ground.files import sha256_of
from boyin.sound.samples import Samples
from tests.engines.kokoro.tiny_model import FLOAT, INT64, tiny_model

HEART = Voice("af_heart")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.onnx"


def test_model_is_made_once_and_made_anew_when_damaged(
    own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    install_model(own, part_files())
    first = own.stat()
    install_model(own, part_files())
    assert own.stat().st_mtime_ns == first.st_mtime_ns
    assert not caplog.records
    with own.open("r+b") as file:
        file.truncate(first.st_size - 1)
    with caplog.at_level(logging.WARNING):
        install_model(own, part_files())
    assert sha256_of(own) == REWRITTEN_SHA256
    assert f"{own} is damaged" in caplog.text
    assert list(own.parent.iterdir()) == [own]


def test_damaged_parts_are_refused_and_nothing_is_written(tmp_path: Path, own: Path) -> None:
    parts = [tmp_path / f"{number}.bin" for number in range(4)]
    for part in parts:
        part.write_bytes(part.name.encode())
    with pytest.raises(EngineError) as caught:
        install_model(own, parts)
    assert f"expected {PUBLISHED_SHA256}" in caught.value.message
    # printf 0.bin1.bin2.bin3.bin | sha256sum
    found = "f7cf8a622ede1afc5447193d92a84a0fc9edae4a33f653100804e901e7bb2a43"
    assert f"is {found}," in caught.value.message
    assert str(parts[3]) in str(caught.value)
    assert sorted(tmp_path.iterdir()) == parts


def test_missing_part_is_refused(tmp_path: Path, own: Path) -> None:
    with pytest.raises(EngineError, match=r"part.bin: .*can't be read.*No such file"):
        install_model(own, [tmp_path / "part.bin"])


@pytest.mark.parametrize(
    ("recipe", "fault"),
    [
        (b"no archive", "Not a gzipped file"),
        (gzip.compress(b"[[0, 9]]"), r"a model whose SHA-256 is [0-9a-f]{64}"),
    ],
    ids=["unreadable", "another model's"],
)
def test_damaged_recipe_is_refused(
    recipe: bytes, fault: str, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.json.gz"
    path.write_bytes(recipe)
    monkeypatch.setattr(graph, "recipe_path", lambda: path)
    with pytest.raises(EngineError, match=rf"(?s)graph\.json\.gz: .*{fault}"):
        install_model(own, part_files())
    assert not own.exists()


def test_rewritten_model_speaks_as_the_published_one(own: Path) -> None:
    own.write_bytes(published_bytes())
    published, shipped = (
        engine.synthesize("ni↓xau↓.", HEART).samples
        for engine in (KokoroEngine(model=own), KokoroEngine())
    )
    assert len(shipped) == len(published)
    louder = 20 * np.log10(np.std(shipped) / np.std(published))
    assert abs(louder) < 0.5
    # It is 0.4 dB; between these two syllables in the other order and in this one, 4.9 dB.
    assert np.abs(decibels(shipped) - decibels(published)).mean() < 1.5


def test_published_model_says_every_word_at_one_pace(own: Path) -> None:
    own.write_bytes(published_bytes())
    engine = KokoroEngine(model=own)
    plain, slow = (engine.synthesize(f"jʊ↘ŋ {word}.", HEART) for word in ("kʰæt", "‹kʰæt"))
    assert np.array_equal(plain.samples, slow.samples)


def decibels(samples: Samples) -> Samples:
    """The levels of 64 ms windows in bands of a third of an octave, at least -60 dB."""
    windows = np.lib.stride_tricks.sliding_window_view(samples, 1536)[::768]
    power = np.abs(np.fft.rfft(windows * np.hanning(1536))) ** 2
    bands = np.unique(np.geomspace(6, 700, 22).astype(int))
    levels = np.add.reduceat(power, bands, axis=1)
    return np.asarray(10 * np.log10(levels / levels.max() + 1e-6), np.float32)


def test_what_shapes_the_sound_is_in_the_fingerprint() -> None:
    model, longest, adapter = KokoroEngine().fingerprint.split("/")[1:]
    assert REWRITTEN_SHA256.startswith(model)
    assert (longest, adapter) == (str(LONGEST), str(ADAPTER_VERSION))
    assert KokoroEngine(longest=TOKEN_LIMIT).fingerprint != KokoroEngine().fingerprint


def test_own_model_speaks_and_enters_the_fingerprint(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_bytes(tiny_model([0.5, -1.5]))
    published = KokoroEngine()
    monkeypatch.setenv("BOYIN_KOKORO_MODEL", str(own))
    for engine in (KokoroEngine(model=own), KokoroEngine()):
        assert sha256_of(own)[:16] in engine.fingerprint
        assert engine.fingerprint != published.fingerprint
        said = engine.synthesize("ma.", HEART)
        np.testing.assert_allclose(said.samples, [0.25, -0.75])


def test_own_model_must_be_onnx(own: Path) -> None:
    own.write_bytes(b"not a model")
    engine = KokoroEngine(model=own)
    engine.warm_up()
    with pytest.raises(EngineError, match=r"own\.onnx: not an ONNX model"):
        engine.synthesize("ma.", HEART)


def test_nobody_but_who_speaks_waits_for_the_model(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_bytes(tiny_model([0.5]))
    loading, may_end = threading.Event(), threading.Event()

    def load(path: Path) -> None:
        loading.set()
        may_end.wait(30)
        raise EngineError("no model today", place=str(path))

    monkeypatch.setattr(session, "_load", load)
    engine = KokoroEngine(model=own)
    engine.warm_up()
    assert loading.wait(30)
    others = [
        threading.Thread(target=engine.warm_up),
        threading.Thread(target=lambda: engine.fingerprint),
    ]
    for one in others:
        one.start()
        one.join(10)
    waiting = [one.is_alive() for one in others]
    may_end.set()
    for one in others:
        one.join()
    assert waiting == [False, False]


def test_missing_own_model_is_named_with_the_setting(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOYIN_KOKORO_MODEL", str(own))
    with pytest.raises(EngineError, match=r"(?s)own\.onnx: .*No such file.*BOYIN_KOKORO_MODEL"):
        _ = KokoroEngine().fingerprint


@pytest.mark.parametrize(
    "inputs",
    [
        {"tokens": INT64, "style": FLOAT},
        {"input_ids": INT64, "style": FLOAT, "speed": FLOAT},
        # Kokoro v1.1-zh: a whole-number speed, and other tokens.
        {"tokens": INT64, "style": FLOAT, "speed": INT64},
    ],
)
def test_own_model_must_have_the_inputs_of_kokoro(own: Path, inputs: dict[str, int]) -> None:
    own.write_bytes(tiny_model([0.5], inputs))
    with pytest.raises(EngineError) as caught:
        KokoroEngine(model=own).synthesize("ma.", HEART)
    assert caught.value.place == str(own)
    assert "not a Kokoro v1.0 model" in caught.value.message
    assert all(name in caught.value.message for name in inputs)


def test_own_model_may_not_change_under_its_fingerprint(own: Path) -> None:
    own.write_bytes(tiny_model([0.5]))
    engine = KokoroEngine(model=own)
    _ = engine.fingerprint
    own.write_bytes(tiny_model([0.6]))
    with pytest.raises(EngineError, match="changed while in use"):
        engine.synthesize("ma.", HEART)


@pytest.mark.parametrize(
    ("audio", "fault"),
    [
        ([], "is empty"),
        ([0.5, math.nan], "not numbers"),
        ([0.5, math.inf], "not numbers"),
        ([0.001, -0.001], "is silent"),
        ([0.5, 2.1], "too loud"),
    ],
)
def test_what_is_not_speech_is_refused(own: Path, audio: list[float], fault: str) -> None:
    own.write_bytes(tiny_model(audio))
    with pytest.raises(EngineError, match=fault) as caught:
        KokoroEngine(model=own).synthesize("ma.", HEART)
    assert "'ma.' by af_heart" in str(caught.value)
