"""What HTML within an article says: its text, its images, and who is to read what."""

import html
from collections.abc import Iterable, Iterator

import regex

from boyin.article.blocks import Mark, Override, Piece
from boyin.article.inline import Html
from boyin.ground.errors import ArticleError

_FALLBACK = "video|audio|object|canvas|noscript|iframe|svg"
_HIDDEN = (
    r"<!--.*?-->|<(?P<tag>script|style|template|rt|rp)\b.*?</(?P=tag)\s*>"
    rf"|<(?P<player>{_FALLBACK})\b.*?</(?P=player)\s*>"
)
_TAG = r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>|<[!?][^<>]*>"""
MARKUP = regex.compile(f"(?P<hidden>{_HIDDEN})|(?P<markup>{_TAG})", regex.DOTALL | regex.IGNORECASE)
_IMAGE = regex.compile(r"<img\b", regex.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ALT = regex.compile(rf"\balt{_VALUE}", regex.IGNORECASE)
_TITLE = regex.compile(rf"(?<![\w:-])title{_VALUE}", regex.IGNORECASE)
_SRC = regex.compile(rf"(?<![\w:-])src{_VALUE}", regex.IGNORECASE)
_ENTITY = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WITHIN_LINE = regex.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|span"
    r"|strong|sub|sup|time|tt|u|var|wbr)\b|<[!?]",
    regex.IGNORECASE,
)
_CAPTION_END = regex.compile(r"</figcaption\b", regex.IGNORECASE)
_VOID = regex.compile(
    r"<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b", regex.IGNORECASE
)
_OPENING = regex.compile(r"<([A-Za-z]\w*)")
_LANGUAGE = regex.compile(r"""(?<![\w:-])lang\s*=\s*["']?(zh|en)\b""", regex.IGNORECASE)
_CLOSING = regex.compile(r"</([A-Za-z]\w*)\s*>")
_COMMENT = regex.compile(r"<!--\s*boyin:\s*(/?)\s*(.*?)\s*-->", regex.DOTALL)
_BOYIN = "boyin:"
_READ_BY_THE_EYE = frozenset({"rt", "rp"})

OVERRIDES = ("en", "zh", "narration", "quotation", "skip")
"""What `<!-- boyin: … -->` may say of the text up to `<!-- boyin: / -->`."""


def image_alt(tag: str, start: int) -> tuple[Piece, ...] | None:
    """The description in an `<img>` tag that stands at `start`, else its title.

    None if the tag is no image.
    """
    if not _IMAGE.match(tag):
        return None
    for attribute in (_ALT.search(tag), _TITLE.search(tag)):
        for group in (1, 2, 3):
            if attribute and (text := attribute.group(group)):
                return tuple(text_pieces(text, start + attribute.start(group)))
    return ()


def only_decorates(tag: str) -> bool:
    """Whether an `<img>` tag says so, as HTML does: by a description that is empty."""
    alt = _ALT.search(tag)
    return alt is not None and not any(alt.groups())


def image_address(tag: str) -> str:
    """The `src` of an `<img>` tag; empty if it has none."""
    address = _SRC.search(tag)
    return html.unescape(next(filter(None, address.groups()), "")) if address else ""


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
            limits[item.end] = end if name == _BOYIN else item.limit
        elif any(name == opened for opened, _, _ in stack):
            while stack:
                opened, value, start = stack.pop()
                if value:
                    yield Override(start, item.start, value)
                if opened == name:
                    break
    for _, value, start in stack:
        if value:
            yield Override(start, limits[start], value)


def _role_of(text: str) -> tuple[str, str, bool]:
    """A tag's or comment's name, the override it states if any, and whether it closes."""
    if comment := _COMMENT.match(text):
        return _BOYIN, comment[2], bool(comment[1])
    if closing := _CLOSING.match(text):
        return closing[1].lower(), "", True
    opening = _OPENING.match(text)
    if opening is None or _VOID.match(text) or text.endswith("/>"):
        return "", "", True
    name = opening[1].lower()
    if name in _READ_BY_THE_EYE:
        return name, "skip", False
    language = _LANGUAGE.search(text)
    return name, language[1].lower() if language else "", False
