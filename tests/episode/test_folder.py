"""A folder belongs to the article that made it, whatever other articles are called."""

import json
from pathlib import Path
from typing import Any

import pytest

from boyin.episode.folder import IDENTITY, MANIFEST, Claim, Place, place_of, tell
from boyin.episode.likeness import OTHER as OTHER_TEXT
from boyin.episode.likeness import runs_in_common, sentences_in_common
from boyin.episode.origin import Origin, source_of

GREETING = "大家早上好，欢迎收听每日一词，请订阅我们的节目，并且推荐给朋友。"
GOODBYE = "今天的节目就到这里，祝您今天一切顺利，我们明天早上七点，不见不散。"
NEWS = ("这一周下了大雨。", "河水涨了三尺。", "桥断了两座。")
OTHER = ("书店开张了。", "来了许多孩子。", "他们坐在地上看书。")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "output").mkdir()
    return tmp_path / "output"


def claim(output: Path, article: str, written: tuple[str, ...], **given: Any) -> Claim:
    """What the article `article` beside the output folder asks for."""
    source = f"../{article}" if article else ""
    if article:
        (output / source).write_text("".join(written), encoding="utf-8")
    origin = Origin(source, given.pop("date", ""), written)
    known = {"output": output, "slug": "news", "origin": origin}
    return Claim(**{**known, **given})


def stand(claim: Claim, *, published: bool = False, **given: Any) -> Path:
    """Builds the episode where it belongs: as far as folders go, its manifest."""
    place = place_of(claim)
    place.folder.mkdir(exist_ok=True)
    origin = claim.origin
    document = {
        "schema": 1,
        "source": origin.source,
        "title": "本周新闻",
        "date": origin.date,
        "segments": [{"written": one} for one in origin.written],
    } | given
    text = json.dumps({k: v for k, v in document.items() if v is not None}, indent=1)
    (place.folder / MANIFEST).write_text(text, encoding="utf-8")
    if published:
        (place.folder / IDENTITY).write_text("{}")
    return place.folder


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def test_another_article_with_that_title_gets_a_folder_of_its_own_at_every_build(
    output: Path,
) -> None:
    weeks = [
        claim(output, f"w{n}.md", (GREETING, f"第{n}周的事。", GOODBYE), date=f"2026-03-0{n}")
        for n in range(1, 5)
    ]
    undated = [claim(output, f"u{n}.md", (GREETING, f"{n}号的事。", GOODBYE)) for n in range(2)]
    first = [stand(one) for one in (*weeks, *undated)]
    assert names(output) == [
        "news",
        "news-2",
        "news-2026-03-02",
        "news-2026-03-03",
        "news-2026-03-04",
        "news-3",
    ]
    assert [stand(one) for one in reversed((*weeks, *undated))] == first[::-1]


def test_two_parts_of_one_day_are_two(output: Path) -> None:
    parts = [
        claim(output, f"p{hour}.md", NEWS, date=f"2026-03-01T{hour}:00:00") for hour in (8, 12, 20)
    ]
    assert len({stand(one) for one in parts}) == 3
    assert names(output) == ["news", "news-2026-03-01", "news-2026-03-01-2"]


@pytest.mark.parametrize("slug", ["news", "di-1-qi", "top-2"])
def test_folder_of_a_longer_name_is_no_namesake(output: Path, slug: str) -> None:
    longer = claim(output, "a.md", NEWS, slug=f"{slug}-of-the-world")
    stand(longer)
    (output / "../a.md").unlink()
    assert place_of(claim(output, "b.md", NEWS, slug=slug)) == Place(output / slug)


def test_moved_article_is_known_by_its_text_and_by_no_less(output: Path) -> None:
    folder = stand(claim(output, "a.md", (GREETING, *NEWS, GOODBYE)))
    moved = claim(output, "b.md", (GREETING, *NEWS, GOODBYE, "完。"))
    assert place_of(moved).folder != folder, "its article is still there"
    (output / "../a.md").unlink()
    assert place_of(moved) == Place(folder)
    assert place_of(claim(output, "b.md", (GREETING, *OTHER, GOODBYE))).folder != folder
    other_day = claim(output, "b.md", (GREETING, *NEWS, GOODBYE), date="2026-03-08")
    assert place_of(other_day).folder == folder, "one of them has no day"
    stand(other_day)
    (output / "../b.md").unlink()
    later = claim(output, "c.md", (GREETING, *NEWS, GOODBYE), date="2026-03-15")
    assert place_of(later).folder != folder


def test_of_two_episodes_with_its_text_neither_is_taken(output: Path) -> None:
    for name in ("a.md", "b.md"):
        stand(claim(output, name, NEWS))
    for name in ("a.md", "b.md"):
        (output / ".." / name).unlink()
    assert place_of(claim(output, "c.md", NEWS)).folder.name == "news-3"


