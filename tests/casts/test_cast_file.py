"""A cast is read as it was meant, and a wrong one says where and what would be right."""

from pathlib import Path

import pytest

from boyin.casts.cast import PAUSES, ROLES, Cast, CastVoice, Pacing
from boyin.casts.cast_file import load_cast, shipped_casts
from boyin.engines import ENGINES
from boyin.engines.base import Voice
from boyin.ground.errors import CastError

ALL_ROLES = ", ".join(ROLES)

WHOLE = """\
description: 两个声音
engine: tone
voices:
  narration: tone_low
  english:
    voice: tone_high
    speed: 1.1
    pitch: -2
  quotation: {engine: kokoro, voice: {zf_xiaoxiao: 0.5, af_heart: 0.5}}
  note: {engine: kokoro, voice: {zf_xiaoxiao: 0.3/0.7, af_heart: 0.7/0.3}}
pauses:
  paragraph: 0.9
transitions: none
loudness: -19
english_words: 3
languages:
  Claude Code: en
chapters: 3
"""

NOT_YAML = "Write one `name: value` a line; put the value in quotes if it is unusual."

WRITTEN = (
    "Write a blend as zf_xiaoxiao:0.5+af_heart:0.5, or with shares of timbre and melody as "
    "zf_xiaoxiao:0.3/0.7+af_heart:0.7/0.3."
)

