"""The scripts: understood by a plain shell, and quick where everything is in place."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.making import write_article

SCRIPTS = Path(__file__).parents[1] / "scripts"
SHELL = ("environment", "episode", "test", "format", "bench", "fuzz")


@pytest.mark.parametrize("name", SHELL)
def test_shell_understands_it(name: str) -> None:
    subprocess.run(["sh", "-n", SCRIPTS / name], check=True)


def test_episode_works_from_another_folder(tmp_path: Path) -> None:
    path = write_article(tmp_path / "带 空格", "他走了。\n", "一 篇.md")
    done = subprocess.run(
        [SCRIPTS / "episode", path.relative_to(tmp_path), "--cast", "tone", "-q"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert (tmp_path / done.stdout.splitlines()[0]).is_file()


def test_episode_refuses_an_old_python(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    shutil.copytree(SCRIPTS, copy / "scripts")
    shutil.copy(SCRIPTS.parent / "pyproject.toml", copy)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "cmp", "sh"):
        (tools / name).symlink_to(str(shutil.which(name)))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    done = subprocess.run(
        [copy / "scripts" / "episode", "a.md"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "boyin needs Python 3.11 or newer; set PYTHON to one, or install it.\n"
    assert not (copy / ".venv").exists()
