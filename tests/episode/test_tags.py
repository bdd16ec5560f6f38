"""The tag is read back as it was meant: by mutagen, by FFmpeg, by the rules of a podcast app."""

import datetime
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from boyin.episode.tags import (
    PADDING_BYTES,
    Chapter,
    EpisodeTag,
    check_chapters,
    id3_tag,
    one_line,
)
from boyin.ground.errors import OutputError
from boyin.master.mp3 import encode_frames, write_mp3

LONG = "人工智能安全负责人的离职信与这个处境危险的世界究竟说了些什么"
TITLES = [
    "引言",
    LONG * 2,
    (LONG * 7)[:200],
    "🎙️ 表情 👩‍🚀 与 𠮷野家",
    "Plain Latin — “quoted”",
    "a/b/c",
]
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 80
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def chapters(count: int) -> tuple[Chapter, ...]:
    """Contiguous chapters of uneven lengths, with titles of all kinds in turn."""
    starts = [1_000 * index + 7 * (index % 5) for index in range(count + 1)]
    starts[0] = 0
    return tuple(
        Chapter(f"{index}{TITLES[index % len(TITLES)]}", starts[index], starts[index + 1])
        for index in range(count)
    )


def full_tag(count: int) -> EpisodeTag:
    return EpisodeTag(
        title="世界处于危险之中 😀",
        language="zh",
        artist="播音",
        album="一个节目",
        comment="第一行\n第二行",
        date=datetime.date(2026, 2, 9),
        cover=JPEG,
        chapters=chapters(count),
    )


def mp3_with(tag: bytes) -> bytes:
    file = io.BytesIO()
    file.write(tag)
    write_mp3(file, encode_frames([np.zeros(300_000, dtype=np.float32)]), samples=300_000)
    return file.getvalue()


def mutagen_read(data: bytes) -> Any:
    """The tag as it is in the file, not translated into that of version 2.4."""
    reader: Any = ID3
    return reader(io.BytesIO(data), translate=False)


@dataclass
class Frame:
    name: str
    content: bytes


def frames_of(data: bytes) -> Iterator[Frame]:
    """The frames as ID3v2.3 lays them out: plain sizes, no flags, zeros to the end."""
    place = 0
    while place < len(data) and data[place]:
        name, size, flags = data[place : place + 4], data[place + 4 : place + 8], data[place + 8 :]
        assert flags[:2] == b"\0\0"
        end = place + 10 + int.from_bytes(size)
        assert end <= len(data)
        yield Frame(name.decode("ascii"), data[place + 10 : end])
        place = end
    assert not any(data[place:])


def antennapod_chapters(data: bytes) -> list[tuple[str, int]]:
    """What AntennaPod's reader takes: start and TIT2 of each CHAP in file order, nothing else."""
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
    found = []
    for frame in frames_of(data[10 : 10 + size]):
        if frame.name == "CHAP":
            element, _, rest = frame.content.partition(b"\0")
            assert len(element) <= 100
            (title,) = (part.content for part in frames_of(rest[16:]) if part.name == "TIT2")
            assert title[0] == 1
            found.append((title[1:].decode("utf-16"), int.from_bytes(rest[:4])))
    return found