# What is wrong, the file, the line that is named (0: none), the message, the remedy.
WRONG = {
    "unknown key": (
        "voices:\n  narration: zm_yunxi\nspeakers: 2\n",
        3,
        "a cast has no `speakers`",
        "Allowed are: description, engine, voices, pauses, transitions, speed, english_words, "
        "languages, chapters, images, announce, loudness, fallback.",
    ),
    "unknown role": (
        "voices:\n  narration: zm_yunxi\n  narator: zf_xiaoxiao\n",
        3,
        "a cast's `voices` has no `narator`",
        f"Allowed are: {ALL_ROLES}.",
    ),
    "unknown engine": (
        "engine: festival\nvoices:\n  narration: tone_low\n",
        1,
        "there is no engine `festival`",
        f"Choose: {', '.join(ENGINES)}.",
    ),
    "unknown engine of a voice": (
        "voices:\n  narration:\n    voice: tone_low\n    engine: tune\n",
        4,
        "there is no engine `tune`",
        f"Choose: {', '.join(ENGINES)}.",
    ),
    "unknown voice": (
        "engine: tone\nvoices:\n  narration: tone_deaf\n",
        3,
        "the tone engine has no voice 'tone_deaf'",
        "Its voices are: tone_low, tone_middle, tone_high, tone_bright.",
    ),
    "unknown key of a voice": (
        "engine: tone\nvoices:\n  narration:\n    voice: tone_low\n    volume: 3\n",
        5,
        "a voice has no `volume`",
        "Allowed are: voice, engine, speed, pitch.",
    ),
    "voice without a name": (
        "engine: tone\nvoices:\n  narration:\n    speed: 1.2\n",
        4,
        "a voice without a name",
        "Add `voice: NAME`.",
    ),
    "share of a blend that is no number": (
        "voices:\n  narration:\n    zm_yunxi: 0.5/half\n    am_michael: 0.5\n",
        3,
        "a share can't be `half`",
        "Write a number from 0 to 1.",
    ),
    "three shares of one voice": (
        "voices:\n  narration:\n    zm_yunxi: 0.5\n    am_michael: 0.5/0.5/0.5\n",
        4,
        "a share can't be `0.5/0.5/0.5`",
        "Write one, or two as 0.3/0.7.",
    ),
    "shares of melody that are not one": (
        "voices:\n  narration: {zm_yunxi: 0.5/0.5, am_michael: 0.5/0.4}\n",
        2,
        "the weights of 'zm_yunxi:0.5/0.5+am_michael:0.5/0.4' add up to 0.9, not to 1",
        WRITTEN,
    ),
    "unknown pause": (
        "engine: tone\nvoices: {narration: tone_low}\npauses:\n  comma: 0.2\n",
        4,
        "`pauses` has no `comma`",
        f"Allowed are: {', '.join(PAUSES)}, roles.",
    ),
    "unknown transition": (
        "engine: tone\nvoices: {narration: tone_low}\ntransitions: {chapter: gong}\n",
        3,
        "there is no transition `gong`",
        "Choose: chime, bowl, wood, glow, none; or name a sound file.",
    ),
    "unknown language": (
        "engine: tone\nvoices: {narration: tone_low}\nlanguages: {Claude: fr}\n",
        3,
        "there is no language `fr`",
        "Choose: zh, en.",
    ),
    "level of chapters": (
        "engine: tone\nvoices: {narration: tone_low}\nchapters: 4\n",
        3,
        "there is no level of chapters `4`",
        "Choose: 2, 3.",
    ),
    "duplicate key": (
        "engine: tone\nvoices: {narration: tone_low}\nengine: kokoro\n",
        3,
        "`engine` is already in line 1",
        "Keep one of them.",
    ),
    "duplicate role": (
        "engine: tone\nvoices:\n  narration: tone_low\n  narration: tone_high\n",
        4,
        "`narration` is already in line 3",
        "Keep one of them.",
    ),
    "number that is a word": (
        "engine: tone\nvoices:\n  narration: {voice: tone_low, speed: fast}\n",
        3,
        "speed can't be `fast`",
        "Write a number from 0.5 to 2.",
    ),
    "speed out of range": (
        "engine: tone\nvoices:\n  narration: {voice: tone_low, speed: 2.5}\n",
        3,
        "speed can't be `2.5`",
        "Write a number from 0.5 to 2.",
    ),
    "loudness out of range": (
        "engine: tone\nvoices: {narration: tone_low}\nloudness: 16\n",
        3,
        "loudness can't be `16`",
        "Write a number from -30 to -14.",
    ),
    "speed that is no number": (
        "engine: tone\nvoices:\n  narration: {voice: tone_low, speed: .nan}\n",
        3,
        "speed can't be `.nan`",
        "Write a number from 0.5 to 2.",
    ),
    "number as Python writes nan": (
        "engine: tone\nvoices:\n  narration: {voice: tone_low, speed: nan}\n",
        3,
        "speed can't be `nan`",
        "Write a number from 0.5 to 2.",
    ),
    "pause below zero": (
        "engine: tone\nvoices: {narration: tone_low}\npauses: {start: -1}\n",
        3,
        "the pause `start` can't be `-1`",
        "Write a number from 0 to 10.",
    ),
    "count that is not whole": (
        "engine: tone\nvoices: {narration: tone_low}\nenglish_words: 2.5\n",
        3,
        "english_words can't be `2.5`",
        "Write a whole number.",
    ),
    "pitch of a voice that has none": (
        "voices:\n  narration: {voice: zm_yunxi, pitch: 2}\n",
        2,
        "Kokoro's voices have no pitch to set, and zm_yunxi asks for 2.0",
        "Leave pitch out, or choose another voice.",
    ),
    "list where a mapping belongs": (
        "engine: tone\nvoices:\n  - narration\n",
        3,
        "a cast's `voices` is a list of `name: value` lines",
        "Write it so.",
    ),
    "list at the top": (
        "- voices\n",
        1,
        "a cast is a list of `name: value` lines",
        "Write it so.",
    ),
    "mapping where a value belongs": (
        "engine: {name: tone}\nvoices: {narration: tone_low}\n",
        1,
        "one value is expected here",
        "Write a word or a line of text.",
    ),
    "no narration": (
        "engine: tone\nvoices:\n  english: tone_high\n",
        3,
        "nobody reads `narration`",
        "Give it a voice.",
    ),
    "no voices": ("engine: tone\n", 0, "names no voices", "Add `voices:`."),
    "empty": ("", 0, "is empty", None),
    "comments alone": ("# nothing\n", 0, "is empty", None),
    "not YAML": (
        "engine: tone\nvoices: [\n",
        3,
        "is not YAML: expected the node content, but found '<stream end>'",
        NOT_YAML,
    ),
    "two documents": (
        "engine: tone\n---\nengine: tone\n",
        2,
        "is not YAML: but found another document",
        NOT_YAML,
    ),
    "control character": (
        "engine: tone\nvoices: \0\n",
        2,
        "is not YAML: special characters are not allowed",
        NOT_YAML,
    ),
    "nested beyond measure": ("[" * 5000, 1, "such deep nesting is not allowed here", None),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", WRONG)
def test_wrong_cast_says_where_and_what_is_right(tmp_path: Path, case: str) -> None:
    text, line, message, remedy = WRONG[case]
    path = written(tmp_path, text)
    with pytest.raises(CastError) as caught:
        load_cast(str(path))
    place = f"{path}:{line}" if line else f"{path}"
    assert str(caught.value) == f"{place}: {message}" + (f"\n{remedy}" if remedy else "")


def test_unknown_voice_of_kokoro_names_all_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, "voices:\n  narration: zm_nobody\n")
    with pytest.raises(CastError) as caught:
        load_cast(str(path))
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "zm_nobody" in str(caught.value)
    assert "zm_yunxi" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    with pytest.raises(CastError) as caught:
        load_cast(str(path))
    assert str(caught.value) == f"{path}: there is no such file"


