"""An episode that stands: where its files are, and what its manifest says."""

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
