"""From a text to the same in simplified characters, in which dictionaries are asked.

The characters and phrases stand in voices/mandarin/traditional.tsv: 看著 is 看着, 著名 stays.

Promise: as many characters, each in its place; what is shown stays as it was written.
"""

from collections.abc import Mapping
from typing import NamedTuple

from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.ground.tables import read_table

IN_BOTH = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽著")
"""Traditional characters that the set of simplified ones (GB 2312) holds, too."""

_QUITE_ANOTHER = frozenset("乾徵吒")
"""Those of them that simplified writing has for another word: traditional beside others only."""


class _Table(NamedTuple):
    characters: Mapping[str, str]
    phrases: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    """How long the phrases are that begin with a character, the longest first."""


def simplified(text: str) -> str:
    """`text` with simplified characters for traditional ones."""
    plain = _is_plain(text)
    if plain and IN_BOTH.isdisjoint(text):
        return text
    table = _table()
    if table.characters.keys().isdisjoint(text):
        return text
    kept = _QUITE_ANOTHER if plain else ()
    parts: list[str] = []
    start = 0
    while start < len(text):
        one = text[start]
        part = _phrase(text, start, table) or table.characters.get(one, one)
        parts.append(one if part != one and one in kept and len(part) == 1 else part)
        start += len(part)
    return "".join(parts)


def _is_plain(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _phrase(text: str, start: int, table: _Table) -> str | None:
    """The simplified writing of the longest phrase that begins at `start`."""
    for length in table.lengths.get(text[start], ()):
        found = table.phrases.get(text[start : start + length])
        if found:
            return found
    return None


@once
def _table() -> _Table:
    characters: dict[str, str] = {}
    phrases: dict[str, str] = {}
    lengths: dict[str, set[int]] = {}
    for row in read_table(
        voices_folder() / "mandarin" / "traditional.tsv", "written", "simplified"
    ):
        written, simple = row.cells
        if not written or len(written) != len(simple):
            raise row.wrong(f"“{simple}” has not as many characters as “{written}”")
        if len(written) == 1:
            characters[written] = simple
        else:
            phrases[written] = simple
            lengths.setdefault(written[0], set()).add(len(written))
    longest_first = {one: tuple(sorted(all_, reverse=True)) for one, all_ in lengths.items()}
    return _Table(characters, phrases, longest_first)
