"""One value of an article's front matter, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the front matter, as text."""

    text: str
    line: int
    """Counted from 1."""
    span: tuple[int, int]
    """Where it stands in the source."""


def value_in(
    text: str, body: Sequence[str], starts: Sequence[int], lines: tuple[int, int]
) -> Value:
    """The value `text`, which stands in the lines from the first to the last of `lines`.

    body: lines of the source from its first on; starts: where each begins.
    """
    first, last = lines
    column = body[first].find(text)
    if text and column >= 0:
        span = starts[first] + column, starts[first] + column + len(text)
    else:
        span = starts[first], starts[last] + len(body[last])
    return Value(text.strip(), first + 1, span)
