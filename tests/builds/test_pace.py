"""How long builds took here: a long one tells the pace, a short one how long the start takes."""

from pathlib import Path

import pytest

from boyin.builds.pace import learn, read_history
from boyin.casts.cast_file import load_cast
from boyin.clips.clips import order_clips
from boyin.clips.store import ClipStore
from boyin.engines.tone import ToneEngine
from boyin.master.assembly import Assembly, Stores
from boyin.master.slice_store import SliceStore
from boyin.master.slices import recipes_of
from boyin.pronunciation.lexicon import Lexicon
from tests.making import assembled, speeches_of


def hummed(folder: Path, sentences: int) -> Assembly:
    """So many sentences of some four seconds each, hummed."""
    cast = load_cast("tone")
    text = "\n\n".join(f"这是第{number}句话，说的是另外一件事情。" for number in range(sentences))
    orders = order_clips(
        speeches_of(text), cast=cast, engines={"tone": ToneEngine()}, lexicon=Lexicon()
    )
    stores = Stores(ClipStore(folder / "clips"), SliceStore(folder / "slices"))
    return assembled(recipes_of(orders, cast, {}), stores)


def test_long_run_tells_the_pace_and_a_short_one_the_start(tmp_path: Path) -> None:
    learn(tmp_path, hummed(tmp_path / "long", 30), drafting=5, recording=60)
    pace = read_history(tmp_path).pace_of("tone")
    assert pace.start == 5
    assert pace.seconds_for(pace.speech) == pytest.approx(60)

    short = hummed(tmp_path / "short", 1)
    learn(tmp_path, short, drafting=4, recording=7)
    again = read_history(tmp_path).pace_of("tone")
    assert (again.wall, again.speech) == (pace.wall, pace.speech)
    assert again.start == pytest.approx(4 + 7 - pace.seconds_for(short.seconds_encoded))
