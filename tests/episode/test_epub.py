"""A book holds all of the article and of its sound, and those who judge books find no fault."""

import io
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.sound.samples import Samples
from tests.epub_making import HOSTILE, book_of, make, make_example
from tests.epub_programs import Book, ace, epubcheck, seconds
from tests.script.test_script import REAL, needs_real


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_example(tmp_path_factory.mktemp("epub"))


@pytest.fixture(scope="module")
def book(made: Made) -> Book:
    return book_of(made)


def test_epubcheck_finds_no_fault(book: Book) -> None:
    assert epubcheck(book.path) == []


def test_ace_finds_no_fault(book: Book, tmp_path: Path) -> None:
    assert ace(book.path, tmp_path) == []


def test_epubcheck_finds_no_fault_whatever_the_article_holds(tmp_path: Path) -> None:
    assert epubcheck(book_of(make(HOSTILE, tmp_path)).path) == []


@needs_real
def test_epubcheck_finds_no_fault_with_the_real_article(tmp_path: Path) -> None:
    assert epubcheck(book_of(make_episode(REAL, cast="tone", output=tmp_path)).path) == []


def test_every_sentence_is_heard_once_and_when_the_timeline_says(made: Made, book: Book) -> None:
    document = made.episode.document
    starts = [chapter["start"] for chapter in document["chapters"]]
    told = list(book.pars())
    assert [par.target for par in told] == [f"s{n + 1}" for n in range(len(document["segments"]))]
    for par, segment in zip(told, document["segments"], strict=True):
        chapter = segment["chapter"]
        assert par.sound == f"audio/chapter-{chapter + 1:03}.mp3"
        # Each is rounded to a millisecond.
        start = segment["start"] - starts[chapter] if par.target != "s1" else 0.0
        assert par.begin == pytest.approx(start, abs=0.0011)
        assert par.end + 0.001 >= segment["end"] - starts[chapter]


def test_nothing_of_the_sound_lies_between_two_clips(made: Made, book: Book) -> None:
    pars = list(book.pars())
    assert made.episode.document["segments"][0]["start"] > 3
    assert pars[0].begin == 0.0
    for one, other in pairwise(pars):
        if one.sound == other.sound:
            assert one.end == other.begin
        else:
            assert other.begin == 0.0
    document = made.episode.document
    lengths = [chapter["end"] - chapter["start"] for chapter in document["chapters"]]
    last = {par.sound: par.end for par in pars}
    assert list(last.values()) == pytest.approx([length - 0.001 for length in lengths], abs=1e-6)


def test_durations_are_those_of_the_clips(book: Book) -> None:
    by_page = Counter[str]()
    for par in book.pars():
        by_page[par.page] += round((par.end - par.begin) * 1000)
    whole, *each = (round(seconds(one) * 1000) for one in book.metadata("media:duration"))
    assert each == list(by_page.values())
    assert whole == sum(each)


def test_sound_is_the_episodes_own(made: Made, book: Book) -> None:
    whole = decoded(made.episode.mp3.read_bytes())
    names = [name for name in book.archive.namelist() if name.endswith(".mp3")]
    parts = [decoded(book.archive.read(name)) for name in names]
    starts = [round(one["start"] * 44_100) for one in made.episode.document["chapters"]]
    assert [part.size for part in parts] == pytest.approx(
        np.diff([*starts, whole.size]).tolist(), abs=45
    )
    joined = np.concatenate(parts)
    assert joined.size == whole.size
    # A decoder starts anew with each file: in silence, as its chapter does.
    assert float(np.abs(joined - whole).max()) < 1e-4


def decoded(data: bytes) -> Samples:
    with av.open(io.BytesIO(data), "r") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_container_is_the_same_whenever_it_is_made(book: Book) -> None:
    first, *others = book.archive.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book.archive.read(first) == b"application/epub+zip"
    for info in (first, *others):
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.create_system, info.external_attr) == (3, 0o644 << 16)
        stored = info.filename.endswith((".mp3", ".png", ".jpg", "mimetype"))
        assert info.compress_type == (zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    assert book.archive.testzip() is None
