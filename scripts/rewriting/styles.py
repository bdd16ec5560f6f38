"""From a model that speaks in one style to one whose tokens have styles and speeds of their own.

Promise: with one style and one speed it is the model it was, to the last bit.
"""

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto
from onnx.helper import make_graph, make_node, make_tensor_value_info
from onnx.numpy_helper import from_array

from rewriting.graph import Graph

PROSODY = "/encoder/predictor/text_encoder"
ALIGNMENT = "/encoder/Cast_4_output_0"
"""Which frames are of which token: (tokens, frames)."""
ONE = from_array(np.ones(1, np.float32))


def mix_styles(graph: Graph) -> None:
    """Lets `style` hold several rows, and takes `shares`: how much of each every token has. Lets
    `speed` be each token's own.

    Scale and shift of every normalisation are the mixture of the token that is heard. Without
    `shares`, all tokens have all of the one row, and the sound is as before to the last bit.
    """
    # Shapes that were true of one style.
    del graph.graph.value_info[:]
    inputs = graph.graph.input
    (style,) = [each for each in inputs if each.name == "style"]
    style.type.tensor_type.shape.dim[0].dim_param = "styles"
    (speed,) = [each for each in inputs if each.name == "speed"]
    speed.type.tensor_type.shape.dim[0].dim_param = "speeds"
    graph.constant("shares", np.ones((1, 1), np.float32))
    inputs.append(make_tensor_value_info("shares", TensorProto.FLOAT, ["styles", "tokens"]))
    (expand,) = [each for each in graph.nodes if each.name == f"{PROSODY}/Expand"]
    rows = make_node("MatMul", ["mix_columns", expand.input[0]], expand.output, expand.name)
    graph.replace(expand, *share_nodes(graph), rows)
    mix_tokens(graph)
    mix_first_norms(graph)
    rates: dict[int, str] = {}
    for node in [one for one in graph.nodes if one.op_type == "InstanceNormalization"]:
        mix_norm(graph, node, rates)
    graph.settle()


def share_nodes(graph: Graph) -> list[NodeProto]:
    """The shares of each token and of each frame, and whether there is one style alone."""
    one, first = graph.constant("mix_one", np.array(1)), graph.constant("first", np.array([0]))
    return [
        make_node("Shape", ["tokens"], ["mix_length"], "mix_length"),
        make_node("Expand", ["shares", "mix_length"], ["mix_rows"], "mix_rows"),
        make_node("Transpose", ["mix_rows"], ["mix_flat"], "mix_flat", perm=[1, 0]),
        make_node("Unsqueeze", ["mix_flat", first], ["mix_columns"], "mix_columns"),
        make_node("MatMul", ["mix_rows", ALIGNMENT], ["mix_frames"], "mix_frames"),
        make_node("Shape", ["mix_frames"], ["mix_sizes"], "mix_sizes", start=1),
        make_node("Squeeze", ["mix_sizes"], ["mix_count"], "mix_count"),
        make_node("Shape", ["style"], ["mix_styles"], "mix_styles", end=1),
        make_node("Squeeze", ["mix_styles"], ["mix_number"], "mix_number"),
        make_node("Equal", ["mix_number", one], ["mix_alone"], "mix_alone"),
    ]


def mix_tokens(graph: Graph) -> None:
    """The layer normalisations of the prosody's encoder, whose scale and shift are for tokens."""
    rows = graph.constant("mix_as_rows", np.array([0, -1]))
    for layer in (1, 3, 5):
        for place in ("Add_1", "Transpose_1"):
            value = f"{PROSODY}/lstms.{layer}/{place}_output_0"
            turned = graph.maker[value]
            flat = make_node("Reshape", [turned.input[0], rows], [f"{value}_rows"], f"{value}_rows")
            mixed = make_node("MatMul", ["mix_columns", flat.output[0]], [value], turned.name)
            graph.replace(turned, flat, mixed)


def mix_first_norms(graph: Graph) -> None:
    """The two normalisations that share their steps, and were therefore not fused."""
    (division,) = [one for one in graph.nodes if one.name == "/encoder/F0.0/norm1/Div_1"]
    for scaled in graph.takers[division.output[0]]:
        shifted = graph.taker(scaled.output[0], "Add")
        for node, other in ((scaled, division), (shifted, scaled)):
            (value,) = set(node.input) - set(other.output)
            inputs = [other.output[0], f"{value}_mixed"]
            new = make_node(node.op_type, inputs, node.output, node.name)
            graph.replace(node, *mixture(value, "mix_frames"), new)


