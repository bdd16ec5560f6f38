"""Sound that people supply, decoded in a process of its own with limits of time and memory.

Promise: whatever is in a file, what comes of it is samples or a SoundError; a decoder that falls
takes nothing with it. The process is started only where a file that is not boyin's own is read, one
for all files.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import numpy as np

from boyin.ground.errors import SoundError
from boyin.ground.settings import voices_folder
from boyin.sound.decoder import LONGEST_SECONDS, SECONDS, SoundFile, decode_here
from boyin.sound.samples import Samples

_ENDED = (signal.SIGKILL, signal.SIGXCPU) if os.name == "posix" else ()
"""How a decoder ends that takes longer than it may."""


def decode(
    path: Path, rate: int, *, longest: float = LONGEST_SECONDS, until: float | None = None
) -> Samples:
    """A sound file of any kind that FFmpeg reads, at `rate`, its channels averaged.

    until: the second at which reading stops; None for all of the file.
    Raises SoundError if it can't be read whole, has no sound, or is longer than `longest` seconds.
    """
    with decoding([SoundFile(os.path.abspath(path), rate, longest, until)]) as sounds:
        return next(sounds)


@contextmanager
def decoding(files: Sequence[SoundFile]) -> Iterator[Iterator[Samples]]:
    """The samples of each file, in order; the first that can't be decoded raises SoundError."""
    if all(_came_along(one) for one in files):
        yield map(decode_here, files)
        return
    process = subprocess.Popen(
        # -P: what lies in the working folder is no module of ours.
        [sys.executable, "-P", "-m", "boyin.sound.decoder"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    clock = threading.Timer(2 * SECONDS * len(files), process.kill)
    clock.start()
    try:
        yield _answers(process, files)
    finally:
        clock.cancel()
        process.kill()
        process.communicate()


def _came_along(file: SoundFile) -> bool:
    """Whether a sound is one of boyin's own: those are known to be harmless."""
    return Path(file.path).is_relative_to(os.path.abspath(voices_folder()))


def _answers(process: "subprocess.Popen[bytes]", files: Sequence[SoundFile]) -> Iterator[Samples]:
    asked, answered = process.stdin, process.stdout
    assert asked is not None
    assert answered is not None
    for wanted in files:
        # Where it has fallen already, its answer says so.
        with suppress(BrokenPipeError):
            asked.write(wanted.as_json())
            asked.flush()
        yield _answer(process, answered, wanted)


def _answer(process: "subprocess.Popen[bytes]", answered: IO[bytes], wanted: SoundFile) -> Samples:
    line = answered.readline()
    if not line.endswith(b"\n"):
        raise _fallen(process.wait(), wanted)
    answer = json.loads(line)
    if "error" in answer:
        raise SoundError(answer["error"], place=wanted.path)
    data = answered.read(4 * answer["samples"])
    if len(data) < 4 * answer["samples"]:
        raise _fallen(process.wait(), wanted)
    return np.frombuffer(data, dtype="<f4").astype(np.float32)


def _fallen(status: int, wanted: SoundFile) -> SoundError:
    """The end of a decoder that said nothing, as an error."""
    if -status in _ENDED:
        return SoundError("takes too long to be decoded", place=wanted.path)
    try:
        how = signal.Signals(-status).name
    except ValueError:
        how = f"status {status}"
    return SoundError(
        f"can't be decoded: the decoder fell over it ({how})",
        place=wanted.path,
        remedy="Save it anew as WAV, in one or two channels.",
    )