def test_a_file_that_is_written_anew_every_week_makes_an_episode_a_week(output: Path) -> None:
    first = stand(claim(output, "week.md", (GREETING, *NEWS, GOODBYE), date="2026-03-01"))
    second = claim(output, "week.md", (GREETING, *OTHER, GOODBYE), date="2026-03-08")
    assert stand(second) != first
    edited = claim(output, "week.md", (GREETING, *OTHER, "还卖茶。", GOODBYE), date="2026-03-08")
    assert stand(edited).name == "news-2026-03-08"
    assert names(output) == ["news", "news-2026-03-08"]


@pytest.mark.parametrize("published", [False, True])
def test_undated_article_may_change_wholly_until_it_is_published(
    output: Path, published: bool
) -> None:
    folder = stand(claim(output, "a.md", NEWS), published=published)
    assert (stand(claim(output, "a.md", OTHER)) == folder) is not published
    proof_read = tuple(one.replace("了", "过") for one in NEWS)
    assert stand(claim(output, "a.md", proof_read)) == folder


@pytest.mark.parametrize("unknown", [None, ""])
def test_episode_of_an_unknown_file_is_known_by_its_text(output: Path, unknown: str | None) -> None:
    folder = stand(claim(output, "a.md", NEWS, date="2026-03-01"), source=unknown)
    edited = claim(output, "a.md", (*NEWS, "雨停了。"), date="2026-03-01")
    assert place_of(edited).folder == folder, "most of it, of that day"
    assert place_of(claim(output, "a.md", (*NEWS, "雨停了。"))).folder != folder
    assert place_of(claim(output, "a.md", NEWS)).folder == folder
    assert place_of(claim(output, "a.md", OTHER, date="2026-03-01")).folder != folder


def test_article_from_standard_input_is_known_by_its_text(output: Path) -> None:
    first = stand(claim(output, "", NEWS))
    second = stand(claim(output, "", OTHER))
    assert first != second
    assert (stand(claim(output, "", NEWS)), stand(claim(output, "", OTHER))) == (first, second)


def test_what_is_asked_for_is_replaced_and_told(
    output: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = stand(claim(output, "a.md", NEWS))
    tell(place_of(claim(output, "a.md", NEWS, asked_for=True)))
    assert not caplog.text
    tell(place_of(claim(output, "b.md", OTHER)))
    article = output.parent / "a.md"
    assert (
        f"{folder} holds another article's episode, “本周新闻” from {article}; this one goes to "
        f"{output / 'news-2'} (to replace that one, use --replace)"
    ) in caplog.text
    caplog.clear()
    wanted = place_of(claim(output, "b.md", OTHER, asked_for=True))
    assert wanted.replaces
    tell(wanted)
    assert f"“本周新闻” from {article}, another episode, which this one replaces" in caplog.text
    caplog.clear()
    stand(claim(output, "b.md", OTHER, asked_for=True))
    assert stand(claim(output, "b.md", OTHER)) == folder, "and now it is its own"


def test_article_is_named_from_where_the_output_was_named(
    output: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(claim(output, "a.md", NEWS))
    (output.parent / "elsewhere").mkdir()
    link = output.parent / "elsewhere" / "link"
    link.symlink_to(output)
    monkeypatch.chdir(output.parent)
    for given, said in (
        (Path(output.name), "a.md"),
        (link.relative_to(output.parent), str(output.parent / "a.md")),
    ):
        caplog.clear()
        tell(place_of(claim(given, "b.md", OTHER)))
        assert f"from {said};" in caplog.text


@pytest.mark.parametrize("article", ["a.md", "b.md"])
def test_broken_manifest_still_says_whose_it_is(output: Path, article: str) -> None:
    folder = stand(claim(output, "a.md", NEWS))
    path = folder / MANIFEST
    path.write_bytes(path.read_bytes()[:-9] + b"\xff")
    own = place_of(claim(output, article, NEWS)).folder == folder
    assert own == (article == "a.md")


def test_path_holds_where_all_is_moved_and_where_it_is_a_link(tmp_path: Path) -> None:
    for place in ("here", "there"):
        folder = tmp_path / place / "articles"
        folder.mkdir(parents=True)
        (folder / "a.md").write_text("文")
        (folder / "b.md").symlink_to("a.md")
        output = folder.parent / "output"
        assert source_of(str(folder / "a.md"), output) == "../articles/a.md"
        assert source_of(str(folder / "b.md"), output) == "../articles/b.md"
    (tmp_path / "link").symlink_to("here")
    linked = str(tmp_path / "link" / "articles" / "a.md")
    assert source_of(linked, tmp_path / "here" / "output") == "../articles/a.md"
    assert not source_of("standard input", tmp_path)
    assert not source_of(str(tmp_path / "\udcff.md"), tmp_path)


def test_likeness_of_a_show_and_of_a_proof_reading() -> None:
    one, other = (GREETING, NEWS[0], GOODBYE), (GREETING, OTHER[0], GOODBYE)
    assert 0.8 < sentences_in_common(one, other) < 0.9
    read = tuple(sentence.replace("了", "过") for sentence in NEWS)
    assert sentences_in_common(NEWS, read) == 0
    assert runs_in_common(NEWS, read) > OTHER_TEXT > runs_in_common(NEWS, OTHER)
    assert sentences_in_common((), ()) == 0
