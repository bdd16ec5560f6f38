"""What no voice can say: each place, where a build would stop at the first."""

from collections.abc import Iterator, Mapping

from boyin.casts.cast import Cast
from boyin.engines import create_engine
from boyin.ground.errors import ReadingError
from boyin.lint.finding import Finding
from boyin.normalization.speech import to_speech
from boyin.pronunciation.lexicon import Lexicon
from boyin.script.retakes import Retake
from boyin.script.script import Script

CHECK = "readings"


def check_speakable(
    script: Script, cast: Cast, lexicon: Lexicon, takes: Mapping[str, Retake]
) -> Iterator[Finding]:
    """A finding for every segment that its voice can't read."""
    engines = {name: create_engine(name) for name in cast.engines()}
    for segment in script.segments:
        retake = takes.get(segment.id)
        chosen = cast.reader_of(segment.role, segment.language, retake)
        readings = lexicon.for_engine(chosen.engine)
        try:
            spoken = to_speech(segment, retake).spoken
            engines[chosen.engine].pronounce(
                spoken, segment.language, voice=chosen.voice, lexicon=readings
            )
        except ReadingError as error:
            remedy = error.remedy or "Write it in words, or leave it out."
            yield Finding(segment.lines[0], CHECK, error.message, remedy, stops=True)
