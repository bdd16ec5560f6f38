"""From a table that a person can add a line to, to its rows; every complaint has its line.

A table is plain text, one row a line, its cells parted by tabs; an empty cell stands for nothing.
Empty lines and lines that begin with `# ` are for the reader.

Promise: every row has as many cells as its table has columns, or a TableError names file and line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from boyin.ground.errors import TableError
from boyin.ground.settings import voices_folder


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, and where it stands."""

    cells: tuple[str, ...]
    place: str
    """`file:line`"""

    def pattern(self, written: str) -> regex.Pattern[str]:
        """The pattern that a cell holds."""
        try:
            return regex.compile(written)
        except regex.error as error:
            raise self.wrong(
                f"“{written}” is no pattern: {error}", "See regular expressions of Python."
            ) from error

    def wrong(self, message: str, remedy: str | None = None) -> TableError:
        """The complaint about this row."""
        return TableError(message, place=self.place, remedy=remedy)


def read_table(path: Path, *columns: str) -> Iterator[Row]:
    """The rows of a table whose columns have these names."""
    for number, line in enumerate(_lines(path), 1):
        if not line or line == "#" or line.startswith("# "):
            continue
        row = Row(tuple(line.split("\t")), f"{path}:{number}")
        if len(row.cells) != len(columns):
            raise row.wrong(
                f"has {len(row.cells)} cells, not {len(columns)}",
                f"Write, with a tab between each two: {', '.join(columns)}",
            )
        yield row


class WordLists:
    """A table of named lists, `name`, tab, words parted by spaces; read when first asked.

    Lines of the same name are one list: whoever adds words may write a line of their own.
    """

    def __init__(self, *path: str) -> None:
        """path: of the table, from the folder of voices on."""
        self._parts = path

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a list, in their order."""
        if name not in self._lists:
            raise TableError(f"has no list `{name}`", place=str(self._path))
        return self._lists[name]

    def members(self, name: str) -> frozenset[str]:
        """The words of a list, to look one up."""
        found = self._sets.get(name)
        return self._sets.setdefault(name, frozenset(self.words(name))) if found is None else found

    @property
    def _path(self) -> Path:
        return voices_folder().joinpath(*self._parts)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, ...]]:
        lists: dict[str, list[str]] = {}
        for row in read_table(self._path, "name", "words"):
            name, words = row.cells
            if not name.strip() or not words.strip():
                raise row.wrong("a list needs a name and words")
            lists.setdefault(name, []).extend(words.split())
        return {name: tuple(words) for name, words in lists.items()}

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TableError("is not UTF-8", place=str(path), remedy="Save it as UTF-8.") from error
    except OSError as error:
        raise TableError(f"can't be read: {error.strerror}", place=str(path)) from error
