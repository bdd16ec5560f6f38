"""What HTML within an article says: its text, its images, and who is to read what."""

import html
from collections.abc import Iterable, Iterator

import regex

from boyin.article.blocks import Mark, Override, Piece
from boyin.article.html.tags import read_tag
from boyin.article.inline import Html
from boyin.ground.errors import ArticleError

_FALLBACK = "video|audio|object|canvas|noscript|iframe|svg"
_HIDDEN = (
    r"<!--.*?-->|<(?P<tag>script|style|template|rt|rp)\b.*?</(?P=tag)\s*>"
    rf"|<(?P<player>{_FALLBACK})\b.*?</(?P=player)\s*>"
)
_TAG = r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>|<[!?][^<>]*>"""
MARKUP = regex.compile(f"(?P<hidden>{_HIDDEN})|(?P<markup>{_TAG})", regex.DOTALL | regex.IGNORECASE)
_ENTITY = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WITHIN_LINE = regex.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|span"
    r"|strong|sub|sup|time|tt|u|var|wbr)\b|<[!?]",
    regex.IGNORECASE,
)
_CAPTION_END = regex.compile(r"</figcaption\b", regex.IGNORECASE)
_LANGUAGE = regex.compile(r"(zh|en)\b", regex.IGNORECASE)
_DESCRIPTIONS = {"img": ("alt", "title"), "figure": ("alt", "caption")}
"""The attributes that describe what a tag shows, the best first; `alt` alone in any other tag."""
# In JSX a text in braces is a text, and anything else there a name in the code.
_DESCRIBED = regex.compile(
    r"\{\s*(?P<mark>[\"'`])(?P<text>.*)(?P=mark)\s*\}|(?P<text>[^{].*|\{.*[^}])", regex.DOTALL
)
_COMMENT = regex.compile(r"<!--\s*boyin:\s*(/?)\s*(.*?)\s*-->", regex.DOTALL)
_BOYIN = "boyin:"
_READ_BY_THE_EYE = frozenset({"rt", "rp"})

OVERRIDES = ("en", "zh", "narration", "quotation", "skip")
"""What `<!-- boyin: … -->` may say of the text up to `<!-- boyin: / -->`."""


def image_alt(text: str, start: int) -> tuple[Piece, ...] | None:
    """The description that a tag at `start` holds, of an image or of anything else that is drawn.

    None if it is no image and describes none: `<Diagram alt="…">` and `<figure caption="…">` do.
    """
    tag = read_tag(text)
    if tag is None:
        return None
    for name in _DESCRIPTIONS.get(tag.name, ("alt",)):
        value = tag.attributes.get(name)
        if value and value.written.strip() and (found := _DESCRIBED.fullmatch(value.written)):
            return tuple(text_pieces(found["text"], start + value.start + found.start("text")))
    return () if tag.name == "img" else None


def only_decorates(text: str) -> bool:
    """Whether an `<img>` tag says so, as HTML does: by a description that is empty."""
    tag = read_tag(text)
    return tag is not None and "alt" in tag.attributes and not tag.text("alt")


def image_address(text: str) -> str:
    """The `src` of an `<img>` tag; empty if it has none."""
    tag = read_tag(text)
    return tag.text("src") if tag else ""


def text_pieces(text: str, start: int) -> Iterator[Piece]:
    """HTML text without tags, its entities decoded, as pieces of the source."""
    position = 0
    for entity in _ENTITY.finditer(text):
        if position < entity.start():
            yield Piece(text[position : entity.start()], start + position, start + entity.start())
        yield Piece(html.unescape(entity.group()), start + entity.start(), start + entity.end())
        position = entity.end()
    if position < len(text):
        yield Piece(text[position:], start + position, start + len(text))


def split_html(text: str, start: int) -> Iterator[Mark | Html | tuple[Piece, ...]]:
    """A block of HTML that stands at `start`: hidden parts, tags and comments, and text between."""
    position = 0
    for markup in MARKUP.finditer(text):
        yield tuple(text_pieces(text[position : markup.start()], start + position))
        if markup.group("hidden") and not markup.group().startswith("<!--"):
            what = "fall-back text" if markup["player"] else "script or style"
            yield Mark(start + markup.start(), start + markup.end(), what)
        else:
            yield Html(markup.group(), start + markup.start(), start + len(text))
        position = markup.end()
    yield tuple(text_pieces(text[position:], start + position))


def check_override(item: Html, line: int) -> None:
    """Raises ArticleError if `item`, in that line, is a `<!-- boyin: … -->` that says nothing."""
    comment = _COMMENT.match(item.text)
    if comment and not comment[1] and comment[2] not in OVERRIDES:
        raise ArticleError(
            f"`{item.text}` says nothing to boyin",
            place=f"line {line}",
            remedy=f"After `boyin:` may stand {', '.join(OVERRIDES)}, or / for the end.",
        )


def ends_caption(tag: str) -> bool:
    """Whether what stood before a tag is the caption of a figure."""
    return _CAPTION_END.match(tag) is not None


def within_line(tag: str) -> bool:
    """Whether a tag or comment leaves the text around it in one paragraph."""
    return _WITHIN_LINE.match(tag) is not None


def find_overrides(markup: Iterable[Html], end: int) -> Iterator[Override]:
    """Who is to read what, from `lang` attributes and `<!-- boyin: … -->` comments in order.

    A tag that is never closed holds to the end of the block it stands in, a comment to `end`.
    """
    stack: list[tuple[str, str, int]] = []
    limits: dict[int, int] = {}
    for item in markup:
        name, value, closes = _role_of(item.text)
        if not closes:
            stack.append((name, value, item.end))
            limits[item.end] = item.limit
        elif any(name == opened for opened, _, _ in stack):
            while stack:
                opened, value, start = stack.pop()
                if value:
                    yield Override(start, item.start, value)
                if opened == name:
                    break
    # Of comments never closed each holds to the next: one behind the other, not one in the other.
    ending = end
    for name, value, start in reversed(stack):
        if value and name == _BOYIN:
            yield Override(start, ending, value)
            ending = start
        elif value:
            yield Override(start, limits[start], value)


def _role_of(text: str) -> tuple[str, str, bool]:
    """A tag's or comment's name, the override it states if any, and whether it closes."""
    if comment := _COMMENT.match(text):
        return _BOYIN, comment[2], bool(comment[1])
    tag = read_tag(text)
    if tag is None or (tag.whole and not tag.closes):
        return "", "", True
    if tag.closes:
        return tag.name, "", True
    if tag.name in _READ_BY_THE_EYE:
        return tag.name, "skip", False
    # EN-US in capitals is what word processors write around every word in Latin letters.
    stated = tag.text("lang")
    language = None if stated.isupper() else _LANGUAGE.match(stated)
    return tag.name, language[1].lower() if language else "", False
