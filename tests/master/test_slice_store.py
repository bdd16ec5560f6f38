"""An encoded slice proves itself when it is read, or it is made again: never other frames."""

from pathlib import Path

import pytest

from boyin.builds.draft import draft_episode
from boyin.clips.store import Take
from boyin.engines.base import Boundary
from boyin.master.assembly import open_stores
from boyin.master.slice_store import Encoded, SliceStore
from boyin.master.slices import Recipe
from tests.making import assembled, write_article

KEY, OTHER = "ab" * 32, "cd" * 32
TAKES = (Take(24_000, 900, 10, 800), Take(48_000, 5, 0, 5, (Boundary("字\n", 1, 2),)))
SLICE = Encoded(TAKES, b"\xff\xfb\n\x00" * 90)


def test_slice_comes_back_as_it_was_put(tmp_path: Path) -> None:
    store = SliceStore(tmp_path)
    store.put(KEY, SLICE)
    assert store.get(KEY) == store.peek(KEY) == SLICE
    assert store.get(OTHER) is None


def test_every_flipped_byte_and_every_cut_is_found_out(tmp_path: Path) -> None:
    store = SliceStore(tmp_path)
    store.put(KEY, SLICE)
    whole = store.path(KEY).read_bytes()
    spoiled = [whole[:cut] for cut in range(0, len(whole), 7)] + [whole + b"\0"]
    for place in range(0, len(whole), 3):
        spoiled.append(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    for data in spoiled:
        store.path(KEY).write_bytes(data)
        assert store.peek(KEY) is None


def test_damaged_or_swapped_entry_is_set_aside_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = SliceStore(tmp_path)
    store.put(KEY, SLICE)
    store.path(OTHER).parent.mkdir(parents=True)
    store.path(OTHER).write_bytes(store.path(KEY).read_bytes())
    assert store.get(OTHER) is None
    assert store.path(OTHER).with_suffix(".damaged").exists()
    assert "a damaged slice is set aside and made again" in caplog.text
    assert store.get(KEY) == SLICE


@pytest.fixture
def recipes(tmp_path: Path, empty_cache: Path) -> tuple[Recipe, ...]:
    article = write_article(tmp_path, "第一段。\n\n## 章\n\n第二段，长一些。\n")
    return draft_episode(article, cast="tone", output=tmp_path / "output").recipes


def test_damaged_slice_is_encoded_again_to_the_same_frames(
    recipes: tuple[Recipe, ...], empty_cache: Path
) -> None:
    stores = open_stores(empty_cache)
    frames = list(assembled(recipes, stores).frames(stores))
    path = stores.slices.path(recipes[1].key)
    path.write_bytes(path.read_bytes()[:-9])
    again = assembled(recipes, stores)
    assert again.encoded == {recipes[1].key}
    assert again.fresh == frozenset()
    path.unlink()
    assert list(again.frames(stores)) == frames, "gone after it was counted on"


def test_cached_slices_need_no_recording(recipes: tuple[Recipe, ...], empty_cache: Path) -> None:
    stores = open_stores(empty_cache)
    first = assembled(recipes, stores)
    for path in empty_cache.rglob("*.wav"):
        path.unlink()
    again = assembled(recipes, stores)
    assert (again.fresh, again.encoded) == (frozenset(), frozenset())
    assert [clip.take for clip in again.clips()] == [clip.take for clip in first.clips()]


def keys_of(folder: Path, text: str, cast: str) -> list[str]:
    (folder / "cast.yaml").write_text(cast)
    article = write_article(folder, text)
    draft = draft_episode(article, cast=str(folder / "cast.yaml"), output=folder / "output")
    return [recipe.key for recipe in draft.recipes]


PLAIN = "engine: tone\nvoices: {narration: tone_low}\n"
TEXT = "甲。乙。\n\n丙。\n"


@pytest.mark.parametrize(
    ("text", "cast", "other"),
    [
        ("甲。丁。\n\n丙。\n", PLAIN, [1]),
        ("甲。乙。\n\n丁。\n\n丙。\n", PLAIN, [2]),
        (TEXT, PLAIN.replace("low", "high"), [1, 2]),
        (TEXT, PLAIN + "pauses: {sentence: 0.6}\n", [1]),
        (TEXT, PLAIN + "pauses: {start: 0.6}\n", [0]),
        (TEXT, PLAIN + "transitions: none\n", []),
        (TEXT, PLAIN + "pauses: {end: 0.0}\n", [2]),
    ],
)
def test_key_changes_with_what_shapes_the_frames_alone(
    tmp_path: Path, text: str, cast: str, other: list[int]
) -> None:
    before, after = keys_of(tmp_path, TEXT, PLAIN), keys_of(tmp_path, text, cast)
    assert [number for number, key in enumerate(after) if key not in before] == other
