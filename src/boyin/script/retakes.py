"""From the re-takes kept beside an article to what its segments are recorded with.

A re-take is a person's choice for one sentence: another take, voice or speed, or a respelling.
Promise: it is used for the sentence it was chosen for or not at all, and what is not used is told.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from boyin.script.script import Script, Segment

_TEXT_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """One entry: which sentence it is for, and how that is recorded."""

    segment: str
    """The segment's id when the entry was written."""
    text: str = ""
    """How the sentence begins, for people."""
    around: str = ""
    """A digest of the sentence before it and one of that behind it, with a hyphen; earlier versions
    wrote one of both. Empty where a person wrote the entry."""
    copies: int = 1
    """How many equal sentences the article had."""
    alike: int = 1
    """How many of those had the same neighbours."""
    take: int = 1
    engine: str = ""
    """The engine that `voice` is one of."""
    voice: str = ""
    """Empty for the cast's."""
    speed: float | None = None
    """None for the cast's."""
    say: str = ""
    """Spoken instead of the text; empty for the text."""
    place: str = field(default="", compare=False)
    """File and line."""


@dataclass(frozen=True, slots=True)
class Unused:
    """A re-take that is not used, all of it or only its voice, and why."""

    retake: Retake
    reason: str

    def __str__(self) -> str:
        shown = self.retake.text or self.retake.segment
        return f"{self.retake.place}: the re-take of “{shown}” {self.reason}"


def match_retakes(
    retakes: Sequence[Retake], script: Script
) -> tuple[Mapping[str, Retake], tuple[Unused, ...]]:
    """The re-takes by the ids of the segments they are for, and those that are for none.

    A sentence that stands once is known by its text, wherever it moves. One that stands several
    times is known by its neighbours, too, and by its place among the others while none of those
    came or went; where they leave a doubt, the re-take is not used.
    """
    places = _Places(script)
    chosen: dict[str, Retake] = {}
    unused: list[Unused] = []
    for retake in retakes:
        found = places.find(retake)
        if isinstance(found, str):
            unused.append(Unused(retake, f"is not used: {found}"))
        elif found.id in chosen:
            unused.append(Unused(retake, "is not used: another one is for the same sentence"))
        else:
            chosen[found.id] = retake
    return chosen, tuple(unused)


def describe(segment: Segment, script: Script) -> Retake:
    """An entry that says which sentence it is for, and chooses nothing yet."""
    places = _Places(script)
    shown = " ".join(segment.shown().split())
    shown = "".join(character for character in shown if character.isprintable())
    around, copies = places.around[segment.id], places.copies[text_id(segment.id)]
    return Retake(
        segment=segment.id,
        text=shown if len(shown) <= _TEXT_SHOWN else shown[:_TEXT_SHOWN] + "…",
        around=around.both(),
        copies=len(copies),
        alike=sum(places.around[one.id] == around for one in copies),
    )


def text_id(segment_id: str) -> str:
    """The part of an id that equal sentences share."""
    return segment_id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class _Around:
    """The sentences before and behind one, as digests."""

    before: str
    behind: str
    together: str
    """As earlier versions wrote it."""

    def both(self) -> str:
        return f"{self.before}-{self.behind}"

    def agreement(self, around: str) -> int:
        """How many of the two neighbours an entry knows."""
        before, hyphen, behind = around.partition("-")
        if not hyphen:
            return 2 if around == self.together else 0
        return (before == self.before) + (behind == self.behind)


class _Places:
    """Where the sentences of a script stand: their copies and their neighbours."""

    def __init__(self, script: Script) -> None:
        self.around = dict(_neighbourhoods(script.segments))
        self.copies: defaultdict[str, list[Segment]] = defaultdict(list)
        for segment in script.segments:
            self.copies[text_id(segment.id)].append(segment)

    def find(self, retake: Retake) -> Segment | str:
        """The segment that an entry is for; or why there is none."""
        copies = self.copies.get(text_id(retake.segment), [])
        if not copies:
            return "its sentence is gone"
        if len(copies) == retake.copies == 1:
            return copies[0]
        agreement = [self.around[one.id].agreement(retake.around) for one in copies]
        best = [one for one, n in zip(copies, agreement, strict=True) if n == max(agreement)]
        if max(agreement) and self._proves(retake, copies, best, max(agreement)):
            same = [one for one in best if one.id == retake.segment]
            return same[0] if same else best[0]
        return "equal sentences came, went or moved, and which one it was for can't be told"

    def _proves(
        self, retake: Retake, copies: Sequence[Segment], best: Sequence[Segment], agreement: int
    ) -> bool:
        """Whether the best of the copies, by how many neighbours agree, leave no doubt."""
        none_came = len(copies) == retake.copies
        in_place = any(one.id == retake.segment for one in best)
        if agreement < 2:
            # One neighbour was edited; the place among the others must say the same.
            return none_came and in_place and len(best) == 1
        if len(best) > 1:
            # Of sentences with the same neighbours only their order tells which one was meant.
            return none_came and in_place
        # Of several with the same neighbours it may be any that is left; as earlier versions
        # wrote it, an entry doesn't say whether there were others.
        was_alone = retake.alike == 1 and ("-" in retake.around or retake.copies == 1)
        return was_alone or (none_came and in_place)


def _neighbourhoods(segments: Sequence[Segment]) -> Iterator[tuple[str, _Around]]:
    ids = ["", *(text_id(segment.id) for segment in segments), ""]
    for number, segment in enumerate(segments):
        before, behind = ids[number], ids[number + 2]
        yield segment.id, _Around(_digest(before), _digest(behind), _digest(f"{before} {behind}"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
