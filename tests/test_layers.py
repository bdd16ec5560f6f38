"""The flow is the import order: no room imports a later one, and the core knows no terminal."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "boyin"

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

HEAVY = frozenset(
    {
        "av",
        "edge_tts",
        "g2pM",
        "jieba",
        "lxml",
        "markdown_it",
        "misaki",
        "numpy",
        "onnxruntime",
        "PIL",
        "pypinyin",
    }
)
"""Libraries that take so long to load that they are imported where they are used."""


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


NAMES = {name_of(path): path for path in modules()}


def room_of(module: str) -> str:
    """`boyin.master.mp3` lies in `master`, and `boyin` itself nowhere."""
    return module.split(".")[1] if "." in module else ""


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported, ours as modules and not as packages where it is one's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            within = [f"{node.module}.{name.name}" for name in node.names]
            yield from (one if one in NAMES else node.module for one in within)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def at_import(tree: ast.Module) -> ast.Module:
    """What runs when a module is imported: no body of a function, nothing for types alone."""
    kept = [node for node in tree.body if not is_for_types(node)]
    return ast.Module([one for one in kept if not isinstance(one, ast.FunctionDef)], [])


def folders() -> list[Path]:
    return sorted({path.parent for path in modules()} - {SOURCE})


def place_of(folder: Path) -> str:
    return folder.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_imports_nothing_later(path: Path) -> None:
    own = room_of(name_of(path))
    if own in ("", "__main__"):
        return
    for imported in imports_of(tree_of(path)):
        if imported.startswith("boyin."):
            assert FLOOR[room_of(imported)] <= FLOOR[own], f"{own} imports {imported}"


def test_order_names_the_rooms_there_are() -> None:
    assert {place_of(one) for one in folders() if "/" not in place_of(one)} == set(ROOMS)


def test_root_holds_no_module_but_the_way_in() -> None:
    assert {path.name for path in SOURCE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("folder", folders(), ids=place_of)
def test_folder_can_be_taken_in_at_a_glance(folder: Path) -> None:
    if place_of(folder) not in COLLECTIONS:
        held = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(held) <= MOST_MODULES


def test_no_modules_import_each_other() -> None:
    """Types that are looked up by the checker alone are no import."""
    graph = {
        name: {one for one in imports_of(at_import(tree_of(path))) if one in NAMES} - {name}
        for name, path in NAMES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_command_line_knows_click_and_prints(path: Path) -> None:
    if room_of(name_of(path)) == "cli":
        return
    tree = tree_of(path)
    assert not any(imported.split(".")[0] == "click" for imported in imports_of(tree))
    named = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    assert not {"print", "input"}.intersection(named)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))
