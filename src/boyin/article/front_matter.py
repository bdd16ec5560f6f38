"""The front matter of an article: a few lines of YAML, read as text and nothing but text."""

from dataclasses import dataclass

import regex
import yaml

from boyin.ground.errors import ArticleError

_FENCE = regex.compile(r"---[ \t]*")
_END = regex.compile(r"(?:---|\.\.\.)[ \t]*")
# `title: 第一章: 引言` is how people write it, and no YAML.
_BARE_COLON = regex.compile(
    r"([\p{L}_][\p{L}\p{N}_-]*:[ \t]+)([^\s\"'|>\[{&*!%@`#].*?:[ \t].*?)[ \t]*"
)

_KEY = regex.compile(r"[\p{L}_][\p{L}\p{N}_-]*[ \t]*[:：]")
_WIDE_COLON = regex.compile(r"([\p{L}_][\p{L}\p{N}_-]*)[ \t]*：")

LONGEST = 64 * 1024
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the front matter, as text."""

    text: str
    line: int
    """Counted from 1."""
    span: tuple[int, int]
    """Where it stands in the source."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The scalars at the top level, by name; lines that belong to it, counted from 0."""

    values: dict[str, Value]
    lines: int

    def text(self, name: str) -> str:
        """The value of `name`, empty where there is none."""
        value = self.values.get(name)
        return value.text if value else ""


def read_front_matter(source: str, name: str) -> FrontMatter:
    """Reads the YAML between the `---` lines at the top of `source`, if there is any.

    Every scalar stays the text it was written as (`12:30`, `NO`, `2026-02-09`). Aliases, deep
    nesting, repeated keys and more than 65,536 characters are refused.

    Raises ArticleError, with the line.
    """
    lines = source.split("\n")
    opening = next((n for n, line in enumerate(lines) if line.strip()), 0)
    following = lines[opening + 1 : opening + 2]
    if not (_FENCE.fullmatch(lines[opening]) and following and following[0].strip()):
        return FrontMatter({}, 0)
    end = next((n for n in range(opening + 1, len(lines)) if _END.fullmatch(lines[n])), None)
    body = lines[opening + 1 : end]
    if not _KEY.match(_first_saying(body if end else following)):
        # Two rules with text between them.
        return FrontMatter({}, 0)
    if end is None:
        raise ArticleError(
            "the front matter begins here and never ends",
            place=f"{name}:{opening + 1}",
            remedy="Close it with a line of three hyphens: ---",
        )
    if sum(map(len, body)) > LONGEST:
        raise ArticleError(
            "the front matter is longer than 65,536 characters", place=f"{name}:{opening + 1}"
        )
    for number, line in enumerate(body, opening + 2):
        if wide := _WIDE_COLON.match(line):
            raise ArticleError(
                f"a full-width colon stands behind `{wide[1]}`",
                place=f"{name}:{number}",
                remedy=f"Write an ASCII colon and a space: `{wide[1]}: …`.",
            )
    # Blank lines in place of what comes before keep the lines in messages true.
    start = sum(len(line) + 1 for line in lines[: opening + 1]) - opening
    return FrontMatter(_read_values([""] * opening + body, start, name), end + 1)


def _first_saying(body: list[str]) -> str:
    """The first line that is neither blank nor a comment."""
    return next((line for line in body if line.strip() and not line.startswith("#")), "")


def _read_values(body: list[str], start: int, name: str) -> dict[str, Value]:
    starts = [start]
    for text in body:
        starts.append(starts[-1] + len(text) + 1)
    values: dict[str, Value] = {}
    for key, node in _entries(body, name):
        line = key.start_mark.line
        if key.value in values:
            raise ArticleError(f"`{key.value}` is set twice", place=f"{name}:{line + 2}")
        value = _text_of(node)
        if value is not None:
            first, last = node.start_mark.line, min(node.end_mark.line, len(body) - 1)
            span = _span_of(value, body, starts, first, last)
            values[key.value] = Value(value.strip(), line + 2, span)
    return values


def _entries(body: list[str], name: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    quoted = "\n".join(_quote_bare_colons(line) for line in body) + "\n"
    try:
        _refuse_excess(quoted, name)
        root = yaml.compose(quoted, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ArticleError(
            f"the front matter is not YAML: {error.problem or error.context}",
            place=f"{name}:{(mark.line if mark else 0) + 2}",
            remedy="Write one `name: value` a line; put the value in quotes if it is unusual.",
        ) from error
    except yaml.YAMLError as error:
        raise ArticleError(f"the front matter is not YAML: {error}", place=f"{name}:2") from error
    if not isinstance(root, yaml.MappingNode):
        raise ArticleError(
            "the front matter is not a list of `name: value` lines", place=f"{name}:2"
        )
    return [(key, node) for key, node in root.value if isinstance(key, yaml.ScalarNode)]


def _text_of(node: yaml.Node) -> str | None:
    """A scalar's text, or the texts of a list in one; None for what is more involved."""
    if isinstance(node, yaml.SequenceNode):
        return "、".join(item.value for item in node.value if isinstance(item, yaml.ScalarNode))
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _span_of(
    value: str, body: list[str], starts: list[int], first: int, last: int
) -> tuple[int, int]:
    column = body[first].find(value)
    if value and column >= 0:
        return starts[first] + column, starts[first] + column + len(value)
    return starts[first], starts[last] + len(body[last])


def _quote_bare_colons(line: str) -> str:
    bare = _BARE_COLON.fullmatch(line)
    return f"{bare[1]}'{bare[2].replace(chr(39), chr(39) * 2)}'" if bare else line


def _refuse_excess(text: str, name: str) -> None:
    """Raises for aliases and deep nesting, before anything recursive sees them."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "anchors and aliases are not allowed in the front matter"
        elif depth > DEEPEST:
            problem = f"the front matter is nested deeper than {DEEPEST} levels"
        else:
            continue
        line = event.start_mark.line if event.start_mark else 0
        raise ArticleError(problem, place=f"{name}:{line + 2}")
