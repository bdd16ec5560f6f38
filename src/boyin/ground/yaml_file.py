"""A YAML file that a person writes, read as text and nothing else; every complaint has its line.

Turns a file into nodes, and nodes into checked values. Promise: no code runs, no alias is followed,
nothing is nested deeply, and a value stays what was written (`12:30`, `NO`).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import yaml

from boyin.ground.errors import BoyinError
from boyin.ground.inputs import read_input

Word = TypeVar("Word", bound=str)

LARGEST = 1024 * 1024
"""Bytes; a lexicon of ten thousand words is a third of it."""
DEEPEST = 8


class YamlFile:
    """One file. Whoever reads a kind of file derives from it and says which error is its own."""

    error: ClassVar[type[BoyinError]]
    missing: ClassVar[str | None] = None
    """The remedy where there is no such file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def root(self) -> yaml.Node:
        """The document's root; an empty document is an error too."""
        root = self.parse(self.content())
        if root is None:
            raise self.error("is empty", place=str(self.path))
        return root

    def content(self) -> str:
        """The text of the file; that there is none is an error too."""
        text = self.content_if_there()
        if text is None:
            raise self.error("there is no such file", place=str(self.path), remedy=self.missing)
        return text

    def content_if_there(self) -> str | None:
        """The text of the file, None where there is none."""
        place = str(self.path)
        try:
            data = read_input(self.path, LARGEST + 1)
            if len(data) > LARGEST:
                raise self.error(f"is longer than {LARGEST:,} bytes", place=place)
            return data.decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise self.error("is not UTF-8", place=place, remedy="Save it as UTF-8.") from error
        except OSError as error:
            raise self.error(f"can't be read: {error.strerror}", place=place) from error

    def parse(self, text: str) -> yaml.Node | None:
        """The root of `text`, which stands in this file; None where it says nothing."""
        try:
            root: yaml.Node | None = yaml.compose(text, Loader=_PlainLoader)
        except _ExcessError as excess:
            raise self.error(excess.problem, place=self._at(excess.mark)) from excess
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._not_yaml(error.problem or error.context, self._at(mark)) from error
        except yaml.reader.ReaderError as error:
            place = f"{self.path}:{text.count(chr(10), 0, error.position) + 1}"
            raise self._not_yaml(error.reason, place) from error
        return root

    def _not_yaml(self, problem: object, place: str) -> BoyinError:
        remedy = "Write one `name: value` a line; put the value in quotes if it is unusual."
        return self.error(f"is not YAML: {problem}", place=place, remedy=remedy)

    def place(self, node: yaml.Node) -> str:
        """Where `node` stands, as `file:line`."""
        return self._at(node.start_mark)

    def _at(self, mark: Any) -> str:
        return f"{self.path}:{mark.line + 1}" if mark else str(self.path)

    def wrong(self, node: yaml.Node, message: str, remedy: str | None = None) -> BoyinError:
        """The complaint about what stands at `node`."""
        return self.error(message, place=self.place(node), remedy=remedy)

    def pairs(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Name, key and value of each entry of a mapping; no name stands there twice."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"{what} is a list of `name: value` lines", "Write it so.")
        seen: dict[str, int] = {}
        for key, value in node.value:
            name = self.text(key)
            line = key.start_mark.line + 1
            if name in seen:
                raise self.wrong(
                    key, f"`{name}` is already in line {seen[name]}", "Keep one of them."
                )
            seen[name] = line
            yield name, key, value

    def entries(
        self, node: yaml.Node, what: str, allowed: tuple[str, ...] = ()
    ) -> Mapping[str, yaml.Node]:
        """The entries of a mapping by name, in their order; of any name unless some are allowed."""
        found: dict[str, yaml.Node] = {}
        for name, key, value in self.pairs(node, what):
            if allowed and name not in allowed:
                raise self.wrong(
                    key, f"{what} has no `{name}`", f"Allowed are: {', '.join(allowed)}."
                )
            found[name] = value
        return found

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The items of a list; one value alone is a list of one."""
        if isinstance(node, yaml.ScalarNode):
            return [node]
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(node, f"{what} is a list", "Write one `- value` a line.")
        return list(node.value)

    def text(self, node: yaml.Node) -> str:
        """A scalar as it was written."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(node, "one value is expected here", "Write a word or a line of text.")
        return str(node.value)

    def number(self, node: yaml.Node, what: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        return self.number_in(self.text(node), node, what, low, high)

    def number_in(self, text: str, node: yaml.Node, what: str, low: float, high: float) -> float:
        """The number that `text`, all of `node` or a part of it, is."""
        try:
            value = float(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise self.wrong(
                node, f"{what} can't be `{text}`", f"Write a number from {low:g} to {high:g}."
            )
        return value

    def whole_number(self, node: yaml.Node, what: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.number(node, what, low, high)
        if value % 1:
            raise self.wrong(node, f"{what} can't be `{self.text(node)}`", "Write a whole number.")
        return int(value)

    def choice(self, node: yaml.Node, what: str, allowed: tuple[Word, ...]) -> Word:
        """One of `allowed`."""
        text = self.text(node)
        for word in allowed:
            if word == text:
                return word
        raise self.wrong(node, f"there is no {what} `{text}`", f"Choose: {', '.join(allowed)}.")

    def flag(self, node: yaml.Node, what: str) -> bool:
        """`true` or `yes`, `false` or `no`."""
        text = self.text(node).lower()
        if text not in ("true", "yes", "false", "no"):
            raise self.wrong(node, f"`{what}` can't be `{text}`", "Write yes or no.")
        return text in ("true", "yes")


class _ExcessError(Exception):
    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mark = mark


class _PlainLoader(yaml.BaseLoader):
    """Composes no aliases, and nothing deeper than is sane, before anything recursive sees it."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _ExcessError("anchors and aliases are not allowed here", event.start_mark)
        if self.depth > DEEPEST:
            raise _ExcessError("such deep nesting is not allowed here", event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node
