"""What several test files make and run: an article, its speeches and clips, the command."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from boyin.article.article import parse_article
from boyin.casts.cast import Cast
from boyin.casts.cast_file import load_cast
from boyin.clips.clips import Clip, Order
from boyin.clips.recording import Recorder, record
from boyin.clips.store import ClipStore
from boyin.engines.base import Engine, Recording, Voice, VoiceInfo
from boyin.engines.tone import ToneEngine
from boyin.ground.languages import Language
from boyin.master.assembly import Assembly, Stores, assemble
from boyin.master.music import read_sounds
from boyin.master.slice_store import SliceStore
from boyin.master.slices import Recipe, recipes_of
from boyin.normalization.speech import Speech, to_speech
from boyin.pronunciation.lexicon import Lexicon
from boyin.script.script import split_article
from boyin.sound.samples import Samples

ARTICLE = """\
---
title: 世界处于危险之中
author: 播音
summary: 一封辞职信。
date: 2026-02-09
---

# 世界处于危险之中

开头的一段话。它有两句。

## 第一章

正文的第一段，比开头长一些，因为要说的话更多。

他说：“The world is in peril.” 然后走了。

> 引用的一句话。

## 第二章

- 第一项
- 第二项

最后一段。
"""
"""Two headings, so three chapters; every kind of border but the rare ones."""

CHAPTERS = ("开场", "第一章", "第二章")


def write_article(folder: Path, text: str = ARTICLE, name: str = "article.md") -> Path:
    """An article's file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode())
    return path


def speeches_of(text: str = ARTICLE, cast: Cast | None = None) -> list[Speech]:
    """What is said for an article of this text."""
    chosen = cast or load_cast("tone")
    script = split_article(parse_article(text, "article.md"), chosen.routing)
    return [to_speech(segment) for segment in script.segments]


def record_tone(
    text: str, folder: Path, *, engine: Engine | None = None
) -> tuple[tuple[Clip, ...], ClipStore]:
    """The clips of an article of this text, hummed, and the store they are in."""
    cast, store = load_cast("tone"), ClipStore(folder)
    engines = {"tone": engine or ToneEngine()}
    return record(
        speeches_of(text, cast), cast=cast, engines=engines, store=store, lexicon=Lexicon()
    ), store


def frames_of(clips: Sequence[Clip], store: ClipStore, cast: Cast | None = None) -> list[bytes]:
    """The MP3 frames of every slice of an episode of these hummed clips."""
    engine = ToneEngine()
    orders = [
        Order(clip.speech, clip.key, clip.cast_voice, engine, clip.speech.spoken) for clip in clips
    ]
    stores = Stores(store, SliceStore(store.folder.with_name(f"{store.folder.name}-slices")))
    chosen = cast or load_cast("tone")
    recipes = recipes_of(orders, chosen, read_sounds(chosen))
    return list(assembled(recipes, stores).frames(stores))


def assembled(recipes: Sequence[Recipe], stores: Stores) -> Assembly:
    """The recipes, recorded and encoded as far as the stores lack them."""
    with Recorder(stores.clips) as recorder:
        return assemble(recipes, stores, recorder)


def png() -> bytes:
    """A picture of one grey point (ISO/IEC 15948)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + zlib.crc32(name + data).to_bytes(4)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


@dataclass
class CountingEngine:
    """A tone engine that remembers what it spoke, and spoils the texts it is told to."""

    spoiled: Mapping[str, Samples | Exception] = field(default_factory=dict)
    """What comes of the texts that hold the key, in place of the tone."""
    fingerprint: str = "counting/1"
    workers: int = 1
    deterministic: bool = True
    spoken: list[str] = field(default_factory=list)
    tone: ToneEngine = field(default_factory=ToneEngine)
    name: str = "tone"

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self.tone.voices()

    def check_voice(self, voice: Voice) -> None:
        self.tone.check_voice(voice)

    def language(self, voice: Voice) -> Language:
        return self.tone.language(voice)

    def warm_up(self) -> None:
        self.tone.warm_up()

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        return self.tone.pronounce(spoken, language, voice=voice, lexicon=lexicon)

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        self.spoken.append(pronounced)
        recording = self.tone.synthesize(pronounced, voice)
        for part, instead in self.spoiled.items():
            if part in pronounced:
                if isinstance(instead, Exception):
                    raise instead
                return Recording(instead.astype(np.float32), recording.rate)
        return recording


PROGRAM = Path(sys.executable).with_name("boyin")


def visible(folder: Path) -> list[Path]:
    """What a person sees in a folder; the lock of builds is hidden. Nothing where there is none."""
    held = sorted(folder.iterdir()) if folder.exists() else []
    return [path for path in held if not path.name.startswith(".")]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str


def boyin(
    *words: str | Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: bytes = b"",
    program: Path = PROGRAM,
    timeout: float = 100,
) -> Ran:
    """Runs the command in a process of its own, as a user does."""
    done = subprocess.run(
        [program, *map(str, words)],
        env=env,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def run_and_look(*words: str) -> tuple[str, set[str]]:
    """What the command prints, and the modules it has loaded at its end."""
    program = (
        "import sys; from boyin.cli import main\n"
        f"try: main({list(words)})\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return ran.stdout, set(ran.stderr.splitlines()[-1].split())
