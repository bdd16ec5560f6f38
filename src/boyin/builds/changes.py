"""Two builds of an article compared: which segments are kept, changed, moved, new and gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from boyin.clips.clips import Order

State = Literal["kept", "new", "changed", "moved"]

_ALIKE = 0.5
_MOST_PAIRS = 2_000
"""Beyond so many pairs of sentences a passage is rewritten, and nobody asks which became which."""


@dataclass(frozen=True, slots=True)
class Old:
    """A segment of the last build."""

    id: str
    written: str
    shown: str
    """What is written, with what is added to it."""
    clip: str
    """The key of its clip."""
    chapter: str
    """The chapter's title."""


def compare(old: Sequence[Old], new: Sequence[Order]) -> tuple[tuple[State, ...], tuple[Old, ...]]:
    """The state of every new segment, and the old ones that are gone.

    kept: it sounds as before, in the same order. moved: it sounds as before, elsewhere. changed: it
    stands where another stood that is gone, or says the same in another way. new: none of these.
    """
    comparison = _Comparison(old, new)
    comparison.find_moved()
    comparison.find_changed()
    return tuple(comparison.states), tuple(old[index] for index in sorted(comparison.left))


class _Comparison:
    def __init__(self, old: Sequence[Old], new: Sequence[Order]) -> None:
        self.old = old
        self.new = new
        self.states: list[State] = ["new"] * len(new)
        self.blocks: list[tuple[range, range]] = []
        """Stretches of old and new segments between those that are kept."""
        before, after = [one.clip for one in old], [one.key for one in new]
        for kind, low, high, first, last in SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes():
            if kind == "equal":
                self.states[first:last] = ["kept"] * (last - first)
            else:
                self.blocks.append((range(low, high), range(first, last)))
        self.left = {index for block, _ in self.blocks for index in block}
        """The old segments that became none of the new ones, as far as is known."""

    def find_moved(self) -> None:
        places: dict[str, list[int]] = {}
        for index in sorted(self.left, reverse=True):
            places.setdefault(self.old[index].clip, []).append(index)
        for _, block in self.blocks:
            for index in block:
                if found := places.get(self.new[index].key):
                    self.left.discard(found.pop())
                    self.states[index] = "moved"

    def find_changed(self) -> None:
        """Pairs what stands between the same neighbours: the most alike first, then in order."""
        for before, after in self.blocks:
            gone = [index for index in before if index in self.left]
            new = [index for index in after if self.states[index] == "new"]
            for index, become in self.alike(gone, new):
                if index in self.left and self.states[become] == "new":
                    self.pair(index, become)
            rest = [index for index in gone if index in self.left]
            for index, become in zip(
                rest, [n for n in new if self.states[n] == "new"], strict=False
            ):
                self.pair(index, become)

    def pair(self, index: int, become: int) -> None:
        self.left.discard(index)
        self.states[become] = "changed"

    def alike(self, gone: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of segments that say much the same, the most alike first."""
        if len(gone) * len(new) > _MOST_PAIRS:
            return []
        ratios = [(-self.likeness(self.old[a].shown, b), a, b) for a in gone for b in new]
        return [(a, b) for ratio, a, b in sorted(ratios) if -ratio >= _ALIKE]

    def likeness(self, text: str, new: int) -> float:
        return SequenceMatcher(None, text, self.new[new].speech.segment.shown()).ratio()
