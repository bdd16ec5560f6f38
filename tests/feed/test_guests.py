"""Who is answered, and what pages from elsewhere may read."""

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import chromium
from tests.publishing import feed, write_episode, write_show
from tests.serving import ask, connected, serving, status_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

NAMED = ("mp3", "vtt", "srt", "json", "chapters.json", "transcript.html", "jpg")
"""What the feed names of an episode, by the ends of the files' names."""
NOT_NAMED = ("notes.txt", "notes.html", "html")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with an episode that the feed names, and one that it does not yet."""
    folder = tmp_path_factory.mktemp("guests")
    show = write_show(folder)
    write_episode(folder / "output", "told")
    feed(show, folder / "output")
    write_episode(folder / "output", "untold")
    return folder / "output"


@pytest.fixture(scope="module")
def url(output: Path) -> Iterator[str]:
    with serving(output) as address:
        yield address


@pytest.mark.parametrize("ending", NAMED)
def test_page_from_elsewhere_reads_what_the_feed_names(url: str, ending: str) -> None:
    for address in (f"{url}told/told.{ending}", f"{url}feed.xml", f"{url}show.png"):
        _, headers, _ = ask(address, Origin="https://a.org")
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "ETag" in headers["Access-Control-Expose-Headers"]
        code, headers, _ = ask(address, "OPTIONS", Origin="https://a.org")
        assert code == 204
        assert "Range" in headers["Access-Control-Allow-Headers"]
    assert ask(f"{url}told/told.{ending}", Range="bytes=0-0")[1]["Access-Control-Allow-Origin"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing.mp3",
        "told/episode.json",
        *(f"told/told.{ending}" for ending in NOT_NAMED),
        "untold/episode.json",
        *(f"untold/untold.{ending}" for ending in (*NAMED, *NOT_NAMED)),
    ],
)
def test_page_from_elsewhere_reads_nothing_else(url: str, path: str) -> None:
    _, headers, _ = ask(url + path, Origin="https://a.org")
    assert headers["Access-Control-Allow-Origin"] is None
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    code, headers, _ = ask(url + path, "OPTIONS", Origin="https://a.org")
    assert (code, headers["Access-Control-Allow-Origin"]) == (403, None)


def test_episode_is_shared_as_soon_as_the_feed_names_it_and_no_longer(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    output = tmp_path / "output"
    write_episode(output, "a")

    def is_shared() -> bool:
        return "Access-Control-Allow-Origin" in ask(f"{address}a/a.vtt")[1]

    with serving(output) as address:
        assert not is_shared()
        feed(show, output)
        assert is_shared()
        whole = (output / "feed.xml").read_bytes()
        (output / "feed.xml").write_bytes(whole[:-9])
        assert not is_shared()
        (output / "feed.xml").unlink()
        assert not is_shared()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:1", 200),
        ("localhost:65535", 200),
        ("LOCALHOST:8000", 200),
        ("localhost:99999", 400),
        ("localhost:65536", 400),
        ("localhost:80:80", 400),
        ("localhost:-1", 400),
        ("localhost:8x", 400),
        ("localhost/feed.xml", 400),
        ("localhost, evil.example", 400),
        ("local host", 400),
        ("evil@localhost", 400),
        ("evil.example@127.0.0.1:8000", 400),
        ("localhost@evil.example", 400),
        ("", 400),
        ("\u0661\u0662\u0667.0.0.1", 400),
        ("evil.example.org", 403),
        ("localhost.evil.example", 403),
        ("evil.localhost", 403),
        ("127.0.0.1.nip.io", 403),
        ("0.0.0.0", 403),
        ("127.1", 403),
        ("2130706433", 403),
        ("[::1]", 403),
        ("[::1]:8000", 403),
    ],
)
def test_only_the_machines_own_names_are_answered(url: str, host: str, status: int) -> None:
    request = f"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    assert status_of(url, request.encode()) == status


@pytest.mark.parametrize(
    ("request_line", "hosts", "status"),
    [
        ("GET / HTTP/1.1", [], 400),
        ("GET / HTTP/1.0", [], 400),
        ("GET / HTTP/1.1", ["localhost", "evil.example"], 400),
        ("GET http://evil.example/ HTTP/1.1", ["localhost"], 403),
        ("GET http://evil@localhost/ HTTP/1.1", ["localhost"], 403),
        ("GET http://localhost/ HTTP/1.1", ["evil.example"], 403),
        ("GET http://localhost/ HTTP/1.1", ["localhost"], 200),
        ("GET http://localhost:99999/ HTTP/1.1", ["localhost"], 400),
        ("GET  HTTP/1.1", ["localhost"], 400),
        ("\x16\x03\x01\x02", [], 400),
        ("GET / HTTP/9.9", ["localhost"], 400),
        (f"GET /{'a' * 20000} HTTP/1.1", ["localhost"], 400),
    ],
)
def test_odd_requests_are_refused_without_a_traceback(
    url: str, request_line: str, hosts: list[str], status: int
) -> None:
    lines = [request_line, *(f"Host: {host}" for host in hosts), "Connection: close", "", ""]
    # What the process says of it is looked at when it ends.
    assert status_of(url, "\r\n".join(lines).encode("latin-1")) == status


IMPATIENT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from boyin.feed import serving
from boyin.cli import main
serving.PATIENCE = 1.0
main(sys.argv[1:], prog_name="boyin")
"""
FEW_FILES = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"


def test_slow_connections_shut_nobody_out(output: Path) -> None:
    words = ("serve", "-o", str(output), "--port", "0")
    with serving(output, FEW_FILES + IMPATIENT, *words) as url:
        slow = [connected(url) for _ in range(90)]
        for connection in slow:
            connection.sendall(b"GET /feed.xml HTTP/1.1\r\nHost: localhost\r\nX: ")
        assert ask(url + "feed.xml")[0] == 200
        assert slow[0].recv(1) == b""
        for connection in slow:
            connection.close()


def test_header_that_comes_letter_by_letter_is_given_up(output: Path) -> None:
    words = ("serve", "-o", str(output), "--port", "0")
    with serving(output, IMPATIENT, *words) as url, connected(url) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        connection.settimeout(0.1)
        assert any(is_given_up(connection) for _ in range(150))


def is_given_up(connection: socket.socket) -> bool:
    """Whether one letter more finds nobody who listens."""
    try:
        connection.sendall(b"G")
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """The address of a page of another origin."""
    (tmp_path / "page.html").write_text("<!doctype html><title>elsewhere</title>")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            """Nobody is told."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}/page.html"
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator["Chrome"]:
    with chromium(tmp_path) as chrome:
        yield chrome


def test_chromium_lets_another_page_read_only_what_is_published(
    url: str, elsewhere: str, browser: "Chrome"
) -> None:
    browser.get(elsewhere)

    def reads(path: str, **options: object) -> object:
        return browser.execute_async_script(
            "const [address, options, done] = arguments;"
            "fetch(address, options).then(a => a.text()).then(t => done(t.length > 0 || 'opaque'))"
            ".catch(e => done(e.name))",
            url + path,
            options,
        )

    assert reads("told/told.vtt") is True
    assert reads("told/told.mp3", headers={"Range": "bytes=0-1"}) is True
    assert reads("feed.xml") is True
    for path in ("", "untold/untold.vtt", "untold/untold.mp3", "told/told.html"):
        assert reads(path) == "TypeError"
        # Not even to be played or shown.
        assert reads(path, mode="no-cors") == "TypeError"
