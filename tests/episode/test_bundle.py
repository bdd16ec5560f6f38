"""Every file of an episode says the same, to programs that are not ours."""

import json
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import srt
import webvtt
from mutagen.id3 import ID3

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.episode.notes import MOST_BYTES
from boyin.script.script import with_additions
from tests.episode.test_tags import antennapod_chapters
from tests.making import write_article
from tests.reading import (
    Chapters,
    antennapod_json_chapters,
    antennapod_merges,
    chapters_in_notes,
    elements_of,
    pocket_casts_chapters,
)

LONG = "人工智能安全负责人的离职信与这个处境危险的世界究竟说了些什么呢啊"
HOSTILE = (
    """\
---
title: 危险]]><script>alert(1)</script> & “引号” 🎙️
author: <b onmouseover=alert(1)>甲</b>
summary: 摘要 <img src=x onerror=alert(1)> --> & ]]>
date: 2026-02-09
---

# 标题 <script>alert(1)</script>

2026年有12个人 --> 走了&留下。<img src=x onerror=alert(1)> 增长3.5%。

第一行<br>
第二行 [链接](javascript:alert(1)) [好的](https://example.org/?a=1&b="2") ![图](http://169.254.169.254/a.png)

1

00:00:01,000 --> 00:00:02,000

## 同名 ]]> & <b>

他说：“The world is in peril.” 然后走了。

```html
<script>alert('code')</script>

-->
```

## 同名 ]]> & <b>

> 引用的一句话 <iframe src="http://2130706433"></iframe>，"""
    + LONG
    + """。

## LONGEST

![](file:///etc/passwd) ![共享](\\\\\\\\host\\\\share)

""".replace("LONGEST", (LONG * 7)[:200])
    + "，".join([LONG] * 6)
    + "。\n\n来源：https://example.com/source\n"
)

CHAPTERS_SCHEMA = {
    "type": "object",
    "required": ["version", "chapters"],
    "properties": {
        "version": {"const": "1.2.0"},
        "chapters": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["startTime", "title"],
                "additionalProperties": False,
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "exclusiveMinimum": 0},
                    "title": {"type": "string", "minLength": 1},
                    "img": {"type": "string"},
                    "url": {"type": "string", "format": "uri"},
                    "toc": {"type": "boolean"},
                },
            },
        },
    },
}
"""jsonChapters.md of the podcast namespace, version 1.2."""

TRANSCRIPT_SCHEMA = {
    "type": "object",
    "required": ["version", "segments"],
    "properties": {
        "version": {"const": "1.0.0"},
        "segments": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["startTime", "endTime", "body", "speaker", "spoken"],
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "exclusiveMinimum": 0},
                    "body": {"type": "string", "minLength": 1, "pattern": "^[^\\n\\x00-\\x1f]*$"},
                    "speaker": {"type": "string", "minLength": 1},
                    "spoken": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}
