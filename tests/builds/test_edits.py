"""An edit costs what it touched: so many clips recorded and slices encoded, every other frame kept.

Each edit is planned and built where the article it edits was built, and once more from nothing.
"""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.builds.plan import plan_episode
from boyin.casts.cast_file import load_cast
from boyin.clips.clips import order_clips
from boyin.engines.base import Voice
from boyin.ground.languages import Language
from boyin.master.assembly import open_stores
from boyin.master.music import read_sounds
from boyin.master.slices import recipes_of
from boyin.pronunciation.lexicon import Lexicon
from tests.making import CountingEngine, assembled, speeches_of

ARTICLE = """\
---
title: 编辑
author: 播音
---

# 编辑

开头的一段话。它有两句。

## 第一章

第一章的第一段。它有三句。第三句在这里。

他说：“这是引用的话，另一个声音来读它，读得很慢很慢。”然后走了。

## 第二章

第二章的第一段。

第二章的最后一段。
"""
_, ONE, TWO = ARTICLE.split("## ")
QUOTATION = ONE.splitlines()[4]

CAST = """\
engine: tone
voices: {{narration: tone_low, quotation: tone_high, heading: {heading}}}
pauses: {pauses}
transitions: {transitions}
speed: {speed}
"""
PLAIN = {
    "heading": "tone_bright",
    "pauses": "{paragraph: 0.75}",
    "transitions": "{chapter: chime}",
    "speed": "1",
}
INTRO_BED = "{chapter: chime, intro: {style: glow, bed: yes}}"
OUTRO_BED = "{chapter: chime, outro: {style: bowl, bed: yes}}"


@dataclass(frozen=True)
class Edit:
    """What is changed, and what it must cost."""

    old: str = ""
    new: str = ""
    clips: int = 0
    """To record."""
    slices: int = 0
    """To encode."""
    states: Mapping[str, int] = field(default_factory=dict)
    """Of the segments that are not kept, and of those gone."""
    cast: Mapping[str, str] = field(default_factory=dict)
    name: str = "article.md"


EDITS = {
    "nothing": Edit(),
    "one sentence": Edit("它有三句。", "它共有三句。", 1, 1, {"changed": 1}),
    "another sentence": Edit("它有三句。", "风停了。", 1, 1, {"changed": 1}),
    "paragraph at the top": Edit("开头的", "新的一段。\n\n开头的", 1, 1, {"new": 1}),
    "sentence at the top": Edit("开头的", "多了一句。开头的", 1, 1, {"new": 1}),
    "sentence deleted": Edit("它有三句。", "", 0, 1, {"gone": 1}),
    "paragraph deleted": Edit("第二章的第一段。\n\n", "", 0, 0, {"gone": 1}),
    "chapter deleted": Edit("## " + ONE, "", 0, 0, {"gone": 7}),
    "paragraph moved": Edit(
        f"{QUOTATION}\n\n## 第二章\n\n第二章的第一段。",
        f"## 第二章\n\n第二章的第一段。\n\n{QUOTATION}",
        0,
        2,
        {"moved": 2},
    ),
    "chapters swapped": Edit(f"## {ONE}## {TWO}", f"## {TWO}\n## {ONE}", 0, 2, {"moved": 3}),
    "inside a quotation": Edit("引用的话", "引来的话", 1, 1, {"changed": 1}),
    "one role's voice": Edit(
        clips=2, slices=2, states={"changed": 2}, cast={"heading": "tone_low"}
    ),
    "front matter": Edit("author: 播音", "author: 别人\nsummary: 说了什么。"),
    "pauses": Edit(slices=3, cast={"pauses": "{paragraph: 0.9}"}),
    "no transitions": Edit(cast={"transitions": "none"}),
    "another chime": Edit(slices=1, cast={"transitions": "{chapter: wood}"}),
    "softer chime": Edit(slices=1, cast={"transitions": "{chapter: {style: chime, gain: -9}}"}),
    "an intro": Edit(slices=1, cast={"transitions": "{intro: glow}"}),
    "music under the title": Edit(slices=1, cast={"transitions": INTRO_BED}),
    "music under the end": Edit(slices=1, cast={"transitions": OUTRO_BED}),
    "a pause of a role": Edit(
        slices=1, cast={"pauses": "{paragraph: 0.75, roles: {quotation: {sentence: 1.5}}}"}
    ),
    "speed": Edit(clips=13, slices=8, states={"changed": 13}, cast={"speed": "1.1"}),
    "file renamed": Edit(name="renamed.md"),
    "sentence said twice": Edit("它有两句。", "它有三句。", 0, 1, {"changed": 1}),
}


