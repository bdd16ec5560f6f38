"""What an assembly took: clips recorded and reused, slices encoded and reused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What an assembly took; equal clips count once, and equal slices."""

    clips_recorded: int
    clips_reused: int
    slices_encoded: int
    slices_reused: int
