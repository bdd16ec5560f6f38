"""From a YAML file to a Cast, everything in it checked.

A mistake is told with its file, its line and what would be right.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import yaml

from boyin.article.blocks import IMAGES, Images
from boyin.casts.cast import LOUDNESS_LUFS, ROLES, Cast, CastVoice, Pacing
from boyin.casts.sound_settings import SoundFile
from boyin.casts.transitions import default_transitions
from boyin.engines import ENGINES, create_engine
from boyin.engines.base import Voice
from boyin.ground.errors import CastError
from boyin.ground.languages import Language
from boyin.ground.settings import voices_folder
from boyin.script.passages import ANNOUNCED, Announcement, Role, Routing

_NO_CASTS = frozenset({"lexicon"})
_KEYS = (
    "description",
    "engine",
    "voices",
    "pauses",
    "transitions",
    "speed",
    "english_words",
    "languages",
    "chapters",
    "images",
    "announce",
    "loudness",
    "fallback",
)
_VOICE_KEYS = ("voice", "engine", "speed", "pitch")
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


def shipped_casts() -> tuple[str, ...]:
    """The names of the casts that came with boyin."""
    names = (path.stem for path in voices_folder().glob("*.yaml"))
    return tuple(sorted(name for name in names if name not in _NO_CASTS))


def load_cast(name: str) -> Cast:
    """The shipped cast of that name, or the cast in the `.yaml` file at that path.

    Raises CastError if there is none, or something in it is wrong.
    """
    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        path = voices_folder() / f"{name}.yaml"
        if name not in shipped_casts():
            raise CastError(
                f"there is no cast `{name}`",
                remedy=f"Choose one of {', '.join(shipped_casts())}, or name a .yaml file.",
            )
    return _CastFile(path).read()


class _CastFile(SoundFile):
    engine = "kokoro"

    def read(self) -> Cast:
        entries = self.entries(self.root(), "a cast", _KEYS)
        if "engine" in entries:
            self.engine = self.choice(entries["engine"], "engine", ENGINES)
        if "voices" not in entries:
            raise CastError("names no voices", place=str(self.path), remedy="Add `voices:`.")
        voices = self.voices(entries["voices"])
        return Cast(
            name=self.path.stem,
            voices=voices,
            description=self.text(entries["description"]) if "description" in entries else "",
            pacing=self.pacing(entries.get("pauses"), Pacing()),
            routing=self.routing(entries, voices),
            transitions=self.transitions(entries.get("transitions"), default_transitions()),
            speed=self.speed(entries.get("speed"), 1.0),
            loudness=self.loudness(entries.get("loudness"), LOUDNESS_LUFS),
            fallback=self.fallback(entries["fallback"]) if "fallback" in entries else "",
        )

    def fallback(self, node: yaml.Node) -> str:
        """A shipped cast, so that nothing can be wrong with it when it is needed."""
        others = tuple(name for name in shipped_casts() if name != self.path.stem)
        return self.choice(node, "cast", others)

    def voices(self, node: yaml.Node) -> dict[Role, CastVoice]:
        found = self.entries(node, "a cast's `voices`", ROLES)
        voices = {role: self.voice(found[role]) for role in ROLES if role in found}
        if "narration" not in voices:
            raise self.wrong(node, "nobody reads `narration`", "Give it a voice.")
        return voices

    def voice(self, node: yaml.Node) -> CastVoice:
        engine, voice = self.engine, Voice("")
        if not isinstance(node, yaml.MappingNode) or self.is_blend(node):
            voice = Voice(self.voice_name(node))
        else:
            entries = self.entries(node, "a voice", _VOICE_KEYS)
            if "voice" not in entries:
                raise self.wrong(node, "a voice without a name", "Add `voice: NAME`.")
            if "engine" in entries:
                engine = self.choice(entries["engine"], "engine", ENGINES)
            voice = Voice(
                self.voice_name(entries["voice"]),
                speed=self.speed(entries.get("speed"), 1.0),
                pitch=self.number(entries["pitch"], "pitch", -12, 12)
                if "pitch" in entries
                else 0.0,
            )
        try:
            create_engine(engine).check_voice(voice)
        except CastError as error:
            raise self.wrong(node, error.message, error.remedy) from error
        return CastVoice(engine, voice)

    def is_blend(self, node: yaml.MappingNode) -> bool:
        return not any(self.text(key) in _VOICE_KEYS for key, _ in node.value)

    def voice_name(self, node: yaml.Node) -> str:
        """A voice's name; `{zf_xiaoxiao: 0.5, af_heart: 0.5}` is a blend of two."""
        if not isinstance(node, yaml.MappingNode):
            return self.text(node)
        shares = self.entries(node, "a blend").items()
        return "+".join(f"{name}:{self.share(share)}" for name, share in shares)

    def share(self, node: yaml.Node) -> str:
        """A voice's share of a blend, `0.5`, or of its timbre and its melody, `0.3/0.7`."""
        parts = self.text(node).split("/")
        if len(parts) > 2:
            raise self.wrong(
                node, f"a share can't be `{self.text(node)}`", "Write one, or two as 0.3/0.7."
            )
        return "/".join(f"{self.number_in(part, node, 'a share', 0, 1):g}" for part in parts)

    def routing(
        self, entries: Mapping[str, yaml.Node], voices: Mapping[Role, CastVoice]
    ) -> Routing:
        words, level = 2, 2
        if "english_words" in entries:
            words = self.whole_number(entries["english_words"], "english_words", 1, 99)
        if "chapters" in entries:
            level = int(self.choice(entries["chapters"], "level of chapters", ("2", "3")))
        languages: tuple[tuple[str, Language], ...] = ()
        if "languages" in entries:
            languages = tuple(
                (phrase, _LANGUAGES[self.choice(value, "language", tuple(_LANGUAGES))])
                for phrase, value in self.entries(entries["languages"], "`languages`").items()
            )
        announced = self.announced(entries.get("announce"))
        if voices.get("quotation", voices["narration"]) != voices["narration"]:
            announced -= {"quotations"}
        return Routing(
            english_words=words,
            languages=languages,
            chapter_level=level,
            images=self.images(entries["images"]) if "images" in entries else "described",
            announced=announced,
        )

    def images(self, node: yaml.Node) -> Images:
        name = self.choice(node, "way to read images", IMAGES)
        return next(one for one in IMAGES if one == name)

    def announced(self, node: yaml.Node | None) -> frozenset[Announcement]:
        """What is said in words that are not written: `lists: no`, `quotations: yes`."""
        names: tuple[Announcement, ...] = get_args(Announcement)
        chosen = self.entries(node, "`announce`", names) if node else {}
        said = {
            name: self.choice(chosen[name], "choice", ("yes", "no")) == "yes"
            if name in chosen
            else name in ANNOUNCED
            for name in names
        }
        return frozenset(name for name in names if said[name])