def test_folder_and_foreign_encoding_are_errors_with_the_path(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gbk.yaml").write_bytes("description: 两个声音\n".encode("gbk"))
    wrong = {
        "folder.yaml": "can't be read: it is a folder, not a file",
        "gbk.yaml": "is not UTF-8\nSave it as UTF-8.",
    }
    for name, message in wrong.items():
        with pytest.raises(CastError) as caught:
            load_cast(str(tmp_path / name))
        assert str(caught.value) == f"{tmp_path / name}: {message}"


@pytest.mark.parametrize("name", ["nobody", "lexicon", "../voices/duo", "duo.txt", ""])
def test_unknown_name_offers_the_casts_there_are(name: str) -> None:
    with pytest.raises(CastError) as caught:
        load_cast(name)
    assert str(caught.value) == (
        f"there is no cast `{name}`\n"
        f"Choose one of {', '.join(shipped_casts())}, or name a .yaml file."
    )


def test_every_entry_arrives_in_the_cast(tmp_path: Path) -> None:
    cast = load_cast(str(written(tmp_path, WHOLE)))
    assert (cast.name, cast.description) == ("mine", "两个声音")
    assert cast.voices == {
        "narration": CastVoice("tone", Voice("tone_low")),
        "english": CastVoice("tone", Voice("tone_high", speed=1.1, pitch=-2)),
        "quotation": CastVoice("kokoro", Voice("zf_xiaoxiao:0.5+af_heart:0.5")),
        "note": CastVoice("kokoro", Voice("zf_xiaoxiao:0.3/0.7+af_heart:0.7/0.3")),
    }
    assert cast.pacing == Pacing(paragraph=0.9)
    assert cast.transitions == {}
    assert cast.loudness == -19
    assert cast.routing.english_words == 3
    assert cast.routing.languages == (("Claude Code", "en"),)
    assert cast.routing.chapter_level == 3
    assert cast.engines() == ("kokoro", "tone")


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    cast = load_cast(str(written(tmp_path, "voices:\n  narration: zm_yunxi\n")))
    assert cast == Cast(name="mine", voices={"narration": CastVoice("kokoro", Voice("zm_yunxi"))})


def test_roles_without_a_voice_fall_to_narration_and_english(tmp_path: Path) -> None:
    cast = load_cast(str(written(tmp_path, WHOLE)))
    read_by = {
        (role, language): cast.voice_of(role, language).voice.name
        for role in ROLES
        for language in ("zh", "en")
    }
    assert {voice for (_, language), voice in read_by.items() if language == "en"} == {"tone_high"}
    assert read_by["quotation", "zh"] == "zf_xiaoxiao:0.5+af_heart:0.5"
    assert {read_by[role, "zh"] for role in ("title", "heading", "item", "code")} == {"tone_low"}


def test_shipped_casts_are_there_and_whole() -> None:
    assert shipped_casts() == ("duo", "edge", "edge-trio", "tone", "trio")
    voices = {name: load_cast(name).voices for name in shipped_casts()}
    assert all(load_cast(name).description for name in shipped_casts())
    assert set(voices["duo"]) == {"narration", "english"}
    assert set(voices["trio"]) == {"narration", "quotation", "english"}
    assert len({voice.voice.name for voice in voices["trio"].values()}) == 3
    assert {voice.engine for voice in voices["tone"].values()} == {"tone"}
    assert {voice.engine for name in ("duo", "trio") for voice in voices[name].values()} == {
        "kokoro"
    }
