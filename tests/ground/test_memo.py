"""What was worked out is kept, and used only where it would be the same again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from boyin.clips.clips import pronouncer
from boyin.engines.base import Voice
from boyin.ground.edition import edition
from boyin.ground.languages import Language
from boyin.ground.memo import open_memo
from boyin.pronunciation.lexicon import InContext, Lexicon
from tests.making import CountingEngine

VOICE = Voice("tone_low")
PLAIN = Lexicon()


@dataclass
class Reader(CountingEngine):
    """Counts what it reads, and how often it was told to get ready."""

    read: list[str] = field(default_factory=list)
    warmed_up: int = 0

    def warm_up(self) -> None:
        self.warmed_up += 1

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        self.read.append(spoken)
        return super().pronounce(spoken, language, voice=voice, lexicon=lexicon)


def read(cache: Path, *texts: str, lexicon: Lexicon = PLAIN, voice: Voice = VOICE) -> list[str]:
    """Reads the texts, keeps them, and tells which the engine was asked for."""
    engine = Reader()
    memo = open_memo(cache, "article.md", "tone")
    pronounce = pronouncer(engine, lexicon, memo)
    assert [pronounce(text, "zh", voice) for text in texts] == list(texts)
    memo.keep()
    return engine.read


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    assert read(tmp_path, "一句。", "两句。", "一句。") == ["一句。", "两句。"]
    assert read(tmp_path, "两句。", "三句。") == ["三句。"]
    assert read(tmp_path, "两句。", "三句。", "一句。") == ["一句。"], "what an article drops goes"


def test_engine_loads_for_what_is_new_and_will_be_recorded(tmp_path: Path) -> None:
    read(tmp_path, "一句。")
    engine = Reader()
    for recording, text, warmed_up in (
        (True, "一句。", 0),
        (False, "两句。", 0),
        (True, "三句。", 1),
    ):
        memo = open_memo(tmp_path, "article.md", "tone")
        pronouncer(engine, PLAIN, memo, recording=recording)(text, "zh", VOICE)
        assert engine.warmed_up == warmed_up


def test_another_voice_or_lexicon_is_another_reading(tmp_path: Path) -> None:
    read(tmp_path, "一句。")
    assert read(tmp_path, "一句。", voice=Voice("tone_high")) == ["一句。"]
    for lexicon in (
        Lexicon(mandarin={"播音": ("bo1", "yin1")}),
        Lexicon(phonemes={"boyin": "bo"}),
        Lexicon(respellings={"boyin": "boo yin"}),
        Lexicon(contexts={"行": (InContext(("hang2",), ("业",)),)}),
    ):
        assert read(tmp_path, "一句。", lexicon=lexicon) == ["一句。"]
        assert read(tmp_path, "一句。", lexicon=lexicon) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace("一句。".encode(), "二句。".encode()),
        lambda data: data[:-9],
        lambda data: b"",
        lambda data: b"[]",
        lambda data: data.partition(b"\n")[2],
    ],
)
def test_what_is_damaged_is_not_used(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    read(tmp_path, "一句。")
    (file,) = (tmp_path / "memos").iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert read(tmp_path, "一句。") == ["一句。"]


def test_another_edition_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(tmp_path, "一句。")
    monkeypatch.syspath_prepend(tmp_path / "site")
    (tmp_path / "site" / "pypinyin-99.dist-info").mkdir(parents=True)
    edition.cache_clear()
    try:
        assert read(tmp_path, "一句。") == ["一句。"]
    finally:
        edition.cache_clear()


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    read(tmp_path, "一句。")
    (file,) = (tmp_path / "memos").iterdir()
    before = file.stat()
    read(tmp_path, "一句。")
    assert file.stat().st_ino == before.st_ino
