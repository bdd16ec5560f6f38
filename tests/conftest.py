"""What every test is given: a cache of its own, so that nobody's clips are counted on."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from boyin.ground.settings import cache_folder
from tests.edge_desk import desk, healthy

__all__ = ["desk", "healthy"]

# The same examples in every run, so that a change is judged by what it changed. To look for new
# ones: scripts/test --hypothesis-profile=search
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


@pytest.fixture(scope="session")
def session_cache() -> Iterator[Path]:
    """The cache of the session: the joined model is in it, which is too large to copy for each."""
    folder = Path(tempfile.mkdtemp(prefix="boyin-tests-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(session_cache: Path) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setenv("BOYIN_CACHE", str(session_cache))
    assert cache_folder() == session_cache
    yield
    patch.undo()


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that nobody has used."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("BOYIN_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def no_network() -> Iterator[None]:
    """A machine on which every attempt to reach another, or even to look up its name, fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something wanted to reach the network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        for name in ("getaddrinfo", "gethostbyname", "create_connection"):
            patch.setattr(socket, name, refuse)
        yield
