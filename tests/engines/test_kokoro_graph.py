"""The shipped recipe of the rewritten model is what `scripts/build-graph` makes."""

import gzip
import runpy
from pathlib import Path

import pytest

from boyin.engines.kokoro import graph

SCRIPT = Path(__file__).parents[2] / "scripts" / "build-graph"


def test_recipe_is_what_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = graph.recipe_path().read_bytes()
    made = tmp_path / "graph.json.gz"
    monkeypatch.setattr(graph, "recipe_path", lambda: made)
    runpy.run_path(str(SCRIPT), run_name="__main__")
    assert capsys.readouterr().out == f"{graph.REWRITTEN_SHA256}\n"
    assert gzip.decompress(made.read_bytes()) == gzip.decompress(shipped)
