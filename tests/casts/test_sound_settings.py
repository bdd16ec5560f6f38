"""Casts and `boyin.yaml` say how an episode sounds; what they say wrongly has its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from boyin.builds.draft import draft_episode, read_script
from boyin.casts.cast import Cast, CastVoice, Pacing
from boyin.casts.cast_file import load_cast
from boyin.casts.sound_settings import with_own_file
from boyin.casts.transitions import Bed, Transition, default_transitions, plain, sound_of
from boyin.engines.base import Voice
from boyin.ground.errors import ArticleError, CastError
from boyin.script.retakes import Retake
from tests.making import boyin, write_article

CAST = Cast(
    name="mine",
    voices={"narration": CastVoice("tone", Voice("tone_low", speed=1.5))},
    pacing=Pacing(sentence=0.4, roles={"note": {"sentence": 0.2, "item": 0.3}}),
)


def applied(folder: Path, text: str, cast: Cast = CAST) -> Cast:
    (folder / "boyin.yaml").write_text(text, encoding="utf-8")
    return with_own_file(cast, folder)


def test_without_a_file_or_with_an_empty_one_the_cast_stays(tmp_path: Path) -> None:
    assert with_own_file(CAST, tmp_path) == CAST
    assert applied(tmp_path, "# nothing yet\n") == CAST


def test_what_the_file_names_is_changed_and_nothing_else(tmp_path: Path) -> None:
    text = """\
speed: 1.2
loudness: -19
pauses:
  heading: 1.5
  roles: {note: {sentence: 0.1}, image: {paragraph: 2}}
transitions:
  intro: {style: glow, gain: -6, bed: {lead: 5, duck: -20}}
  section: sting.mp3
  voice: {file: music/short.ogg, from: 1.5, seconds: 0.8, fade_in: 0.1, fade_out: 0.2}
  outro: {style: bowl, bed: yes}
