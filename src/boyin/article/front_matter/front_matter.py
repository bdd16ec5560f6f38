"""The front matter of an article, in the forms that sites and notes give it, as text.

YAML between lines of three hyphens, TOML between `+++`, JSON between hyphens or bare, a fence
```` ```meta ````, and YAML that only a line of hyphens ends. Promise: a value stays the text it was
written as (`12:30`, `NO`, `2026-02-09`), and what is broken is told with its line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from boyin.article.front_matter.in_data import read_json, read_toml
from boyin.article.front_matter.in_yaml import read_yaml
from boyin.article.front_matter.value import Value
from boyin.ground.errors import ArticleError

FIELDS = (
    *("title", "slug", "author", "summary", "date", "language", "cover", "cast", "images"),
    *("chapter_images", "page_language", "disclosure", "glosses", "boilerplate", "readings"),
)
"""What the front matter may say of an article."""
LONGEST = 64 * 1024

_FENCES = (
    (regex.compile(r"---(?:ya?ml|json|toml)?[ \t]*"), regex.compile(r"(?:---|\.\.\.)[ \t]*")),
    (regex.compile(r"\+\+\+[ \t]*"), regex.compile(r"\+\+\+[ \t]*")),
    (regex.compile(r"```+[ \t]*meta[ \t]*"), regex.compile(r"```+[ \t]*")),
)
"""How the first line looks, and how the last."""
_KEY = regex.compile(r"[\p{L}_][\p{L}\p{N}_ -]*[ \t]*[:：]|\{|[\"'\w.-]+[ \t]*=|\[[\w.]+\]\s*$")
_BARE_JSON = regex.compile(r"\{\s*\"[\w-]+\"\s*:")
_OPEN_ENDED = regex.compile(r"[A-Za-z_][\w-]*:(?:[ \t].*)?|[ \t]*- .*|[ \t]+\S.*")
_WIDE_COLON = regex.compile(r"([\p{L}_][\p{L}\p{N}_-]*)[ \t]*：")
_Read = Callable[[Sequence[str], int, str, str], Iterator[tuple[str, Value]]]
_MOST_LINES = 40
"""Of YAML that only a line of hyphens ends."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The scalars at the top level, by name; lines that belong to it, counted from 0."""

    values: dict[str, Value]
    lines: int

    def text(self, name: str) -> str:
        """The value of `name`, empty where there is none."""
        value = self.values.get(name)
        return value.text if value else ""


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines of a front matter without its fences: the first, and the one behind the last."""

    first: int
    end: int
    behind: int
    """The first line of the article itself."""


def read_front_matter(source: str, name: str) -> FrontMatter:
    """Reads what stands at the top of `source`, if it is front matter.

    Aliases, deep nesting, fields of boyin's that stand twice and more than 65,536 characters are
    refused.

    Raises ArticleError, with the line.
    """
    lines = source.split("\n")
    found = _find(lines, name)
    if found is None:
        return FrontMatter({}, 0)
    body = lines[found.first : found.end]
    if sum(map(len, body)) > LONGEST:
        raise ArticleError(
            "the front matter is longer than 65,536 characters", place=f"{name}:{found.first}"
        )
    read = _reader_of(body)
    if read is read_yaml:
        _refuse_wide_colons(body, found.first, name)
    values: dict[str, Value] = {}
    for key, value in read(body, found.first, source, name):
        if key in values and key in FIELDS:
            raise ArticleError(f"`{key}` is set twice", place=f"{name}:{value.line}")
        values.setdefault(key, value)
    return FrontMatter(values, found.behind)


def _find(lines: Sequence[str], name: str) -> _Found | None:
    opening = next((n for n, line in enumerate(lines) if line.strip()), 0)
    for fence, closing in _FENCES:
        if fence.fullmatch(lines[opening]):
            return _between(lines, opening, closing, name)
    if _BARE_JSON.match("\n".join(lines[opening : opening + 3])):
        return _json_alone(lines, opening)
    return _open_ended(lines, opening)


def _between(
    lines: Sequence[str], opening: int, closing: regex.Pattern[str], name: str
) -> _Found | None:
    """What stands between two fences, if it says what front matter does."""
    following = lines[opening + 1 : opening + 2]
    if not (following and following[0].strip()):
        return None
    end = next((n for n in range(opening + 1, len(lines)) if closing.fullmatch(lines[n])), None)
    if not _KEY.match(_first_saying(lines[opening + 1 : end] if end else following)):
        # Two rules with text between them.
        return None
    if end is None:
        fence = lines[opening].strip()
        raise ArticleError(
            "the front matter begins here and never ends",
            place=f"{name}:{opening + 1}",
            remedy="Close it with a line of three hyphens: ---"
            if fence.startswith("-")
            else f"Close it with a line as the first: {fence.removesuffix('meta')}",
        )
    return _Found(opening + 1, end, end + 1)


def _json_alone(lines: Sequence[str], opening: int) -> _Found | None:
    """JSON without fences, up to a line that closes it."""
    end = next((n for n in range(opening, len(lines)) if lines[n].rstrip() == "}"), None)
    return None if end is None else _Found(opening, end + 1, end + 1)


def _open_ended(lines: Sequence[str], opening: int) -> _Found | None:
    """YAML that begins without a fence: `title: …` first, three hyphens behind the last line."""
    if not lines[opening].startswith(("title:", "layout:", "date:")):
        return None
    for number in range(opening, min(opening + _MOST_LINES, len(lines))):
        if lines[number].rstrip() == "---":
            return _Found(opening, number, number + 1)
        if not _OPEN_ENDED.fullmatch(lines[number]):
            return None
    return None


def _reader_of(body: Sequence[str]) -> _Read:
    first = _first_saying(body)
    if first.startswith("{"):
        return read_json
    is_yaml = regex.match(r"[\p{L}_][\p{L}\p{N}_ -]*[ \t]*[:：]", first)
    return read_yaml if is_yaml else read_toml


def _refuse_wide_colons(body: Sequence[str], first: int, name: str) -> None:
    for number, line in enumerate(body, first + 1):
        if wide := _WIDE_COLON.match(line):
            raise ArticleError(
                f"a full-width colon stands behind `{wide[1]}`",
                place=f"{name}:{number}",
                remedy=f"Write an ASCII colon and a space: `{wide[1]}: …`.",
            )


def _first_saying(body: Sequence[str]) -> str:
    """The first line that is neither blank nor a comment."""
    return next((line for line in body if line.strip() and not line.startswith("#")), "")
