"""What is sent, of which edition: RFC 9110's conditions and ranges, over real connections."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.publishing import feed, write_episode, write_show
from tests.serving import ask, connected, serving

SOUND = bytes(range(256)) * 40
SIZE = len(SOUND)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with one episode, its feed, and an empty file."""
    folder = tmp_path_factory.mktemp("transfer")
    show = write_show(folder)
    write_episode(folder / "output", "a", sound=SOUND)
    feed(show, folder / "output")
    (folder / "output" / "empty.mp3").write_bytes(b"")
    return folder / "output"


@pytest.fixture(scope="module")
def url(output: Path) -> Iterator[str]:
    with serving(output) as address:
        yield address


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=10000-", 10000, SIZE),
        ("bytes=-5", SIZE - 5, SIZE),
        ("bytes=-99999999", 0, SIZE),
        ("bytes=10000-99999999", 10000, SIZE),
        ("BYTES=0-9", 0, 10),
        ("bytes=0-0 ", 0, 1),
    ],
)
def test_one_range_is_sent_as_a_part(url: str, asked: str, start: int, end: int) -> None:
    code, headers, body = ask(url + "a/a.mp3", Range=asked)
    assert (code, body) == (206, SOUND[start:end])
    assert headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert int(headers["Content-Length"]) == end - start


@pytest.mark.parametrize(
    "asked",
    [
        "items=0-1",
        "seconds=1-",
        "bytes=0-1,5-6",
        "bytes=0-1, -1",
        "bytes=5-2",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes 0-1",
        "0-1",
        "bytes=\u0661-\u0662",
        f"bytes=0-{'9' * 5000}",
    ],
)
def test_what_is_not_one_range_of_bytes_is_passed_over(url: str, asked: str) -> None:
    code, headers, body = ask(url + "a/a.mp3", Range=asked.encode().decode("latin-1"))
    assert (code, body) == (200, SOUND)
    assert "Content-Range" not in headers


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999-9999999", "bytes=-0"])
def test_range_that_holds_nothing_is_told_with_the_length(url: str, asked: str) -> None:
    code, headers, body = ask(url + "a/a.mp3", Range=asked)
    assert (code, body) == (416, b"")
    assert headers["Content-Range"] == f"bytes */{SIZE}"


def test_empty_file_has_no_parts(url: str) -> None:
    assert ask(url + "empty.mp3")[::2] == (200, b"")
    assert ask(url + "empty.mp3", Range="bytes=0-")[0] == 416


def test_head_has_no_parts(url: str) -> None:
    code, headers, body = ask(url + "a/a.mp3", "HEAD", Range="bytes=0-9")
    assert (code, body) == (200, b"")
    assert int(headers["Content-Length"]) == SIZE


def test_part_continues_only_the_edition_that_the_client_has(url: str) -> None:
    _, headers, _ = ask(url + "a/a.mp3")
    tag, date = headers["ETag"], headers["Last-Modified"]
    assert tag.startswith('"')
    assert ask(url + "a/a.mp3", Range="bytes=60-", If_Range=tag)[::2] == (206, SOUND[60:])
    for other in ('"x"', f"W/{tag}", f"{tag}, {tag}", tag.strip('"'), "*", date):
        assert ask(url + "a/a.mp3", Range="bytes=60-", If_Range=other)[::2] == (200, SOUND)


@pytest.mark.parametrize("replaced", ["by another file", "in its place"])
def test_resumed_download_never_joins_two_editions(url: str, output: Path, replaced: str) -> None:
    path = output / "again.mp3"
    path.write_bytes(b"old" * 100)
    there = path.stat()
    _, headers, begun = ask(url + "again.mp3", Range="bytes=0-59")
    if replaced == "in its place":
        path.write_bytes(b"new" * 100)
    else:
        (output / "next.mp3").write_bytes(b"new" * 100)
        (output / "next.mp3").replace(path)
    # As long and as old as the one before.
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))
    code, fresh, rest = ask(url + "again.mp3", Range="bytes=60-", If_Range=headers["ETag"])
    assert (code, begun, rest) == (200, b"old" * 20, b"new" * 100)
    assert fresh["ETag"] != headers["ETag"]
    assert ask(url + "again.mp3", If_None_Match=headers["ETag"])[0] == 200
    assert ask(url + "again.mp3", If_Match=headers["ETag"])[0] == 412


def test_conditions_are_answered_in_their_order(url: str) -> None:
    address, old, new = (
        url + "a/a.mp3",
        "Thu, 01 Jan 2015 00:00:00 GMT",
        "Fri, 01 Jan 2100 00:00:00 GMT",
    )
    _, headers, _ = ask(address)
    tag, date = headers["ETag"], headers["Last-Modified"]
    for conditions, status in (
        ({"If_None_Match": tag}, 304),
        ({"If_None_Match": f'"x", W/{tag}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"x"', "If_Modified_Since": date}, 200),
        ({"If_Modified_Since": date}, 304),
        ({"If_Modified_Since": old}, 200),
        ({"If_Modified_Since": "yesterday"}, 200),
        ({"If_Match": tag}, 200),
        ({"If_Match": "*"}, 200),
        ({"If_Match": f"W/{tag}"}, 412),
        ({"If_Match": '"x"', "If_None_Match": tag}, 412),
        ({"If_Unmodified_Since": old}, 412),
        ({"If_Unmodified_Since": new}, 200),
        ({"If_None_Match": tag, "Range": "bytes=0-9"}, 304),
        ({"If_None_Match": '"x"', "Range": "bytes=0-9"}, 206),
    ):
        code, answer, body = ask(address, **conditions)
        assert code == status, conditions
        assert answer["ETag"] == tag
        assert bool(body) == (status in (200, 206)), conditions


def test_feed_has_an_edition_too(url: str, output: Path) -> None:
    _, headers, body = ask(url + "feed.xml")
    assert ask(url + "feed.xml", If_None_Match=headers["ETag"])[0] == 304
    assert ask(url + "feed.xml", Range="bytes=0-9", If_Range=headers["ETag"])[2] == body[:10]
    path = output / "feed.xml"
    whole = path.read_bytes()
    path.write_bytes(whole.replace("作者".encode(), "别人".encode()))
    assert ask(url + "feed.xml", If_None_Match=headers["ETag"])[0] == 200
    path.write_bytes(whole)


def test_file_that_is_cut_off_while_it_is_sent_is_seen_to_be_broken(url: str, output: Path) -> None:
    path = output / "long.mp3"
    size = 200 * 2**20
    with path.open("wb") as file:
        file.truncate(size)
    with connected(url) as connection:
        connection.sendall(b"GET /long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = len(connection.recv(1000))
        os.truncate(path, 2**20)
        with suppress(ConnectionResetError):
            while data := connection.recv(2**20):
                received += len(data)
    assert 0 < received < size


def test_compressed_file_beside_it_is_not_sent_in_its_place(url: str, output: Path) -> None:
    (output / "a" / "a.mp3.gz").write_bytes(b"other")
    _, headers, body = ask(url + "a/a.mp3", Accept_Encoding="gzip")
    assert (headers["Content-Encoding"], body) == (None, SOUND)