def mixture(value: str, shares: str) -> list[NodeProto]:
    """value: (styles, channels, 1); the result, `value`_mixed: (1, channels, length of shares)."""
    turned = make_node("Transpose", [value], [f"{value}_turned"], f"{value}_turned", perm=[2, 1, 0])
    inputs = [*turned.output, shares]
    return [turned, make_node("MatMul", inputs, [f"{value}_mixed"], f"{value}_mixed")]


def mix_norm(graph: Graph, node: NodeProto, rates: dict[int, str]) -> None:
    """node: as it is for one style, else with a scale and a shift of their own at every place.

    rates: the frames' shares at each multiple of their rate that was met before.
    """
    source, *factors = node.input
    rate = rate_of(node.name)
    nodes = [] if rate in rates else shares_at(graph, rate, source)
    shares = rates.setdefault(rate, f"mix_{rate}" if rate > 1 else "mix_frames")
    gamma, beta = (graph.maker[each].input[0] for each in factors)
    size = channels_of(graph, beta)
    channels = graph.constant(f"mix_{size}_channels", np.array([size]))
    result, name = node.output[0], node.name
    epsilon = node.attribute[0].f
    alone, normed, scaled, mixed = (f"{result}_{one}" for one in ("one", "norm", "scaled", "mix"))
    one_style = [make_node(node.op_type, node.input, [alone], alone, epsilon=epsilon)]
    many = [
        *mixture(gamma, shares),
        *mixture(beta, shares),
        make_node("ConstantOfShape", [channels], [f"{normed}_1"], f"{normed}_1", value=ONE),
        make_node("ConstantOfShape", [channels], [f"{normed}_0"], f"{normed}_0"),
        make_node(
            node.op_type, [source, f"{normed}_1", f"{normed}_0"], [normed], normed, epsilon=epsilon
        ),
        make_node("Mul", [normed, f"{gamma}_mixed"], [scaled], scaled),
        make_node("Add", [scaled, f"{beta}_mixed"], [mixed], mixed),
    ]
    branches = {
        "then_branch": branch(one_style, alone),
        "else_branch": branch(many, mixed),
    }
    graph.replace(node, *nodes, make_node("If", ["mix_alone"], [result], name, **branches))


def branch(nodes: list[NodeProto], result: str) -> GraphProto:
    value = make_tensor_value_info(result, TensorProto.FLOAT, None)
    return make_graph(nodes, result, [], [value])


def rate_of(name: str) -> int:
    """How many values the normalisation has for each frame."""
    if "/generator/" in name:
        early = ("noise_res.0", "resblocks.0", "resblocks.1", "resblocks.2")
        return 20 if name.split("/")[4] in early else 120
    late = ("F0.1/norm2", "N.1/norm2", "F0.2", "N.2", "decode.3/norm2")
    return 2 if any(f"/{one}" in name for one in late) else 1


def shares_at(graph: Graph, rate: int, source: str) -> list[NodeProto]:
    """The frames' shares for every place of `source`, the nearest frame's."""
    name = f"mix_{rate}"
    zero, one = graph.constant("mix_zero", np.array(0)), graph.constant("mix_one", np.array(1))
    size, length, places, spread, nearest = (
        f"{name}_{one}" for one in ("size", "length", "places", "spread", "nearest")
    )
    return [
        make_node("Shape", [source], [size], size, start=2),
        make_node("Squeeze", [size], [length], length),
        make_node("Range", [zero, length, one], [places], places),
        make_node("Mul", [places, "mix_count"], [spread], spread),
        make_node("Div", [spread, length], [nearest], nearest),
        make_node("Gather", ["mix_frames", nearest], [name], name, axis=1),
    ]


def channels_of(graph: Graph, beta: str) -> int:
    """Half of what the layer gives that scale and shift come from."""
    while True:
        node = graph.maker[beta]
        bias = [each for each in node.input if each.endswith(".bias")]
        if bias:
            return len(graph.value(bias[0])) // 2
        beta = node.input[0]
