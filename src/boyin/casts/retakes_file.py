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
from boyin.ground.errors import CastError, OutputError, TakesError
from boyin.ground.files import write_whole
from boyin.ground.yaml_file import YamlFile
from boyin.script.retakes import Retake

SLOWEST, FASTEST = 0.5, 2.0

_HEADER = """\
# Re-takes: sentences that are recorded in another way than the cast says. Written by
# `boyin retake`, used by `boyin make`; keep it with the article.
"""
_ID = re.compile(r"[0-9a-f]{12}(-[0-9]+)?")
_KEYS = ("text", "around", "copies", "alike", "take", "engine", "voice", "speed", "say")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def takes_path(article: Path) -> Path:
    """The file that holds the re-takes of the article at `article`."""
    return article.with_name(f"{article.stem}.takes.yaml")


def load_retakes(path: Path) -> tuple[Retake, ...]:
    """The entries of the file at `path`, in its order; none if there is no such file.

    Raises TakesError, with the line, if something in it is wrong.
    """
    file = _TakesFile(path)
    return tuple(entry.retake for entry in file.read(file.content_if_there() or ""))


def save_retakes(path: Path, retakes: Sequence[Retake]) -> None:
    """Makes the file at `path` hold exactly `retakes`; without any it goes, unless it says more.

    Raises TakesError if the file that is there is not one, OutputError if it can't be written.
    """
    wanted = {retake.segment: retake for retake in retakes}
    file = _TakesFile(path)
    there = file.content_if_there()
    text = _HEADER if there is None else there
    old = tuple(file.read(text))
    for entry in reversed(old):
        if wanted.get(entry.retake.segment) != entry.retake:
            new = wanted.get(entry.retake.segment)
            text = text[: entry.start] + (_as_yaml(new) if new else "") + text[entry.end :]
    kept = {entry.retake.segment for entry in old}
    added = "".join(_as_yaml(retake) for retake in retakes if retake.segment not in kept)
    text += ("" if text.endswith("\n") or not text or not added else "\n") + added
    # Only what reads back as it was meant is written.
    found = {entry.retake.segment: entry.retake for entry in file.read(text)}
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
    for key in ("copies", "alike"):
        if (count := getattr(retake, key)) > 1:
            values[key] = count
    values["take"] = retake.take
    for key in ("engine", "voice", "speed", "say"):
        if value := getattr(retake, key):
            values[key] = value
    written: str = yaml.safe_dump(
        {retake.segment: values}, allow_unicode=True, sort_keys=False, width=10**9
    )
    return written


def _lines_of(text: str, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
    """Where an entry's lines begin and end; the blanks and comments behind it are not its own."""
    start = key.start_mark.index
    lines = text[start : value.end_mark.index].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    newline = text.find("\n", start + len("\n".join(lines)))
    return start, len(text) if newline < 0 else newline + 1


class _TakesFile(YamlFile):
    error = TakesError

    def read(self, text: str) -> Iterator[_Entry]:
        """The entries of `text`, in its order."""
        root = self.parse(text)
        if root is None:
            return
        for name, key, value in self.pairs(root, "a file of re-takes"):
            yield _Entry(self.retake(name, key, value), *_lines_of(text, key, value))

    def retake(self, name: str, key: yaml.Node, value: yaml.Node) -> Retake:
        if not _ID.fullmatch(name):
            raise self.wrong(
                key, f"`{name}` is no segment's id", "`boyin show` prints the ids of an article."
            )
        nodes = self.entries(value, "a re-take", _KEYS)
        values = {name: self.value(name, node) for name, node in nodes.items()}
        self.check_voice(values, nodes, key)
        return Retake(segment=name, place=self.place(key), **values)

    def value(self, name: str, node: yaml.Node) -> Any:
        text = self.text(node)
        match name:
            case "copies" | "alike" | "take":
                if not _NUMBER.fullmatch(text):
                    raise self.wrong(
                        node, f"{name} can't be `{text}`", "Write a whole number from 1 on."
                    )
                return int(text)
            case "speed":
                return self.number(node, "speed", SLOWEST, FASTEST)
            case "engine" if text not in ENGINES:
                raise self.wrong(
                    node, f"there is no engine `{text}`", f"Choose: {', '.join(ENGINES)}."
                )
            case "say" | "voice" if not text.strip():
                raise self.wrong(node, f"{name} is empty", "Write it, or take the line away.")
        return text

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
                raise self.wrong(nodes["voice"], error.message, error.remedy) from error
