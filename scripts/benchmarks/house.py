"""The house counted: rooms, floors, cycles, the largest folder, the longest function.

Imports are read as text and nothing is run, so that any checkout can be counted beside this one.
"""

import ast
from collections.abc import Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import click

from benchmarks.report import Report, json_option

SOURCE = Path(__file__).resolve().parents[2] / "src" / "boyin"

Graph = Mapping[str, Set[str]]
"""What each name imports of the others."""


def modules(source: Path = SOURCE) -> dict[str, Path]:
    """The files of a package's modules: `boyin.master.mp3`, and a folder for its `__init__.py`."""
    return {_name_of(path, source): path for path in sorted(source.rglob("*.py"))}


def _name_of(path: Path, source: Path) -> str:
    parts = path.relative_to(source.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def tree_of(path: Path) -> ast.Module:
    """The code of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree: ast.AST, names: Mapping[str, Path]) -> Iterator[str]:
    """The modules that are imported; one out of a package is named itself, not its package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = [f"{node.module}.{name.name}" for name in node.names]
            yield from (one if one in names else node.module for one in within)


def graph_of(names: Mapping[str, Path]) -> Graph:
    """Which of the modules each imports, wherever in it, but not for the checker of types alone."""
    return {
        name: {one for one in imports_of(_without_types(tree_of(path)), names) if one in names}
        - {name}
        for name, path in names.items()
    }


def _without_types(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return tree


def rooms_of(graph: Graph) -> Graph:
    """Which rooms each room imports; a module at the root is a room of its own."""
    rooms: dict[str, set[str]] = {}
    for name, imported in graph.items():
        own = room_of(name)
        rooms.setdefault(own, set()).update({room_of(one) for one in imported} - {own})
    return rooms


def room_of(name: str) -> str:
    """`master` for `boyin.master.mp3`; nothing for the package itself."""
    return ".".join(name.split(".")[1:2])


def cycle_in(graph: Graph) -> list[str]:
    """Names that import each other round about; none where there is no cycle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def floors_of(rooms: Graph) -> int:
    """How many rooms stand on one another at the most. There must be no cycle."""
    heights: dict[str, int] = {}
    for room in TopologicalSorter(rooms).static_order():
        heights[room] = 1 + max((heights[one] for one in rooms[room]), default=0)
    return max(heights.values())


def functions(names: Mapping[str, Path]) -> list[tuple[int, str]]:
    """Every function's lines and name, the longest first."""
    found = (
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{name}.{node.name}")
        for name, path in names.items()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sorted(found, reverse=True)


def folders(names: Mapping[str, Path]) -> dict[Path, int]:
    """How many modules stand side by side in each folder."""
    held = [path.parent for path in names.values() if path.name != "__init__.py"]
    return {folder: held.count(folder) for folder in sorted(set(held))}


@click.command(name="house")
@click.argument("source", type=click.Path(path_type=Path, exists=True), default=SOURCE)
@json_option
def command(source: Path, as_json: bool) -> None:
    """Count rooms, floors, cycles and lengths of SOURCE, a package's folder."""
    source = source.resolve()
    names = modules(source)
    graph = graph_of(names)
    rooms = rooms_of(graph)
    largest, held = max(folders(names).items(), key=lambda one: one[1])
    lines, longest = functions(names)[0]
    counts: dict[str, str | int] = {
        "modules": len(names),
        "rooms": sum((source / room).is_dir() for room in rooms if room),
        "floors": "none: a cycle" if cycle_in(rooms) else floors_of(rooms),
        "cycle among rooms": " -> ".join(cycle_in(rooms)) or "none",
        "cycle among modules": " -> ".join(cycle_in(graph)) or "none",
        "modules at the root": folders(names)[source],
        "largest folder": f"{held} modules, {largest.relative_to(source.parent).as_posix()}",
        "longest function": f"{lines} lines, {longest}",
    }
    rows = [(name, str(count)) for name, count in counts.items()]
    Report("The house", ("counted", "here"), rows, counts).print(as_json=as_json)
