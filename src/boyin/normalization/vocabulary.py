"""What rules look up: the tables under `voices/mandarin/` that people add lines to.

In: the name of a list or of a kind of sign. Out: its words, or what is said for each sign.
Promise: a table is read once, when first asked; a wrong line is a TableError with file and line.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from boyin.ground.settings import voices_folder
from boyin.ground.tables import Row, WordLists, read_table

_COUNTERS = WordLists("mandarin", "counters.tsv")
_FIGURES = WordLists("mandarin", "figures.tsv")


def words_of(name: str) -> Iterable[str]:
    """The words that `\\L<name>` stands for in the pattern of a rule."""
    if signs_of := _SIGNS.get(name):
        return signs_of()
    return (_COUNTERS if name in ("counter", "otherwise") else _FIGURES).words(name)


@cache
def units() -> Mapping[str, str]:
    """What a unit's sign is called behind a number."""
    said = {sign: row.cells[1] for sign, row in _units().items()}
    return MappingProxyType({sign: word for sign, word in said.items() if word and "/" not in word})


@cache
def rates() -> Mapping[str, tuple[str, str]]:
    """Units that are a rate in themselves: (per what, of what)."""
    parted = {sign: row.cells[1].partition("/") for sign, row in _units().items()}
    return MappingProxyType({sign: (per, of) for sign, (of, _, per) in parted.items() if per})


@cache
def below_stroke() -> Mapping[str, str]:
    """What may stand below the stroke of a rate, and what it is called there."""
    said = {sign: row.cells[2] for sign, row in _units().items()}
    return MappingProxyType({sign: word for sign, word in said.items() if word})


@cache
def currencies() -> Mapping[str, str]:
    """What signs and codes of money are called."""
    rows = _rows("currencies.tsv", "sign", "said")
    return MappingProxyType({sign: row.cells[1] for sign, row in rows.items()})


@cache
def signs(kind: str) -> Mapping[str, str]:
    """What signs of a kind are called: `sign`, `operator`, `program`, `greek`, and the others."""
    return _kind("signs.tsv", kind)


@cache
def shapes() -> Mapping[str, str]:
    """The characters that characters of another shape are: what a PDF has for 见."""
    rows = _rows("shapes.tsv", "shape", "character")
    return MappingProxyType({shape: row.cells[1] for shape, row in rows.items()})


@cache
def tex(kind: str) -> Mapping[str, str]:
    """What is said for the commands of TeX of a kind; the kinds stand at the table's top."""
    return _kind("tex.tsv", kind)


@cache
def tex_limits() -> Mapping[str, tuple[str, ...]]:
    """A command: alone, with what stands below and above, with what stands below."""
    rows = _rows("tex-limits.tsv", "command", "alone", "below and above", "below")
    for row in rows.values():
        if [cell.count("{}") for cell in row.cells[1:]] != [0, 2, 1]:
            raise row.wrong("has other places {} than none, two, one")
    return MappingProxyType({name: row.cells[1:] for name, row in rows.items()})


def _kind(table: str, kind: str) -> Mapping[str, str]:
    rows = _rows(table, "kind", "sign", "said", keys=2)
    found = {row.cells[1]: row.cells[2] for row in rows.values() if row.cells[0] == kind}
    return MappingProxyType(found)


@cache
def _units() -> Mapping[str, Row]:
    return _rows("units.tsv", "sign", "said", "below the stroke")


@cache
def _rows(table: str, *columns: str, keys: int = 1) -> Mapping[str, Row]:
    """The rows of a table by their first cells, which no two share."""
    found: dict[str, Row] = {}
    for row in read_table(voices_folder() / "mandarin" / table, *columns):
        key = "\t".join(row.cells[:keys])
        if not row.cells[keys - 1]:
            raise row.wrong(f"has no {columns[keys - 1]}")
        if key in found:
            raise row.wrong(f"“{key}” stands twice", f"It stands at {found[key].place}, too.")
        found[key] = row
    return found


_SIGNS: Mapping[str, Callable[[], Iterable[str]]] = {
    "unit": units,
    "rate": rates,
    "below": below_stroke,
    "currency": currencies,
    "currency_code": lambda: [code for code in currencies() if code.isalpha()],
    "tex_text": lambda: tex("text"),
    "tex_unsaid": lambda: tex("unsaid"),
}
"""Lists of signs, by the names that patterns use; other lists are words of the tables."""
