"""What no voice can say: each place, where a build would stop at the first."""

from collections.abc import Iterator

from boyin.engines import create_engine
from boyin.errors import ReadingError
from boyin.lint.finding import Finding
from boyin.segments import Script
from boyin.speech.lexicon import Lexicon
from boyin.speech.speech import to_speech
from boyin.voices import Cast

CHECK = "readings"


def check_speakable(script: Script, cast: Cast, lexicon: Lexicon) -> Iterator[Finding]:
    """A finding for every segment that its voice can't read."""
    engines = {name: create_engine(name) for name in cast.engines()}
    for segment in script.segments:
        chosen = cast.voice_of(segment.role, segment.language)
        try:
            spoken = to_speech(segment).spoken
            engines[chosen.engine].pronounce(
                spoken, segment.language, voice=chosen.voice, lexicon=lexicon
            )
        except ReadingError as error:
            remedy = error.remedy or "Write it in words, or leave it out."
            yield Finding(segment.lines[0], CHECK, error.message, remedy, stops=True)
