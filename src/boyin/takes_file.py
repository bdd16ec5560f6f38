"""The file of re-takes beside an article: read with everything in it checked, written with care.

`article.md` has `article.takes.yaml`, one entry a sentence. What a person wrote between the entries
stays where it is; an entry that changes is replaced whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from boyin.engines import ENGINES, create_engine
from boyin.engines.base import Voice
from boyin.errors import CastError, OutputError, TakesError
from boyin.files import write_whole
from boyin.inputs import read_input
from boyin.takes import Retake

SLOWEST, FASTEST = 0.5, 2.0

_HEADER = """\
# Re-takes: sentences that are recorded in another way than the cast says. Written by
# `boyin retake`, used by `boyin make`; keep it with the article.
"""
_ID = re.compile(r"[0-9a-f]{12}(-[0-9]+)?")
_KEYS = ("text", "around", "copies", "take", "engine", "voice", "speed", "say")
_MOST = 9999


def takes_path(article: Path) -> Path:
    """The file that holds the re-takes of the article at `article`."""
    return article.with_name(f"{article.stem}.takes.yaml")


def load_retakes(path: Path) -> tuple[Retake, ...]:
    """The entries of the file at `path`, in its order; none if there is no such file.

    Raises TakesError, with the line, if something in it is wrong.
    """
    try:
        text = read_input(path).decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise TakesError(f"can't be read: {error}", place=str(path)) from error
    return tuple(entry.retake for entry in _entries(text, path))


def save_retakes(path: Path, retakes: Sequence[Retake]) -> None:
    """Makes the file at `path` hold exactly `retakes`; without any it goes, unless it says more.

    Raises TakesError if the file that is there is not one, OutputError if it can't be written.
    """
    wanted = {retake.segment: retake for retake in retakes}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = _HEADER
    old = tuple(_entries(text, path))
    for entry in reversed(old):
        if wanted.get(entry.retake.segment) != entry.retake:
            new = wanted.get(entry.retake.segment)
            text = text[: entry.start] + (_as_yaml(new) if new else "") + text[entry.end :]
    kept = {entry.retake.segment for entry in old}
    added = "".join(_as_yaml(retake) for retake in retakes if retake.segment not in kept)
    text += ("" if text.endswith("\n") or not text else "\n") + added
    # Only what reads back as it was meant is written.
    found = {entry.retake.segment: entry.retake for entry in _entries(text, path)}
    if found != wanted:
        raise TakesError(
            "is written in a way that can't be edited here",
            place=str(path),
            remedy="Write it as `boyin retake` does: every entry on lines of its own.",
        )
    if not retakes and text.strip() in ("", _HEADER.strip()):
        _remove(path)
    else:
        write_whole(path, text.encode())


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"can't be removed: {error.strerror}", place=str(path)) from error


@dataclass(frozen=True, slots=True)
class _Entry:
    retake: Retake
    start: int
    end: int
    """text[start:end] is its lines."""


def _as_yaml(retake: Retake) -> str:
    values: dict[str, Any] = {"text": retake.text, "around": retake.around}
    if retake.copies > 1:
        values["copies"] = retake.copies
    values["take"] = retake.take
    for key in ("engine", "voice", "speed", "say"):
        if value := getattr(retake, key):
            values[key] = value
    written: str = yaml.safe_dump(
        {retake.segment: values}, allow_unicode=True, sort_keys=False, width=10**9
    )
    return written


def _entries(text: str, path: Path) -> Iterator[_Entry]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise TakesError(f"is not YAML: {getattr(error, 'problem', error)}", place=place) from error
    except RecursionError as error:
        raise TakesError("is nested too deeply", place=str(path)) from error
    if root is None:
        return
    reader = _Reader(path)
    for key, value in reader.mapping(root, "a file of re-takes"):
        yield _Entry(reader.retake(key, value), *_lines_of(text, key, value))


def _lines_of(text: str, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
    """Where an entry's lines begin and end; the blanks and comments behind it are not its own."""
    start = key.start_mark.index
    lines = text[start : value.end_mark.index].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    newline = text.find("\n", start + len("\n".join(lines)))
    return start, len(text) if newline < 0 else newline + 1


class _Reader:
    """Checks one file; every complaint knows its line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, node: yaml.Node, message: str, remedy: str) -> TakesError:
        return TakesError(message, place=self.place(node), remedy=remedy)

    def place(self, node: yaml.Node) -> str:
        return f"{self.path}:{node.start_mark.line + 1}"

    def mapping(self, node: yaml.Node, what: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"{what} is a list of `name: value` lines", "Write it so.")
        seen: set[str] = set()
        for key, value in node.value:
            name = self.text(key)
            if name in seen:
                raise self.wrong(key, f"`{name}` stands here twice", "Keep one of them.")
            seen.add(name)
            yield key, value

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(node, "one value is expected here", "Write a single word or number.")
        return str(node.value)

    def retake(self, key: yaml.Node, value: yaml.Node) -> Retake:
        name = self.text(key)
        if not _ID.fullmatch(name):
            raise self.wrong(
                key, f"`{name}` is no segment's id", "`boyin show` prints the ids of an article."
            )
        nodes = {self.text(k): (k, v) for k, v in self.mapping(value, "a re-take")}
        for unknown in nodes.keys() - set(_KEYS):
            raise self.wrong(
                nodes[unknown][0],
                f"a re-take has no `{unknown}`",
                f"Allowed are: {', '.join(_KEYS)}.",
            )
        values = {name: self.value(name, node) for name, (_, node) in nodes.items()}
        self.check_voice(values, {name: node for name, (_, node) in nodes.items()}, key)
        return Retake(segment=name, place=self.place(key), **values)

    def value(self, name: str, node: yaml.Node) -> Any:
        text = self.text(node)
        match name:
            case "copies" | "take":
                if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST:
                    raise self.wrong(
                        node, f"{name} can't be `{text}`", "Write a whole number from 1 on."
                    )
                return int(text)
            case "speed":
                return self.speed(node, text)
            case "engine" if text not in ENGINES:
                raise self.wrong(
                    node, f"there is no engine `{text}`", f"Choose: {', '.join(ENGINES)}."
                )
            case "say" | "voice" if not text.strip():
                raise self.wrong(node, f"{name} is empty", "Write it, or take the line away.")
        return text

    def speed(self, node: yaml.Node, text: str) -> float:
        try:
            speed = float(text)
        except ValueError:
            speed = 0.0
        if not SLOWEST <= speed <= FASTEST:
            raise self.wrong(
                node,
                f"speed can't be `{text}`",
                f"Write a number from {SLOWEST:g} to {FASTEST:g}.",
            )
        return speed

    def check_voice(
        self, values: Mapping[str, Any], nodes: Mapping[str, yaml.Node], key: yaml.Node
    ) -> None:
        if ("voice" in values) != ("engine" in values):
            raise self.wrong(
                key, "`voice` and `engine` stand together", "Name the engine that has the voice."
            )
        if "voice" in values:
            try:
                create_engine(values["engine"]).check_voice(Voice(values["voice"]))
            except CastError as error:
                raise self.wrong(nodes["voice"], error.message, error.remedy or "") from error
