"""Loads Kokoro's voices and blends of them: tables of styles, one row for each number of tokens.

Every file is what `voices.yaml` says it is, or it is not used.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from boyin.engines.base import VoiceInfo
from boyin.engines.kokoro.tokens import TOKEN_LIMIT
from boyin.ground.errors import CastError, EngineError
from boyin.ground.languages import Language
from boyin.ground.settings import voices_folder

StyleTable = npt.NDArray[np.float32]
"""Shape (510, 256): row n-1 is the voice's style for n tokens."""

STYLE_SIZE = 256
TIMBRE_SIZE = 128
"""The first half of a style shapes the sound, the other one lengths and pitch."""

_WRITTEN = (
    "Write a blend as zf_xiaoxiao:0.5+af_heart:0.5, or with shares of timbre and melody as "
    "zf_xiaoxiao:0.3/0.7+af_heart:0.7/0.3."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice as `voices.yaml` lists it."""

    name: str
    language: Language
    gender: Literal["female", "male"]
    sha256: str


@dataclass(frozen=True, slots=True)
class Share:
    """A voice's part in a blend."""

    entry: Entry
    timbre: float
    """Of what the voice sounds like."""
    melody: float
    """Of how it speaks: lengths and pitch."""


class Catalogue:
    """The voices in a folder, the shipped one unless another is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or voices_folder() / "kokoro"

    @cached_property
    def _listed(self) -> Mapping[str, Any]:
        import yaml

        path = self.folder / "voices.yaml"
        # The same in a tenth of the time, where PyYAML was built with LibYAML.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            listed: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error
        return listed

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The voices by name, in the order of `voices.yaml`."""
        return {name: Entry(name=name, **values) for name, values in self._listed["voices"].items()}

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The model's published vocabulary: the token of each phoneme."""
        sha256 = self._listed["vocabulary"]["sha256"]
        vocabulary: dict[str, int] = json.loads(_verified(self.folder / "vocabulary.json", sha256))
        return vocabulary

    def infos(self) -> tuple[VoiceInfo, ...]:
        """The voices as an engine offers them."""
        return tuple(
            VoiceInfo(entry.name, entry.language, entry.gender) for entry in self.entries.values()
        )

    def shares_of(self, name: str) -> tuple[Share, ...]:
        """The parts of the voice or blend `name`: `zf_xiaoxiao:0.5+af_heart:0.5`.

        Where timbre and melody have shares of their own: `zf_xiaoxiao:0.3/0.7+af_heart:0.7/0.3`.
        Raises CastError if it names an unknown voice, one voice twice, or its weights don't add
        up to 1.
        """
        shares = tuple(self._share(part, name) for part in name.split("+"))
        if len({share.entry.name for share in shares}) < len(shares):
            raise CastError(f"the blend {name!r} names a voice twice")
        for weights in ([one.timbre for one in shares], [one.melody for one in shares]):
            total = math.fsum(weights)
            if not math.isclose(total, 1.0, abs_tol=1e-6):
                raise CastError(
                    f"the weights of {name!r} add up to {total:g}, not to 1", remedy=_WRITTEN
                )
        return shares

    def _share(self, part: str, name: str) -> Share:
        voice, colon, written = part.partition(":")
        entry = self.entries.get(voice)
        if entry is None:
            raise CastError(
                f"Kokoro has no voice {voice!r}",
                remedy=f"Its voices are: {', '.join(self.entries)}.",
            )
        timbre, slash, melody = written.partition("/")
        weights = [_weight(timbre), _weight(melody if slash else timbre)] if colon else [1.0, 1.0]
        if not all(0.0 <= one <= 1.0 for one in weights) or not any(weights):
            raise CastError(
                f"the weight {written!r} in {name!r} is not a number above 0, up to 1",
                remedy=_WRITTEN,
            )
        return Share(entry, *weights)

    def language_of(self, name: str) -> Language:
        """The language of a voice, or of the first voice of a blend."""
        return self.shares_of(name)[0].entry.language

    def is_british(self, name: str) -> bool:
        """Whether a voice or blend speaks English as in Britain: as most of its English does."""
        weights = {"a": 0.0, "b": 0.0}
        for share in self.shares_of(name):
            if share.entry.language == "en":
                weights[share.entry.name[0]] += share.timbre + share.melody
        return weights["b"] > weights["a"]

    def style_table(self, name: str) -> StyleTable:
        """The styles of a voice, or the weighted means of a blend's."""
        table = np.zeros((TOKEN_LIMIT, STYLE_SIZE))
        for share in self.shares_of(name):
            shares = np.repeat((share.timbre, share.melody), TIMBRE_SIZE)
            table += shares * self._file_table(share.entry)
        return table.astype(np.float32)

    def _file_table(self, entry: Entry) -> StyleTable:
        data = _verified(self.folder / f"{entry.name}.bin", entry.sha256)
        return np.frombuffer(data, "<f4").reshape(TOKEN_LIMIT, STYLE_SIZE)


def _weight(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return math.nan


def _verified(path: Path, sha256: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise _unusable(path, f"its SHA-256 is {found}, expected {sha256}")
    return data


def _unusable(path: Path, reason: str) -> EngineError:
    return EngineError(
        f"Kokoro's voice data is damaged: {reason}",
        place=str(path),
        remedy="Fetch it again with scripts/voices --fetch, or install boyin again.",
    )
