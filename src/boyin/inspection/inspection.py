"""An episode looked at from outside: from its path to all that can be told of it.

The sound is decoded, the tag is read back, and where a manifest is there, both are held against it.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from boyin.casts.cast import LOUDNESS_LUFS, TOLERANCE_LU
from boyin.ground.errors import EpisodeError
from boyin.inspection.sound import Measured, Spoken, measure_sound
from boyin.inspection.source import Source, find_source
from boyin.inspection.tag import Tag, read_tag
from boyin.master.peaks import LIMIT_DBTP
from boyin.sound.loudness import Loudness

APART_LU = 1.0
"""How far voices may lie from each other before listeners reach for the volume."""

_ROUNDED = 0.001
"""Seconds that times in a manifest may be off."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Inspection:
    """What was found."""

    source: Source
    tag: Tag
    sound: Measured
    title: str
    """The manifest's, else the tag's, else the file's name."""
    cast: str
    """Empty where nobody knows."""
    target: float
    """LUFS that the episode was to have."""
    spoken: tuple[Spoken, ...]
    """What the manifest says of who speaks when."""

    @property
    def apart(self) -> float:
        """LU between the loudest and the softest voice."""
        levels = [
            one.loudness.integrated
            for one in self.sound.voices
            if math.isfinite(one.loudness.integrated)
        ]
        return max(levels) - min(levels) if levels else 0.0

    @property
    def music(self) -> float | None:
        """The share that is heard while nobody speaks; None if nobody knows."""
        speech = self.sound.speech
        return None if speech is None else max(0.0, 1 - speech - self.sound.silence)

    def faults(self) -> Iterator[str]:
        """What a producer should mend, in sentences."""
        loudness = self.sound.loudness
        if not abs(loudness.integrated - self.target) <= TOLERANCE_LU:
            yield f"The loudness is more than {TOLERANCE_LU:g} LU from its target."
        if loudness.true_peak > LIMIT_DBTP:
            yield f"The true peak is over {LIMIT_DBTP:g} dBTP."
        if self.apart > APART_LU:
            yield f"The voices are more than {APART_LU:g} LU apart."
        if not self.tag.version:
            yield "There is no ID3v2 tag."
        if self.source.manifest is not None and not self.chapters_agree():
            yield "The chapters in the tag are not those of the manifest."

    def chapters_agree(self) -> bool:
        """Whether the tag has the manifest's chapters."""
        told = [
            (chapter["title"], round(chapter["start"] * 1000), round(chapter["end"] * 1000))
            for chapter in (self.source.manifest or {}).get("chapters", [])
        ]
        return told == [(one.title, one.start_ms, one.end_ms) for one in self.tag.chapters]


def inspect_episode(path: Path, *, target: float | None = None) -> Inspection:
    """Looks at the episode at `path`: its folder, or its MP3.

    target: LUFS; None for the manifest's, or -16.
    Raises EpisodeError if there is none, SoundError if it can't be decoded.
    """
    source = find_source(path)
    manifest = source.manifest or {}
    spoken = _spoken(manifest, path)
    tag = read_tag(source.mp3)
    return Inspection(
        source=source,
        tag=tag,
        sound=measure_sound(source.mp3, spoken),
        title=str(manifest.get("title") or dict(tag.texts).get("title") or source.mp3.stem),
        cast=str(manifest.get("cast", "")),
        target=float(manifest.get("loudness", LOUDNESS_LUFS)) if target is None else target,
        spoken=spoken,
    )


def _spoken(manifest: Mapping[str, Any], path: Path) -> tuple[Spoken, ...]:
    try:
        found = [
            Spoken(str(one["voice"]), float(one["start"]), float(one["end"]))
            for one in manifest.get("segments", [])
        ]
    except (LookupError, TypeError, ValueError) as error:
        raise _senseless(path) from error
    found.sort(key=lambda one: one.start)
    borders = [0.0, *(moment for one in found for moment in (one.start, one.end))]
    if not all(a - _ROUNDED <= b < math.inf for a, b in pairwise(borders)):
        raise _senseless(path)
    return tuple(found)


def _senseless(path: Path) -> EpisodeError:
    return EpisodeError("its manifest says senselessly when who speaks", place=str(path))


def inspection_json(found: Inspection) -> dict[str, Any]:
    """The inspection for programs; what has no figure is null."""
    sound = found.sound
    return {
        "mp3": str(found.source.mp3),
        "title": found.title,
        "cast": found.cast or None,
        "seconds": round(sound.seconds, 4),
        "rate": sound.rate,
        "channels": sound.layout,
        "bitrate": sound.bitrate,
        "target": found.target,
        "loudness": _figures(sound.loudness),
        "shares": {
            "speech": _rounded(sound.speech, 4),
            "music": _rounded(found.music, 4),
            "silence": _rounded(sound.silence, 4),
        },
        "voices": [
            {"voice": one.name, "seconds": round(one.seconds, 3), **_figures(one.loudness)}
            for one in sound.voices
        ],
        "voices_apart": _rounded(found.apart, 2) if sound.voices else None,
        "chapters": [
            {"title": one.title, "start": one.start_ms / 1000, "end": one.end_ms / 1000}
            for one in found.tag.chapters
        ],
        "tag": {
            "version": found.tag.version or None,
            "bytes": found.tag.bytes,
            "texts": dict(found.tag.texts),
            "pictures": [asdict(one) for one in found.tag.pictures],
        },
        "faults": list(found.faults()),
        "notes": list(found.source.notes),
    }


def _figures(loudness: Loudness) -> dict[str, float | None]:
    return {
        "integrated": _rounded(loudness.integrated, 2),
        "range": _rounded(loudness.range, 2),
        "true_peak": _rounded(loudness.true_peak, 2),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits)
