"""Front matter in YAML: scalars and lists at the top level, read as text and nothing but text."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex
import yaml

from boyin.article.front_matter.value import Value, value_in
from boyin.ground.errors import ArticleError

DEEPEST = 8

# `title: 第一章: 引言` is how people write it, and no YAML.
_BARE_COLON = regex.compile(
    r"([\p{L}_][\p{L}\p{N}_-]*:[ \t]+)([^\s\"'|>\[{&*!%@`#].*?:[ \t].*?)[ \t]*"
)
_UNUSUAL = regex.compile(
    r"([\p{L}_][\p{L}\p{N}_-]*:[ \t]+)([\[{&*!%@`].*?|([\"']).*?\3[ \t]*\S.*?)[ \t]*"
)
_WRITE_SO = "Write one `name: value` a line; put the value in quotes if it is unusual."


def read_yaml(
    body: Sequence[str], first: int, source: str, name: str
) -> Iterator[tuple[str, Value]]:
    """The values in `body`, whose first line is line `first` of `source`, counted from 0."""
    # Blank lines in place of what comes before keep the lines in messages true.
    padded = [*([""] * first), *body]
    lines = source.split("\n")[: len(padded)]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for key, node in _entries(padded, name, first + 1):
        value = _text_of(node)
        if value is not None:
            last = min(node.end_mark.line, len(padded) - 1)
            at = value_in(value, padded, starts, (node.start_mark.line, last))
            yield key.value, Value(at.text, key.start_mark.line + 1, at.span)


def _entries(body: Sequence[str], name: str, first: int) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    quoted = "\n".join(_quote_bare_colons(line) for line in body) + "\n"
    try:
        root = _compose(quoted, name)
    except yaml.YAMLError as error:
        # `title: [译] 题` is how people write it, too.
        quoted = "\n".join(_quote_unusual(line) for line in quoted.split("\n"))
        try:
            root = _compose(quoted, name)
        except yaml.YAMLError:
            raise _not_yaml(error, name, first) from error
    if not isinstance(root, yaml.MappingNode):
        raise ArticleError(
            "the front matter is not a list of `name: value` lines", place=f"{name}:{first}"
        )
    return [(key, node) for key, node in root.value if isinstance(key, yaml.ScalarNode)]


def _compose(text: str, name: str) -> yaml.Node | None:
    _refuse_excess(text, name)
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return root


def _not_yaml(error: yaml.YAMLError, name: str, first: int) -> ArticleError:
    if not isinstance(error, yaml.MarkedYAMLError):
        return ArticleError(f"the front matter is not YAML: {error}", place=f"{name}:{first}")
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else first
    return ArticleError(
        f"the front matter is not YAML: {error.problem or error.context}",
        place=f"{name}:{line}",
        remedy=_WRITE_SO,
    )


def _text_of(node: yaml.Node) -> str | None:
    """A scalar's text, or the texts of a list in one; None for what is more involved."""
    if isinstance(node, yaml.SequenceNode):
        return "、".join(item.value for item in node.value if isinstance(item, yaml.ScalarNode))
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _quote_bare_colons(line: str) -> str:
    bare = _BARE_COLON.fullmatch(line)
    return _quoted(bare) if bare else line


def _quote_unusual(line: str) -> str:
    """A line whose value is no YAML by itself, with that value in quotation marks."""
    unusual = _UNUSUAL.fullmatch(line)
    if unusual is None:
        return line
    try:
        yaml.compose(line, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return _quoted(unusual)
    return line


def _quoted(found: "regex.Match[str]") -> str:
    return f"{found[1]}'{found[2].replace(chr(39), chr(39) * 2)}'"


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
        raise ArticleError(problem, place=f"{name}:{line + 1}")
