"""From a file to an Article: its text, its front matter, its blocks.

Nothing is lost on the way: every block knows where it stands in the source.
"""

import logging
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from boyin.article.blocks import (
    BOILERPLATE,
    GLOSSES,
    IMAGES,
    STANDARDS,
    Block,
    Boilerplate,
    Glosses,
    Images,
    Layout,
    Mark,
    Piece,
    Standard,
)
from boyin.article.controls import stood_in, without_controls
from boyin.article.dates import read_moment
from boyin.article.front_matter.front_matter import FrontMatter, read_front_matter
from boyin.article.markdown import read_markdown
from boyin.article.plain_text import read_plain_text
from boyin.article.titles import title_of_file
from boyin.ground.errors import ArticleError, faults_at, placed_in
from boyin.ground.inputs import read_input

_log = logging.getLogger(__name__)

LARGEST = 2 * 1024 * 1024
"""Bytes; some 700,000 characters, two days of speech."""

STDIN = "standard input"
PAGE_LANGUAGES = ("zh", "en")

DATES = "2026-02-09, or 2026-02-09 08:00 +0800"
"""How a date is written."""

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A written article, ready to be split into segments."""

    name: str
    """The file it came from, as a person would say it."""
    source: str
    """The whole text, its line ends `\\n`, without a byte-order mark."""
    layout: Layout
    title: str
    slug: str = ""
    author: str = ""
    summary: str = ""
    date: str = ""
    """ISO 8601: the day, and the hour and its offset where they are said; or empty."""
    language: str = "zh-CN"
    cover: str = ""
    cast: str = ""
    images: Images | None = None
    """How much of images is read; None for what the cast says."""
    chapter_images: bool = False
    """Whether chapters show the first picture of theirs."""
    page_language: str = ""
    """Of the words that the page to read along says itself; empty for the article's."""
    disclosure: str = ""
    """What the notes say about the voices; `no` for nothing, empty for the usual line."""
    glosses: Glosses | None = None
    """Whether names are said again in their own script; None for what the cast says."""
    boilerplate: Boilerplate | None = None
    """Whether permanent links and the like are read; None for what the cast says."""
    readings: Standard = "mainland"
    """Whose standard readings hold."""

    @property
    def day(self) -> str:
        """The date without its hour, or empty."""
        return self.date.partition("T")[0]


