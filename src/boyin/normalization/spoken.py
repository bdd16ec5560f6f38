"""What is said for a text, and where that is not what is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of written text and what is said in its place."""

    rule: str
    start: int
    end: int
    """written[start:end] is what was claimed."""
    spoken: str
    """Empty where the rule is silence."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said, and every place where that is not what is written."""

    text: str
    readings: tuple[Reading, ...]
    """In the order of the text; no two overlap."""
