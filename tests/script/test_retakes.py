"""Re-takes: used for the sentence they were chosen for or for none; the file that keeps them."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.article.article import parse_article
from boyin.casts.cast import CastVoice, retaken
from boyin.casts.retakes_file import load_retakes, save_retakes, takes_path
from boyin.clips.clips import clip_key
from boyin.engines.base import Voice
from boyin.ground.errors import TakesError
from boyin.normalization.speech import to_speech
from boyin.script.retakes import Retake, describe, match_retakes, text_id
from boyin.script.script import Script, split_article

ID = "0123456789ab"


def script_of(text: str) -> Script:
    return split_article(parse_article(text, "article.md"))


def used_for(before: str, number: int, after: str) -> int | None:
    """Where the re-take of sentence `number` of one text is used in another, both from 0."""
    script = script_of(before)
    retake = describe(script.segments[number], script)
    edited = script_of(after)
    takes, unused = match_retakes([retake], edited)
    assert len(takes) + len(unused) == 1, "used or told"
    if not takes:
        return None
    (found,) = takes
    return [segment.id for segment in edited.segments].index(found)


@pytest.mark.parametrize(
    ("before", "number", "after", "used"),
    [
        ("甲。乙。丙。", 1, "甲。乙。丙。", 1),
        ("甲。乙。丙。", 1, "丙。丁。乙。", 2),
        ("甲。乙。丙。", 1, "新。甲。乙。丙。", 2),
        ("甲。乙。丙。", 1, "甲。丙。", None),
        ("甲。乙。丙。", 1, "甲。乙了。丙。", None),
        # A copy comes: the neighbours tell which one was meant.
        ("甲。乙。丙。", 1, "乙。甲。乙。丙。", 2),
        ("甲。乙。丙。", 1, "甲。乙。丙。乙。", 1),
        ("甲。乙。丙。", 1, "乙。新。乙。丙。", None),
        ("甲。乙。丙。", 1, "甲。乙。丙。甲。乙。丙。", None),
        # One of two: where it stood, though others came and went.
        ("甲。乙。丙。乙。", 3, "新。甲。乙。丙。乙。", 4),
        ("甲。乙。丙。乙。", 3, "甲。丙。乙。", 2),
        ("甲。乙。丙。乙。", 1, "丙。乙。", None),
        ("甲。乙。丙。乙。", 3, "乙。甲。乙。丙。乙。", 4),
        ("甲。乙。丙。乙。", 3, "丙。乙。甲。乙。", None),
        ("甲。乙。丙。乙。丁。", 3, "丙。乙。丁。甲。乙。", 1),
        # A neighbour is edited, and the other one and the order say the same.
        ("甲。乙。丙。乙。", 3, "甲。乙。丁。乙。", 3),
        ("甲。乙。丙。乙。丁。", 1, "甲。乙。新。乙。丁。", 1),
        ("甲。乙。丙。乙。丁。", 3, "甲。乙。新。乙。丁。", 3),
        ("甲。乙。丙。乙。丁。", 3, "甲。乙。丙。乙。新。", 3),
        ("甲。乙。丙。乙。丁。", 1, "新。乙。丙。乙。丁。", 1),
        ("甲。乙。丙。乙。丁。", 1, "新。乙。又。乙。丁。", None),
        ("甲。乙。丙。乙。丁。", 1, "新。乙。丙。丁。", None),
        ("甲。乙。丙。乙。", 1, "新。乙。丙。乙。丙。", None),
        ("甲。乙。甲。乙。", 1, "甲。乙。甲。乙。丙。", 1),
        # Had both the same neighbours, what is left may be either.
        ("甲。乙。丙。甲。乙。丙。", 1, "甲。乙。丙。", None),
        ("甲。乙。丙。甲。乙。丙。", 1, "新。乙。丙。甲。乙。丙。", None),
        # A refrain has the same neighbours.
        ("甲。乙。丙。甲。乙。丙。", 4, "甲。乙。丙。甲。乙。丙。", 4),
        ("甲。乙。丙。甲。乙。丙。", 4, "甲。乙。丙。", None),
    ],
)
def test_edit_leaves_a_retake_with_its_sentence(
    before: str, number: int, after: str, used: int | None
) -> None:
    assert used_for(before, number, after) == used


@settings(deadline=None)
@given(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=8), st.data())
def test_copy_anywhere_never_takes_the_retake_of_another(
    letters: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(letters) - 1))
    place = data.draw(st.integers(0, len(letters)))
    edited = [*letters[:place], letters[number], *letters[place:]]
    used = used_for(*("。".join([*letters, ""]), number, "。".join([*edited, ""])))
    moved = number + (place <= number)
    # A copy beside its original is the same text, whichever of the two came later.
    alike = {n for n in range(len(edited)) if _around(edited, n) == _around(letters, number)}
    assert used is None or used == moved or alike == {used}


def _around(letters: list[str], number: int) -> tuple[str, ...]:
    return tuple(["", *letters, ""][number : number + 3])


def test_entry_written_by_hand_needs_no_neighbours_while_its_sentence_is_the_only_one() -> None:
    script = script_of("甲。乙。")
    retake = Retake(segment=script.segments[1].id, speed=0.9)
    assert dict(match_retakes([retake], script)[0]) == {script.segments[1].id: retake}
    assert not match_retakes([retake], script_of("甲。乙。乙。"))[0]


@pytest.mark.parametrize(
    ("around", "after", "used"),
    [
        # Digests of both neighbours in one, as earlier versions wrote them.
        (("甲", "丙"), "新。甲。乙。丙。乙。", 2),
        (("甲", "丙"), "丁。乙。丙。乙。", None),
        (("甲", "丙"), "甲。乙。丙。", None),
    ],
)
def test_entry_of_an_earlier_version_is_used_where_both_neighbours_agree(
    around: tuple[str, str], after: str, used: int | None
) -> None:
    script = script_of("甲。乙。丙。乙。")
    ids = [text_id(script.segments[number].id) for number in (0, 2)]
    digest = hashlib.sha256(" ".join(ids).encode()).hexdigest()[:8]
    entry = Retake(segment=script.segments[1].id, around=digest, copies=2)
    edited = script_of(after)
    takes, _ = match_retakes([entry], edited)
    expected = set() if used is None else {edited.segments[used].id}
    assert takes.keys() == expected, around


def test_second_entry_for_a_sentence_is_told() -> None:
    script = script_of("甲。乙。")
    first = describe(script.segments[1], script)
    again = replace(first, segment=f"{first.segment}-2", place="a.takes.yaml:7")
    takes, unused = match_retakes([first, again], script)
    assert takes == {first.segment: first}
    assert [str(one) for one in unused] == [
        "a.takes.yaml:7: the re-take of “乙。” is not used: another one is for the same sentence"
    ]


def test_respelling_is_spoken_and_the_text_shown() -> None:
    (segment,) = script_of("行长说3句。").segments
    speech = to_speech(segment, Retake(segment=segment.id, say="航掌说3句。"))
    assert (speech.segment.written, speech.spoken) == ("行长说3句。", "航掌说三句。")
    assert speech.readings[0].spoken == speech.spoken


def test_voice_of_a_retake_changes_what_it_names() -> None:
    chosen = CastVoice("tone", Voice("tone_low", speed=1.1, pitch=2))
    mine = Retake(segment=ID, engine="tone", voice="tone_high")
    assert retaken(chosen, None) == chosen
    assert retaken(chosen, mine).voice == Voice("tone_high", speed=1.1, pitch=2)
    assert retaken(chosen, replace(mine, speed=0.5)).voice.speed == 0.5
    assert retaken(chosen, replace(mine, engine="kokoro")) == chosen


def test_take_is_part_of_the_key() -> None:
    keys = [
        clip_key("你好。", Voice("tone_low"), fingerprint="x/1", **take)
        for take in ({}, {"take": 1}, {"take": 2}, {"take": 3})
    ]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


# No sentence and no respelling holds a line's end.
lines = st.text(
    st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\x85\r\n"), max_size=20
)
retakes = st.builds(
    Retake,
    segment=st.from_regex(r"[0-9a-f]{12}(-[1-9][0-9]?)?", fullmatch=True),
    text=lines,
    around=st.from_regex(r"([0-9a-f]{8})?", fullmatch=True),
    copies=st.integers(1, 9),
    alike=st.integers(1, 3),
    take=st.integers(1, 99),
    speed=st.none() | st.floats(0.5, 2).map(lambda speed: round(speed, 3)),
    say=lines.filter(lambda say: not say or bool(say.strip())),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(retakes, max_size=4, unique_by=lambda one: one.segment), st.data())
def test_what_is_saved_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Retake], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("takes") / "a.takes.yaml"
    save_retakes(path, entries)
    assert load_retakes(path) == tuple(entries)
    left = data.draw(st.lists(st.sampled_from(entries), unique=True)) if entries else []
    changed = [replace(one, take=one.take + 1) for one in left]
    save_retakes(path, changed)
    assert {one.segment: one for one in load_retakes(path)} == {one.segment: one for one in changed}
    assert path.exists() == bool(changed)


HAND = f"""\
# Mine.
{ID}:   # too fast
  speed: 0.9   # slower