"""
    intro = plain(sound_of("glow", "intro"), "intro")
    assert applied(tmp_path, text) == replace(
        CAST,
        speed=1.2,
        loudness=-19.0,
        pacing=Pacing(
            sentence=0.4,
            heading=1.5,
            roles={"note": {"sentence": 0.1, "item": 0.3}, "image": {"paragraph": 2.0}},
        ),
        transitions={
            **default_transitions(),
            "intro": replace(intro, gain=-6.0, bed=Bed(lead=5.0, duck=-20.0)),
            "section": plain(tmp_path / "sting.mp3", "section"),
            "voice": Transition(
                path=tmp_path / "music/short.ogg",
                gain=-6.0,
                begin=1.5,
                seconds=0.8,
                fade_in=0.1,
                fade_out=0.2,
            ),
            "outro": replace(plain(sound_of("bowl", "outro"), "outro"), bed=Bed()),
        },
    )


@pytest.mark.parametrize("text", ["transitions: none", "transitions: {chapter: none}"])
def test_none_is_nothing(tmp_path: Path, text: str) -> None:
    assert applied(tmp_path, text).transitions == {}


WRONG = {
    "speed: 3": (1, "speed can't be `3`"),
    "loudness: 16": (1, "loudness can't be `16`"),
    "voices: {narration: x}": (1, "`boyin.yaml` has no `voices`"),
    "pauses: {comma: 1}": (1, "`pauses` has no `comma`"),
    "pauses: {heading: 0.1}": (1, "the pause `heading` can't be `0.1`"),
    "pauses:\n  roles:\n    poet: {sentence: 1}": (3, "`roles` has no `poet`"),
    "pauses:\n  roles:\n    note: {sentence: 11}": (3, "the pause `sentence` can't be `11`"),
    "pauses: {roles: {note: {roles: {}}}}": (1, "the pauses of `note` has no `roles`"),
    "transitions:\n  end: chime": (2, "`transitions` has no `end`"),
    "transitions: chime": (1, "`transitions` is a list of `name: value` lines"),
    "transitions:\n  intro: gong": (2, "there is no transition `gong`"),
    "transitions:\n  intro: {gain: 3}": (2, "a transition has either a `style` or a `file`"),
    "transitions:\n  intro: {style: glow, file: a.mp3}": (2, "a transition has either a `style`"),
    "transitions:\n  intro:\n    style: glow\n    gain: 20": (4, "gain can't be `20`"),
    "transitions:\n  chapter: {style: glow, bed: yes}": (
        2,
        "a transition at `chapter` has no `bed`",
    ),
    "transitions:\n  chapter: {file: a.mp3, seconds: 60}": (2, "seconds can't be `60`"),
    "transitions:\n  intro: {style: glow, bed: often}": (2, "`bed` can't be `often`"),
    "transitions:\n  intro: {style: glow, bed: {duck: 3}}": (2, "duck can't be `3`"),
    "transitions:\n  intro: {style: [glow]}": (2, "one value is expected here"),
}


@pytest.mark.parametrize("text", WRONG)
def test_mistake_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    line, message = WRONG[text]
    with pytest.raises(CastError) as caught:
        applied(tmp_path, text)
    assert caught.value.place == f"{tmp_path / 'boyin.yaml'}:{line}"
    assert message in caught.value.message
    assert caught.value.remedy


def test_missing_sound_stops_every_command_before_anything_is_recorded(
    tmp_path: Path, empty_cache: Path
) -> None:
    article = write_article(tmp_path)
    (tmp_path / "boyin.yaml").write_text("transitions:\n  outro: end.mp3\n")
    for command in ("plan", "make"):
        ran = boyin(command, article, "--cast", "tone", "-o", tmp_path / "output")
        assert ran.status == 1
        assert ran.err.splitlines()[-2:] == [
            "boyin: Name another file, or take the line away.",
            f"boyin: {tmp_path}/boyin.yaml:2: the sound {tmp_path}/end.mp3 can't be read: "
            "No such file or directory",
        ]
    assert not empty_cache.exists()
    assert not (tmp_path / "output").exists()


def test_speed_counts_for_all_voices_and_the_option_wins(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    (tmp_path / "boyin.yaml").write_text("speed: 1.2\n")

    def speeds(speed: float | None = None) -> set[float]:
        draft = draft_episode(article, cast="tone", output=tmp_path / "output", speed=speed)
        return {order.voice.speed for recipe in draft.recipes for order in recipe.orders}

    assert speeds() == {1.2}
    assert speeds(0.9) == {0.9}
    assert speeds(1.0) == {1.0}


def test_speed_applies_to_a_voice_at_its_own_pace() -> None:
    cast = replace(CAST, speed=1.2)
    retake = Retake(segment="a", text="", around="", speed=0.5)
    assert cast.reader_of("narration", "zh", None).voice.speed == 1.8
    assert cast.reader_of("narration", "zh", retake).voice.speed == 0.6
    with pytest.raises(CastError, match=r"tone_low would read at 2\.25 times its own pace"):
        replace(CAST, speed=1.5).reader_of("narration", "zh", None)


def test_speed_that_a_voice_cannot_read_at_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "cast.yaml").write_text(
        "engine: tone\nvoices:\n  narration: tone_low\n  heading: {voice: tone_low, speed: 1.9}\n"
    )
    article = write_article(tmp_path, "一句。\n\n## 章\n")
    cast = str(tmp_path / "cast.yaml")
    with pytest.raises(CastError) as caught:
        draft_episode(article, cast=cast, output=tmp_path / "output", speed=1.2)
    assert caught.value.place == f"{article}:3"


def test_articles_cast_and_standard_input_take_what_they_can(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    (tmp_path / "boyin.yaml").write_text("pauses: {end: 4}\n")
    assert read_script(article, cast="duo")[2].pacing.end == 4.0
    assert load_cast("duo").pacing.end == Pacing().end


def test_article_says_more_of_glosses_and_boilerplate_than_the_file_beside_it(
    tmp_path: Path,
) -> None:
    article = write_article(tmp_path, "约翰（John Smith）来了。\n\n（完）\n")
    assert wishes_of(article) == ("say", "skip")
    (tmp_path / "boyin.yaml").write_text("glosses: skip\nboilerplate: read\n")
    assert wishes_of(article) == ("skip", "read")
    article.write_text("---\nglosses: say\n---\n\n" + article.read_text(encoding="utf-8"))
    assert wishes_of(article) == ("say", "read")


@pytest.mark.parametrize("line", ["glosses: never", "boilerplate: yes"])
def test_glosses_and_boilerplate_can_be_wrong(tmp_path: Path, line: str) -> None:
    article = write_article(tmp_path, f"---\n{line}\n---\n\n文。\n")
    with pytest.raises(ArticleError, match=r"article\.md:2: `\w+` can't be `\w+`"):
        wishes_of(article)
    article = write_article(tmp_path)
    (tmp_path / "boyin.yaml").write_text(line)
    with pytest.raises(CastError, match=r"boyin\.yaml:1: there is no way with \w+ `\w+`"):
        wishes_of(article)


def wishes_of(article: Path) -> tuple[str, str]:
    routing = read_script(article, cast="duo")[2].routing
    return routing.glosses, routing.boilerplate
