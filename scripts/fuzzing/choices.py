"""What a grammar asks for while it writes: atheris answers from the bytes that it mutates."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Word = TypeVar("Word")


class Choices(Protocol):
    """The part of atheris' FuzzedDataProvider that the grammars use."""

    def ConsumeIntInRange(self, low: int, high: int) -> int: ...  # noqa: N802
    def ConsumeUnicodeNoSurrogates(self, count: int) -> str: ...  # noqa: N802
    def ConsumeBytes(self, count: int) -> bytes: ...  # noqa: N802
    def remaining_bytes(self) -> int: ...


def below(choices: Choices, count: int) -> int:
    """A whole number from 0 on, less than `count`; 0 where nothing is left to decide by."""
    return choices.ConsumeIntInRange(0, count - 1)


def one_of(choices: Choices, words: Sequence[Word]) -> Word:
    """One of them."""
    return words[below(choices, len(words))]


def several(choices: Choices, most: int, make: Callable[[Choices], str], between: str = "") -> str:
    """Up to that many texts, as long as there is something left to decide by."""
    made = []
    for _ in range(below(choices, most) + 1):
        made.append(make(choices))
        if not choices.remaining_bytes():
            break
    return between.join(made)


def damaged(choices: Choices, text: str, fragments: Sequence[str]) -> str:
    """The text with up to three stretches taken out, doubled, or replaced by a fragment."""
    for _ in range(below(choices, 4)):
        start = below(choices, len(text) + 1)
        end = min(len(text), start + below(choices, 24))
        instead = (
            "",
            text[start:end] * 2,
            one_of(choices, fragments),
            choices.ConsumeUnicodeNoSurrogates(4),
            text[start:end] + one_of(choices, fragments),
            text[start:end] * (1 + below(choices, 60)),
        )
        text = text[:start] + one_of(choices, instead) + text[end:]
    return text
