"""Front matter that listeners would miss, or that boyin does not know."""

import difflib
from collections.abc import Iterator

from boyin.article.article import Article
from boyin.article.front_matter.front_matter import FIELDS, read_front_matter
from boyin.lint.finding import Finding
from boyin.lint.foreign import FIELDS as FOREIGN

CHECK = "front matter"

_CLOSE = 0.75
"""How much of two names is the same where one is a slip of the other."""

_WANTED = {
    "author": "who wrote it",
    "summary": "what it is about in a sentence or two",
    "date": "when it was published",
}


def check_front_matter(article: Article) -> Iterator[Finding]:
    """Fields that are missing, and fields nobody reads: most are slips of the pen."""
    values = read_front_matter(article.source, article.name).values
    missing = [name for name in _WANTED if name not in values or not values[name].text.strip()]
    if missing:
        lines = [values[name].line for name in missing if name in values]
        yield Finding(
            min(lines, default=1),
            CHECK,
            f"players can't show {', '.join(_WANTED[name] for name in missing)}",
            f"Say at the top, between two lines of three hyphens: {', '.join(missing)}.",
        )
    for name, value in values.items():
        close = difflib.get_close_matches(name, FIELDS, 1, _CLOSE)
        if name not in FIELDS and name not in FOREIGN and close:
            message = f"boyin does not know the field `{name}`"
            yield Finding(value.line, CHECK, message, f"Is it `{close[0]}`?")
