"""What is fuzzed, one target a module.

Each has `write`, which makes an input from choices, `SEEDS`, and `check`, which raises where boyin
does not keep what it promises.
"""

import importlib
import typing
from collections.abc import Sequence
from typing import Protocol

from fuzzing.choices import Choices
from fuzzing.judging import Check

TARGETS = (
    "article",
    "figures",
    "front_matter",
    "lexicon",
    "cast",
    "takes",
    "sound",
    "show",
    "feed",
)


class Target(Protocol):
    """What a module of this package has."""

    SEEDS: Sequence[str]
    check: Check

    def write(self, choices: Choices) -> str: ...


def target(name: str) -> Target:
    """The target of that name."""
    return typing.cast(Target, importlib.import_module(f"fuzzing.targets.{name}"))
