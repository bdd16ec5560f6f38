"""From the name of an article's file to a title, where the article says none itself."""

from pathlib import Path

import regex

_DAY_OR_NUMBER = regex.compile(r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,4})[-_. 、]+(?=\S)")
_OF_FOLDERS = ("index", "_index", "readme")
"""Files that are what their folder is about."""


def title_of_file(path: Path) -> str:
    """The name without the number or day that files are sorted by: `142-小黑.md` is 小黑."""
    name = path.stem
    if name.lower() in _OF_FOLDERS and path.parent.name:
        name = path.parent.name
    # Bytes of a name that are no text are lone surrogates, which nothing can be written with.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _DAY_OR_NUMBER.sub("", name, count=1) if _DAY_OR_NUMBER.match(name) else name
