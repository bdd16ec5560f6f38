"""`boyin feed` and `make --feed` as a person uses them, and what a kill in between leaves."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tests.making import boyin, write_article
from tests.publishing import BASE, write_show

SLUG = "shi-jie-chu-yu-wei-xian-zhi-zhong"
ARTICLE = """\
# 世界处于危险之中

开头的一段话。它有两句。

## 第一章

最后一段。
"""
KILL = """\
import os, signal, sys
real, name = os.replace, sys.argv.pop(1)
def replace(source, target):
    if str(target).endswith(name):
        os.kill(os.getpid(), signal.SIGKILL)
    real(source, target)
os.replace = replace
from boyin.cli import main
main()
"""
"""Runs the command, and pulls the plug just before a file of that name takes its place."""


def items(folder: Path) -> dict[str, tuple[str, str]]:
    """GUID and day by title; every address of ours leads to a file of the length told."""
    told = {}
    for item in etree.fromstring((folder / "output" / "feed.xml").read_bytes()).iter("item"):
        told[item.findtext("title") or ""] = (
            item.findtext("guid") or "",
            item.findtext("pubDate") or "",
        )
        for one in item.iter():
            address = one.get("url") or one.get("href") or ""
            if address.startswith(BASE):
                path = folder / "output" / address.removeprefix(BASE)
                assert path.is_file()
                assert int(one.get("length") or path.stat().st_size) == path.stat().st_size
    return told


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show and an article, made and published, with an item added by hand."""
    tmp_path = tmp_path_factory.mktemp("feed")
    write_show(tmp_path)
    write_article(tmp_path, ARTICLE)
    ran = boyin("make", "article.md", "--cast", "tone", "-q", "--feed", cwd=tmp_path)
    assert ran.status == 0, ran.err
    assert ran.out.splitlines()[-3:] == ["output/feed.xml", "1 episode.", BASE + "feed.xml"]
    path = tmp_path / "output" / "feed.xml"
    hand = "<item><title>手</title><guid>hand</guid></item></channel>"
    path.write_text(path.read_text("utf-8").replace("</channel>", hand), "utf-8")
    return tmp_path


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it to be changed."""
    return shutil.copytree(made, tmp_path / "folder")


def test_two_articles_become_one_feed_and_an_edit_changes_nobody(folder: Path) -> None:
    before = items(folder)
    assert before.keys() == {"世界处于危险之中", "手"}
    write_article(folder, "# 另一篇\n\n别的话。\n", "other.md")
    write_article(folder, ARTICLE.replace("最后一段。", "改过的最后一段，长了一点。"))
    for name in ("other.md", "article.md"):
        ran = boyin("make", name, "--cast", "tone", "-q", cwd=folder)
        assert ran.status == 0, ran.err
    ran = boyin("feed", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[1] == "2 episodes, 1 other item."
    after = items(folder)
    assert {title: after[title] for title in before} == before
    assert after.keys() - before.keys() == {"另一篇"}
    assert boyin("feed", cwd=folder).out.splitlines()[1].endswith("Nothing has changed.")


def test_article_under_a_new_title_and_name_is_the_same_episode(folder: Path) -> None:
    before = items(folder)
    (folder / "article.md").unlink()
    write_article(folder, ARTICLE.replace("世界处于危险之中", "一封信"), "letter.md")
    ran = boyin("make", "letter.md", "--cast", "tone", "-q", "--feed", cwd=folder)
    assert ran.status == 0
    assert "it keeps its GUID and its day in the feed" in ran.err
    assert items(folder) == {"一封信": before["世界处于危险之中"], "手": before["手"]}


@pytest.mark.parametrize("name", [f"/{SLUG}.vtt", "output/feed.xml"])
def test_kill_loses_nothing_and_the_next_run_completes(folder: Path, name: str) -> None:
    before, feed = items(folder), (folder / "output" / "feed.xml").read_bytes()
    write_article(folder, ARTICLE.replace("最后一段。", "改过的最后一段，长了一点。"))
    command = ("make", "article.md", "--cast", "tone", "-q", "--feed")
    killed = subprocess.run([sys.executable, "-c", KILL, name, *command], cwd=folder, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (folder / "output" / "feed.xml").read_bytes() == feed
    if name != "output/feed.xml":
        # The new episode was half written, beside the old one: that is what is still published.
        assert boyin("feed", cwd=folder).status == 0
        assert (folder / "output" / "feed.xml").read_bytes() == feed
    ran = boyin(*command, cwd=folder)
    assert ran.status == 0, ran.err
    assert items(folder) == before
    assert (folder / "output" / "feed.xml").read_bytes() != feed


def test_mistakes_are_told_before_anything_is_recorded(tmp_path: Path) -> None:
    write_article(tmp_path)
    ran = boyin("make", "article.md", "--cast", "tone", "--feed", cwd=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "boyin: Copy examples/show.yaml to start with.\nboyin: show.yaml: there is no such file\n"
    )
    write_show(tmp_path)
    ran = boyin("feed", cwd=tmp_path)
    assert ran.status == 1
    assert "Run `boyin make` on an article first." in ran.err
    ran = boyin("serve", cwd=tmp_path)
    assert ran.err == "boyin: Run `boyin make` first.\nboyin: output: there is no such folder\n"
