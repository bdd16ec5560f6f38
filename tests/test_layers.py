"""The flow is the import order: no stage imports a later one, and the core knows no terminal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "boyin"

ORDER = (
    ("boyin", "errors", "languages", "settings", "files", "importing", "inputs", "edition"),
    ("locks", "made", "memo", "yaml_file", "sound", "loudness"),
    (
        "blocks",
        "containers",
        "places",
        "formulas",
        "tracing",
        "inline",
        "html",
        "tables",
        "gathering",
        "markdown",
        "plain_text",
        "front_matter",
    ),
    ("article", "choices"),
    ("emoji", "marks", "sentences", "passages", "drafts", "ledger"),
    ("images", "table_rows", "structure", "preparing"),
    ("segments",),
    ("takes",),
    ("speech",),
    ("readings",),
    ("engines",),
    ("voices", "transitions", "sound_file", "cast_file", "article_cast", "takes_file"),
    ("plausibility", "clip_store", "clips", "recording"),
    ("pauses", "timeline"),
    ("master", "cache"),
    ("episode",),
    ("inspection",),
    ("feed",),
    ("episode_draft",),
    ("history", "pipeline", "audition", "retakes", "changes", "building", "plan", "doctor"),
    ("lint",),
    ("cli", "__main__"),
)
"""Stages; modules and packages of one stage may import each other."""

STAGE = {name: stage for stage, names in enumerate(ORDER) for name in names}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part_of(module: str) -> str:
    """`boyin.master.mp3` belongs to `master`, and `boyin` itself to `boyin`."""
    return module.split(".")[1] if "." in module else module


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_imports_nothing_later(path: Path) -> None:
    own = part_of(name_of(path))
    assert own in STAGE, f"{own} has no place in the order"
    for imported in imports_of(path):
        if imported.split(".")[0] == "boyin":
            assert STAGE[part_of(imported)] <= STAGE[own], f"{own} imports {imported}"


def test_order_names_what_there_is() -> None:
    assert {part_of(name_of(path)) for path in modules()} == set(STAGE)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_command_line_knows_click_and_prints(path: Path) -> None:
    if part_of(name_of(path)) == "cli":
        return
    assert not any(imported.split(".")[0] == "click" for imported in imports_of(path))
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    printed = [
        node for node in calls if isinstance(node, ast.Name) and node.id in ("print", "input")
    ]
    assert not printed


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
