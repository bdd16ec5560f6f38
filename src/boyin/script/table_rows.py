"""From the rows of a table to rows an ear can follow: each cell with the name of its column.

What is added: how large the table is, the columns' names before the cells, and, of a long table,
what a look at its columns would tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from boyin.article.blocks import Block, Piece, announcement, said
from boyin.article.table_row import CELL_BORDER

LONG = 6
"""Rows: a listener loses count of more, and is told first what they come to."""

_MOST_KINDS = 4
_LONGEST_NAME = 20
"""Characters of a name or text worth saying twice."""
_FEWEST_NUMBERS = 3
_NUMBER = regex.compile(
    r"(?P<before>[^\d\s+\-−–.]{0,3}?)\s*(?P<number>[+\-−–]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>\D{0,12})"
)


def announce_table(rows: Sequence[Block]) -> Iterator[Block]:
    """The rows of one table, announced; the first may name the columns."""
    heads = [row for row in rows if any(one.kind == "head" for one in row.within)]
    body = rows[len(heads) :]
    names = [_text_of(cell) for cell in _cells_of(heads[0])] if heads else []
    columns = max(len(row.cells) for row in rows)
    yield announcement(f"表格，{columns}列{len(body)}行。", rows[0])
    yield from heads
    if len(body) > LONG and (summary := _summary(names, body)):
        yield announcement(summary, body[0])
    for row in body:
        yield _with_names(row, names)


def _cells_of(row: Block) -> list[tuple[Piece, ...]]:
    """The pieces of each cell; none of an empty one."""
    return [
        tuple(p for p in row.pieces if start <= p.start < p.end <= end) for start, end in row.cells
    ]


def _text_of(cell: Sequence[Piece]) -> str:
    text = " ".join("".join(piece.text for piece in cell).split())
    return text.rstrip("：:")


def _with_names(row: Block, names: Sequence[str]) -> Block:
    """A row whose cells say what they are; its first cell is the row's own name, if it is one."""
    pieces: list[Piece] = []
    for column, cell in enumerate(_cells_of(row)):
        if not cell:
            continue
        start = cell[0].start
        if pieces:
            pieces.append(Piece(CELL_BORDER, start, start))
        is_name = column == 0 and any(map(str.isalpha, _text_of(cell)))
        if not is_name and column < len(names) and names[column]:
            pieces.append(said(f"{names[column]}：", start))
        pieces += cell
    return replace(row, pieces=tuple(pieces))


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    shown: str
    label: str


def _summary(names: Sequence[str], rows: Sequence[Block]) -> str:
    """What a long table comes to: where it begins and ends, and what its columns hold."""
    table = [[_text_of(cell) for cell in _cells_of(row)] for row in rows]
    labels = [cells[0] if cells else "" for cells in table]
    ends = labels[0], labels[-1]
    short = all(0 < len(label) <= _LONGEST_NAME for label in ends)
    told = [f"从{labels[0]}到{labels[-1]}"] if short else []
    for column, name in enumerate(names[1:], 1):
        values = [cells[column] if column < len(cells) else "" for cells in table]
        if name and (of_column := _extremes(values, labels) or _kinds(values)):
            told.append(name + of_column)
    return f"概要：{'。'.join(told)}。" if told else ""


def _extremes(values: Sequence[str], labels: Sequence[str]) -> str:
    """The least and the greatest of a column of numbers; empty where it holds anything else."""
    amounts: list[_Amount] = []
    units: set[tuple[str, str]] = set()
    for value, label in zip(values, labels, strict=True):
        if not value:
            continue
        number = _NUMBER.fullmatch(value)
        if number is None:
            return ""
        units.add((number["before"], number["unit"]))
        digits = regex.sub("[−–]", "-", number["number"].replace(",", ""))
        amounts.append(_Amount(float(digits), value, label))
    if len(units) != 1 or len(amounts) < _FEWEST_NUMBERS:
        return ""
    least = min(amounts, key=lambda one: one.value)
    most = max(amounts, key=lambda one: one.value)
    if least.value == most.value:
        return f"都是{least.shown}"
    return f"最小{_named(least, amounts)}；最大{_named(most, amounts)}"


def _named(one: _Amount, amounts: Sequence[_Amount]) -> str:
    """An amount, and the row it stands in; of several rows the first."""
    several = sum(other.value == one.value for other in amounts) > 1
    if not 0 < len(one.label) <= _LONGEST_NAME:
        return one.shown
    return f"{one.shown}，是{one.label}{'等' if several else ''}"


def _kinds(values: Sequence[str]) -> str:
    """The few different texts that a column holds; empty where they are many."""
    kinds = list(dict.fromkeys(value for value in values if value))
    if len(kinds) == 1 and all(values) and len(kinds[0]) <= _LONGEST_NAME:
        return f"都是{kinds[0]}"
    few = 1 < len(kinds) <= _MOST_KINDS and len(kinds) * 2 <= len(values)
    if not few or max(map(len, kinds)) > _LONGEST_NAME:
        return ""
    return f"有{len(kinds)}种：{'、'.join(kinds)}"
