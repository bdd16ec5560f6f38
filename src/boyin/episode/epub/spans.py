"""From runs to the text of a page: a span for every sentence, with its language and its id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import regex

from boyin.episode.epub.chapters import Footnote
from boyin.episode.epub.markup import EPUB_TYPE, element, languages
from boyin.episode.read_along.document import Document, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOST = regex.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.?")
_BROKEN_ESCAPE = regex.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(slots=True)
class Spans:
    """Sets the runs of a document, and keeps where each sentence went."""

    document: Document
    notes: Mapping[str, Footnote]
    """By their labels."""
    targets: dict[str, int] = field(default_factory=dict)
    """The sentence that an element stands for, by the element's id."""
    referred: set[int] = field(default_factory=set)

    def of(self, runs: Sequence[Run]) -> "Iterator[_Element | str]":
        """The runs, every sentence in an element of its own."""
        for sentence, group in groupby(runs, key=lambda run: run.sentence):
            parts = list(self._styled(list(group)))
            if sentence is None:
                yield from parts
            elif parts or not self.is_placed(sentence):
                yield element("span", self.target(sentence), *parts)

    def is_placed(self, sentence: int) -> bool:
        """Whether an element stands for the sentence already."""
        return self.document.sentences[sentence].id in self.targets

    def target(self, sentence: int) -> dict[str, str]:
        """The attributes of an element that holds the sentence; the first of them has its id."""
        told = self.document.sentences[sentence]
        attributes = languages(language_tag(told.language, self.document.language))
        if told.id not in self.targets:
            self.targets[told.id] = sentence
            attributes = {"id": told.id} | attributes
        return attributes

    def _styled(self, runs: Sequence[Run]) -> "Iterator[_Element | str]":
        for link, group in groupby(runs, key=lambda run: run.link):
            parts = [part for run in group for part in self._set(run)]
            if address := openable(link):
                yield element("a", {"href": address}, *parts)
            else:
                yield from parts

    def _set(self, run: Run) -> "Iterator[_Element | str]":
        parts = list(_broken_lines(run.text))
        for tag, wanted in (
            ("code", run.code),
            ("em", run.emphasis),
            ("strong", run.strong),
            ("s", run.deleted),
        ):
            if wanted and parts:
                parts = [element(tag, None, *parts)]
        yield from parts
        if note := self.notes.get(run.note):
            yield self._reference(note)

    def _reference(self, note: Footnote) -> "_Element":
        first = note.number not in self.referred
        self.referred.add(note.number)
        attributes = {
            "id": note.reference_id if first else "",
            "href": f"{note.note}#{note.id}",
            EPUB_TYPE: "noteref",
            "role": "doc-noteref",
        }
        return element("sup", None, element("a", attributes, str(note.number)))


def language_tag(language: str, whole: str) -> str:
    """The tag of a passage: the article's own where it is in the article's language."""
    return whole if whole.lower().split("-")[0] == language else language


def openable(address: str) -> str:
    """The address as a URL that every checker takes; empty if it is none.

    Characters that a URL can't hold are escaped (RFC 3986).
    """
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except (UnicodeError, ValueError):
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    told = parts._replace(
        netloc=netloc,
        path=_escaped(parts.path),
        query=_escaped(parts.query),
        fragment=_escaped(parts.fragment),
    )
    return told.geturl()


def _escaped(part: str) -> str:
    return quote(_BROKEN_ESCAPE.sub("%25", part), safe="/?:@!$&'()*+,;=~-._%")


def _broken_lines(text: str) -> "Iterator[_Element | str]":
    for number, line in enumerate(text.split("\n")):
        if number:
            yield element("br")
        if line:
            yield line
