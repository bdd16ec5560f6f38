"""From the text of a tag to its name and its attributes, each value with its place.

As HTML's tokenizer reads them (https://html.spec.whatwg.org/multipage/parsing.html, from the tag
name state on): one after another from the left, so that `data-alt` is no `alt`, nor is what stands
within another value. Values in braces, as JSX has them, are whole. Of an attribute that is set
twice the first holds.
"""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

_NAME = regex.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*)")
_BETWEEN = regex.compile(r"[\s/]*")
_ATTRIBUTE = regex.compile(
    r"(?P<name>=?[^\s/>=]*)(?:\s*=\s*(?:\"(?P<value>[^\"]*)\"?|'(?P<value>[^']*)'?"
    r"|(?P<value>\{[^{}]*\})|(?P<value>[^\s>\"'][^\s>]*)))?"
)
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img"),
        *("input", "link", "meta", "source", "track", "wbr"),
    }
)


class Value(NamedTuple):
    """What an attribute is set to, as it is written."""

    written: str
    start: int
    """Counted from the `<` of its tag."""

    @property
    def text(self) -> str:
        """The value with its character references decoded."""
        return html.unescape(self.written)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, opening or closing."""

    name: str
    """In small letters."""
    attributes: dict[str, Value]
    closes: bool
    whole: bool
    """An element that has no content: `<br>`, `<img>`, or one that ends with `/>`."""

    def text(self, attribute: str) -> str:
        """The value of an attribute; empty where there is none."""
        value = self.attributes.get(attribute)
        return value.text if value else ""


@lru_cache(maxsize=1024)
def read_tag(text: str) -> Tag | None:
    """The tag whose text this is; None if it is a comment or a declaration."""
    found = _NAME.match(text)
    if found is None:
        return None
    name = found["name"].lower()
    closes = bool(found["slash"])
    attributes = {} if closes else _attributes(text, found.end())
    return Tag(name, attributes, closes, name in _VOID or text.endswith("/>"))


def _attributes(text: str, position: int) -> dict[str, Value]:
    attributes: dict[str, Value] = {}
    while True:
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        found = _ATTRIBUTE.match(text, position)
        if found is None or found.end() == position:
            return attributes
        position = found.end()
        value = found["value"]
        start = found.start("value") if value is not None else found.end()
        attributes.setdefault(found["name"].lower(), Value(value or "", start))