@pytest.mark.parametrize("count", [1, 3, 40, 255])
def test_mutagen_reads_all_chapters_in_order(count: int) -> None:
    tag = full_tag(count)
    read = mutagen_read(mp3_with(id3_tag(tag)))
    assert read.version == (2, 3, 0)
    (contents,) = read.getall("CTOC")
    assert (contents.element_id, int(contents.flags)) == ("toc", 3)
    assert contents.sub_frames["TIT2"].text == ["目录"]
    named = [read[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [chapter.element_id for chapter in named] == [f"ch{i:03}" for i in range(count)]
    assert read.getall("CHAP") == named
    got = [(c.sub_frames["TIT2"].text[0], c.start_time, c.end_time) for c in named]
    assert got == [(c.title, c.start_ms, c.end_ms) for c in tag.chapters]
    assert {(c.start_offset, c.end_offset) for c in named} == {(0xFFFFFFFF, 0xFFFFFFFF)}


@pytest.mark.parametrize("count", [1, 3, 40, 255])
def test_ffmpeg_reads_all_chapters_in_order(count: int) -> None:
    tag = full_tag(count)
    with av.open(io.BytesIO(mp3_with(id3_tag(tag))), "r") as container:
        read = [
            (c["metadata"]["title"], c["start"], c["end"], c["time_base"])
            for c in container.chapters()
        ]
    base = Fraction(1, 1000)
    assert read == [(c.title, c.start_ms, c.end_ms, base) for c in tag.chapters]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
@pytest.mark.parametrize("count", [1, 255])
def test_ffprobe_shows_all_chapters_in_order(tmp_path: Path, count: int) -> None:
    tag = replace(full_tag(count), cover=None)
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3_with(id3_tag(tag)))
    command = ["ffprobe", "-v", "warning", "-show_chapters", "-of", "json", str(path)]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stderr == b""
    read = [
        (c["tags"]["title"], float(c["start_time"]), float(c["end_time"]))
        for c in json.loads(told.stdout)["chapters"]
    ]
    assert read == [(c.title, c.start_ms / 1000, c.end_ms / 1000) for c in tag.chapters]


@pytest.mark.parametrize("count", [1, 3, 40, 255])
def test_podcast_app_reads_all_chapters_in_order(count: int) -> None:
    tag = full_tag(count)
    assert antennapod_chapters(id3_tag(tag)) == [(c.title, c.start_ms) for c in tag.chapters]


def test_mutagen_reads_the_facts() -> None:
    read = mutagen_read(mp3_with(id3_tag(full_tag(3))))
    texts = {name: read[name].text for name in read if name.startswith("T")}
    assert texts == {
        "TIT2": ["世界处于危险之中 😀"],
        "TPE1": ["播音"],
        "TALB": ["一个节目"],
        "TYER": ["2026"],
        "TDAT": ["0902"],
        "TLAN": ["chi"],
        "TCON": ["Podcast"],
    }
    assert read["COMM::chi"].text == ["第一行\n第二行"]
    (cover,) = read.getall("APIC")
    assert (cover.mime, int(cover.type), cover.data) == ("image/jpeg", 3, JPEG)


def test_ffmpeg_reads_the_facts() -> None:
    data = mp3_with(id3_tag(EpisodeTag(title="标题", language="en", artist="播音", cover=PNG)))
    with av.open(io.BytesIO(data), "r") as container:
        assert container.metadata["title"] == "标题"
        assert container.metadata["artist"] == "播音"
        assert container.metadata["language"] == "eng"
        assert container.chapters() == []
        assert [stream.type for stream in container.streams] == ["audio", "video"]
        decoded = sum(frame.samples for frame in container.decode(audio=0))
    assert decoded == 300_000


def test_pictures_of_chapters_are_read_back() -> None:
    (first, second) = chapters(2)
    tag = EpisodeTag(title="题", language="zh", chapters=(replace(first, image=JPEG), second))
    read = mutagen_read(mp3_with(id3_tag(tag)))
    assert read["CHAP:ch000"].sub_frames["APIC:"].data == JPEG
    assert "APIC:" not in read["CHAP:ch001"].sub_frames
    with av.open(io.BytesIO(mp3_with(id3_tag(tag))), "r") as container:
        assert len(container.chapters()) == 2


def test_frames_stand_in_their_order() -> None:
    data = id3_tag(full_tag(2))
    names = [frame.name for frame in frames_of(data[10:])]
    text = ["TIT2", "TPE1", "TALB", "TYER", "TDAT", "TLAN", "TCON"]
    assert names == [*text, "COMM", "CTOC", "CHAP", "CHAP", "APIC"]


def test_bytes_of_a_small_tag() -> None:
    tag = EpisodeTag(title="一", language="zh", genre="", chapters=(Chapter("二", 0, 258),))
    one_letter = b"TIT2\0\0\0\x05\0\0\x01\xff\xfe"
    contents = b"toc\0\x03\x01ch000\0" + b"TIT2\0\0\0\x07\0\0\x01\xff\xfe\xee\x76\x55\x5f"
    chapter = b"ch000\0\0\0\0\0\0\0\x01\x02" + b"\xff" * 8 + one_letter + b"\x8c\x4e"
    frames = one_letter + b"\x00\x4e"
    frames += b"TLAN\0\0\0\x09\0\0\x01\xff\xfec\0h\0i\0"
    frames += b"CTOC" + len(contents).to_bytes(4) + b"\0\0" + contents
    frames += b"CHAP" + len(chapter).to_bytes(4) + b"\0\0" + chapter
    # 137 bytes in all, 7 bits of the size to a byte.
    padding = 137 - len(frames)
    expected = b"ID3\x03\0\0\0\0\x01\x09" + frames + bytes(padding)
    assert id3_tag(tag, padding=padding) == expected


def test_padding_is_as_stated_and_counted() -> None:
    tag = full_tag(1)
    size = len(id3_tag(tag)) - 10
    assert size - (len(id3_tag(tag, padding=0)) - 10) == PADDING_BYTES == 1024
    assert id3_tag(tag)[6:10] == bytes(
        [size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]
    )


def test_empty_facts_are_left_out() -> None:
    data = id3_tag(EpisodeTag(title="一", language="zh", comment=" \n", artist="\0"))
    assert [frame.name for frame in frames_of(data[10:])] == ["TIT2", "TLAN", "TCON"]


def test_control_characters_become_spaces() -> None:
    tag = EpisodeTag(title="一\0二\n三\r\n四\u2028五\t", language="zh", comment="甲\0乙\r\n丙")
    read = mutagen_read(mp3_with(id3_tag(tag)))
    assert read["TIT2"].text == ["一 二 三  四 五"]
    assert read["COMM::chi"].text == ["甲 乙\n丙"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_title_is_read_back(title: str) -> None:
    if not one_line(title):
        with pytest.raises(OutputError, match="has no title"):
            id3_tag(EpisodeTag(title=title, language="zh"))
        return
    tag = EpisodeTag(title=title, language="zh", chapters=(Chapter(title, 0, 5),))
    data = id3_tag(tag)
    assert antennapod_chapters(data) == [(one_line(title), 0)]
    assert mutagen_read(data + bytes(500))["TIT2"].text == [one_line(title)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([Chapter("一", 5, 10)], "chapter 1, “一”: begins at 5 ms, not at 0 ms"),
        ([Chapter("一", 0, 0)], "chapter 1, “一”: can't last from 0 to 0 ms"),
        ([Chapter("一", 0, -1)], "chapter 1, “一”: can't last from 0 to -1 ms"),
        ([Chapter("一", 0, 2**32)], "chapter 1, “一”: can't last from 0 to 4294967296 ms"),
        (
            [Chapter("一", 0, 9), Chapter("二", 10, 20)],
            "chapter 2, “二”: begins at 10 ms, not at 9 ms",
        ),
        (
            [Chapter("一", 0, 9), Chapter("二", 9, 20), Chapter("三", 9, 30)],
            "chapter 3, “三”: begins at 9 ms, not at 20 ms",
        ),
        (
            [Chapter("一", index, index + 1) for index in range(256)],
            "an episode can't have 256 chapters\n"
            "ID3 holds 255: use fewer headings, or split the article.",
        ),
    ],
)
def test_wrong_chapters_are_refused(wrong: list[Chapter], message: str) -> None:
    with pytest.raises(OutputError) as caught:
        check_chapters(wrong)
    assert str(caught.value) == message
    with pytest.raises(OutputError):
        id3_tag(EpisodeTag(title="一", language="zh", chapters=tuple(wrong)))


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (EpisodeTag(title=" \n", language="zh"), "the episode has no title"),
        (
            EpisodeTag(title="一", language="zh", chapters=(Chapter("\0", 0, 5),)),
            "the chapter at 0 ms has no title",
        ),
        (
            EpisodeTag(title="一\ud800", language="zh"),
            "can't be written as Unicode: '\\u4e00\\ud800'",
        ),
        (
            EpisodeTag(title="一", language="zh", cover=b"GIF89a"),
            "the cover is neither JPEG nor PNG\nConvert the image.",
        ),
        (
            EpisodeTag(title="一", language="zh", cover=JPEG + bytes(2**28)),
            "the pictures are too large for an ID3 tag\nUse smaller images.",
        ),
    ],
    ids=["title", "chapter title", "surrogate", "image type", "image size"],
)
def test_what_players_would_misread_is_refused(tag: EpisodeTag, message: str) -> None:
    with pytest.raises(OutputError) as caught:
        id3_tag(tag)
    assert str(caught.value) == message
