"""Where a block's content stands in the source.

Markdown strips what contains a block (`> `, list indents, `# `) before it parses the content;
a Place maps offsets in the content back.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from boyin.article.blocks import Piece


@dataclass(frozen=True, slots=True)
class Place:
    """Anchors from content to source: from each on, character follows character."""

    content: str
    anchors: tuple[tuple[int, int], ...]
    """(offset in content, offset in source), both increasing."""

    def source(self, offset: int) -> int:
        """The source offset of `content[offset]`."""
        index = bisect.bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1
        content_start, source_start = self.anchors[max(index, 0)]
        return source_start + offset - content_start

    def pieces(self, text: str, offset: int) -> Iterator[Piece]:
        """`text`, which stands at `offset` in the content, as pieces of source."""
        borders = [start - offset for start, _ in self.anchors if 0 < start - offset < len(text)]
        for low, high in zip([0, *borders], [*borders, len(text)], strict=True):
            start = self.source(offset + low)
            yield Piece(text[low:high], start, start + high - low)


class SourceLines:
    """A source text by lines, counted from 0 as markdown-it counts them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: Sequence[str] = source.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def line_of(self, offset: int) -> int:
        """The line that holds the character at `offset`."""
        return bisect.bisect_right(self.starts, offset) - 1

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """The first line of a stretch of source, and the line behind its last."""
        return self.line_of(start), self.line_of(end - 1) + 1

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The offsets of lines `first` up to, not including, `end`; without the last newline."""
        end = min(end, len(self.lines))
        return self.starts[first], max(self.starts[end] - 1, self.starts[first])

    def place_paragraph(self, content: str, first: int) -> Place:
        """The place of running text whose first line is `first`: each line ends a source line."""
        # Markdown strips lines of wide spaces off the front of a paragraph.
        opening = content.split("\n", 1)[0].strip()
        while not self.lines[first].rstrip().endswith(opening):
            first += 1
        anchors = []
        offset = 0
        for number, text in enumerate(content.split("\n"), first):
            body = text.rstrip().lstrip(" \t")
            line = self.lines[number].rstrip()
            assert line.endswith(body), (line, body)
            lead = len(text) - len(text.lstrip(" \t"))
            anchors.append((offset + lead, self.starts[number] + len(line) - len(body)))
            offset += len(text) + 1
        return Place(content, tuple(anchors))

    def without_containers(self, content: str, first: int) -> str:
        """Lines from `first` on, blanks in place of the marks of what contains the `content`.

        It is as long as the source, so offsets in it are offsets there.
        """
        lines = []
        for number, text in enumerate(content.removesuffix("\n").split("\n"), first):
            line, body = self.lines[number], text.strip()
            assert line.rstrip().endswith(body), (line, body)
            column = len(line.rstrip()) - len(body)
            lines.append(" " * column + line[column:])
        return "\n".join(lines)

    def place_heading(self, content: str, number: int) -> Place:
        """The place of a `# heading`'s content in its line."""
        line = self.lines[number]
        marks = regex.search(r"#{1,6}", line)
        assert marks is not None, line
        return Place(content, ((0, self.starts[number] + line.index(content, marks.end())),))

    def place_cell(self, content: str, number: int, after: int) -> tuple[Place, int]:
        """The place of a table cell in line `number`, at or after column `after`; and its end.

        Markdown takes the backslash off an escaped bar.
        """
        written = content.replace("|", "\\|")
        column = self.lines[number].index(written, after)
        end = column + len(written)
        anchors = [(0, self.starts[number] + column)]
        for offset, character in enumerate(content):
            if character == "|" and self.lines[number][column] == "\\":
                column += 1
                anchors.append((offset, self.starts[number] + column))
            column += 1
        return Place(content, tuple(anchors)), end
