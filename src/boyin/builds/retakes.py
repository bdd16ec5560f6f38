"""One sentence of an article, alone: recorded in another way, put back, or written to a file.

The choice is kept only when the recording of it succeeded.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boyin.article.article import STDIN, Article
from boyin.builds.draft import read_lexicon, read_script, read_takes
from boyin.casts.cast import Cast, retaken
from boyin.casts.retakes_file import FASTEST, SLOWEST, load_retakes, save_retakes, takes_path
from boyin.clips.clips import Clip
from boyin.clips.recording import record
from boyin.clips.store import ClipStore
from boyin.engines import create_engine
from boyin.engines.base import Engine, Voice
from boyin.ground.errors import TakesError, placed_in
from boyin.ground.settings import cache_folder
from boyin.master.calibration import level_of
from boyin.master.dressing import dress
from boyin.normalization.speech import to_speech
from boyin.script.retakes import Retake, describe, text_id
from boyin.script.script import Script, Segment
from boyin.sound.samples import Samples

PACES = (0.97, 1.03, 0.94, 1.06)
"""An engine that always says the same the same way is asked to be a little slower or faster: its
melody changes with it, and the next sentence's pace still fits."""

_CANDIDATES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What a person asks for; what is None stays as it is."""

    voice: str | None = None
    speed: float | None = None
    say: str | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing is asked for but another take."""
        return self == Change()


@dataclass(frozen=True, slots=True)
class Retaken:
    """A sentence that was recorded again, and the file that says so."""

    retake: Retake
    clip: Clip
    file: Path


@dataclass(frozen=True, slots=True)
class _Work:
    """An article with its re-takes, and the engines to record it."""

    article: Article
    script: Script
    cast: Cast
    file: Path
    retakes: tuple[Retake, ...]
    takes: Mapping[str, Retake]

    def record(self, segment: Segment, retake: Retake | None) -> tuple[Clip, Samples]:
        """The clip of one segment, and its speech as it sounds in the episode."""
        engine = create_engine(self.cast.voice_of(segment.role, segment.language).engine)
        store = ClipStore(cache_folder() / "clips")
        with placed_in(self.article.name):
            (clip,) = record(
                [to_speech(segment, retake)],
                cast=self.cast,
                engines={engine.name: engine},
                store=store,
                lexicon=read_lexicon(self.article),
            )
        speech = store.get(clip.key)
        assert speech is not None, "it was put there a moment ago"
        gain = level_of(engine, clip.cast_voice.voice).gain(self.cast.loudness)
        return clip, dress(speech, clip.take.rate, gain=gain)


def retake(path: Path, wanted: str, change: Change, *, cast: str | None = None) -> Retaken:
    """Records a segment of the article at `path` again, and keeps the choice beside the article.

    wanted: see `find_segment`. Raises BoyinError; then nothing is kept.
    """
    work = _open(path, cast)
    segment = find_segment(work.script, wanted)
    chosen = work.cast.voice_of(segment.role, segment.language)
    engine = create_engine(chosen.engine)
    before = work.takes.get(segment.id)
    new = _changed(before, segment, work, change, engine, chosen.voice)
    engine.check_voice(retaken(chosen, new).voice)
    clip, _ = work.record(segment, new)
    save_retakes(work.file, _kept(work, segment, new))
    return Retaken(new, clip, work.file)


def undo(path: Path, wanted: str, *, cast: str | None = None) -> Retake:
    """Removes the re-take of a segment, or the one with that id in the file, and returns it.

    Raises TakesError if there is none.
    """
    work = _open(path, cast)
    gone = _applied(work, wanted)
    save_retakes(work.file, [one for one in work.retakes if one.segment != gone.segment])
    return gone


def clip_sound(path: Path, wanted: str, *, cast: str | None = None) -> tuple[Segment, Samples]:
    """A segment of the article at `path` as it sounds in the episode, at the master's rate.

    It is recorded if it is not in the store. Raises BoyinError.
    """
    article, script, chosen = read_script(path, cast=cast)
    takes = read_takes(article, script, chosen)
    segment = find_segment(script, wanted)
    work = _Work(article, script, chosen, takes_path(path), (), takes)
    return segment, work.record(segment, takes.get(segment.id))[1]


def find_segment(script: Script, wanted: str) -> Segment:
    """The segment of that id, or number from 1, or `line:12`, or whose id alone begins so.

    Raises TakesError, with the candidates, if there is none or more than one.
    """
    found = _found(script.segments, wanted)
    if not found:
        raise TakesError(
            f"the article has no segment `{wanted}`",
            remedy="`boyin show` lists them with numbers and ids; a line is `line:12`.",
        )
    if len(found) > 1:
        lines = [
            f"  {one.id}, line {one.lines[0]}: {' '.join(one.shown().split())[:40]}"
            for one in found[:_CANDIDATES_SHOWN]
        ]
        more = len(found) - len(lines)
        lines += [f"  and {more} more"] if more else []
        raise TakesError(
            f"`{wanted}` may be any of {len(found)} segments",
            remedy="\n".join(["Name one of:", *lines]),
        )
    return found[0]


