"""`scripts/voices --check` knows whole voice data from damaged."""

import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the script needs: it may run before anything is installed."""
    for name in (
        "scripts/voices",
        "src/boyin/__init__.py",
        "src/boyin/ground/errors.py",
        "src/boyin/ground/files.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, tmp_path / name)
    shutil.copytree(CHECKOUT / "voices" / "kokoro", tmp_path / "voices" / "kokoro")
    return tmp_path


def check(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [str(checkout / "scripts" / "voices"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_shipped_voice_data_is_whole(checkout: Path) -> None:
    done = check(checkout)
    folder = checkout / "voices" / "kokoro"
    assert done.stdout == f"17 files of voice data verified in {folder}\n"
    assert (done.stderr, done.returncode) == ("", 0)


def test_damaged_and_missing_files_are_all_named(checkout: Path) -> None:
    folder = checkout / "voices" / "kokoro"
    with (folder / "bf_emma.bin").open("r+b") as file:
        file.write(b"damage")
    (folder / "vocabulary.json").unlink()
    done = check(checkout)
    assert done.returncode == 1
    assert "bf_emma.bin is damaged: its SHA-256 is " in done.stderr
    assert "vocabulary.json is missing" in done.stderr
    assert "scripts/voices --fetch" in done.stderr
    assert done.stdout == ""


def test_license_stands_beside_the_voices() -> None:
    folder = CHECKOUT / "voices" / "kokoro"
    text = (folder / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
