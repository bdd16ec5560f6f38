"""Writes tiny ONNX models that return the same audio whatever they are asked to say.

By hand, field by field of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto):
the package that writes such files is larger than all that these tests need of it.
"""

from collections.abc import Mapping, Sequence

import numpy as np

FLOAT, INT64 = 1, 7
KOKORO_INPUTS = {"tokens": INT64, "style": FLOAT, "speed": FLOAT}


def tiny_model(audio: Sequence[float], inputs: Mapping[str, int] | None = None) -> bytes:
    """A model with these inputs, Kokoro's unless others are given, that returns `audio`."""
    samples = np.array(audio, "<f4")
    # TensorProto: dims 1, data_type 2, name 8, raw_data 9.
    tensor = _field(1, len(samples)) + _field(2, FLOAT) + _field(8, b"samples")
    tensor += _field(9, samples.tobytes())
    # NodeProto: input 1, output 2, op_type 4.
    node = _field(1, b"samples") + _field(2, b"audio") + _field(4, b"Identity")
    # GraphProto: node 1, name 2, initializer 5, input 11, output 12.
    graph = _field(1, node) + _field(2, b"tiny") + _field(5, tensor)
    for name, kind in (KOKORO_INPUTS if inputs is None else inputs).items():
        rank = 1 if name == "speed" else 2
        graph += _field(11, _value(name, kind, rank))
    graph += _field(12, _value("audio", FLOAT, 1))
    # ModelProto: ir_version 1, graph 7, opset_import 8 (its version 2).
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 17))


def _value(name: str, kind: int, rank: int) -> bytes:
    # ValueInfoProto: name 1, type 2; TypeProto: tensor_type 1; its elem_type 1, shape 2, whose
    # dims 1 stay unnamed: any size.
    tensor = _field(1, kind) + _field(2, _field(1, b"") * rank)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    head = b""
    while value > 0x7F:
        head += bytes([value & 0x7F | 0x80])
        value >>= 7
    return head + bytes([value])
