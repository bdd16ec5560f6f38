"""From a show file (`show.yaml`) to a Show, everything in it checked.

A mistake is told with its file, its line and what would be right. Every value stays the text it was
written as (`12:30`, `NO`).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

import regex
import yaml

from boyin.feed.plain_text import as_html
from boyin.ground.errors import FeedError
from boyin.ground.language_tags import is_language_tag
from boyin.ground.yaml_file import YamlFile

Medium = Literal["podcast", "audiobook", "newsletter", "course"]
Kind = Literal["episodic", "serial"]

CATEGORIES = (
    "Arts",
    "Business",
    "Comedy",
    "Education",
    "Fiction",
    "Government",
    "Health & Fitness",
    "History",
    "Kids & Family",
    "Leisure",
    "Music",
    "News",
    "Religion & Spirituality",
    "Science",
    "Society & Culture",
    "Sports",
    "TV & Film",
    "Technology",
    "True Crime",
)
"""Apple's categories, which other directories use as well."""

_KEYS = (
    "title",
    "author",
    "description",
    "base_url",
    "art",
    "categories",
    "owner",
    "language",
    "link",
    "copyright",
    "explicit",
    "locked",
    "medium",
    "type",
    "guid",
    "persons",
)
_NEEDED = ("title", "author", "description", "base_url", "art", "categories")
LONGEST_DESCRIPTION, LONGEST_TEXT = 4000, 255
"""In bytes of UTF-8 and in characters: what Apple takes."""
_EMAIL = regex.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for the show; directories write to this address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be heard or has a part in the show."""

    name: str
    role: str = "host"
    group: str = "cast"
    href: str = ""
    img: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A podcast as its feed tells it."""

    path: Path
    """The show file, for messages."""
    title: str
    author: str
    description: str
    base_url: str
    """Where the output folder will be found, ending in `/`."""
    art: str
    """A picture's file, from the show file's folder, or its URL."""
    categories: tuple[tuple[str, ...], ...]
    """A category, or a category and one within it."""
    owner: Owner | None = None
    language: str = "zh-cn"
    link: str = ""
    copyright: str = ""
    explicit: bool = False
    locked: bool | None = None
    medium: Medium = "podcast"
    type: Kind = "episodic"
    guid: str = ""
    persons: tuple[Person, ...] = ()


def read_show(path: Path) -> Show:
    """The show in the file at `path`. Raises FeedError, with the line."""
    return _ShowFile(path).read()


