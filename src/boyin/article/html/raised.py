"""Figures that HTML raises or lowers, as the signs that a text without HTML would have: 10⁶, H₂O.

They keep their meaning: 10<sup>6</sup> is a power and no 106. Promise: every character stays at its
place.
"""

from collections.abc import Iterable, Sequence

from boyin.article.blocks import Piece
from boyin.article.html.tags import read_tag
from boyin.article.inline import Html, Item

_RAISED = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_SIGNS = {"sup": _RAISED, "sub": _LOWERED}


def raise_figures(items: Sequence[Item]) -> list[Item]:
    """The items of a block, what stands between `<sup>` and `</sup>` raised, `<sub>` lowered."""
    if not any(isinstance(item, Html) for item in items):
        return list(items)
    found: list[Item] = []
    signs: dict[str, str] | None = None
    for item in items:
        if isinstance(item, Html):
            tag = read_tag(item.text)
            if tag and tag.name in _SIGNS:
                signs = None if tag.closes else _SIGNS[tag.name]
        elif isinstance(item, Piece) and signs is not None:
            item = item._replace(text=_as_signs(item.text, signs))  # noqa: PLW2901
        found.append(item)
    return found


def _as_signs(text: str, signs: dict[str, str]) -> str:
    """`text` in these signs; as it is where there is none for one of its characters."""
    stripped = text.strip()
    known = bool(stripped) and all(one in signs for one in stripped)
    return "".join(signs.get(one, one) for one in text) if known else text


def raised_pieces(pieces: Iterable[Piece], name: str) -> list[Piece]:
    """The pieces of a stretch within `<sup>` or `<sub>`; as they are within anything else."""
    signs = _SIGNS.get(name)
    if signs is None:
        return list(pieces)
    return [piece._replace(text=_as_signs(piece.text, signs)) for piece in pieces]
