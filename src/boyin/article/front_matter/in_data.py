"""Front matter in TOML and in JSON: scalars and lists at the top level, as the text they are."""

import datetime
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import regex

from boyin.article.front_matter.value import Value, value_in
from boyin.ground.errors import ArticleError

_LINE = regex.compile(r"at line (\d+)")
_VALUE = r"[ \t]*[=:][ \t]*(?P<value>[^\n]*?)[ \t]*(?:#[^\n\"']*)?,?[ \t]*$"


def read_toml(
    body: Sequence[str], first: int, source: str, name: str
) -> Iterator[tuple[str, Value]]:
    """The values in `body`, whose first line is line `first` of `source`, counted from 0."""
    try:
        found = tomllib.loads("\n".join(body) + "\n")
    except tomllib.TOMLDecodeError as error:
        told = _LINE.search(str(error))
        line = first + (int(told[1]) if told else 1)
        raise ArticleError(
            f"the front matter is not TOML: {_LINE.sub('here', str(error))}",
            place=f"{name}:{line}",
            remedy='Write one `name = "value"` a line.',
        ) from error
    yield from _values(found, body, first, source)


def read_json(
    body: Sequence[str], first: int, source: str, name: str
) -> Iterator[tuple[str, Value]]:
    """The values in `body`, whose first line is line `first` of `source`, counted from 0."""
    try:
        found = json.loads("\n".join(body))
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"the front matter is not JSON: {error.msg}",
            place=f"{name}:{first + error.lineno}",
            remedy='Write it as `{"name": "value"}`.',
        ) from error
    yield from _values(found, body, first, source)


def _values(
    found: Mapping[str, Any], body: Sequence[str], first: int, source: str
) -> Iterator[tuple[str, Value]]:
    lines = source.split("\n")[: first + len(body)]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for key, value in found.items():
        spelled = regex.compile(rf"(?:^|[{{,])\s*[\"']?{regex.escape(key)}[\"']?{_VALUE}")
        keyed = regex.compile(rf"(?:^|[{{,])\s*[\"']?{regex.escape(key)}[\"']?\s*[=:]")
        places = (n for n in range(first, len(lines)) if keyed.search(lines[n]))
        number = next(places, first)
        written = spelled.search(lines[number])
        text = _text_of(value, written["value"] if written else "")
        if text is not None:
            yield key, value_in(text, lines, starts, (number, number))


def _text_of(value: Any, written: str) -> str | None:
    """A value as text; what is no text as it was written; None for what is more involved."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "、".join(one for one in value if isinstance(one, str))
    if isinstance(value, datetime.date | datetime.time):
        return written or value.isoformat()
    return None if isinstance(value, dict) else written or str(value)