# The second.
{ID}-2: {{say: 航长}}
# The end."""


def test_comments_of_a_person_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.takes.yaml"
    path.write_text(HAND, encoding="utf-8")
    first, second = load_retakes(path)
    assert (first.place, second.place) == (f"{path}:2", f"{path}:6")
    save_retakes(path, [first, replace(second, speed=1.2), Retake(segment="f" * 12)])
    text = path.read_text(encoding="utf-8")
    kept = HAND.split(f"{ID}-2", maxsplit=1)[0]
    assert text.startswith(kept)
    assert "# The end.\nffffffffffff:\n" in text
    save_retakes(path, [])
    assert path.read_text(encoding="utf-8") == "# Mine.\n\n# The second.\n# The end.\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- a\n", 1, "a file of re-takes is a list of `name: value` lines"),
        ("abc:\n  take: 2\n", 1, "`abc` is no segment's id"),
        (f"{ID}: 2\n", 1, "a re-take is a list of `name: value` lines"),
        (f"{ID}:\n  pitch: 2\n", 2, "a re-take has no `pitch`"),
        (f"{ID}:\n  take: 0\n", 2, "take can't be `0`"),
        (f"{ID}:\n  take: 1.5\n", 2, "take can't be `1.5`"),
        (f"{ID}:\n  speed: 3\n", 2, "speed can't be `3`"),
        (f"{ID}:\n  speed: nan\n", 2, "speed can't be `nan`"),
        (f"{ID}:\n  speed: schnell\n", 2, "speed can't be `schnell`"),
        (f"{ID}:\n  say: ''\n", 2, "say is empty"),
        (f"{ID}:\n  say: [a]\n", 2, "one value is expected here"),
        (f"{ID}:\n  engine: no\n  voice: x\n", 2, "there is no engine `no`"),
        (f"{ID}:\n  voice: tone_low\n", 1, "`voice` and `engine` stand together"),
        (f"{ID}:\n  engine: tone\n  voice: x\n", 3, "the tone engine has no voice 'x'"),
        (f"{ID}:\n  take: 2\n{ID}:\n  take: 3\n", 3, f"`{ID}` is already in line 1"),
        (f"{ID}:\n  take: 2\n  take: 3\n", 3, "`take` is already in line 2"),
        (f"{ID}:\n  take: [2\n", 3, "is not YAML: expected ',' or ']', but got '<stream end>'"),
    ],
)
def test_wrong_entry_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "a.takes.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TakesError) as caught:
        load_retakes(path)
    assert (caught.value.message, caught.value.place) == (message, f"{path}:{line}")


def test_file_that_cannot_be_edited_line_by_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.takes.yaml"
    path.write_text(f"{{{ID}: {{take: 2}}, {ID}-2: {{take: 2}}}}\n", encoding="utf-8")
    before = path.read_bytes()
    first, _ = load_retakes(path)
    with pytest.raises(TakesError):
        save_retakes(path, [first])
    assert path.read_bytes() == before


def test_file_stands_beside_its_article() -> None:
    assert takes_path(Path("a/我的.文章.md")) == Path("a/我的.文章.takes.yaml")
