"""From text to a `<description>`, which readers take for HTML: nothing in it is lost or run.

The lines stay lines: apps find chapters by the times at their beginnings.
"""

import html
from bisect import bisect_right
from itertools import accumulate

import regex

_SENTENCE_END = regex.compile(r"[。！？!?…]+[”’」』）]*|\.(?=\s)|\n")


def as_html(text: str) -> str:
    """The text as HTML that shows it: `a<b` as `a&lt;b`."""
    return html.escape(text, quote=False)


def cut(text: str, longest: int) -> str:
    """As many whole sentences of the text as fit, as HTML, into that many bytes of UTF-8.

    Where the first does not fit either, as many characters as do, and `…`.
    """
    sizes = list(accumulate(len(as_html(one).encode()) for one in text))
    if not sizes or sizes[-1] <= longest:
        return text
    fitting = text[: bisect_right(sizes, longest - len("…".encode()))]
    ends = [found.end() for found in _SENTENCE_END.finditer(fitting)]
    return fitting[: ends[-1]].rstrip() if ends else fitting.rstrip() + "…"
