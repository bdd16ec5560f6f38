"""How long recording and encoding took on this machine, to say beforehand how long they will take.

One small file in the cache. It holds guesses, no results.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from boyin.clips.clips import Clip
from boyin.ground.proven import SUFFIX, read_proven, write_proven
from boyin.master.assembly import Assembly

FILE = f"pace{SUFFIX}"

_OLD_RUNS_COUNT = 0.5
"""Of a new one: the machine of today tells more than that of last year."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What an engine took, summed over the runs."""

    characters: float
    """Spoken."""
    speech: float
    """Seconds of sound."""
    wall: float
    """Seconds that somebody waited for it."""
    start: float = 0.0
    """Seconds before the first of it was spoken, in the last run: what is loaded takes its time."""

    def plus(self, other: "Pace") -> "Pace":
        """This run and, counting for less, those before it."""
        return Pace(
            self.characters + _OLD_RUNS_COUNT * other.characters,
            self.speech + _OLD_RUNS_COUNT * other.speech,
            self.wall + _OLD_RUNS_COUNT * other.wall,
            self.start,
        )

    def after(self, start: float) -> "Pace":
        """The same, with another start."""
        return replace(self, start=start)

    def seconds_for(self, speech: float) -> float:
        """How long somebody waits for so many seconds of sound, the start left out."""
        return speech * self.wall / self.speech


_KNOWN = {"tone": Pace(480, 100, 0.5)}
_UNKNOWN = Pace(480, 100, 50, 6)
"""Half of real time: what Kokoro takes on two cores."""
_TELLING_SECONDS = 60.0
"""Of speech: what a shorter run takes is mostly its start, and tells no pace."""
_ENCODING = Pace(0, 100, 1)


@dataclass(frozen=True, slots=True)
class History:
    """The paces of the engines that have run here, and of encoding."""

    engines: Mapping[str, Pace] = field(default_factory=dict)
    encoding: Pace | None = None

    def pace_of(self, engine: str) -> Pace:
        """As learnt here, or an average machine's."""
        return self.engines.get(engine) or _KNOWN.get(engine, _UNKNOWN)

    @property
    def pace_of_encoding(self) -> Pace:
        """As learnt here, or an average machine's."""
        return self.encoding or _ENCODING

    def with_run(self, engines: Mapping[str, Pace], encoding: Pace | None) -> "History":
        """With what one more run took."""
        paces = dict(self.engines)
        for name, pace in engines.items():
            paces[name] = pace.plus(paces[name]) if name in paces else pace
        if encoding and self.encoding:
            encoding = encoding.plus(self.encoding)
        return replace(self, engines=paces, encoding=encoding or self.encoding)

    def with_start(self, engines: Iterable[str], start: float) -> "History":
        """With what came before the first recording of one more run."""
        paces = {name: self.pace_of(name).after(start) for name in engines}
        return replace(self, engines={**self.engines, **paces})


def read_history(cache: Path) -> History:
    """What was learnt in this cache; nothing where there is none or it is damaged."""
    document = read_proven(cache / FILE)
    if document is None:
        return History()
    engines = {name: Pace(**figures) for name, figures in document["engines"].items()}
    encoding = document["encoding"]
    return History(engines, Pace(**encoding) if encoding else None)


def write_history(cache: Path, history: History) -> None:
    """Keeps what was learnt. Raises OutputError if it can't be written."""
    write_proven(cache / FILE, asdict(history))


def learn(cache: Path, assembly: Assembly, *, drafting: float, recording: float) -> None:
    """Remembers what an assembly took, if it made enough of something to tell.

    drafting: seconds before anything was recorded. recording: seconds from then to the last frame.
    """
    history = read_history(cache)
    fresh = {clip.key: clip for clip in assembly.clips() if clip.fresh}
    if fresh:
        runs = _runs(list(fresh.values()), recording)
        if sum(run.speech for run in runs.values()) >= _TELLING_SECONDS:
            runs = {name: run.after(drafting) for name, run in runs.items()}
            write_history(cache, history.with_run(runs, None))
        else:
            spoken = sum(history.pace_of(name).seconds_for(r.speech) for name, r in runs.items())
            start = drafting + max(0.0, recording - spoken)
            write_history(cache, history.with_start(runs, start))
    elif sound := assembly.seconds_encoded:
        write_history(cache, history.with_run({}, Pace(0, sound, recording)))


def _runs(fresh: Sequence[Clip], seconds: float) -> dict[str, Pace]:
    """What each engine took; time can't be shared out: it counts for each by what it spoke."""
    spoken = sum(clip.take.seconds for clip in fresh)
    runs: dict[str, Pace] = {}
    for clip in fresh:
        run = runs.get(clip.cast_voice.engine, Pace(0, 0, 0))
        runs[clip.cast_voice.engine] = Pace(
            run.characters + len(clip.speech.spoken),
            run.speech + clip.take.seconds,
            run.wall + seconds * clip.take.seconds / spoken,
        )
    return runs
