"""From the text of one block to runs: which sentence holds it, how it is set."""

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from boyin.article.article import Article
from boyin.article.blocks import Piece, Style
from boyin.episode.escapes import xml_text
from boyin.episode.links import is_openable
from boyin.episode.read_along.document import Run
from boyin.script.script import Segment

_Sign = tuple[str, int | None, Run]
"""Text that stands for one place of the source, its sentence, and an empty run set like it."""


class RunReader:
    """Reads the runs of an article's blocks.

    segments: in the order in which they are heard.
    """

    def __init__(self, article: Article, segments: Sequence[Segment]) -> None:
        self.sentences: list[int | None] = [None] * len(article.source)
        for number, segment in enumerate(segments):
            for start, end in segment.spans:
                self.sentences[start:end] = [number] * (end - start)
        styles = article.layout.styles
        self.styles = [style for style in styles if style.kind != "note"]
        self.starts = [style.start for style in self.styles]
        self.longest = max((style.end - style.start for style in self.styles), default=0)
        notes = [style for style in styles if style.kind == "note"]
        self.notes = _notes_by_piece(notes, article)

    def read(self, pieces: Sequence[Piece]) -> tuple[Run, ...]:
        """The runs of these pieces. Text that the source only implies is for the ear, not here.

        What nobody says within a sentence, an emoji say, stays with the sentence.
        """
        signs = [sign for piece in pieces if piece.start < piece.end for sign in self._signs(piece)]
        said = _filled([sentence for _, sentence, _ in signs])
        texts = [text for text, _, _ in signs]
        kinds = [(sentence, run) for sentence, (_, _, run) in zip(said, signs, strict=True)]
        runs: list[Run] = []
        position = 0
        for (sentence, style), group in groupby(kinds):
            first, position = position, position + sum(1 for _ in group)
            text = xml_text("".join(texts[first:position]))
            if text or style.note:
                runs.append(replace(style, text=text, sentence=sentence))
        return tuple(runs)

    def _signs(self, piece: Piece) -> Iterator[_Sign]:
        before, after = self.notes.get(piece, ((), ()))
        for note in before:
            yield "", None, Run(text="", note=note.value)
        if len(piece.text) == piece.end - piece.start:
            for position, sign in enumerate(piece.text, piece.start):
                yield sign, self.sentences[position], self._style_at(position)
        else:
            held = self.sentences[piece.start : piece.end]
            sentence = next((one for one in held if one is not None), None)
            yield piece.text, sentence, self._style_at(piece.start)
        for note in after:
            yield "", None, Run(text="", note=note.value)

    def _style_at(self, position: int) -> Run:
        run = _PLAIN
        first = bisect.bisect_left(self.starts, position - self.longest)
        last = bisect.bisect_right(self.starts, position)
        for style in self.styles[first:last]:
            if position < style.end:
                run = _set(run, style)
        return run


_PLAIN = Run(text="")


def _set(run: Run, style: Style) -> Run:
    match style.kind:
        case "link":
            return replace(run, link=style.value) if is_openable(style.value) else run
        case "emphasis":
            return replace(run, emphasis=True)
        case "strong":
            return replace(run, strong=True)
        case "deleted":
            return replace(run, deleted=True)
        case _:
            return replace(run, code=True)


def _filled(said: list[int | None]) -> list[int | None]:
    """The same, each gap inside one sentence given to that sentence."""
    last: int | None = None
    for position, sentence in enumerate(said):
        if sentence is None:
            continue
        if last is not None and said[last] == sentence:
            said[last:position] = [sentence] * (position - last)
        last = position
    return said


_Around = tuple[list[Style], list[Style]]


def _notes_by_piece(notes: Sequence[Style], article: Article) -> dict[Piece, _Around]:
    """The references to footnotes right before and right behind a piece, the nearer one's."""
    found: defaultdict[Piece, _Around] = defaultdict(lambda: ([], []))
    if notes:
        pieces = sorted(
            (piece for block in article.layout.blocks for piece in block.pieces),
            key=lambda piece: (piece.start, piece.end),
        )
        starts = [piece.start for piece in pieces]
    for note in notes:
        index = bisect.bisect_right(starts, note.start)
        left = pieces[index - 1] if index else None
        right = pieces[index] if index < len(pieces) else None
        if left and (not right or note.start - left.end <= right.start - note.end):
            found[left][1].append(note)
        elif right:
            found[right][0].append(note)
    return dict(found)
