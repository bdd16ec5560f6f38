"""The kinds of things that are kept between builds, and how each proves itself.

A row a kind. Promise: whatever a build takes from the cache is of one of these kinds, so who looks
at all of them has looked at all that could go wrong there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from boyin.clips.store import ClipStore
from boyin.engines.kokoro.graph import recipe_is_whole, recipe_path
from boyin.engines.kokoro.model import is_whole, model_path
from boyin.ground.proven import SUFFIX, proves
from boyin.master.slice_store import SliceStore

CLIP, SLICE = ".wav", ".slice"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is kept of one kind."""

    name: str
    place: Path
    """A folder, and all below it is looked at; or a file."""
    suffix: str
    """That its entries end in."""
    proves: Callable[[Path], bool]
    """Whether what is at a path is what was written there; False where it can't be read."""
    shipped: bool = False
    """It came with boyin: a build can't make it again."""


def kinds(cache: Path) -> tuple[Kind, ...]:
    """Every kind, in the order in which a build comes to them from its end."""
    return (
        Kind("clips", cache / "clips", CLIP, _proves_clip),
        Kind("slices", cache / "slices", SLICE, _proves_slice),
        Kind("levels", cache / "levels", SUFFIX, proves),
        Kind("memos", cache / "memos", SUFFIX, proves),
        Kind("builds", cache / "builds", SUFFIX, proves),
        Kind("edge", cache / "edge", SUFFIX, proves),
        Kind("pace", cache / f"pace{SUFFIX}", SUFFIX, proves),
        Kind("model", model_path(cache), ".onnx", is_whole),
        Kind("graph", recipe_path(), ".gz", recipe_is_whole, shipped=True),
    )


def _proves_clip(path: Path) -> bool:
    return ClipStore(path.parent).proves(path.stem, path)


def _proves_slice(path: Path) -> bool:
    return SliceStore(path.parent).proves(path.stem, path)
