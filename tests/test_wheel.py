"""The wheel holds everything: casts, lexicon and voice data work outside the checkout."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from boyin.casts.cast_file import shipped_casts
from tests.making import boyin, write_article

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `boyin` of a new environment with the built wheel in it.

    The dependencies are lent by the environment that runs the tests. Python does not follow the
    .pth files of a folder it is lent, so the checkout's own boyin stays out of sight.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, CHECKOUT)
    (wheel,) = folder.glob("*.whl")
    home = folder / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = next(home.glob("lib/python*/site-packages"))
    install = ("-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet")
    run(sys.executable, *install, wheel)
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "boyin"


def run(*words: str | Path) -> str:
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_installed_command_is_the_wheels(installed: Path) -> None:
    place = run(installed.with_name("python"), "-c", "import boyin; print(boyin.__file__)").strip()
    assert Path(place).is_relative_to(installed.parents[1])


def test_casts_and_voices_come_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    document = json.loads(boyin("voices", "--json", program=installed, cwd=tmp_path).out)
    assert [cast["name"] for cast in document["casts"]] == list(shipped_casts())
    assert len(document["voices"]) > 16


def test_wheel_makes_an_episode(installed: Path, tmp_path: Path) -> None:
    path = write_article(tmp_path, "# 题\n\n重庆的 Qwen 说：“The world is in peril.”\n")
    ran = boyin("make", path, "--json", "-q", program=installed, cwd=tmp_path)
    assert ran.status == 0, ran.err
    summary = json.loads(ran.out)
    assert summary["cast"] == "duo"
    assert (tmp_path / summary["mp3"]).is_file()


def test_wheel_carries_the_licences(installed: Path) -> None:
    names = [str(path) for path in installed.parents[1].rglob("LICENSE")]
    assert [name for name in names if "boyin-" in name]
    for part in ("kokoro", "mandarin", "english"):
        assert [name for name in names if f"voices/{part}/LICENSE" in name]
