"""What a cast and `boyin.yaml` say of pauses, speed, loudness and transitions, all of it checked.

Turns the file beside an article into a change of its cast. A mistake is told with its file, its
line and what would be right.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import yaml

from boyin.article.blocks import BOILERPLATE, GLOSSES
from boyin.casts.cast import (
    FASTEST,
    LOUDEST_LUFS,
    PAUSES,
    QUIETEST_LUFS,
    ROLES,
    SLOWEST,
    Cast,
    Pacing,
)
from boyin.casts.transitions import (
    FADE_IN,
    FADE_OUTS,
    GAINS,
    LONGEST_CUE,
    LONGEST_THEME,
    NONE,
    SLOTS,
    STYLES,
    THEMES,
    Bed,
    Slot,
    Transition,
    plain,
    sound_of,
)
from boyin.ground.errors import CastError
from boyin.ground.yaml_file import YamlFile
from boyin.script.passages import Role, Routing

OWN_FILE = "boyin.yaml"
"""The file beside an article."""

_OWN_KEYS = (
    *("speed", "pauses", "transitions", "loudness"),
    *("glosses", "boilerplate", "unsayable"),
)
_LONGEST_PAUSE = 10.0
# A heading that ran into its paragraph would be heard as its first sentence.
_SHORTEST_PAUSES = {"title": 0.3, "heading": 0.3, "subheading": 0.3, "chapter": 0.3}
_SOFTEST, _LOUDEST = -40.0, 6.0
_LONGEST_FADE = 10.0
_LATEST_BEGIN = 600.0
_CUE_KEYS = ("style", "file", "gain", "fade_in", "fade_out", "from", "seconds")
_BED_KEYS = ("lead", "tail", "duck")


def with_own_file(cast: Cast, folder: Path) -> Cast:
    """The cast with what `boyin.yaml` in the article's folder changes of it.

    Raises CastError, with the line, if something in that file is wrong.
    """
    return _OwnFile(folder / OWN_FILE).applied_to(cast)


class SoundFile(YamlFile):
    """A file that may say how an episode sounds."""

    error = CastError

    def speed(self, node: yaml.Node | None, default: float) -> float:
        """How fast a voice reads."""
        return self.number(node, "speed", SLOWEST, FASTEST) if node else default

    def loudness(self, node: yaml.Node | None, default: float) -> float:
        """How loud the whole programme is."""
        return self.number(node, "loudness", QUIETEST_LUFS, LOUDEST_LUFS) if node else default

    def wishes(self, entries: Mapping[str, yaml.Node], base: Routing) -> Routing:
        """What is said of names in brackets and of boilerplate."""
        glosses, boilerplate = base.glosses, base.boilerplate
        if node := entries.get("glosses"):
            glosses = self.choice(node, "way with glosses", GLOSSES)
        if node := entries.get("boilerplate"):
            boilerplate = self.choice(node, "way with boilerplate", BOILERPLATE)
        return replace(base, glosses=glosses, boilerplate=boilerplate)

    def pacing(self, node: yaml.Node | None, base: Pacing) -> Pacing:
        """The pauses: those named here, the others as they were."""
        if node is None:
            return base
        entries = dict(self.entries(node, "`pauses`", (*PAUSES, "roles")))
        roles = {role: dict(own) for role, own in base.roles.items()}
        if "roles" in entries:
            for role, own in self.by_role(entries.pop("roles")).items():
                roles[role] = {**roles.get(role, {}), **own}
        return replace(base, roles=roles, **self.seconds_of(entries))

    def by_role(self, node: yaml.Node) -> Mapping[Role, Mapping[str, float]]:
        found = self.entries(node, "`roles`", ROLES)
        return {
            role: self.seconds_of(self.entries(found[role], f"the pauses of `{role}`", PAUSES))
            for role in ROLES
            if role in found
        }

    def seconds_of(self, entries: Mapping[str, yaml.Node]) -> dict[str, float]:
        return {
            name: self.number(
                value, f"the pause `{name}`", _SHORTEST_PAUSES.get(name, 0.0), _LONGEST_PAUSE
            )
            for name, value in entries.items()
        }

    def transitions(
        self, node: yaml.Node | None, base: Mapping[Slot, Transition]
    ) -> Mapping[Slot, Transition]:
        """The sounds: in the slots named here as it is said here, in the others as they were."""
        if node is None:
            return base
        if isinstance(node, yaml.ScalarNode) and node.value == NONE:
            return {}
        found = self.entries(node, "`transitions`", SLOTS)
        chosen = dict(base)
        for slot in SLOTS:
            if slot in found:
                chosen.pop(slot, None)
                if wanted := self.transition(found[slot], slot):
                    chosen[slot] = wanted
        return chosen

    def transition(self, node: yaml.Node, slot: Slot) -> Transition | None:
        """What stands in one slot; None for nothing."""
        if isinstance(node, yaml.ScalarNode):
            if node.value == NONE:
                return None
            path = self.file(node) if "." in node.value else self.style(node, slot)
            return plain(path, slot, self.place(node))
        keys = (*_CUE_KEYS, "bed") if slot in THEMES else _CUE_KEYS
        entries = self.entries(node, f"a transition at `{slot}`", keys)
        if ("style" in entries) == ("file" in entries):
            raise self.wrong(
                node, "a transition has either a `style` or a `file`", "Name one of the two."
            )
        source = entries.get("file", entries.get("style", node))
        if source.value == NONE:
            return None

        def number(name: str, low: float, high: float, default: float) -> float:
            return self.number(entries[name], name, low, high) if name in entries else default

        longest = LONGEST_THEME if slot in THEMES else LONGEST_CUE
        return Transition(
            path=self.file(source) if "file" in entries else self.style(source, slot),
            gain=number("gain", _SOFTEST, _LOUDEST, GAINS[slot]),
            fade_in=number("fade_in", 0, _LONGEST_FADE, FADE_IN),
            fade_out=number("fade_out", 0, _LONGEST_FADE, FADE_OUTS[slot]),
            begin=number("from", 0, _LATEST_BEGIN, 0.0),
            seconds=number("seconds", 0.1, longest, 0.0) or None,
            bed=self.bed(entries["bed"]) if "bed" in entries else None,
            place=self.place(source),
        )

    def style(self, node: yaml.Node, slot: Slot) -> Path:
        text = self.text(node)
        if text not in STYLES:
            raise self.wrong(
                node,
                f"there is no transition `{text}`",
                f"Choose: {', '.join((*STYLES, NONE))}; or name a sound file.",
            )
        return sound_of(text, slot)

    def file(self, node: yaml.Node) -> Path:
        return self.path.parent / self.text(node)

    def bed(self, node: yaml.Node) -> Bed | None:
        """`yes`, `no`, or the settings of a bed."""
        if isinstance(node, yaml.ScalarNode):
            return Bed() if self.flag(node, "bed") else None
        entries = self.entries(node, "a bed", _BED_KEYS)
        lows = {"lead": 0.0, "tail": 0.0, "duck": _SOFTEST}
        highs = {"lead": 30.0, "tail": 30.0, "duck": 0.0}
        return Bed(
            **{
                name: self.number(value, name, lows[name], highs[name])
                for name, value in entries.items()
            }
        )


class _OwnFile(SoundFile):
    def applied_to(self, cast: Cast) -> Cast:
        text = self.content_if_there()
        root = None if text is None else self.parse(text)
        if root is None:
            return cast
        entries = self.entries(root, f"`{OWN_FILE}`", _OWN_KEYS)
        return replace(
            cast,
            speed=self.speed(entries.get("speed"), cast.speed),
            pacing=self.pacing(entries.get("pauses"), cast.pacing),
            transitions=self.transitions(entries.get("transitions"), cast.transitions),
            loudness=self.loudness(entries.get("loudness"), cast.loudness),
            routing=self.wishes(entries, cast.routing),
            unsayable=self.unsayable(entries.get("unsayable"), cast),
        )

    def unsayable(self, node: yaml.Node | None, cast: Cast) -> Literal["refuse", "skip"]:
        """Whether sentences that can't be said are left out."""
        if node is None:
            return cast.unsayable
        chosen = self.choice(node, "way with them", ("refuse", "skip"))
        return "skip" if chosen == "skip" else "refuse"
