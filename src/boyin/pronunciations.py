"""What engines were given to speak, kept from build to build.

Reading a text aloud takes dictionaries and models that take seconds to load; a text that an engine
has read before, with the same readings chosen by people, is not read again.

Promise: what is kept is what this edition of boyin would say, or it is not used.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from boyin.edition import edition
from boyin.engines.base import Engine, Voice
from boyin.files import write_whole
from boyin.languages import Language
from boyin.speech.lexicon import Lexicon

FORMAT = 1
"""Raised when what is kept changes."""


class Pronunciations:
    """The pronunciations of one article by one cast.

    place: the file they are kept in; nothing is read or written without one.
    """

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._known = _read(place) if place else {}
        self._used: dict[str, str] = {}

    def by(self, engine: Engine, lexicon: Lexicon) -> Callable[[str, Language, Voice], str]:
        """How `engine` reads with `lexicon`: from spoken text, language and voice to what it
        is given to speak. What comes back raises what `engine.pronounce` raises.
        """
        readings = lexicon.digest

        def read(spoken: str, language: Language, voice: Voice) -> str:
            asked = [engine.name, voice.name, language, readings, spoken]
            key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
            if key not in self._used:
                self._used[key] = self._known.get(key) or engine.pronounce(
                    spoken, language, voice=voice, lexicon=lexicon
                )
            return self._used[key]

        return read

    def keep(self) -> None:
        """Keeps those that were asked for, and no others; nothing is written if none is new.

        Raises OutputError if the file can't be written.
        """
        if self._place and self._used != self._known:
            document = {"proof": _proof(self._used), "pronunciations": self._used}
            write_whole(self._place, json.dumps(document, ensure_ascii=False).encode())


def open_pronunciations(cache: Path, article: str, cast: str) -> Pronunciations:
    """Those kept in a cache for an article, by its path, and a cast, by its name."""
    name = hashlib.sha256(json.dumps([str(Path(article).absolute()), cast]).encode()).hexdigest()
    return Pronunciations(cache / "pronunciations" / f"{name}.json")


def _read(place: Path) -> Mapping[str, str]:
    """What the file holds; nothing where there is none, it is another edition's, or damaged."""
    try:
        document = json.loads(place.read_bytes())
        known: dict[str, str] = document["pronunciations"]
        return known if document["proof"] == _proof(known) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _proof(pronunciations: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps([FORMAT, edition(), pronunciations]).encode()).hexdigest()
