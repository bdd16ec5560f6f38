"""What a build gives back: the episode, and what it took."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Episode:
    """A published episode."""

    mp3: Path
    manifest: Path
    document: dict[str, Any]
    """The manifest's content."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an assembly took; equal clips count once, and equal slices."""

    clips_recorded: int
    clips_reused: int
    slices_encoded: int
    slices_reused: int


@dataclass(frozen=True, slots=True)
class Made:
    """A published episode, and what it took."""

    episode: Episode
    work: Work

    @property
    def recorded(self) -> int:
        """Clips that were spoken for it; a text that comes twice is spoken once."""
        return self.work.clips_recorded

    @property
    def reused(self) -> int:
        """Clips that had been spoken before."""
        return self.work.clips_reused
