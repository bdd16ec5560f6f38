"""The server is what podcast apps want a host to be, and gives nothing else away."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from boyin.feed.serving import serve
from boyin.ground.errors import OutputError
from tests.browsing import chromium, complaints, wait_for
from tests.cli.test_cli import UNDISTURBED
from tests.making import PROGRAM, boyin, write_article
from tests.publishing import feed, write_episode, write_show

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SOUND = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hummed episode made by the command, one without a sound, the feed, and a secret beside."""
    folder = tmp_path_factory.mktemp("serve")
    show = write_show(folder)
    article = write_article(folder, "# 题\n\n## 一\n\n" + "说一句够长的话，好让它响上一会儿。" * 6)
    ran = boyin("make", article, "--cast", "tone", "-q", "-o", folder / "output")
    assert ran.status == 0, ran.err
    write_episode(folder / "output", "silent", sound=SOUND, title="<script>alert(1)</script>")
    feed(show, folder / "output")
    (folder / "secret.txt").write_text("secret")
    (folder / "output" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "output" / "out").symlink_to(folder)
    (folder / "output" / ".hidden").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """The address of the command, serving the folder in a process of its own."""
    words = [PROGRAM, "serve", "-o", str(folder / "output"), "--port", "0"]
    command = [sys.executable, "-c", UNDISTURBED, *map(str, words)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(10) == 130
        finally:
            process.kill()


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body; `If_Range` is the header If-Range."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=given)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("silent/silent.mp3", "audio/mpeg"),
        ("silent/silent.chapters.json", "application/json+chapters"),
        ("silent/silent.vtt", "text/vtt; charset=utf-8"),
        ("silent/silent.srt", "application/x-subrip"),
        ("silent/silent.json", "application/json"),
        ("silent/silent.transcript.html", "text/html; charset=utf-8"),
        ("silent/silent.notes.txt", "text/plain; charset=utf-8"),
        ("silent/silent.jpg", "image/jpeg"),
        ("show.png", "image/png"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
    ],
)
def test_head_and_get_say_type_length_and_cors(
    url: str, folder: Path, name: str, kind: str
) -> None:
    status, headers, body = ask(url + name)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Access-Control-Allow-Origin"] == "*"
    if name != "feed.xml":
        assert body == (folder / "output" / name).read_bytes()
    told = ask(url + name, "HEAD")
    assert (told[0], told[2]) == (200, b"")
    assert told[1]["Content-Length"] == headers["Content-Length"]
    assert told[1]["Content-Type"] == kind


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=10000-", 206, 10000, len(SOUND)),
        ("bytes=-5", 206, len(SOUND) - 5, len(SOUND)),
        ("bytes=10000-99999999", 206, 10000, len(SOUND)),
        (f"bytes={len(SOUND)}-", 416, 0, 0),
    ],
)
def test_ranges_are_answered(url: str, asked: str, status: int, start: int, end: int) -> None:
    code, headers, body = ask(url + "silent/silent.mp3", Range=asked)
    assert code == status
    if status == 416:
        assert headers["Content-Range"] == f"bytes */{len(SOUND)}"
    else:
        assert body == SOUND[start:end]
        assert headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
        assert headers["Access-Control-Allow-Origin"] == "*"


def test_unchanged_files_are_not_sent_again_and_changed_ones_not_in_parts(url: str) -> None:
    address = url + "silent/silent.mp3"
    _, headers, _ = ask(address)
    assert headers["Accept-Ranges"] == "bytes"
    assert ask(address, If_None_Match=headers["ETag"])[0] == 304
    date = headers["Last-Modified"]
    assert ask(address, If_Modified_Since=date)[0] == 304
    assert ask(address, Range="bytes=0-9", If_Range=date)[2] == SOUND[:10]
    old = "Thu, 01 Jan 2015 00:00:00 GMT"
    assert ask(address, Range="bytes=0-9", If_Range=old)[2] == SOUND


