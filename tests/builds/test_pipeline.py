"""The whole flow: an article becomes an episode, the same one every time, or none at all."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from boyin.builds.draft import preview, read_script
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.casts.cast_file import load_cast
from boyin.clips.recording import Progress
from boyin.engines.kokoro.graph import REWRITTEN_SHA256
from boyin.ground.errors import (
    ArticleError,
    CastError,
    EngineError,
    LexiconError,
    OutputError,
    ReadingError,
)
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE
from tests.making import ARTICLE, write_article

REAL = """\
# 一封信

车越来越快。他说：“The world is in peril.” 没有人回头。

## 后来

他走了。
"""


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def make(folder: Path, text: str = ARTICLE) -> Made:
    return make_episode(write_article(folder, text), cast="tone", output=folder / "output")


def test_second_run_records_nothing_and_changes_nothing(tmp_path: Path, empty_cache: Path) -> None:
    first = make(tmp_path)
    before = content(tmp_path / "output")
    second = make(tmp_path)
    texts = len(first.episode.document["segments"])
    assert (first.recorded, first.reused) == (texts, 0)
    assert (second.recorded, second.reused) == (0, texts)
    assert content(tmp_path / "output") == before
    assert len(list(empty_cache.rglob("*.wav"))) == texts


def test_same_article_gives_the_same_bytes_from_another_cache_and_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for name in ("here", "elsewhere"):
        monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / name / "cache"))
        made.append(make(tmp_path / name))
    assert [one.recorded for one in made] == [made[0].recorded] * 2
    assert made[0].recorded > 0
    here, elsewhere = (content(tmp_path / name / "output") for name in ("here", "elsewhere"))
    assert here
    assert here == elsewhere


def test_other_words_give_other_bytes(tmp_path: Path) -> None:
    here = make(tmp_path / "here").episode.mp3.read_bytes()
    there = make(tmp_path / "there", ARTICLE.replace("最后一段", "最后两段")).episode.mp3
    assert there.read_bytes() != here


def test_text_that_comes_twice_counts_once(tmp_path: Path, empty_cache: Path) -> None:
    made = make(tmp_path, "同一句话。\n\n同一句话。\n\n另一句话。\n")
    assert (made.recorded, made.reused) == (2, 0)
    assert len(made.episode.document["segments"]) == 3
    assert empty_cache.exists()


@pytest.mark.parametrize(
    ("text", "chapters"),
    [
        ("只有一段话。\n", ["article"]),
        ("---\ntitle: 有名字\n---\n\n只有一段话。\n", ["有名字"]),
        ("# 题目\n\n只有一段话。\n", ["题目"]),
        ("## 只有一章\n\n一段话。\n", ["只有一章"]),
        ("# 题目\n\n## 🎉\n\n一段话。\n\n##\n\n又一段。\n\n## 结尾\n\n完。\n", ["开场", "结尾"]),
        ("## 一\n\n## 二\n\n## 三\n", ["一", "二", "三"]),
        ("# 题目\n\n## 同名\n\n甲。\n\n## 同名\n\n乙。\n", ["开场", "同名", "同名"]),
    ],
)
def test_chapters_of_articles_of_all_shapes(tmp_path: Path, text: str, chapters: list[str]) -> None:
    _, script, _ = read_script(write_article(tmp_path, text), cast="tone")
    document = make(tmp_path, text).episode.document
    titles = [chapter["title"] for chapter in document["chapters"]]
    assert titles == chapters
    assert list(script.chapters) == titles, "what is shown beforehand is what comes out"
    for segment in document["segments"]:
        assert 0 <= segment["chapter"] < len(titles)


def test_article_chooses_its_cast_and_the_caller_overrules_it(tmp_path: Path) -> None:
    path = write_article(tmp_path, ARTICLE.replace("author:", "cast: trio\nauthor:"))
    plain = write_article(tmp_path, name="plain.md")
    assert read_script(path, cast=None)[2].name == "trio"
    assert read_script(path, cast="tone")[2].name == "tone"
    assert read_script(plain, cast=None)[2].name == "duo"


@pytest.mark.parametrize("date", ["2026-02-30", "0000-01-01"])
def test_date_that_is_none_is_an_article_error(tmp_path: Path, date: str) -> None:
    path = write_article(tmp_path, ARTICLE.replace("2026-02-09", date))
    with pytest.raises(ArticleError) as caught:
        make_episode(path, cast="tone", output=tmp_path / "output")
    assert str(caught.value) == (
        f"{path}:5: `{date}` is no date: there is no such day\n"
        "Write it 2026-02-09, or 2026-02-09 08:00 +0800."
    )


def test_progress_is_told_from_none_to_all(tmp_path: Path, empty_cache: Path) -> None:
    told: list[Progress] = []
    path = write_article(tmp_path)
    made = make_episode(path, cast="tone", output=tmp_path / "output", on_progress=told.append)
    assert [one.done for one in told] == list(range(made.recorded + 1))
    assert {one.total for one in told} == {made.recorded}
    assert empty_cache.exists()


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the user's own that is none."""
    path = tmp_path / "model.onnx"
    path.write_bytes(b"not a model")
    monkeypatch.setenv("BOYIN_KOKORO_MODEL", str(path))
    return path


def test_broken_engine_leaves_the_last_episode_alone(tmp_path: Path, no_model: Path) -> None:
    make(tmp_path)
    before = content(tmp_path / "output")
    with pytest.raises(EngineError) as caught:
        make_episode(tmp_path / "article.md", cast="duo", output=tmp_path / "output")
    assert caught.value.place == str(no_model)
    assert content(tmp_path / "output") == before
    assert [path.name for path in (tmp_path / "output").iterdir() if path.is_dir()] == [
        "shi-jie-chu-yu-wei-xian-zhi-zhong"
    ]


