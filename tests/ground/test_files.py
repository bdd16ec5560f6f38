"""A file or a folder's files are there whole, or what was there before is, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from boyin.ground.errors import OutputError
from boyin.ground.files import sha256_of, whole_file, whole_folder, write_whole


class StopError(Exception):
    """Raised in the middle of writing."""


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_takes_its_place_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.bin"
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert names_in(path.parent) == ["c.bin"]


def test_nothing_is_seen_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [StopError, KeyboardInterrupt])
def test_failed_block_leaves_the_old_file_alone(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def write() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        write()
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a"]


def test_longest_name_of_the_file_system_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_whole(path, b"new")
    assert names_in(tmp_path) == [path.name]


def test_link_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"old"
    assert (tmp_path / "link").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["file/below", "n" * 256])
def test_refusal_of_the_system_names_the_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / name
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")
    assert caught.value.place == str(path)
    assert caught.value.message.startswith("can't be written: ")
    assert names_in(tmp_path) == ["file"]


def test_folder_gets_all_files_and_keeps_its_others(tmp_path: Path) -> None:
    folder = tmp_path / "episode"
    folder.mkdir()
    for name in ("kept", "b", "last"):
        (folder / name).write_bytes(b"old")
    with whole_folder(folder, needed="last") as beside:
        for name in ("last", "a", "b"):
            write_whole(beside / name, b"new")
        assert names_in(folder) == ["b", "kept", "last"]
    assert names_in(tmp_path) == ["episode"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a": b"new",
        "b": b"new",
        "kept": b"old",
        "last": b"new",
    }


@pytest.mark.parametrize("error", [StopError, KeyboardInterrupt])
def test_failed_block_leaves_the_old_folder_alone(
    tmp_path: Path, error: type[BaseException]
) -> None:
    folder = tmp_path / "episode"
    folder.mkdir()
    (folder / "a").write_bytes(b"old")

    def write() -> None:
        with whole_folder(folder, needed="b") as beside:
            write_whole(beside / "a", b"new")
            raise error

    with pytest.raises(error):
        write()
    assert (folder / "a").read_bytes() == b"old"
    assert names_in(folder) == ["a"]
    assert names_in(tmp_path) == ["episode"]


def test_failed_block_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StopError), whole_folder(tmp_path / "x" / "episode", needed="b"):
        raise StopError
    assert not list((tmp_path / "x").iterdir())


def test_last_file_moves_when_the_others_have(tmp_path: Path) -> None:
    # A file can't take a folder's place: what follows it stays where it was.
    folder = tmp_path / "episode"
    (folder / "b" / "full").mkdir(parents=True)
    (folder / "a-list").write_bytes(b"old")

    def write() -> None:
        with whole_folder(folder, needed="a-list") as beside:
            for name in ("a-list", "b"):
                write_whole(beside / name, b"new")

    with pytest.raises(OutputError) as caught:
        write()
    assert caught.value.place == str(folder)
    assert (folder / "a-list").read_bytes() == b"old"
    assert names_in(tmp_path) == ["episode"]


def test_folder_that_another_process_works_at_is_let_alone_and_a_dead_ones_goes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "episode"
    with whole_folder(folder, needed="a") as mine, whole_folder(folder, needed="a") as theirs:
        write_whole(theirs / "a", b"theirs")
        write_whole(mine / "a", b"mine")
        assert mine.exists()
        host, _, name = mine.name.split(".")[2].partition("-")
        with subprocess.Popen([sys.executable, "-c", ""]) as process:
            pass
        dead, far, forgotten = (
            mine.with_name(mine.name.replace(f"{host}-{name}", owner))
            for owner in (f"{host}-{process.pid}-1", "far-1-1", "far-1-2")
        )
        for left in (dead, far, forgotten):
            (left / "inner").mkdir(parents=True)
        os.utime(forgotten, (0, 0))
    assert (folder / "a").read_bytes() == b"mine"
    with whole_folder(folder, needed="a") as beside:
        write_whole(beside / "a", b"again")
    assert names_in(tmp_path) == sorted([far.name, "episode"])


@pytest.mark.parametrize("owner", ["far-1-1.", ""])
def test_old_folder_is_put_back_where_its_new_one_never_came(tmp_path: Path, owner: str) -> None:
    folder = tmp_path / "episode"
    with whole_folder(folder, needed="a") as beside:
        write_whole(beside / "a", b"old")
        name = beside.name.split(".")[1]
    folder.rename(tmp_path / f".{name}.{owner}old.tmp")
    assert not folder.exists()
    with whole_folder(folder, needed="b") as beside:
        write_whole(beside / "b", b"new")
    assert names_in(folder) == ["a", "b"]
    assert names_in(tmp_path) == ["episode"]


def test_digest_is_that_of_the_standard(tmp_path: Path) -> None:
    # FIPS 180-2, appendix B.1.
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