class _ShowFile(YamlFile):
    error = FeedError
    missing = "Copy examples/show.yaml to start with."

    def read(self) -> Show:
        entries = self.entries(self.root(), "a show", _KEYS)
        for name in _NEEDED:
            if name not in entries:
                raise FeedError(f"says no `{name}`", place=str(self.path), remedy=f"Add `{name}:`.")
        given = entries.keys()
        show = Show(
            path=self.path,
            title=self.line(entries["title"], "title"),
            author=self.line(entries["author"], "author"),
            description=self.description(entries["description"]),
            base_url=self.url(entries["base_url"], "base_url").rstrip("/") + "/",
            art=self.line(entries["art"], "art"),
            categories=self.categories(entries["categories"]),
            owner=self.owner(entries["owner"]) if "owner" in given else None,
            language=self.language(entries["language"]) if "language" in given else "zh-cn",
            link=self.url(entries["link"], "link") if "link" in given else "",
            copyright=self.line(entries["copyright"], "copyright") if "copyright" in given else "",
            explicit="explicit" in given and self.flag(entries["explicit"], "explicit"),
            locked=self.flag(entries["locked"], "locked") if "locked" in given else None,
            medium=self.medium(entries.get("medium")),
            type=self.kind(entries.get("type")),
            guid=self.guid(entries["guid"]) if "guid" in given else "",
            persons=self.persons(entries["persons"]) if "persons" in given else (),
        )
        self.check_whole(show, entries)
        return show

    def check_whole(self, show: Show, entries: Mapping[str, yaml.Node]) -> None:
        if urlsplit(show.base_url).query or urlsplit(show.base_url).fragment:
            raise self.wrong(
                entries["base_url"], "`base_url` has a `?` or `#`", "Write the folder's address."
            )
        if show.locked is not None and show.owner is None:
            raise self.wrong(
                entries["locked"], "`locked` needs an owner", "Add `owner:` with name and email."
            )

    def line(self, node: yaml.Node, what: str) -> str:
        text = " ".join(self.text(node).split())
        if not 0 < len(text) <= LONGEST_TEXT:
            problem = "is empty" if not text else f"is longer than {LONGEST_TEXT} characters"
            raise self.wrong(node, f"`{what}` {problem}", "Write one short line.")
        return text

    def description(self, node: yaml.Node) -> str:
        text = self.text(node).strip()
        size = len(as_html(text).encode())
        if not 0 < size <= LONGEST_DESCRIPTION:
            raise self.wrong(
                node,
                f"`description` has {size:,} bytes",
                f"Write 1 to {LONGEST_DESCRIPTION:,}; a Chinese character is three, `&` is five.",
            )
        return text

    def url(self, node: yaml.Node, what: str) -> str:
        text = self.line(node, what)
        try:
            parts = urlsplit(text)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fine = False
        if not fine or not text.isascii() or " " in text:
            raise self.wrong(
                node, f"`{what}` can't be `{text}`", "Write an ASCII https:// address."
            )
        return text

    def categories(self, node: yaml.Node) -> tuple[tuple[str, ...], ...]:
        found = []
        for one in self.items(node, "`categories`"):
            parts = tuple(part.strip() for part in self.line(one, "categories").split(">"))
            if parts[0] not in CATEGORIES:
                raise self.wrong(
                    one, f"there is no category `{parts[0]}`", f"Choose: {', '.join(CATEGORIES)}."
                )
            if len(parts) > 2 or not all(parts):
                raise self.wrong(
                    one, "a category has one more within it at most", "Write `Arts > Books`."
                )
            found.append(parts)
        if not found:
            raise self.wrong(node, "`categories` is empty", "Name one at least.")
        return tuple(found)

    def owner(self, node: yaml.Node) -> Owner:
        entries = self.entries(node, "an owner", ("name", "email"))
        if len(entries) < 2:
            raise self.wrong(node, "an owner has a name and an email", "Add what is missing.")
        email = self.line(entries["email"], "email")
        if not _EMAIL.fullmatch(email):
            raise self.wrong(
                entries["email"], f"`email` can't be `{email}`", "Write name@example.org."
            )
        return Owner(self.line(entries["name"], "name"), email)

    def language(self, node: yaml.Node) -> str:
        text = self.line(node, "language")
        if not is_language_tag(text):
            raise self.wrong(
                node, f"`language` can't be `{text}`", "Write a code like zh-cn, zh-tw or en."
            )
        return text.lower()

    def medium(self, node: yaml.Node | None) -> Medium:
        return self.choice(node, "medium", get_args(Medium)) if node else "podcast"

    def kind(self, node: yaml.Node | None) -> Kind:
        return self.choice(node, "type", get_args(Kind)) if node else "episodic"

    def guid(self, node: yaml.Node) -> str:
        text = self.line(node, "guid")
        try:
            return str(uuid.UUID(text))
        except ValueError as error:
            raise self.wrong(
                node, f"`guid` can't be `{text}`", "Write the UUID of the show, or leave it out."
            ) from error

    def persons(self, node: yaml.Node) -> tuple[Person, ...]:
        return tuple(self.person(one) for one in self.items(node, "`persons`"))

    def person(self, node: yaml.Node) -> Person:
        if isinstance(node, yaml.ScalarNode):
            return Person(self.line(node, "persons"))
        entries = self.entries(node, "a person", ("name", "role", "group", "href", "img"))
        if "name" not in entries:
            raise self.wrong(node, "a person without a name", "Add `name:`.")
        return Person(
            self.line(entries["name"], "name"),
            role=self.line(entries["role"], "role") if "role" in entries else "host",
            group=self.line(entries["group"], "group") if "group" in entries else "cast",
            href=self.url(entries["href"], "href") if "href" in entries else "",
            img=self.url(entries["img"], "img") if "img" in entries else "",
        )
