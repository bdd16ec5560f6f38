"""What a model asks of the processor, and what that can give: from a file to operators and a limit.

Counts are of multiplications and additions, two for each weight that meets a sample.
"""

import json
import math
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import seconds_of

KERNEL = "_kernel_time"
"""What onnxruntime puts behind the name of a node, in a profile."""

SIDE = 2048
"""Of the square matrices whose product tells what the processor can do."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One run of a model."""

    shares: Mapping[str, float]
    """Of the time, by operator, largest first."""
    operations: int


def profile(path: Path, inputs: Mapping[str, Any]) -> Profile:
    """Runs the model once on one thread, after one run to warm up."""
    import onnxruntime

    with tempfile.TemporaryDirectory() as folder:
        options = _options(1)
        options.enable_profiling = True
        options.profile_file_prefix = f"{folder}/run"
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        session.run(None, inputs)
        session.run(None, inputs)
        events = json.loads(Path(session.end_profiling()).read_text("utf-8"))
    kernels = [event for event in events if event["name"].endswith(KERNEL)]
    second = kernels[len(kernels) // 2 :]
    weights = _weights(path)
    times: dict[str, int] = defaultdict(int)
    for event in second:
        times[event["args"]["op_name"]] += event["dur"]
    total = sum(times.values())
    largest = sorted(times.items(), key=lambda item: -item[1])
    return Profile(
        {name: time / total for name, time in largest},
        sum(_operations(event, weights) for event in second),
    )


def peaks() -> dict[str, float]:
    """Operations a second in large matrix products on all cores: of float32, and of int8."""
    rng = np.random.default_rng(1)
    numbers = rng.standard_normal((SIDE, SIDE), np.float32)
    # Unsigned by signed bytes, which is what processors have instructions for.
    samples, weights = rng.integers(0, 255, (SIDE, SIDE), np.uint8), np.ones((SIDE, SIDE), np.int8)
    return {
        "float32": _peak("MatMul", numbers, numbers),
        "int8": _peak("MatMulInteger", samples, weights),
    }


def _peak(operator: str, matrix: Any, other: Any) -> float:
    import onnxruntime
    from onnx.helper import (
        make_graph,
        make_model,
        make_node,
        make_opsetid,
        make_tensor_value_info,
        np_dtype_to_tensor_dtype,
    )
    from onnx.numpy_helper import from_array

    kind = np_dtype_to_tensor_dtype(matrix.dtype)
    result = np_dtype_to_tensor_dtype(np.dtype(np.float32 if operator == "MatMul" else np.int32))
    graph = make_graph(
        [make_node(operator, ["one", "other"], ["product"])],
        "product",
        [make_tensor_value_info("one", kind, matrix.shape)],
        [make_tensor_value_info("product", result, matrix.shape)],
        [from_array(other, "other")],
    )
    model = make_model(graph, opset_imports=[make_opsetid("", 20)], ir_version=9)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), _options(cores()), providers=["CPUExecutionProvider"]
    )
    best = min(seconds_of(lambda: session.run(None, {"one": matrix})) for _ in range(3))
    return 2 * SIDE**3 / best


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _options(threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4
    return options


def _weights(path: Path) -> dict[str, list[int]]:
    """The shape of each convolution's weights; a profile lacks those that were packed."""
    import onnx

    graph = onnx.load(path).graph
    shapes = {each.name: list(each.dims) for each in graph.initializer}
    return {node.name: shapes[node.input[1]] for node in graph.node if "Conv" in node.op_type}


def _operations(event: Mapping[str, Any], weights: Mapping[str, list[int]]) -> int:
    facts = event["args"]
    kind = facts["op_name"]
    inputs, outputs = _shapes(facts["input_type_shape"]), _shapes(facts["output_type_shape"])
    if "Conv" in kind:
        # Channels out, channels in, taps; transposed: channels in, channels out, taps.
        moved = inputs[0] if kind == "ConvTranspose" else outputs[0]
        return 2 * math.prod(moved) * math.prod(weights[event["name"].removesuffix(KERNEL)][1:])
    if "LSTM" in kind:
        steps, _, width = inputs[0]
        _, directions, _, hidden = outputs[0]
        return 2 * steps * directions * 4 * hidden * (width + hidden)
    if "MatMul" in kind:
        inner = inputs[0][-2] if kind == "FusedMatMul" else inputs[0][-1]
        return 2 * math.prod(outputs[0]) * inner
    return 0


def _shapes(tensors: Sequence[Mapping[str, list[int]]]) -> list[list[int]]:
    def each() -> Iterator[list[int]]:
        for tensor in tensors:
            yield from tensor.values()

    return list(each())