def _found(segments: Sequence[Segment], wanted: str) -> list[Segment]:
    kind, colon, line = wanted.partition(":")
    if colon:
        if kind != "line" or not (line.isascii() and line.isdigit()):
            return []
        return [one for one in segments if one.lines[0] <= int(line) <= one.lines[1]]
    exact = [one for one in segments if one.id == wanted]
    if exact or not wanted:
        return exact
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(segments):
        return [segments[int(wanted) - 1]]
    return [one for one in segments if one.id.startswith(wanted)]


def _open(path: Path, cast: str | None) -> _Work:
    article, script, chosen = read_script(path, cast=cast)
    if article.name == STDIN:
        raise TakesError("an article from standard input has no place for re-takes")
    file = takes_path(path)
    takes = read_takes(article, script, chosen)
    return _Work(article, script, chosen, file, load_retakes(file), takes)


def _applied(work: _Work, wanted: str) -> Retake:
    """The re-take of the segment `wanted`; or the one of that id that is for no segment now."""
    used = {retake.segment for retake in work.takes.values()}
    idle = [one for one in work.retakes if one.segment == wanted and wanted not in used]
    if idle:
        return idle[0]
    segment = find_segment(work.script, wanted)
    if segment.id not in work.takes:
        raise TakesError(
            f"there is no re-take of “{segment.shown()[:40]}”",
            place=str(work.file),
            remedy=f"It is {segment.id}, line {segment.lines[0]}.",
        )
    return work.takes[segment.id]


def _kept(work: _Work, segment: Segment, new: Retake) -> list[Retake]:
    """The entries as they are to stand: the new one in the place of what it replaces.

    An entry whose sentence has got copies or neighbours since says so from now on. One that is for
    no sentence stays, under another number where its own is wanted.
    """
    now = {retake.segment: name for name, retake in work.takes.items()}
    segments = {one.id: one for one in work.script.segments}
    kept: dict[str, Retake] = {}
    for one in work.retakes:
        if now.get(one.segment) == segment.id:
            kept[new.segment] = new
        elif one.segment in now:
            renewed = _renewed(one, describe(segments[now[one.segment]], work.script))
            kept[renewed.segment] = renewed
    kept.setdefault(new.segment, new)
    for one in work.retakes:
        if one.segment not in now:
            name = _free_name(one.segment, kept.keys() | segments.keys() | now.keys())
            kept[name] = replace(one, segment=name)
    return list(kept.values())


def _renewed(one: Retake, known: Retake) -> Retake:
    """An entry with what tells its sentence now; one of a person's says no more than it did."""
    if (one.segment, one.copies) == (known.segment, known.copies) and not one.around:
        return one
    return replace(
        one,
        segment=known.segment,
        text=known.text,
        around=known.around,
        copies=known.copies,
        alike=known.alike,
    )


def _free_name(wanted: str, taken: Collection[str]) -> str:
    """The id of an entry that is for no sentence, or one like it that no sentence bears."""
    if wanted not in taken:
        return wanted
    numbers = (f"{text_id(wanted)}-{number}" for number in itertools.count(2))
    return next(name for name in numbers if name not in taken)


def _changed(
    before: Retake | None,
    segment: Segment,
    work: _Work,
    change: Change,
    engine: Engine,
    voice: Voice,
) -> Retake:
    """The entry that `change` makes of the one before."""
    old = before or Retake(segment=segment.id)
    speed = old.speed if change.speed is None else change.speed
    if change.plain and engine.deterministic:
        speed = _next_speed(old.speed, voice.speed, engine.name)
    named = change.voice or (old.voice if old.engine == engine.name else "")
    return replace(
        describe(segment, work.script),
        take=old.take + 1,
        engine=engine.name if named else "",
        voice=named,
        speed=speed,
        say=old.say if change.say is None else " ".join(change.say.split()),
    )


def _next_speed(now: float | None, base: float, engine: str) -> float:
    speeds = [round(base * pace, 3) for pace in PACES]
    speeds = [speed for speed in speeds if SLOWEST <= speed <= FASTEST]
    if now is None or now == base:
        return speeds[0]
    if now in speeds[:-1]:
        return speeds[speeds.index(now) + 1]
    raise TakesError(
        f"{engine} says the same words at the same speed the same way every time",
        remedy="Change something: --speed, --voice or --say.",
    )
