"""The flow is the import order: no room imports a later one, and the core knows no terminal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.house import (
    SOURCE,
    cycle_in,
    folders,
    functions,
    graph_of,
    imports_of,
    modules,
    room_of,
    tree_of,
)

ROOMS = (
    "ground",
    "article",
    "script",
    "normalization",
    "pronunciation",
    "sound",
    "engines",
    "casts",
    "clips",
    "timeline",
    "master",
    "episode",
    "inspection",
    "feed",
    "builds",
    "lint",
    "cli",
)
"""The folders in the order of the flow; none imports one behind it."""

FLOOR = {room: floor for floor, room in enumerate(ROOMS)}

COLLECTIONS = ("normalization/rules", "cli")
"""Folders of like things, of which there may be any number."""

MOST_MODULES = 18
"""In a folder that is no collection."""

LONGEST_FUNCTION = 45
"""In lines, its signature and docstring among them."""

HEAVY = frozenset(
    {
        "PIL",
        "aiohttp",
        "asyncio",
        "av",
        "ctypes",
        "edge_tts",
        "filelock",
        "g2pM",
        "importlib",
        "jieba",
        "jinja2",
        "logging",
        "lxml",
        "numpy",
        "onnxruntime",
        "pydub",
        "pypinyin",
        "tenacity",
        "yaml",
    }
)
"""What takes so long to load that it is imported where it is used, within a function."""

OUR_HEAVY = frozenset(
    {
        "boyin.builds.pipeline",
        "boyin.engines.edge",
        "boyin.engines.kokoro",
        "boyin.engines.kokoro.english.reader",
        "boyin.engines.kokoro.phonemes",
        "boyin.engines.tone",
        "boyin.episode.manifest",
        "boyin.episode.publish",
        "boyin.normalization.normalizer",
    }
)
"""The same of our own modules; a command's are imported when it is the one that is asked for."""

NAMES = modules()
FILES = sorted(NAMES.items())
BY_NAME = pytest.mark.parametrize(("name", "path"), FILES, ids=[name for name, _ in FILES])


def place_of(folder: Path) -> str:
    return folder.relative_to(SOURCE).as_posix()


def imports_in_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports_of(node, NAMES)


@BY_NAME
def test_module_imports_nothing_later(name: str, path: Path) -> None:
    own = room_of(name)
    for imported in imports_of(tree_of(path), NAMES):
        if imported.startswith("boyin.") and own not in ("", "__main__"):
            assert FLOOR[room_of(imported)] <= FLOOR[own], f"{own} imports {imported}"


@BY_NAME
def test_imports_are_absolute(name: str, path: Path) -> None:
    levels = {one.level for one in ast.walk(tree_of(path)) if isinstance(one, ast.ImportFrom)}
    assert levels <= {0}


def test_order_names_the_rooms_there_are() -> None:
    held = {path.parent.relative_to(SOURCE).parts[:1] for path in NAMES.values()} - {()}
    assert held == {(room,) for room in ROOMS}


def test_root_holds_no_module_but_the_way_in() -> None:
    assert {path.name for path in SOURCE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize(
    ("folder", "held"), folders(NAMES).items(), ids=map(place_of, folders(NAMES))
)
def test_folder_can_be_taken_in_at_a_glance(folder: Path, held: int) -> None:
    assert place_of(folder) in COLLECTIONS or held <= MOST_MODULES


def test_no_modules_import_each_other() -> None:
    """Not within functions either. Types that the checker alone looks up are no import."""
    assert cycle_in(graph_of(NAMES)) == []


def test_cycles_are_seen() -> None:
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert not cycle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()})


@BY_NAME
def test_only_what_is_heavy_is_imported_within_functions(name: str, path: Path) -> None:
    for imported in imports_in_functions(path):
        if room_of(name) == "cli" and imported.startswith("boyin."):
            continue
        assert imported in OUR_HEAVY or imported.split(".")[0] in HEAVY, imported


def test_functions_are_short() -> None:
    long = [function for function in functions(NAMES) if function[0] > LONGEST_FUNCTION]
    assert not long


@BY_NAME
def test_only_the_command_line_knows_click_and_prints(name: str, path: Path) -> None:
    if room_of(name) == "cli":
        return
    tree = tree_of(path)
    assert not any(imported.split(".")[0] == "click" for imported in imports_of(tree, NAMES))
    named = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    assert not {"print", "input"}.intersection(named)


@BY_NAME
def test_module_says_what_it_is_for(name: str, path: Path) -> None:
    assert ast.get_docstring(tree_of(path))
