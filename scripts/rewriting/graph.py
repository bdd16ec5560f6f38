"""A model's graph that can be changed: nodes are replaced by others, and what nobody takes goes."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import onnx
from onnx import NodeProto
from onnx.numpy_helper import from_array, to_array


class Graph:
    """A model's nodes, found by the value that they make or take."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.graph = model.graph
        self._new: dict[str, list[NodeProto]] = {}
        self._look()

    def _look(self) -> None:
        self.nodes = list(self.graph.node)
        self.constants = {each.name: each for each in self.graph.initializer}
        self.maker = {value: node for node in self.nodes for value in node.output}
        self.takers: dict[str, list[NodeProto]] = defaultdict(list)
        for node in self.nodes:
            for value in taken_by(node):
                self.takers[value].append(node)

    def value(self, name: str) -> np.ndarray:
        return to_array(self.constants[name])

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.graph.initializer.append(from_array(value, name))
            self.constants[name] = self.graph.initializer[-1]
        return name

    def taker(self, value: str, kind: str) -> NodeProto:
        """The one node that takes `value`, which is of `kind`."""
        (node,) = self.takers[value]
        assert node.op_type == kind, (node.name, kind)
        return node

    def replace(self, node: NodeProto, *new: NodeProto) -> None:
        self._new.setdefault(node.name, []).extend(new)

    def settle(self) -> None:
        """Carries the replacements out, and removes what nobody takes any more."""
        nodes = [new for node in self.nodes for new in self._new.get(node.name, [node])]
        self._new = {}
        results = {each.name for each in self.graph.output}
        while True:
            taken = results.union(*map(taken_by, nodes))
            kept = [node for node in nodes if not taken.isdisjoint(node.output)]
            if len(kept) == len(nodes):
                break
            nodes = kept
        del self.graph.node[:]
        self.graph.node.extend(in_order(nodes))
        for each in [one for one in self.graph.initializer if one.name not in taken]:
            self.graph.initializer.remove(each)
        self._look()


def taken_by(node: NodeProto) -> set[str]:
    """The values that a node takes, those that its branches take included."""
    branches = [each.g.node for each in node.attribute if each.HasField("g")]
    return {*node.input, *(value for branch in branches for one in branch for value in one.input)}


def in_order(nodes: list[NodeProto]) -> Iterator[NodeProto]:
    """The nodes, each behind those whose values it takes, else in the order they are in."""
    made = {value for node in nodes for value in node.output}
    waiting = nodes
    while waiting:
        later = []
        for node in waiting:
            if made.isdisjoint(taken_by(node)):
                made.difference_update(node.output)
                yield node
            else:
                later.append(node)
        assert len(later) < len(waiting)
        waiting = later