@pytest.mark.parametrize("text", ["", "   \n", "---\ntitle: 题\n---\n", "![](a.png)\n\n---\n"])
def test_article_without_words_writes_nothing(tmp_path: Path, empty_cache: Path, text: str) -> None:
    with pytest.raises(ArticleError):
        make(tmp_path, text)
    assert not empty_cache.exists()
    assert not (tmp_path / "output").exists()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Three short sentences with the real voices, one of them English."""
    folder = tmp_path_factory.mktemp("real")
    return make_episode(write_article(folder, REAL), cast="duo", output=folder / "output")


@pytest.fixture(scope="module")
def heard(real: Made) -> Samples:
    """The real episode, decoded by FFmpeg."""
    with av.open(str(real.episode.mp3)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_real_voices_read_what_is_theirs(real: Made) -> None:
    cast = load_cast("duo")
    assert [
        (one["role"], one["language"], one["voice"], one["written"])
        for one in real.episode.document["segments"]
    ] == [
        ("title", "zh", cast.voices["narration"].voice.name, "一封信"),
        ("narration", "zh", cast.voices["narration"].voice.name, "车越来越快。"),
        ("narration", "zh", cast.voices["narration"].voice.name, "他说："),
        ("english", "en", cast.voices["english"].voice.name, "The world is in peril."),
        ("narration", "zh", cast.voices["narration"].voice.name, "没有人回头。"),
        ("heading", "zh", cast.voices["narration"].voice.name, "后来"),
        ("narration", "zh", cast.voices["narration"].voice.name, "他走了。"),
    ]
    (engine,) = real.episode.document["engines"]
    assert engine["fingerprint"].startswith(f"kokoro-82m-1.0/{REWRITTEN_SHA256[:8]}")


def test_real_episode_is_as_long_as_it_says(real: Made, heard: Samples) -> None:
    duration = real.episode.document["duration"]
    assert heard.size / RATE == pytest.approx(duration, abs=5e-5)
    assert 8 < duration < 25


def test_real_heading_is_heard_at_its_chapter(real: Made, heard: Samples) -> None:
    opening, later = real.episode.document["chapters"]
    assert (opening["title"], later["title"]) == ("开场", "后来")
    start = round(later["start"] * RATE)
    assert np.abs(heard[start - round(0.4 * RATE) : start]).max() < 1e-3
    loud = np.abs(heard[start:]) > 0.01
    assert np.flatnonzero(loud)[0] / RATE <= 0.05


def test_every_real_segment_is_heard(real: Made, heard: Samples) -> None:
    for one in real.episode.document["segments"]:
        sound = heard[round(one["start"] * RATE) : round(one["end"] * RATE)]
        level = 20 * np.log10(np.sqrt(np.mean(sound.astype(np.float64) ** 2)))
        assert -30 < level < -10, one["written"]


def test_cast_of_the_front_matter_stands_beside_the_article(tmp_path: Path) -> None:
    text = "---\ncast: mine.yaml\n---\n他走了。\n"
    path = write_article(tmp_path / "a", text)
    (path.parent / "mine.yaml").write_text("engine: tone\nvoices: {narration: tone_bright}\n")
    assert read_script(path, cast=None)[2].name == "mine"


def test_wrong_cast_of_the_front_matter_names_its_line(tmp_path: Path) -> None:
    path = write_article(tmp_path, "---\ntitle: 题\ncast: nobody\n---\n文。\n")
    with pytest.raises(CastError) as caught:
        read_script(path, cast=None)
    assert caught.value.place == f"{path}:3"
    assert "nobody" in caught.value.message


def test_preview_refuses_what_a_build_would(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"article\.md:3: "):
        preview(write_article(tmp_path, "文。\n\nשלום\n"), cast="tone")


def test_output_is_tried_before_anything_is_recorded(tmp_path: Path, empty_cache: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(OutputError, match="no episode can be written there"):
        make(tmp_path)
    assert not (empty_cache / "clips").exists()


def test_titles_that_sound_alike_make_two_episodes_and_one_replaces_where_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    output = tmp_path / "output"
    one = write_article(tmp_path, "# 事实\n\n文。\n", "one.md")
    other = write_article(tmp_path, "# 实施\n\n又一篇。\n", "other.md")
    make_episode(one, cast="tone", output=output)
    assert not caplog.messages
    made = make_episode(other, cast="tone", output=output)
    assert made.episode.mp3 == output / "shi-shi-2" / "shi-shi-2.mp3"
    assert made.episode.document["source"] == "../other.md"
    assert len(caplog.messages) == 1
    assert f"“事实” from {one}; this one goes to" in caplog.messages[0]
    make_episode(other, cast="tone", output=output, replace=True)
    assert "another episode, which this one replaces" in caplog.messages[1]
    assert json.loads((output / "shi-shi" / "episode.json").read_bytes())["title"] == "实施"


def test_wrong_lexicon_beside_the_article_is_told_before_recording(
    tmp_path: Path, empty_cache: Path
) -> None:
    make(tmp_path)
    (tmp_path / "article.lexicon.yaml").write_text("章: {read: zhang}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"article\.lexicon\.yaml:1: "):
        make(tmp_path)
    with pytest.raises(LexiconError):
        preview(tmp_path / "article.md", cast="tone")
