"""An article to read along loses none of its text, keeps its structure, and knows its times."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from boyin.article.article import parse_article
from boyin.casts.cast_file import load_cast
from boyin.episode.cover.drawn import draw_cover
from boyin.episode.escapes import xml_text
from boyin.episode.manifest import Production
from boyin.episode.read_along.document import (
    Block,
    Break,
    Code,
    Heading,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    runs_of,
)
from boyin.episode.read_along.structure import blocks_of, document_of
from boyin.script.script import split_article
from boyin.timeline.timeline import plan_timeline
from tests.making import ARTICLE, record_tone
from tests.script.test_nothing_lost import ANYTHING, MARKDOWN, split

EVERYTHING = """\
---
author: 甲
---

# 题目 😊

开头**很重要**，见[页面](https://a.org/b)和[坏的](mailto:a@b.c)。[^1]又一句`码`。~~删~~。

## 章

> 引用的话。
>
> 1. 一
> 2. 二
>    - 内
>
>    二的下一段。

| 甲 | 乙 |
|---|---|
| 一 | |
| 二^[行中注。] | 三 |

[^1]: 脚注的话。

![](a.png)

![一只猫](b/c.png)

```py
x = 1
```

---

<!-- boyin: skip -->不念的话。<!-- boyin: / -->

末句。
"""


def sketch(blocks: Iterable[Block]) -> list[object]:
    """The structure in short: names, with what is in them."""
    return [_sketch(block) for block in blocks]


def _sketch(block: Block) -> object:  # noqa: PLR0911 (one for each kind)
    match block:
        case Heading():
            return f"h{block.level}", _text(block.runs)
        case Quote():
            return "quote", sketch(block.blocks)
        case Note():
            return "note", block.label, sketch(block.blocks)
        case List():
            return "list", [(item.number, sketch(item.blocks)) for item in block.items]
        case Table():
            rows = (*block.header, *block.rows)
            return "table", len(block.header), [[_text(cell) for cell in row.cells] for row in rows]
        case Break():
            return "break"
        case Image():
            return "image", block.address, _text(block.runs)
        case Code():
            return "code", _text(block.runs)
        case Paragraph():
            return _text(block.runs)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text or (run.note and f"[{run.note}]") for run in runs)


def test_structure_is_kept() -> None:
    article = parse_article(EVERYTHING, "article.md")
    assert sketch(blocks_of(article, split_article(article).segments)) == [
        ("h1", "题目 😊"),
        "开头很重要，见页面和坏的。[1]又一句码。删。",
        ("h2", "章"),
        (
            "quote",
            [
                "引用的话。",
                ("list", [(1, ["一"]), (2, ["二", ("list", [(None, ["内"])]), "二的下一段。"])]),
            ],
        ),
        ("table", 1, [["甲", "乙"], ["一", ""], ["二", "三"]]),
        ("note", "", ["行中注。"]),
        ("note", "1", ["脚注的话。"]),
        ("image", "a.png", ""),
        ("image", "b/c.png", "一只猫"),
        ("code", "x = 1\n"),
        "break",
        "不念的话。",
        "末句。",
    ]


def test_runs_are_set_as_they_were_written() -> None:
    article = parse_article(EVERYTHING, "article.md")
    runs = tuple(runs_of(blocks_of(article, split_article(article).segments)))
    said = {run.text: run for run in runs}
    assert said["很重要"].strong
    assert said["页面"].link == "https://a.org/b"
    assert said["和坏的。"].link == ""
    assert said["码"].code
    assert said["删"].deleted
    assert said["不念的话。"].sentence is None


def check_nothing_lost(source: str) -> None:
    script = split(source)
    if script is None:
        return
    article = parse_article(source, "article.md")
    runs = tuple(runs_of(blocks_of(article, script.segments)))
    pieces = [p for block in article.layout.blocks for p in block.pieces if p.start < p.end]
    shown = "".join(run.text for run in runs)
    written = xml_text("".join(piece.text for piece in pieces))
    if "^[" in source:
        # A footnote within a row stands behind its table.
        assert Counter(shown) == Counter(written)
    else:
        assert shown == written
    assert {run.sentence for run in runs} - {None} == set(range(len(script.segments)))
    for number, segment in enumerate(script.segments):
        held = "".join(run.text for run in runs if run.sentence == number)
        if segment.role != "table" and segment.spans:
            assert squeezed(segment.written) in squeezed(held)


def squeezed(text: str) -> str:
    """Without what is a space, no text at all in XML, or an emoji, which is in no segment."""
    return "".join(sign for sign in xml_text(text) if sign.isalnum() and ord(sign) < 0x2000)


@given(MARKDOWN | ANYTHING)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_text_is_all_there(source: str) -> None:
    check_nothing_lost(source)


@pytest.mark.parametrize("source", [EVERYTHING, "| | |\n|-|-|\n| | 甲 |\n\n文", "![](x)"])
def test_text_of_examples_is_all_there(source: str) -> None:
    check_nothing_lost(source)


def produce(text: str, folder: Path) -> Production:
    """A hummed production of an article of this text."""
    article, cast = parse_article(text, "article.md"), load_cast("tone")
    script = split_article(article, cast.routing)
    clips, _ = record_tone(text, folder)
    timeline = plan_timeline(clips, cast.pacing, titles=script.chapters, rooms={})
    cover = draw_cover(article.title)
    return Production(
        article=article, script=script, timeline=timeline, cast=cast, engines={}, cover=cover
    )


def test_sentences_are_heard_one_after_the_other(tmp_path: Path) -> None:
    production = produce(ARTICLE, tmp_path)
    document = document_of(production)
    starts = [(one.start_ms, one.end_ms) for one in document.sentences]
    assert starts == sorted(starts)
    cues = list(production.timeline.cues())
    assert [one.segment for one in document.sentences] == [
        clip.speech.segment.id for clip, _, _ in cues
    ]
    for sentence, (_, start, end) in zip(document.sentences, cues, strict=True):
        assert sentence.start_ms == round(start * 1000 / 44_100)
        assert sentence.end_ms == round(end * 1000 / 44_100) <= document.duration_ms
    assert [chapter.title for chapter in document.chapters] == ["开场", "第一章", "第二章"]
    assert document.sentences[-1].chapter == 2
    assert {one.language for one in document.sentences} == {"zh", "en"}
