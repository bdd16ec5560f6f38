"""A YAML file read as text and nothing but text; every complaint knows its line.

Promise: no code runs, no alias is followed, nothing is nested deeply, no key stands twice.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml

from boyin.errors import FeedError

Word = TypeVar("Word", bound=str)

LARGEST = 64 * 1024
DEEPEST = 8


class YamlFile:
    """One file of `name: value` lines."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def compose(self) -> yaml.Node:
        """The document's root. Raises FeedError."""
        try:
            data = self.path.read_bytes()
            text = data[: LARGEST + 1].decode("utf-8-sig") if len(data) <= LARGEST else ""
        except FileNotFoundError as error:
            raise FeedError(
                "there is no such file",
                place=str(self.path),
                remedy="Copy examples/show.yaml to start with.",
            ) from error
        except UnicodeDecodeError as error:
            raise FeedError(
                "is not UTF-8", place=str(self.path), remedy="Save it as UTF-8."
            ) from error
        except OSError as error:
            raise FeedError(f"can't be read: {error.strerror}", place=str(self.path)) from error
        if len(data) > LARGEST:
            raise FeedError("is longer than 65,536 bytes", place=str(self.path))
        try:
            self.refuse_excess(text)
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{self.path}:{mark.line + 1}" if mark else str(self.path)
            problem = getattr(error, "problem", None) or str(error)
            raise FeedError(
                f"is not YAML: {problem}",
                place=place,
                remedy="Write one `name: value` a line; put the value in quotes if it is unusual.",
            ) from error
        if root is None:
            raise FeedError("is empty", place=str(self.path))
        return root

    def refuse_excess(self, text: str) -> None:
        """Raises for aliases and deep nesting, before anything recursive sees them."""
        depth = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            aliased = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
            if aliased or depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                problem = "anchors and aliases are" if aliased else "such deep nesting is"
                raise FeedError(f"{problem} not allowed here", place=f"{self.path}:{line}")

    def wrong(self, node: yaml.Node, message: str, remedy: str) -> FeedError:
        """The complaint about what stands at `node`."""
        line = node.start_mark.line + 1 if node.start_mark else 1
        return FeedError(message, place=f"{self.path}:{line}", remedy=remedy)

    def entries(
        self, node: yaml.Node, what: str, allowed: tuple[str, ...]
    ) -> Iterator[tuple[str, yaml.Node]]:
        """The entries of a mapping; its keys are among `allowed`, and none stands there twice."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"{what} is a list of `name: value` lines", "Write it so.")
        seen: set[str] = set()
        for key, value in node.value:
            name = self.text(key)
            if name in seen:
                raise self.wrong(key, f"`{name}` stands here twice", "Keep one of them.")
            if name not in allowed:
                raise self.wrong(
                    key, f"{what} has no `{name}`", f"Allowed are: {', '.join(allowed)}."
                )
            seen.add(name)
            yield name, value

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
