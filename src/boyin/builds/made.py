"""What a build gives back: the episode, and what it took."""

from dataclasses import dataclass

from boyin.episode.published import Episode
from boyin.master.work import Work


@dataclass(frozen=True, slots=True)
class Made:
    """A published episode, and what it took."""

    episode: Episode
    work: Work
    loudness: float
    """Integrated, of the whole programme, in LUFS."""

    @property
    def recorded(self) -> int:
        """Clips that were spoken for it; a text that comes twice is spoken once."""
        return self.work.clips_recorded

    @property
    def reused(self) -> int:
        """Clips that had been spoken before."""
        return self.work.clips_reused