def read_article(path: Path) -> Article:
    """Reads a Markdown (or plain `.txt`) file; `-` is standard input.

    Raises ArticleError if there is no such file, or it is not UTF-8 text, is empty, too large, or
    its front matter is broken.
    """
    if str(path) == "-":
        return parse_article(_decode(sys.stdin.buffer.read(LARGEST + 1), STDIN), STDIN)
    try:
        if path.is_dir():
            raise ArticleError("is a folder, not an article", place=str(path))
        data = read_input(path, LARGEST + 1)
    except FileNotFoundError as error:
        raise ArticleError("there is no such file", place=str(path)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ArticleError(f"can't be read: {reason}", place=str(path)) from error
    return parse_article(_decode(data, str(path)), str(path))


def parse_article(source: str, name: str) -> Article:
    """An Article from text; `name` stands in messages, and its ending tells the format."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if not source.strip():
        raise ArticleError("is empty", place=name)
    front = read_front_matter(source, name)
    with placed_in(name), faults_at(name):
        layout = _with_title(_read(source, front, name), front, source)
    return Article(
        name=name,
        source=source,
        layout=layout,
        title=front.text("title") or _first_title(layout) or _title_of_file(name),
        slug=front.text("slug"),
        author=front.text("author"),
        summary=front.text("summary"),
        date=_date_of(front, name),
        language=front.text("language") or "zh-CN",
        cover=front.text("cover"),
        cast=front.text("cast"),
        images=_images_of(front, name),
        chapter_images=front.text("chapter_images").lower() in ("yes", "true", "on"),
        page_language=_page_language(front, name),
        disclosure=front.text("disclosure"),
        glosses=_choice_of(front, name, "glosses", GLOSSES),
        boilerplate=_choice_of(front, name, "boilerplate", BOILERPLATE),
        readings=_choice_of(front, name, "readings", STANDARDS) or "mainland",
    )


def _read(source: str, front: FrontMatter, name: str) -> Layout:
    text, marks = stood_in(source)
    if name.lower().endswith(".txt"):
        layout = read_plain_text(text, front.lines)
    else:
        layout = read_markdown(text, front.lines, front.values.keys(), name)
    return without_controls(layout, marks)


def _decode(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise ArticleError(f"is larger than {LARGEST // 2**20} MiB", place=name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError("is UTF-16, not UTF-8", place=name, remedy="Save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            "is not UTF-8 text",
            place=f"{name}:{line}",
            remedy="Save it as UTF-8 (articles in GBK or Big5 have to be converted).",
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError("holds a NUL character: it is no text", place=f"{name}:{line}")
    return text


def _with_title(layout: Layout, front: FrontMatter, source: str) -> Layout:
    """The layout with the front matter accounted for, and its title read where none is below."""
    if not front.lines:
        return layout
    end = sum(len(line) + 1 for line in source.split("\n")[: front.lines]) - 1
    marks = (Mark(0, end, "front matter"), *layout.marks)
    blocks = layout.blocks
    title = front.values.get("title")
    # A title with nothing below it is no article: it stays unsaid, and that is an error later.
    if blocks and title and title.text and not any(_is_title(block) for block in blocks):
        heading = Block(
            kind="heading",
            level=1,
            pieces=(Piece(title.text, *title.span),),
            start=title.span[0],
            lines=(title.line, title.line),
        )
        blocks = (heading, *blocks)
    return replace(layout, blocks=blocks, marks=marks)


def _is_title(block: Block) -> bool:
    return block.kind == "heading" and block.level == 1


def _first_title(layout: Layout) -> str:
    titles = (block.text.strip() for block in layout.blocks if _is_title(block))
    return next(titles, "")


def _title_of_file(name: str) -> str:
    return "未命名" if name == STDIN else title_of_file(Path(name))


def _page_language(front: FrontMatter, name: str) -> str:
    value = front.values.get("page_language")
    if value is None or not value.text or value.text in PAGE_LANGUAGES:
        return value.text if value else ""
    raise ArticleError(
        f"the page has no words in `{value.text}`",
        place=f"{name}:{value.line}",
        remedy=f"It has them in {' and '.join(PAGE_LANGUAGES)}.",
    )


def _images_of(front: FrontMatter, name: str) -> Images | None:
    value = front.values.get("images")
    if value is None or not value.text:
        return None
    for one in IMAGES:
        if one == value.text:
            return one
    raise ArticleError(
        f"images can't be read in the way `{value.text}`",
        place=f"{name}:{value.line}",
        remedy=f"Choose: {', '.join(IMAGES)}.",
    )


def _choice_of(
    front: FrontMatter, name: str, field: str, choices: tuple[_Choice, ...]
) -> _Choice | None:
    value = front.values.get(field)
    if value is None or not value.text:
        return None
    for one in choices:
        if one == value.text:
            return one
    raise ArticleError(
        f"`{field}` can't be `{value.text}`",
        place=f"{name}:{value.line}",
        remedy=f"Choose: {', '.join(choices)}.",
    )


def _date_of(front: FrontMatter, name: str) -> str:
    value = front.values.get("date")
    if value is None or not value.text:
        return ""
    try:
        moment = read_moment(value.text)
    except ValueError as error:
        # It was meant as a date: taken as none, the episode would come out on another day.
        raise ArticleError(
            f"`{value.text}` is no date: {error}",
            place=f"{name}:{value.line}",
            remedy=f"Write it {DATES}.",
        ) from error
    if moment is None:
        _log.warning(
            "%s:%d: `%s` is no date, and the episode has none; write it %s",
            name,
            value.line,
            value.text,
            DATES,
        )
    elif moment.unclear_zone:
        _log.warning(
            "%s:%d: %s is the name of several zones, the show's counts; write +0800 for China's",
            name,
            value.line,
            moment.unclear_zone,
        )
    return str(moment or "")
