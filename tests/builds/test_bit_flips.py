"""One bit of anything that is kept turns round: the same episode comes of it, to the last byte."""

import logging
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from boyin.builds.build import build_episode
from boyin.builds.cache import inspect, verify
from boyin.builds.kinds import Kind, kinds
from boyin.builds.pace import History, Pace, write_history
from boyin.engines.base import Voice
from boyin.engines.edge.engine import EdgeEngine
from boyin.engines.edge.service import Service
from boyin.engines.edge.voices import cached_list
from boyin.engines.kokoro.graph import recipe_is_whole, recipe_path, rewritten
from boyin.engines.kokoro.model import (
    install_model,
    is_whole,
    model_path,
    part_files,
    published_bytes,
)
from boyin.engines.tone import ToneEngine
from boyin.ground.errors import EngineError
from boyin.master.calibration import known_level
from tests.edge_stand_in import EdgeStandIn
from tests.making import write_article

TEXT = "# 题\n\n第一句。第二句。\n\n## 章\n\n第三句。\n"
EDITED = TEXT.replace("第一句", "头一句")
HISTORY = History({"tone": Pace(480, 100, 50)})
ROUNDS, LEVELS_EACH = 24, 8
"""In each round a bit of three to five kinds; measuring levels anew takes long."""
LEVELS, LISTS, MODELS, RECIPES = 40, 40, 1, 20


@dataclass(frozen=True)
class Bench:
    """An article that was built, and all that can be made of it."""

    folder: Path
    kept: Path
    """Cache and output as the build left them."""
    clean: Mapping[str, Mapping[str, bytes]]
    """The episode's files, by the article's text, as built where nothing was kept."""

    def kinds(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in kinds(self.folder / "cache")}

    def put_back(self) -> None:
        for name in ("cache", "output"):
            shutil.rmtree(self.folder / name)
            shutil.copytree(self.kept / name, self.folder / name)


def build(folder: Path, text: str) -> Mapping[str, bytes]:
    """The files of the episode, after a build."""
    path = write_article(folder, text)
    made = build_episode(path, cast="tone", speed=1.1, output=folder / "output")
    return {one.name: one.read_bytes() for one in made.episode.mp3.parent.iterdir()}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("flips")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        clean = {}
        for text in (EDITED, TEXT):
            for name in ("cache", "output"):
                shutil.rmtree(folder / name, ignore_errors=True)
            clean[text] = build(folder, text)
        write_history(folder / "cache", HISTORY)
        for name in ("cache", "output"):
            shutil.copytree(folder / name, folder / "kept" / name)
        yield Bench(folder, folder / "kept", clean)


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def flip_one_of(kind: Kind, chance: random.Random) -> Path:
    found = [kind.place] if kind.place.is_file() else sorted(kind.place.rglob(f"*{kind.suffix}"))
    path = chance.choice(found)
    flip(path, chance)
    return path


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_flipped_bits_never_make_another_episode(
    round_: int, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """A bit of each kind at once: what one of them spoils, no other one hides."""
    chance = random.Random(round_)
    bench.put_back()
    # A note is looked for under what was asked; an edit looks for another one.
    text, names = (TEXT, ["builds"]) if round_ % 2 else (EDITED, [])
    names += ["clips", "memos", "pace"]
    names += ["levels"] if round_ % LEVELS_EACH == 0 else []
    if round_ % 4 < 2:
        names += ["slices"]
    else:
        # Encoded slices need no clips: without them, the clips are looked at.
        shutil.rmtree(bench.folder / "cache" / "slices")
    struck = {name: flip_one_of(bench.kinds()[name], chance) for name in names}
    assert set(inspect(bench.folder / "cache").damaged) == set(struck.values())
    with caplog.at_level(logging.WARNING):
        assert build(bench.folder, text) == bench.clean[text]
    for name in {"builds", "memos", "levels", "pace"} & set(names):
        assert struck[name].name in caplog.text


def test_level_with_a_flipped_bit_is_none(bench: Bench) -> None:
    bench.put_back()
    engine, voice = ToneEngine(), Voice("tone_low", speed=1.1)
    level, chance = known_level(engine, voice), random.Random("levels")
    assert level
    before = {path: path.read_bytes() for path in bench.kinds()["levels"].place.iterdir()}
    for _ in range(LEVELS):
        for path, whole in before.items():
            path.write_bytes(whole)
            flip(path, chance)
        assert known_level(engine, voice) is None


def test_list_of_voices_with_a_flipped_bit_is_none(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.put_back()
    with EdgeStandIn() as stand_in:
        for variable, value in stand_in.environment().items():
            monkeypatch.setenv(variable, value)
        service: Service = EdgeEngine().service
        listed = EdgeEngine().fetch_voices()
    kind, chance = bench.kinds()["edge"], random.Random("edge")
    (path,) = kind.place.iterdir()
    whole = path.read_bytes()
    for _ in range(LISTS):
        flip(path, chance)
        assert cached_list(service) is None
        path.write_bytes(whole)
    again = cached_list(service)
    assert again
    assert again.voices == listed.voices


def test_model_with_a_flipped_bit_is_made_anew(tmp_path: Path) -> None:
    path, chance = model_path(tmp_path), random.Random("model")
    install_model(path, part_files())
    for _ in range(MODELS):
        flip(path, chance)
        assert list(verify(tmp_path).damaged) == [path]
        path.with_suffix(".damaged").rename(path)
        install_model(path, part_files())
        assert is_whole(path)


def test_recipe_of_the_graph_with_a_flipped_bit_makes_no_other_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, path, chance = recipe_path().read_bytes(), tmp_path / "recipe.gz", random.Random("graph")
    assert recipe_is_whole(recipe_path())
    published = published_bytes()
    model = rewritten(published)
    monkeypatch.setattr("boyin.engines.kokoro.graph.recipe_path", lambda: path)
    for _ in range(RECIPES):
        path.write_bytes(whole)
        flip(path, chance)
        assert not recipe_is_whole(path)
        # A bit of what the archive says of itself, its time, changes nothing in it.
        with suppress(EngineError):
            assert rewritten(published) == model
