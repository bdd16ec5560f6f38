"""What can't be said is told whole; where that is asked for, it is left out and listed."""

import json
from pathlib import Path

import pytest

from tests.making import boyin

TEXT = "# 题\n\n甲句好。他说 שלום 再见。乙句好。\n\n## สวัสดี\n\n丙句好。\n\n## 末\n\n丁句好。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["show", "plan", "make"])
def test_all_places_that_cannot_be_said_are_told_at_once(command: str, article: Path) -> None:
    ran = boyin(command, article, "--cast", "tone")
    assert ran.status == 1
    assert "2 sentences can't be said" in ran.err
    assert f"{article}:3: nobody here knows how to say 'ש'" in ran.err
    assert f"{article}:5: nobody here knows how to say 'ส'" in ran.err
    assert "--skip-unsayable" in ran.err


def test_sentences_that_cannot_be_said_are_left_out_and_listed(article: Path) -> None:
    ran = boyin("show", article, "--cast", "tone", "--skip-unsayable", "--json")
    assert ran.status == 0, ran.err
    shown = json.loads(ran.out)
    said = "".join(one["written"] for one in shown["segments"])
    assert said == "题甲句好。乙句好。丙句好。末丁句好。"
    left_out = [one["text"] for one in shown["skipped"] if one["reason"] == "can't be said"]
    assert left_out == ["他说 שלום 再见。", "สวัสดี"]
    assert f"{article}:3: left out, for it can't be said: “他说 שלום 再见。”" in ran.err


def test_the_folder_may_say_it_for_all_its_articles(article: Path) -> None:
    (article.parent / "boyin.yaml").write_text("unsayable: skip\n", encoding="utf-8")
    ran = boyin("make", article, "--cast", "tone", "-o", article.parent / "out", "--json")
    assert ran.status == 0, ran.err
    manifest = json.loads(Path(json.loads(ran.out)["manifest"]).read_text("utf-8"))
    assert sum(one["reason"] == "can't be said" for one in manifest["skipped"]) == 2
    assert [one["title"] for one in manifest["chapters"]][-1] == "末"


def test_an_article_of_which_nothing_is_left_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_text("สวัสดี\n", encoding="utf-8")
    ran = boyin("show", path, "--skip-unsayable")
    assert ran.status == 1
    assert "there is nothing in it that can be said" in ran.err
