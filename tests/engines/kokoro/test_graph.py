"""The shipped recipe of the rewritten model is what `scripts/build-graph` makes; what signs do."""

import gzip
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

from boyin.engines.kokoro import graph
from boyin.engines.kokoro.model import published_bytes
from boyin.engines.kokoro.voices import Catalogue

SCRIPT = Path(__file__).parents[3] / "scripts" / "build-graph"


def test_recipe_is_what_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = graph.recipe_path().read_bytes()
    made = tmp_path / "graph.json.gz"
    monkeypatch.setattr(graph, "recipe_path", lambda: made)
    runpy.run_path(str(SCRIPT), run_name="__main__")
    assert capsys.readouterr().out == f"{graph.REWRITTEN_SHA256}\n"
    assert gzip.decompress(made.read_bytes()) == gzip.decompress(shipped)


def test_signed_samples_change_no_bit_of_the_sound() -> None:
    signed = onnx.load_from_string(graph.rewritten(published_bytes()))
    unsigned = onnx.ModelProto()
    unsigned.CopyFrom(signed)
    quantized = [one for one in unsigned.graph.node if one.op_type == "DynamicQuantizeLinear"]
    plain = {
        f"{value}_signed": value for node in quantized for value in (node.output[0], node.output[2])
    }
    convolutions = [one for one in unsigned.graph.node if one.op_type == "ConvInteger"]
    assert len(convolutions) == 87
    for node in convolutions:
        # Samples and their zero point, before they were made signed.
        node.input[0], node.input[2] = plain[node.input[0]], plain[node.input[2]]
    assert np.array_equal(said_by(signed), said_by(unsigned))


def said_by(model: onnx.ModelProto) -> Any:
    style = Catalogue().style_table("zf_xiaoxiao")[20]
    inputs = {
        "tokens": np.array([[0, *range(43, 63), 0]], np.int64),
        "style": style.reshape(1, -1),
        "speed": np.array([1.0], np.float32),
    }
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return session.run(None, inputs)[0]