"""transcripts.md of the podcast namespace, and `spoken`."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, no_network: None) -> Made:
    """The episode of an article that tries to break out of every format."""
    folder = tmp_path_factory.mktemp("bundle")
    return make_episode(write_article(folder, HOSTILE), cast="tone", output=folder / "output")


def content(made: Made, kind: str) -> bytes:
    """The only file of that kind."""
    (name,) = (one["name"] for one in made.episode.document["files"] if one["kind"] == kind)
    return made.episode.mp3.with_name(name).read_bytes()


def text(made: Made, kind: str) -> str:
    return content(made, kind).decode()


def told(made: Made) -> Chapters:
    return [(one["title"], one["start"]) for one in made.episode.document["chapters"]]


def test_manifest_lists_kinds_types_and_names(made: Made) -> None:
    slug = made.episode.mp3.stem
    assert [(one["kind"], one["type"], one["name"]) for one in made.episode.document["files"]] == [
        ("mp3", "audio/mpeg", f"{slug}.mp3"),
        ("chapters", "application/json+chapters", f"{slug}.chapters.json"),
        ("transcript-vtt", "text/vtt", f"{slug}.vtt"),
        ("transcript-srt", "application/x-subrip", f"{slug}.srt"),
        ("transcript-json", "application/json", f"{slug}.json"),
        ("transcript-text", "text/plain", f"{slug}.txt"),
        ("transcript-html", "text/html", f"{slug}.transcript.html"),
        ("reading-html", "text/html", f"{slug}.html"),
        ("notes-html", "text/html", f"{slug}.notes.html"),
        ("notes-text", "text/plain", f"{slug}.notes.txt"),
        ("cover", "image/jpeg", f"{slug}.jpg"),
        ("epub", "application/epub+zip", f"{slug}.epub"),
    ]


def test_all_readers_find_the_same_chapters(made: Made) -> None:
    expected = told(made)
    assert len(expected) == 4
    reader: Any = ID3
    tag = reader(str(made.episode.mp3))
    (contents,) = tag.getall("CTOC")
    frames = [tag[f"CHAP:{name}"] for name in contents.child_element_ids]
    by_mutagen = [(str(one.sub_frames["TIT2"]), one.start_time, one.end_time) for one in frames]
    duration = round(made.episode.document["duration"] * 1000)
    document = json.loads(content(made, "chapters"))
    jsonschema.validate(document, CHAPTERS_SCHEMA)
    data = made.episode.mp3.read_bytes()
    embedded = [(title, start / 1000) for title, start in antennapod_chapters(data)]
    assert [(title, start / 1000) for title, start, _ in by_mutagen] == expected
    assert embedded == expected
    assert pocket_casts_chapters(by_mutagen, duration) == expected
    assert [(one["title"], one["startTime"]) for one in document["chapters"]] == expected
    assert antennapod_merges(embedded, antennapod_json_chapters(content(made, "chapters")))
    in_notes = [(title, float(int(start))) for title, start in expected]
    assert chapters_in_notes(text(made, "notes-text")) == in_notes


def test_eyed3_reads_the_same_chapters(made: Made) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import eyed3

        tag: Any = eyed3.load(str(made.episode.mp3)).tag
    names = list(tag.table_of_contents)
    assert len(names) == 1
    read = [tag.chapters[name] for name in names[0].child_ids]
    assert [(one.title, one.times.start / 1000) for one in read] == told(made)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
def test_ffprobe_reads_the_same_chapters_and_the_cover(made: Made) -> None:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_streams", "-of", "json"]
    done = subprocess.run([*command, str(made.episode.mp3)], check=True, capture_output=True)
    document = json.loads(done.stdout)
    assert [
        (one["tags"]["title"], float(one["start_time"])) for one in document["chapters"]
    ] == told(made)
    assert [one["codec_name"] for one in document["streams"]] == ["mp3", "mjpeg"]


def test_transcripts_show_what_was_written_when_it_is_heard(made: Made, tmp_path: Path) -> None:
    document = json.loads(content(made, "transcript-json"))
    jsonschema.validate(document, TRANSCRIPT_SCHEMA)
    segments = made.episode.document["segments"]
    bodies = [one["body"] for one in document["segments"]]
    for known, shown in zip(segments, document["segments"], strict=True):
        assert shown["startTime"] == pytest.approx(known["start"], abs=1e-3)
        assert shown["endTime"] == pytest.approx(known["end"], abs=1e-3)
        assert shown["spoken"] == known["spoken"]
        if known["role"] != "code":
            added = [(one["at"], one["text"]) for one in known["added"]]
            whole = known["opening"] + with_additions(known["written"], added) + known["closing"]
            assert shown["body"] == " ".join(whole.split())
    assert any("12个人" in body for body in bodies)
    assert any("十二个人" in one["spoken"] for one in document["segments"])

    vtt = webvtt.from_string(text(made, "transcript-vtt"))
    subtitles = list(srt.parse(text(made, "transcript-srt"), ignore_errors=False))
    assert len(vtt.captions) == len(subtitles) > len(segments)
    assert {caption.voice for caption in vtt.captions} >= {"Narrator", "English", "Quotation"}
    for caption, subtitle in zip(vtt.captions, subtitles, strict=True):
        assert caption.start_in_seconds == int(subtitle.start.total_seconds())
        assert subtitle.start < subtitle.end
        assert len(subtitle.content.split("\n")) <= 2
    assert squeezed("".join(one.content for one in subtitles)) == squeezed(
        "".join(bodies).replace("-->", "--＞")
    )
    raw = text(made, "transcript-vtt").partition("\n\n")[2].strip().split("\n\n")
    assert len(raw) == len(vtt.captions)
    for cue in raw:
        times, first, *rest = cue.split("\n")
        assert times.count("-->") == 1
        assert first.startswith("<v ")
        assert "-->" not in first + "".join(rest)
        assert "<" not in first.partition(">")[2] + "".join(rest)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_nothing_in_the_pages_is_active(made: Made) -> None:
    for kind in ("transcript-html", "notes-html"):
        elements = elements_of(text(made, kind))
        tags = {element.tag for element in elements}
        assert tags <= {
            *("html", "head", "meta", "title", "body", "section", "h1", "h2", "h3"),
            *("p", "span", "time", "pre", "code", "ul", "li", "a", "br"),
        }
        for element in elements:
            assert set(element.attrib) <= {
                *("lang", "charset", "http-equiv", "content", "name", "title", "href", "rel")
            }
            assert element.get("href", "https://").startswith(("https://", "http://"))
    page = "".join(elements_of(text(made, "transcript-html"))[0].itertext())
    assert "<script>alert('code')</script>" in page, "the code is shown"
    notes = "".join(elements_of(text(made, "notes-html"))[0].itertext())
    assert "<img src=x onerror=alert(1)>" in notes
    assert "javascript:" not in text(made, "notes-html")


def test_no_file_names_what_must_not_leave_the_machine(made: Made) -> None:
    for path in made.episode.mp3.parent.iterdir():
        data = path.read_bytes()
        assert b"root:" not in data
        if path.suffix in (".html", ".txt", ".vtt", ".srt"):
            assert b"169.254.169.254" not in data
            assert b"2130706433" not in data


def test_notes_have_all_their_parts_and_stay_short(made: Made) -> None:
    notes = text(made, "notes-text")
    assert notes.startswith("摘要 <img src=x onerror=alert(1)> --> & ]]>\n")
    for part in ("00:00 开场", "https://example.com/source", "作者：", "朗读：", "人工智能"):
        assert part in notes
    for kind in ("notes-text", "notes-html"):
        assert len(content(made, kind)) <= MOST_BYTES


def test_edit_changes_only_the_files_it_is_in(tmp_path: Path) -> None:
    article = "# 题\n\n第一句话。\n\n## 章\n\n第二句话，有12个字。\n"
    before, after, number = (
        files_of(
            make_episode(write_article(tmp_path / name, text), cast="tone", output=tmp_path / name)
        )
        for name, text in (
            ("a", article),
            ("b", article),
            ("c", article.replace("第二句话", "第八句话")),
        )
    )
    assert after == before
    # As many syllables, so not even a time moves.
    assert {kind for kind in before if number[kind] != before[kind]} == {
        *("mp3", "transcript-vtt", "transcript-srt", "transcript-json"),
        *("transcript-text", "transcript-html", "reading-html", "epub"),
    }


def files_of(made: Made) -> dict[str, str]:
    """The digest of every file, by kind."""
    return {one["kind"]: one["sha256"] for one in made.episode.document["files"]}
