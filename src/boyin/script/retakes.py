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
    """A digest of the sentences before and behind it; empty where a person wrote the entry."""
    copies: int = 1
    """How many equal sentences the article had."""
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
    times is known by its neighbours too: where they leave a doubt, the re-take is not used.
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
    return Retake(
        segment=segment.id,
        text=shown if len(shown) <= _TEXT_SHOWN else shown[:_TEXT_SHOWN] + "…",
        around=places.around[segment.id],
        copies=len(places.copies[text_id(segment.id)]),
    )


def text_id(segment_id: str) -> str:
    """The part of an id that equal sentences share."""
    return segment_id.partition("-")[0]


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
        here = [segment for segment in copies if self.around[segment.id] == retake.around]
        if retake.copies == 1 and len(here) == 1:
            return here[0]
        # Of sentences with the same neighbours only their order tells which one was meant, and
        # that holds as long as none came or went.
        if retake.copies == len(copies):
            same = [segment for segment in here if segment.id == retake.segment]
            if same:
                return same[0]
        return "equal sentences came, went or moved, and which one it was for can't be told"


def _neighbourhoods(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    ids = ["", *(text_id(segment.id) for segment in segments), ""]
    for number, segment in enumerate(segments):
        neighbours = f"{ids[number]} {ids[number + 2]}"
        yield segment.id, hashlib.sha256(neighbours.encode()).hexdigest()[:8]
