"""From an Article to a Script: the smallest things spoken, cached, captioned and re-taken.

A segment is a sentence, or the part of one that another voice reads. The segments and what is
skipped for a reason add up to the article's source, character for character.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, get_args

from boyin.article.article import Article
from boyin.article.blocks import Block, Mark, merged
from boyin.article.places import SourceLines
from boyin.ground.errors import ArticleError, faults_at
from boyin.ground.languages import Language, without_formulas
from boyin.script.block_segments import Border, Draft, draft_segments
from boyin.script.chapters import chapter_level, only_credits
from boyin.script.heard_blocks import prepare
from boyin.script.ledger import Skip, find_skips
from boyin.script.passages import SOURCES, Passage, Role, Routing, Text, override_passage
from boyin.script.piece_index import PieceIndex
from boyin.script.quotation_marks import Pair, pair_marks
from boyin.script.styles import Overrides, Styles

OPENING_CHAPTER = "开场"


class Addition(NamedTuple):
    """Words for the ear that are written nowhere."""

    at: int
    """Where in what is written they are said."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The smallest thing spoken."""

    id: str
    """A digest of role, language and text, the same wherever the segment stands; the second of
    several equal ones bears a `-2`, and so on."""
    role: Role
    language: Language
    written: str
    """What is read, as it is written; empty where all that is said is added."""
    added: tuple[Addition, ...] = ()
    """What is said besides, in order. Of code, it is all that is said."""
    opening: str = ""
    """Marks before it that are shown and not read: `（`, `"`."""
    closing: str = ""
    chapter: int
    border: Border
    lines: tuple[int, int]
    """First and last line in the file, counted from 1."""
    spans: tuple[tuple[int, int], ...]
    """Where opening, text and closing stand in the source."""

    def shown(self) -> str:
        """What is read, with what is added in square brackets."""
        return with_additions(self.written, self.added)


def with_additions(written: str, added: Iterable[tuple[int, str]]) -> str:
    """`written` with what is added to it in square brackets: `[图片：]一只猫`."""
    shown, position = "", 0
    for at, text in added:
        shown += f"{written[position:at]}[{text.strip()}]"
        position = at
    return shown + written[position:]


@dataclass(frozen=True, slots=True)
class Script:
    """An article, ready to be spoken."""

    chapters: tuple[str, ...]
    """Their titles, in order."""
    segments: tuple[Segment, ...]
    skips: tuple[Skip, ...]


def split_article(article: Article, routing: Routing | None = None) -> Script:
    """Splits an article into chapters and segments, and accounts for every character of it.

    Raises ArticleError if there is nothing to say.
    """
    return _Splitter(article, routing or Routing()).split()


