"""Where things are on this machine: shipped voices, the user's cache."""

import os
from pathlib import Path

import platformdirs


def voices_folder() -> Path:
    """The folder of casts, lexicon and voice data that came with this boyin."""
    package = Path(__file__).parents[1]
    shipped = package / "voices"
    # A development install runs from the checkout, where the folder stands at the top.
    return shipped if shipped.is_dir() else package.parents[1] / "voices"


def cache_folder() -> Path:
    """The folder for what can be made again: clips and the joined model.

    `BOYIN_CACHE` in the environment names another one.
    """
    chosen = os.environ.get("BOYIN_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("boyin", appauthor=False)
