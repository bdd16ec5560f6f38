"""The text of a book is the article's, whatever that is, with its links and its pictures."""

import io
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from PIL import Image

from boyin.article.article import parse_article
from boyin.episode.cover.pictures import MOST_BOOK_BYTES
from boyin.episode.epub.labels import labels_of
from boyin.episode.epub.pictures import files_of
from boyin.episode.epub.spans import openable
from boyin.episode.epub.texts import texts_of
from boyin.episode.read_along.document import Document, DocumentChapter, Sentence
from boyin.episode.read_along.local_pictures import pictures_of
from boyin.episode.read_along.structure import blocks_of
from boyin.script.script import Script
from tests.episode.test_read_along_document import EVERYTHING
from tests.epub_making import HOSTILE
from tests.epub_programs import NS, xml
from tests.script.test_nothing_lost import ANYTHING, MARKDOWN, split


def check_texts(source: str) -> None:
    """Well-formed, all of the text, and an element and a par for every sentence."""
    script = split(source)
    if script is None:
        return
    document = document_without_sound(source, script)
    shown = ""
    for text in texts_of(document, {}, labels_of("zh")):
        tree = xml(text.data)
        for own in tree.xpath("//x:sup | //x:a[@role='doc-backlink']", namespaces=NS):
            own.text = ""
        names = [name for name in tree.xpath("//@id") if name.startswith("s")]
        smil = xml(text.overlay.data)
        targets = smil.xpath("//smil:text/@src", namespaces=NS)
        assert sorted(one.partition("#")[2] for one in targets) == sorted(names)
        assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))
        shown += "".join(tree.xpath("string(//x:body)", namespaces=NS))
    written = Counter(sign for run in document.runs() for sign in run.text if sign.isalnum())
    assert Counter(sign for sign in shown if sign.isalnum()) >= written


def document_without_sound(source: str, script: Script) -> Document:
    """The document of an article of which every sentence takes a second."""
    sentences = tuple(
        Sentence(
            id=f"s{n + 1}",
            segment=one.id,
            written="",
            spoken=one.written,
            language=one.language,
            role=one.role,
            speaker="Narrator",
            chapter=one.chapter,
            start_ms=n * 1000,
            end_ms=n * 1000 + 900,
        )
        for n, one in enumerate(script.segments)
    )
    firsts = {one.chapter: one.start_ms for one in reversed(sentences)}
    borders = [firsts[n] for n in sorted(firsts)] + [len(sentences) * 1000]
    return Document(
        title="题",
        author="",
        language="zh-CN",
        duration_ms=borders[-1],
        chapters=tuple(
            DocumentChapter(title, start, end)
            for title, (start, end) in zip(script.chapters, pairwise(borders), strict=True)
        ),
        sentences=sentences,
        blocks=blocks_of(parse_article(source, "article.md"), script.segments),
    )


@given(MARKDOWN | ANYTHING)
@example(EVERYTHING)
@example(HOSTILE)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_text_is_all_there_whatever_it_is(source: str) -> None:
    check_texts(source)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.b/c?d=e&f=g#h", "https://a.b/c?d=e&f=g#h"),
        ("http://a.b:80/c", "http://a.b:80/c"),
        ("https://例子.cn/路 径", "https://xn--fsqu00a.cn/%E8%B7%AF%20%E5%BE%84"),
        ("https://a.b/%20%zz", "https://a.b/%20%25zz"),
        ("https://a.b/c|d[e]", "https://a.b/c%7Cd%5Be%5D"),
        ("http://u:p@a.b/", ""),
        ("http://[::1]/", ""),
        ("http://a..b/", ""),
        ("http://a.b:99999/", ""),
        ("javascript:alert(1)", ""),
        ("pictures/a.png", ""),
        ("", ""),
    ],
)
def test_links_are_addresses_that_checkers_take(address: str, link: str) -> None:
    assert openable(address) == link


def test_pictures_come_as_they_are_or_plain(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rough = np.random.default_rng(1).integers(0, 255, (900, 1800, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (8, 4), "red").save(tmp_path / "plain.png")
    Image.new("RGB", (8, 4), "red").save(tmp_path / "own name.jpg", exif=exif)
    Image.fromarray(rough).save(tmp_path / "large.png")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    good = ["plain.png", "own%20name.jpg", "large.png"]
    bad = ["broken.png", "../out.png", "gone.png"]
    others = ["plain.png", "http://a.b/c.png", "data:image/png;base64,"]
    source = "文。" + "".join(f"![图]({address})" for address in [*good, *bad, *others])
    script = split(source)
    assert script is not None
    document = document_without_sound(source, script)
    found = files_of(pictures_of(document, str(tmp_path / "a.md")))
    assert list(found) == good
    assert found["plain.png"].data == (tmp_path / "plain.png").read_bytes()
    assert b"a camera" not in found["own%20name.jpg"].data
    assert found["own%20name.jpg"].media_type == "image/jpeg"
    large = Image.open(io.BytesIO(found["large.png"].data))
    assert (large.format, large.width) == ("JPEG", 2 * large.height)
    assert len(found["large.png"].data) <= MOST_BOOK_BYTES
    assert len(caplog.messages) == len(bad)
    for name in bad:
        assert any(name in one for one in caplog.messages)
