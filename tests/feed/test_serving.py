"""The server is what podcast apps want a host to be, and gives nothing else away."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from boyin.feed.serving import serve
from boyin.ground.errors import OutputError
from tests.browsing import chromium, complaints, wait_for
from tests.making import boyin, write_article
from tests.publishing import feed, write_episode, write_show
from tests.serving import ask, serving

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
    with serving(folder / "output") as address:
        yield address


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
def test_head_and_get_say_type_and_length(url: str, folder: Path, name: str, kind: str) -> None:
    status, headers, body = ask(url + name)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert int(headers["Content-Length"]) == len(body)
    if name != "feed.xml":
        assert body == (folder / "output" / name).read_bytes()
    told = ask(url + name, "HEAD")
    assert (told[0], told[2]) == (200, b"")
    assert told[1]["Content-Length"] == headers["Content-Length"]
    assert told[1]["Content-Type"] == kind


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


def test_another_method_is_refused(url: str) -> None:
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
