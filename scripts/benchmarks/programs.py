"""Two programs over the same sentences, from command to file: boyin's, and kokoro-tts.

kokoro-tts wants another kokoro-onnx than the one the extra `bench` brings, so it lives in an
environment of its own, and is told where the same weights and voices are.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import soundfile

_VOICE = "zf_xiaoxiao"
_CAST = f"engine: kokoro\nvoices:\n  narration: {_VOICE}\n"


@dataclass(frozen=True, slots=True)
class Programs:
    """Seconds that each took for a second of what it says."""

    boyin: float
    """With everything a build does: an MP3, chapters, transcripts, a book."""
    peer: float
    """A WAV file."""


def compare(peer: Path, texts: Sequence[str], *, weights: Path, styles: Path) -> Programs:
    """Runs both over `texts`, in a folder of their own: that of `weights`.

    weights, styles: the model and the voices as kokoro-onnx reads them. Raises ClickException with
    the last that was said if one of the programs fails.
    """
    folder = weights.parent
    (folder / "text.txt").write_text("\n".join(texts) + "\n", "utf-8")
    (folder / "cast.yaml").write_text(_CAST, "utf-8")
    return Programs(_boyin(folder), _peer(peer, folder, weights, styles))


def _boyin(folder: Path) -> float:
    program = Path(sys.executable).with_name("boyin")
    env = {**os.environ, "BOYIN_CACHE": str(folder / "cache")}
    warm_up = [program, "say", "好。", "--voice", _VOICE, "-o", folder / "first.wav"]
    # The first use ever writes the model; the peer finds its own written.
    _seconds(warm_up, env)
    make = [program, "make", folder / "text.txt", "--cast", folder / "cast.yaml", "-o", folder]
    seconds = _seconds(make, env)
    (manifest,) = folder.glob("*/episode.json")
    return seconds / float(json.loads(manifest.read_bytes())["duration"])


def _peer(program: Path, folder: Path, weights: Path, styles: Path) -> float:
    sound = folder / "peer.wav"
    asked: list[object] = [program, folder / "text.txt", sound]
    asked += ["--lang", "cmn", "--voice", _VOICE, "--model", weights, "--voices", styles]
    return _seconds(asked, dict(os.environ)) / float(soundfile.info(sound).duration)


def _seconds(command: Sequence[object], env: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run([*map(str, command)], env=env, check=False, capture_output=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise click.ClickException(f"{command[0]} failed: {said[-1] if said else 'without a word'}")
    return seconds
