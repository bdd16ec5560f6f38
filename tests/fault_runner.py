"""Builds an episode again and again, and stops each build at its next step that touches the disk.

Run as a program, with the kind of fault, or a number of kills at random moments, a folder, and at
which steps to strike (1 for each, 5 for every fifth): imports are done once, and every build is a
fork. Prints what was tried and what was found wrong, as JSON.
"""

import errno
import io
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from boyin.builds.build import build_episode
from boyin.builds.cache import verify
from boyin.ground import files
from boyin.ground.errors import BoyinError
from tests.making import png

FRONT = "---\ntitle: 故障\nslug: fault\ncover: cover.png\n---\n\n"
ARTICLE = FRONT + "# 故障\n\n第一句话。\n\n## 第二章\n\n{}\n"
OLD, NEW = ARTICLE.format("从前的一句话。"), ARTICLE.format("改过的一句话。他说：“Yes.”")
STEPS = ("fsync", "replace", "rename", "link", "mkdir")
MOST = 2_000


class Fault:
    """Strikes at the n-th step: kills the process, or fails as the system would."""

    def __init__(self, kind: str, place: int) -> None:
        self.kind, self.place = kind, place
        self.lock, self.count = threading.Lock(), 0

    def step(self) -> bool:
        with self.lock:
            self.count += 1
            # A full disk stays full; any other fault comes once.
            return self.count == self.place or (self.kind == "ENOSPC" and self.count > self.place)

    def strike(self) -> None:
        if self.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        code: int = getattr(errno, self.kind)
        raise OSError(code, os.strerror(code))

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def faulty(*words: Any, **named: Any) -> Any:
            if self.step():
                self.strike()
            return call(*words, **named)

        return faulty

    def install(self) -> None:
        fault, opened = self, Path.open

        class File(io.FileIO):
            def write(self, data: Any) -> int:
                if fault.step():
                    super().write(bytes(data)[: len(data) // 2])
                    fault.strike()
                return super().write(data)

            def close(self) -> None:
                was_open = not self.closed
                super().close()
                if was_open and fault.step():
                    fault.strike()

        def open_path(path: Path, mode: str = "r", *words: Any, **named: Any) -> Any:
            if mode != "xb":
                return opened(path, mode, *words, **named)
            if fault.step():
                fault.strike()
            return io.BufferedWriter(File(path, "xb"))

        for name in STEPS:
            setattr(os, name, self.before(getattr(os, name)))
        Path.open = open_path  # type: ignore[assignment]
        files.exchange = self.before(files.exchange)


def build(folder: Path, prepare: Callable[[], None]) -> None:
    """One build in `folder`; how it ended is written to `ended`, if it ended by itself."""
    os.environ["BOYIN_CACHE"] = str(folder / "cache")
    prepare()
    try:
        made = build_episode(folder / "article.md", cast="tone", output=folder / "output")
        ended = f"recorded {made.recorded}"
    except BoyinError as error:
        ended = f"refused {error}"
    except BaseException as error:
        ended = f"crashed {type(error).__name__}: {error}"
    handle = os.open(folder / "ended", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, ended.encode())


def forked(folder: Path, prepare: Callable[[], None], kill_after: float | None = None) -> str:
    """How a build in a process of its own ended."""
    (folder / "ended").unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            build(folder, prepare)
        finally:
            os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    ended = folder / "ended"
    return ended.read_text() if ended.exists() else "killed"


def content(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, but the one that locks are taken under, which stays."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".boyin.lock"
    }


class Sweep:
    """The same build under one fault after the other."""

    def __init__(self, folder: Path, *, fallback: bool) -> None:
        self.folder, self.fallback = folder, fallback
        self.problems: list[str] = []
        self.endings: Counter[str] = Counter()
        base = folder / "base"
        self.base = base
        base.mkdir(parents=True)
        # A cover of its own: drawing one takes most of a build as short as this.
        (base / "cover.png").write_bytes(png())
        (base / "article.md").write_text(OLD, encoding="utf-8")
        # Here, not in a fork: what is imported, compiled and measured by it serves every other.
        build(base, self.system)
        assert (base / "ended").read_text().startswith("recorded")
        (base / "output" / "fault" / "mine").mkdir()
        (base / "output" / "fault" / "mine" / "notes.txt").write_text("the user's own")
        self.old = content(base / "output")
        (base / "article.md").write_text(NEW, encoding="utf-8")
        clean = self.copy("clean")
        began = time.monotonic()
        assert forked(clean, self.system).startswith("recorded")
        self.seconds = time.monotonic() - began
        self.new = content(clean / "output")
        self.clips = len(list((clean / "cache").rglob("*.wav")))
        assert self.old != self.new

    def system(self) -> None:
        if self.fallback:
            files.exchange = lambda one, other: False

    def copy(self, name: str) -> Path:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return shutil.copytree(self.base, self.folder / name)

    def points(self, kind: str, every: int = 1) -> int:
        """Strikes at each step, or at every so many, until a build has none left; how many."""
        for place in range(1, MOST, every):
            fault = Fault(kind, place)
            folder = self.copy("struck")

            def prepare(fault: Fault = fault) -> None:
                self.system()
                fault.install()

            ended = forked(folder, prepare)
            self.check(folder, f"{kind} at {place}", ended)
            # A strike that did no harm is told from none by the steps after it.
            if ended.startswith("recorded") and place > self.steps():
                return place // every
        raise AssertionError("the build never ended")

    def steps(self) -> int:
        """The steps of a build without a fault."""
        if not hasattr(self, "_steps"):
            folder, fault = self.copy("counted"), Fault("kill", -1)
            read, write = os.pipe()

            def prepare() -> None:
                self.system()
                fault.install()

            child = os.fork()
            if child == 0:
                build(folder, prepare)
                os.write(write, str(fault.count).encode())
                os._exit(0)
            os.waitpid(child, 0)
            self._steps = int(os.read(read, 20))
        return self._steps

    def kills(self, count: int, seed: int) -> int:
        """Kills at random moments."""
        chance = random.Random(seed)
        for number in range(count):
            folder = self.copy("struck")
            moment = chance.uniform(0, self.seconds * 1.1)
            self.check(folder, f"kill {number}", forked(folder, self.system, moment))
        return count

    def check(self, folder: Path, what: str, ended: str) -> None:
        """What must hold after a fault, and after the build that follows it."""

        def wrong(text: str) -> None:
            self.problems.append(f"{what} ({ended}): {text}")

        self.endings[ended.split(maxsplit=1)[0]] += 1
        if ended.startswith("crashed"):
            wrong("not an error for people")
        found = content(folder / "output")
        shown = {name: data for name, data in found.items() if not name.startswith(".")}
        gap = self.fallback and not (folder / "output" / "fault").exists()
        if shown not in (self.old, self.new) and not gap:
            wrong("torn episode")
        if ended.startswith("recorded") and shown != self.new:
            wrong("it said success")
        clips = len(list((folder / "cache").rglob("*.wav")))
        again = forked(folder, self.system)
        if again != f"recorded {self.clips - clips}":
            wrong(f"lost clips: {again}, {clips} of {self.clips} were there")
        if content(folder / "output") != self.new:
            wrong("other bytes in the rerun")
        if verify(folder / "cache").damaged:
            wrong("damaged entry")


def main() -> None:
    kind, folder, every = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sweep = Sweep(folder, fallback="--fallback" in sys.argv)
    points = sweep.kills(int(kind), seed=int(kind)) if kind.isdigit() else sweep.points(kind, every)
    found = {"points": points, "endings": sweep.endings, "problems": sweep.problems}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
