"""From a production to its Document: blocks within blocks, every stretch of text with its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from boyin.article.article import Article
from boyin.article.blocks import Block as Leaf
from boyin.article.blocks import Container, Piece
from boyin.episode.chapters.chapters import contents_of
from boyin.episode.escapes import clean_line, xml_text
from boyin.episode.manifest import Production
from boyin.episode.read_along.document import (
    Block,
    Break,
    Code,
    Document,
    DocumentChapter,
    Heading,
    Image,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Run,
    Sentence,
    Table,
)
from boyin.episode.read_along.runs import RunReader
from boyin.episode.transcripts.cues import sentences_of
from boyin.script.script import Segment


@dataclass(frozen=True, slots=True)
class _Text:
    """A block of the article with its runs; of a row, those of each cell."""

    leaf: Leaf
    cells: tuple[tuple[Run, ...], ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for cell in self.cells for run in cell)


def document_of(production: Production) -> Document:
    """The article of a production as it stands, and when each sentence of it is heard."""
    article, timeline = production.article, production.timeline
    contents = contents_of(timeline)
    heard = sentences_of(timeline, production.cast)

    def milliseconds(samples: int) -> int:
        return round(samples * 1000 / timeline.rate)

    sentences = []
    for number, one in enumerate(heard, 1):
        segment = one.clip.speech.segment
        sentences.append(
            Sentence(
                id=f"s{number}",
                segment=segment.id,
                written=clean_line(segment.opening + segment.written + segment.closing),
                spoken=one.clip.speech.spoken,
                language=segment.language,
                role=segment.role,
                speaker=one.speaker,
                chapter=contents.number_of(segment.chapter),
                start_ms=milliseconds(one.start),
                end_ms=milliseconds(one.end),
            )
        )
    segments = [one.clip.speech.segment for one in heard]
    return Document(
        title=clean_line(article.title),
        author=clean_line(article.author),
        language=clean_line(article.language),
        duration_ms=milliseconds(timeline.length),
        chapters=tuple(
            DocumentChapter(one.title, one.start_ms, one.end_ms) for one in contents.chapters
        ),
        sentences=tuple(sentences),
        blocks=blocks_of(article, segments),
    )


def blocks_of(article: Article, segments: Sequence[Segment]) -> tuple[Block, ...]:
    """The article as it stands; the sentences in its runs count as `segments` does."""
    texts = _texts(article.layout.blocks, RunReader(article, segments), segments)
    return tuple(_nested(texts, 0))


def _texts(leaves: Sequence[Leaf], reader: RunReader, segments: Sequence[Segment]) -> list[_Text]:
    """The blocks with their runs, and with a run for each sentence that is heard only."""
    cells = [[reader.read(pieces) for pieces in _cells(leaf)] for leaf in leaves]
    first: dict[int, int] = {}
    """Where each sentence begins: the block, by sentence."""
    for index, row in enumerate(cells):
        for run in (run for cell in row for run in cell):
            if run.sentence is not None:
                first.setdefault(run.sentence, index)
    only_heard = _only_heard(leaves, segments, first)
    return [
        _Text(leaf, _with_heard(row, only_heard.get(index, ())))
        for index, (leaf, row) in enumerate(zip(leaves, cells, strict=True))
    ]


def _only_heard(
    leaves: Sequence[Leaf], segments: Sequence[Segment], first: Mapping[int, int]
) -> dict[int, list[int]]:
    """The sentences that are written nowhere, by the block in which they are heard.

    One that is said for a picture belongs to the picture; any other to what is said next.
    """
    found: dict[int, list[int]] = {}
    bare = [n for n, leaf in enumerate(leaves) if leaf.kind == "image" and not leaf.pieces]
    following = max(n for n, leaf in enumerate(leaves) if leaf.kind != "rule")
    for number in range(len(segments) - 1, -1, -1):
        if number in first:
            following = first[number]
            continue
        lines = segments[number].lines
        pictures = [n for n in bare if leaves[n].lines == lines]
        if segments[number].role == "image" and pictures:
            following = pictures[-1]
            bare.remove(following)
        found.setdefault(following, []).insert(0, number)
    return found


def _with_heard(
    cells: Sequence[tuple[Run, ...]], only_heard: Sequence[int]
) -> tuple[tuple[Run, ...], ...]:
    """The cells of a block with an empty run for each sentence, before the next one said."""
    result = list(cells) or [()]
    for number in only_heard:
        added = Run(text="", sentence=number)
        for index, runs in enumerate(result):
            later = (
                at
                for at, run in enumerate(runs)
                if run.sentence is not None and run.sentence > number
            )
            if (at := next(later, None)) is not None:
                result[index] = (*runs[:at], added, *runs[at:])
                break
        else:
            result[-1] = (*result[-1], added)
    return tuple(result)


def _cells(leaf: Leaf) -> list[tuple[Piece, ...]]:
    """The pieces of a block; of a row those of each cell, none for an empty one."""
    if leaf.kind != "row":
        return [leaf.pieces]
    return [
        tuple(piece for piece in leaf.pieces if start <= piece.start and piece.end <= end)
        if start < end
        else ()
        for start, end in leaf.cells
    ]


def _nested(texts: Sequence[_Text], depth: int) -> Iterator[Block]:
    """Blocks within blocks, `depth` of their containers being open already."""

    def container_of(text: _Text) -> Container | None:
        return text.leaf.within[depth] if len(text.leaf.within) > depth else None

    for container, group in groupby(texts, key=container_of):
        if container is None:
            yield from (_block_of(text) for text in group)
        else:
            yield from _container(container, list(group), depth + 1)


def _container(container: Container, texts: Sequence[_Text], depth: int) -> Iterator[Block]:
    match container.kind:
        case "quote":
            yield Quote(tuple(_nested(texts, depth)))
        case "note":
            yield Note(clean_line(container.value), tuple(_nested(texts, depth)))
        case "list":
            yield _list(texts, depth)
        case "table":
            # A footnote written within a row stands behind the table.
            rows = [text for text in texts if text.leaf.kind == "row"]
            if rows:
                yield _table(rows)
            notes = [text for text in texts if text.leaf.kind != "row"]
            yield from _nested(notes, depth)
        case _:
            yield from _nested(texts, depth)


def _list(texts: Sequence[_Text], depth: int) -> List:
    items: list[Item] = []
    for item, group in groupby(texts, key=lambda text: text.leaf.within[depth]):
        number = int(item.value) if item.value else None
        items.append(Item(number, tuple(_nested(list(group), depth + 1))))
    return List(items[0].number is not None, tuple(items))


def _table(rows: Sequence[_Text]) -> Table:
    header = [text for text in rows if any(one.kind == "head" for one in text.leaf.within)]
    columns = max(len(text.cells) for text in rows)
    return Table(
        tuple(_row(text, columns) for text in header),
        tuple(_row(text, columns) for text in rows[len(header) :]),
    )


def _row(text: _Text, columns: int) -> Row:
    return Row((*text.cells, *[()] * (columns - len(text.cells))))


def _block_of(text: _Text) -> Block:
    leaf, runs = text.leaf, text.runs
    match leaf.kind:
        case "heading":
            return Heading(leaf.level, runs)
        case "code":
            return Code(runs)
        case "image":
            return Image(runs, xml_text(leaf.address), leaf.decorative)
        case "rule":
            return Break()
        case _:
            return Paragraph(runs)