class _Splitter:
    def __init__(self, article: Article, routing: Routing) -> None:
        self.article = article
        self.routing = routing
        self.lines = SourceLines(article.source)
        self.styles = Styles(article.layout.styles)
        self.overrides = Overrides(article.layout.overrides)
        self.marks = list(article.layout.marks)
        self.segments: list[Segment] = []
        self.chapters: list[str] = []
        self.seen: Counter[str] = Counter()
        self.titled = False
        self.chapter_level = 0
        self.sources_level = 0
        """The level of the heading over the sources; 0 outside them."""

    def split(self) -> Script:
        prepared, marks = prepare(self.article.layout, self.routing)
        self.marks += marks
        pairs = _pairs_of(prepared)
        self.chapter_level = chapter_level(prepared, self.routing.chapter_level)
        for block, block_pairs in zip(prepared, pairs, strict=True):
            with faults_at(f"{self.article.name}:{block.lines[0]}"):
                self.add_block(block, block_pairs)
        if not any(segment.written for segment in self.segments):
            raise ArticleError("there is nothing to say in it", place=self.article.name)
        covered = (span for segment in self.segments for span in segment.spans)
        skips = find_skips(self.article.source, covered, self.marks, self.article.name)
        # Without a heading the whole article is one chapter, and bears its name.
        chapters = tuple(self.chapters) or (self.article.title,)
        return Script(chapters, tuple(self.segments), skips)

    def add_block(self, block: Block, pairs: Sequence[Pair]) -> None:
        if block.kind == "rule":
            self.end_with("section")
            return
        role = self.role_of(block)
        index = PieceIndex(block.pieces)
        text = self.text_of(block, role, pairs, index)
        drafts = [_whole(text)] if role == "code" else draft_segments(text, self.routing)
        if role in ("heading", "subheading") and block.level <= self.chapter_level:
            # A heading that nobody reads has no name that a chapter could bear.
            self.open_chapter(block) if drafts else self.end_with("section")
        for draft in drafts:
            self.add_segment(block, draft, index)
        if drafts:
            if role == "structure" and block.text.endswith("，"):
                # A number goes on with its item.
                self.segments[-1] = replace(self.segments[-1], border="clause")
            else:
                self.end_with(_border_after(role))
        else:
            self.marks.extend(Mark(p.start, p.end, "nothing to say") for p in block.pieces)

    def role_of(self, block: Block) -> Role:
        if block.kind == "heading":
            return self.role_of_heading(block)
        if block.kind in _ROLES:
            return _ROLES[block.kind]
        if block.note or self.sources_level or SOURCES.match(block.text):
            return "note"
        if block.quoted:
            return "quotation"
        return "item" if block.kind == "item" else "narration"

    def role_of_heading(self, block: Block) -> Role:
        if block.level == 1 and not self.titled:
            self.titled = True
            return "title"
        if SOURCES.fullmatch(block.text.strip()):
            self.sources_level = block.level
        elif block.level <= self.sources_level:
            self.sources_level = 0
        return "heading" if block.level <= 2 else "subheading"

    def open_chapter(self, block: Block) -> None:
        if self.segments and not self.chapters and not only_credits(self.before(block)):
            self.chapters.append(OPENING_CHAPTER)
        self.end_with("chapter")
        self.chapters.append(" ".join(block.text.split()))

    def before(self, heading: Block) -> Iterator[Block]:
        """What stands before the first chapter, whether it is heard or not; without the title."""
        for block in self.article.layout.blocks:
            if block.start < heading.start and block.kind != "heading":
                yield block

    def end_with(self, border: Border) -> None:
        """Lengthens the pause behind the last segment, never shortens it."""
        if self.segments and _LENGTH[border] > _LENGTH[self.segments[-1].border]:
            self.segments[-1] = replace(self.segments[-1], border=border)

    def text_of(self, block: Block, role: Role, pairs: Sequence[Pair], index: PieceIndex) -> Text:
        overrides: list[Passage] = []
        for override in self.overrides.near(index):
            for start, end in index.overlaps(override):
                overrides.append(override_passage(start, end, override.value, role))
        return Text(
            text=block.text,
            role=role,
            pairs=pairs,
            overrides=overrides,
            links=self.styles.within(index, "link"),
            code=self.styles.within(index, "code"),
        )

    def add_segment(self, block: Block, draft: Draft, index: PieceIndex) -> None:
        written, added = index.told_apart(draft.start, draft.end)
        spans = tuple(merged(index.cut(draft.opening, draft.closing)))
        # An image that nobody described is the same segment whatever is said of it.
        text = written or (
            "" if draft.role == "image" else "".join(added_text for _, added_text in added)
        )
        digest = hashlib.sha256(f"{draft.role}\0{draft.language}\0{text}".encode()).hexdigest()
        name = digest[:12]
        self.seen[name] += 1
        self.segments.append(
            Segment(
                id=name if self.seen[name] == 1 else f"{name}-{self.seen[name]}",
                role=draft.role,
                language=draft.language,
                written=written,
                added=tuple(Addition(*one) for one in added),
                opening=index.told_apart(draft.opening, draft.start)[0],
                closing=index.told_apart(draft.end, draft.closing)[0],
                chapter=max(len(self.chapters) - 1, 0),
                border=draft.border,
                lines=self.lines_of(spans) if spans else block.lines,
                spans=spans,
            )
        )

    def lines_of(self, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
        return self.lines.line_of(spans[0][0]) + 1, self.lines.line_of(spans[-1][1] - 1) + 1


_ROLES: dict[str, Role] = {
    "image": "image", "row": "table", "code": "code", "structure": "structure"
}  # fmt: skip
_FLOWS = ("paragraph", "item", "structure")
"""Kinds of blocks over which a quotation goes on."""
_LENGTH = {border: length for length, border in enumerate(get_args(Border))}


def _border_after(role: Role) -> Border:
    match role:
        case "title" | "heading" | "subheading":
            return role
        case "item" | "table" | "structure":
            return "item"
        case _:
            return "paragraph"


def _pairs_of(blocks: Sequence[Block]) -> Iterator[tuple[Pair, ...]]:
    """The pairs of marks in every block; a quotation may go on from paragraph to paragraph."""
    for flows, run in groupby(blocks, lambda block: block.kind in _FLOWS):
        texts = [without_formulas(block.text) for block in run]
        if flows:
            yield from pair_marks(texts)
        else:
            yield from (pair_marks([text])[0] for text in texts)


def _whole(text: Text) -> Draft:
    """A block that is one segment whatever it holds: code."""
    end = len(text.text)
    return Draft(
        opening=0, start=0, end=end, closing=end, role=text.role, language="zh", border="paragraph"
    )
