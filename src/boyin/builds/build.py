"""From what is asked for to an episode: the one that stands, if a build would make it again.

A build leaves a note in the cache of all it was made from and of what it made. As long as nothing
of either has changed, making the episode again is reading that note: no library is loaded for it.

Promise: where anything is in doubt, the episode is built.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from boyin.builds.made import Made
from boyin.casts.choices import Choices, chosen
from boyin.episode.published import Episode
from boyin.ground.edition import edition
from boyin.ground.errors import OutputError
from boyin.ground.files import sha256_of
from boyin.ground.inputs import are_as_noted, noting
from boyin.ground.proven import SUFFIX, read_proven, write_proven
from boyin.ground.settings import cache_folder
from boyin.master.work import Work

if TYPE_CHECKING:
    from boyin.clips.recording import Progress

FORMAT = 2
"""Raised when what a note holds changes."""

_log = logging.getLogger(__name__)


def build_episode(
    path: Path,
    *,
    output: Path = Path("output"),
    on_progress: "Callable[[Progress], None]" = lambda _: None,
    **choices: Unpack[Choices],
) -> Made:
    """The episode of the article at `path` below `output`, built unless it stands as it would be.

    What the build warned of is said again where it stands. Raises what `make_episode` raises.
    """
    if made := standing_episode(path, output=output, **choices):
        return made
    from boyin.builds.pipeline import make_episode

    with noting() as inputs, _overheard() as warnings:
        made = make_episode(path, output=output, on_progress=on_progress, **choices)
    # A fallback is for once: the service may be back.
    if "fallback_from" not in made.episode.document and str(path) != "-":
        try:
            _leave_note(_note_path(path, output, choices), made, inputs, warnings)
        except OutputError as error:
            _log.warning("the episode is whole, but the next build takes longer: %s", error)
    return made


def standing_episode(path: Path, *, output: Path, **choices: Unpack[Choices]) -> Made | None:
    """The episode as it was built, if a build would make it again; None where that is open."""
    note = read_proven(_note_path(path, output, choices))
    if note is None or choices.get("replace"):
        return None
    try:
        made = _made_of(note) if _holds(note) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # The episode is gone, or its manifest is somebody else's.
    if made:
        for warning in note["warnings"]:
            _log.warning("%s", warning)
    return made


def _note_path(path: Path, output: Path, choices: Choices) -> Path:
    settings = sorted(item for item in os.environ.items() if item[0].startswith("BOYIN_"))
    asked = [FORMAT, _working_folder(), str(path), str(output), chosen(choices), settings]
    name = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    return cache_folder() / "builds" / f"{name}{SUFFIX}"


def _working_folder() -> str:
    """Where relative paths begin; empty if that was removed, and no path can be relative."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return ""


def _leave_note(place: Path, made: Made, inputs: Mapping[str, str], warnings: list[str]) -> None:
    from boyin.episode.manifest import dump

    episode, work = made.episode, made.work
    clips = work.clips_recorded + work.clips_reused
    slices = work.slices_encoded + work.slices_reused
    note = {
        "edition": edition(),
        "inputs": inputs,
        "warnings": warnings,
        "mp3": str(episode.mp3),
        "manifest": str(episode.manifest),
        # Not of the file: another build may have replaced it by now.
        "sha256": hashlib.sha256(dump(episode.document)).hexdigest(),
        "work": asdict(Work(0, clips, 0, slices)),
        "loudness": made.loudness,
    }
    write_proven(place, note)


def _holds(note: Mapping[str, Any]) -> bool:
    """Whether the inputs, this boyin and every file of the episode are as they were."""
    return (
        note["edition"] == edition()
        and are_as_noted(note["inputs"])
        and sha256_of(Path(note["manifest"])) == note["sha256"]
        and all(
            sha256_of(Path(note["manifest"]).with_name(file["name"])) == file["sha256"]
            for file in json.loads(Path(note["manifest"]).read_bytes())["files"]
        )
    )


def _made_of(note: Mapping[str, Any]) -> Made:
    manifest = Path(note["manifest"])
    document = json.loads(manifest.read_bytes())
    episode = Episode(Path(note["mp3"]), manifest, document)
    return Made(episode, Work(**note["work"]), note["loudness"])


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """The warnings that are said within the block."""
    listener = _Listener()
    source = logging.getLogger("boyin")
    source.addHandler(listener)
    try:
        yield listener.said
    finally:
        source.removeHandler(listener)