def test_preflight_is_answered(url: str) -> None:
    status, headers, _ = ask(url + "silent/silent.vtt", "OPTIONS", Origin="https://a.org")
    assert status == 204
    assert "Range" in headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/silent/../../secret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/link.txt",
        "/out/secret.txt",
        "/.hidden",
        "/silent/%00",
        "/..%5csecret.txt",
        "/silent",
        "/nothing",
        f"/{'long' * 100}",
    ],
)
def test_nothing_but_the_folders_own_files_is_served(url: str, path: str) -> None:
    host = url.split("/")[2]
    connection = HTTPConnection(host, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (400, 404)
    assert b"secret" not in body
    assert b"root:" not in body


def test_another_name_and_another_method_are_refused(url: str) -> None:
    assert ask(url, Host="evil.example.org")[0] == 403
    assert ask(url, Host=f"localhost:{url.rsplit(':', maxsplit=1)[-1].strip('/')}")[0] == 200
    assert ask(url + "silent/silent.mp3", "DELETE")[0] == 405


def test_feed_points_at_the_server_and_is_else_the_same(url: str, folder: Path) -> None:
    _, _, served = ask(url + "feed.xml")
    written = (folder / "output" / "feed.xml").read_bytes()
    assert served.replace(url.encode(), b"https://example.org/podcast/") == written
    assert url.encode() + b"silent/silent.mp3" in served


def test_broken_feed_is_told(url: str, folder: Path) -> None:
    path = folder / "output" / "feed.xml"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    status, _, body = ask(url + "feed.xml")
    path.write_bytes(whole)
    assert (status, b"is not well-formed" in body) == (500, True)


def test_folder_that_is_not_there_and_taken_port_are_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        serve(tmp_path / "none", 0, on_ready=print)
    port = int(url.rsplit(":", maxsplit=1)[-1].strip("/"))
    with pytest.raises(OutputError, match=f"port {port} can't be used"):
        serve(tmp_path, port, on_ready=print)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator["Chrome"]:
    """A headless Chromium that nobody has used."""
    with chromium(tmp_path) as chrome:
        yield chrome


def test_page_to_read_along_keeps_its_own_policy(url: str, folder: Path) -> None:
    (path,) = (folder / "output").glob("ti/ti.html")
    _, headers, body = ask(url + "ti/ti.html")
    assert body == path.read_bytes()
    assert "script-src 'sha256-" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    for other in ("ti/ti.notes.html", ""):
        assert "script-src" not in ask(url + other)[1]["Content-Security-Policy"]


def test_chromium_reads_along(url: str, browser: "Chrome") -> None:
    browser.get(url)
    browser.execute_script("document.querySelector('a[href$=\"ti/ti.html\"]').click()")
    wait_for(browser, "document.title === '题' && audio.readyState > 0")
    browser.execute_script("[...document.querySelectorAll('.s')].at(-1).click()")
    wait_for(browser, "audio.currentTime > 3 && document.querySelector('.s[aria-current]')")
    assert [one for one in complaints(browser) if "favicon.ico" not in one] == []


def test_chromium_plays_and_seeks(url: str, folder: Path, browser: "Chrome") -> None:
    (mp3,) = (path for path in (folder / "output").glob("*/*.mp3") if path.stem != "silent")
    duration = json.loads(mp3.with_name("episode.json").read_bytes())["duration"]
    browser.get(url)
    assert "alert(1)" not in browser.page_source
    player = f"document.querySelector('audio[src$=\"{mp3.name}\"]')"

    def wait(condition: str) -> None:
        wait_for(browser, condition.replace("PLAYER", player))

    browser.execute_script(f"{player}.play()")
    wait("PLAYER.currentTime > 0.2")
    assert browser.execute_script(f"return {player}.duration") == pytest.approx(duration, abs=0.06)
    browser.execute_script(f"{player}.currentTime = {duration / 2}")
    wait("!PLAYER.seeking")
    at = browser.execute_script(f"return {player}.currentTime")
    assert at == pytest.approx(duration / 2, abs=1)
    wait(f"PLAYER.currentTime > {at + 0.3} && !PLAYER.paused")