def write(folder: Path, edit: Edit) -> Path:
    """The edited article and its cast, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    assert edit.old in ARTICLE
    text = ARTICLE.replace(edit.old, edit.new, 1) if edit.old else ARTICLE
    (folder / "cast.yaml").write_text(CAST.format(**{**PLAIN, **edit.cast}))
    for before in folder.glob("*.md"):
        before.rename(folder / edit.name)
    (folder / edit.name).write_text(text, encoding="utf-8")
    return folder / edit.name


def make(folder: Path, edit: Edit) -> Made:
    article = write(folder / "articles", edit)
    return make_episode(article, cast=str(folder / "articles/cast.yaml"), output=folder / "output")


def frames_of(data: bytes) -> list[bytes]:
    """The MP3 frames behind the tag, without the Info frame."""
    if data[:3] == b"ID3":
        size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        return frames_of(data[10 + size :])[1:]
    frames, place = [], 0
    while place < len(data):
        size = 313 + (data[place + 2] >> 1 & 1)
        frames.append(data[place : place + size])
        place += size
    return frames


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the article's episode and all that was kept for it."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        make(folder, Edit())
    return folder


@pytest.mark.parametrize("case", EDITS)
def test_edit_costs_what_it_touched_and_what_was_planned(
    case: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = EDITS[case]
    folder = tmp_path / "again"
    shutil.copytree(built, folder)
    monkeypatch.setenv("BOYIN_CACHE", str(folder / "cache"))
    article = write(folder / "articles", edit)
    cast = str(folder / "articles/cast.yaml")
    before = files(folder)
    plan = plan_episode(article, cast=cast, output=folder / "output")
    assert files(folder) == before, "nothing is written"
    states = Counter[str](one.state for one in plan.segments if one.state != "kept")
    assert states + Counter(gone=len(plan.gone)) == Counter(edit.states)
    made = make(folder, edit)
    work = (made.work.clips_recorded, made.work.slices_encoded)
    assert work == (plan.clips_to_record, plan.slices_to_encode) == (edit.clips, edit.slices)
    check_frames(before, files(folder))
    monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / "clean/cache"))
    make(tmp_path / "clean", edit)
    assert files(folder / "output") == files(tmp_path / "clean/output")


def check_frames(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """No frame is new that is not in a slice that is."""
    (old,), (new,) = ([d for n, d in x.items() if n.endswith(".mp3")] for x in (before, after))
    fresh = Counter(frames_of(new)) - Counter(frames_of(old))
    encoded = Counter[bytes]()
    for name in after.keys() - before.keys():
        if name.endswith(".slice"):
            encoded += Counter(frames_of(after[name].partition(b"\n")[2]))
    # A slice may stand in more than one place.
    assert fresh.keys() <= encoded.keys()


class ReadingEngine(CountingEngine):
    """Says the words of the lexicon backwards."""

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        for word in lexicon.mandarin:
            spoken = spoken.replace(word, word[::-1])
        return super().pronounce(spoken, language, voice=voice, lexicon=lexicon)


def test_reading_of_a_word_costs_the_sentences_that_hold_it(tmp_path: Path) -> None:
    cast, stores = load_cast("tone"), open_stores(tmp_path)
    work, frames = [], []
    for lexicon in (Lexicon(), Lexicon(mandarin={"引用": ("yin3", "yong4")})):
        orders = order_clips(
            speeches_of(ARTICLE), cast=cast, engines={"tone": ReadingEngine()}, lexicon=lexicon
        )
        recipes = recipes_of(orders, cast, read_sounds(cast))
        assembly = assembled(recipes, stores)
        work.append((assembly.work.clips_recorded, assembly.work.slices_encoded))
        frames.append(list(assembly.frames(stores)))
    assert work[1] == (1, 1)
    other = [number for number, pair in enumerate(zip(*frames, strict=True)) if len({*pair}) > 1]
    assert len(other) == 1
