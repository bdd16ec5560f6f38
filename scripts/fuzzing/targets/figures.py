"""A line of figures and signs as it is said, in both languages, down to its syllables."""

from pathlib import Path

from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language
from boyin.normalization.normalizer import speak_written
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.utterances import read_text
from fuzzing.articles import figures
from fuzzing.choices import Choices, damaged
from fuzzing.constructs import FRAGMENTS
from fuzzing.promises import check_readings

SEEDS = ("增长3.5%，至¥1,000万", "2026-02-09 12:30", "a.b@c.d 10~15℃", "1/2×10^-3 km/h", "E=mc²")
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def write(choices: Choices) -> str:
    """A line."""
    return damaged(choices, figures(choices), FRAGMENTS)


def check(data: bytes, folder: Path) -> None:
    """Says it as either language, and reads what is said."""
    written = data.decode("utf-8", "replace")
    for language in _LANGUAGES:
        try:
            check_readings(written, speak_written(written, language))
        except ReadingError:
            continue
    try:
        read_text(written, Lexicon())
    except ReadingError:
        return
