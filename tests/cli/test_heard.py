"""Markdown and what is heard of it: what boyin adds stands in square brackets."""

from pathlib import Path

import pytest

from boyin.article.article import parse_article
from boyin.article.blocks import IMAGES, Images
from boyin.casts.cast_file import load_cast
from boyin.normalization.speech import to_speech
from boyin.script.passages import ANNOUNCED, Announcement, Routing
from boyin.script.script import Segment, split_article, with_additions
from tests.making import boyin

STRUCTURE = Path(__file__).parents[2] / "examples" / "structure.md"

LONG_TABLE = "| 月份 | 字数 | 天气 |\n|---|---|---|\n" + "".join(
    f"| {month}月 | {count} | {weather} |\n"
    for month, count, weather in zip(
        "一二三四五六七", (90, 1200, 80, 300, 80, 70.5, 400), "晴雨晴晴雨晴晴", strict=True
    )
)

HEARD: dict[str, tuple[str, list[str]]] = {
    "list": ("- 甲\n- 乙\n", ["[共2项。]", "甲", "乙"]),
    "list of one item": ("- 甲\n", ["甲"]),
    "loose list, its items of several blocks": (
        "- 甲\n\n  甲续\n\n- 乙\n",
        ["[共2项。]", "甲", "甲续", "乙"],
    ),
    "lists within lists": (
        "- 甲\n  - 乙\n    - 丙\n    - 丁\n  - 戊\n- 己\n",
        ["[共2项。]", "甲", "[下分2项。]", "乙", "[下分2项。]", "丙", "丁", "戊", "己"],
    ),
    "list of lists": ("- - 甲\n  - 乙\n- 丙\n", ["[共2项。]", "[下分2项。]", "甲", "乙", "丙"]),
    "item without a word": ("- 甲\n-\n- 乙\n", ["[共2项。]", "甲", "乙"]),
    "item that is left out": (
        "- 甲\n- <!-- boyin: skip -->丙<!-- boyin: / -->\n- 乙\n",
        ["[共2项。]", "甲", "乙"],
    ),
    "numbered list": ("3. 甲\n4. 乙\n", ["[共2项。]", "[第3，]", "甲", "[第4，]", "乙"]),
    "numbers that are written": (
        "1. 第一，甲\n2. 其次，乙\n",
        ["[共2项。]", "第一，甲", "其次，乙"],
    ),
    "task list": ("- [x] 甲\n- [ ] 乙\n", ["[共2项。]", "甲", "乙"]),
    "code in a list": (
        "1. ```\n   x\n   ```\n2. 乙\n",
        ["[共2项。]", "[第1，]", "[此处有一段代码，共1行。]", "[第2，]", "乙"],
    ),
    "table": (
        "| 名 | 价 | 色 |\n|---|---|---|\n| 甲 | 3元 | |\n| | 5元 | 红 |\n",
        ["[表格，3列2行。]", "名，价，色", "甲，[价：]3元", "[价：]5元，[色：]红"],
    ),
    "rows that are numbered": (
        "| 年 | 数 |\n|---|---|\n| 2020 | 3 |\n",
        ["[表格，2列1行。]", "年，数", "[年：]2020，[数：]3"],
    ),
    "table without names": (
        "| | |\n|---|---|\n| 甲 | 乙 |\n",
        ["[表格，2列1行。]", "甲，乙"],
    ),
    "names in English": (
        "| 名 | Unit price |\n|---|---|\n| 甲 | 3元 |\n",
        ["[表格，2列1行。]", "名，Unit price", "甲，[Unit price：]3元"],
    ),
    "long table": (
        LONG_TABLE,
        [
            "[表格，3列7行。]",
            "月份，字数，天气",
            "[概要：从一月到七月。]",
            "[字数最小70.5，是六月；最大1200，是二月。]",
            "[天气有2种：晴、雨。]",
            *(
                f"{month}月，[字数：]{count}，[天气：]{weather}"
                for month, count, weather in zip(
                    "一二三四五六七",
                    ("90", "1200", "80", "300", "80", "70.5", "400"),
                    "晴雨晴晴雨晴晴",
                    strict=True,
                )
            ),
        ],
    ),
    "image": ("![一只猫](a.png)", ["[图片：]一只猫"]),
    "image described in English": ("![A sleeping cat](a.png)", ["[Image:]A sleeping cat"]),
    "image with a title": ('![](a.png "一只猫")', ["[图片：]一只猫"]),
    "title that is spelled otherwise": ('![](a.png "甲 &amp; 乙")', ["[图片：]甲 & 乙"]),
    "image with a caption": ("![](a.png)\n\n图 1：一只猫\n", ["[图片：]图 1：一只猫"]),
    "figure": (
        "<figure>\n<img src=a.png>\n<figcaption>一只猫</figcaption>\n</figure>\n",
        ["[图片：]一只猫"],
    ),
    "figure that is described": (
        "<figure>\n<img src=a.png alt=猫>\n<figcaption>在睡觉</figcaption>\n</figure>\n",
        ["[图片：]猫", "在睡觉"],
    ),
    "image without a word": ("![](a.png)", ["[文中有1张图片没有文字说明。]"]),
    "image with a file's name": ("![IMG_1.png](a.png)", ["[文中有1张图片没有文字说明。]"]),
    "image with a caption above": ("图 1：一只猫\n\n![](a.png)", ["[图片：]图 1：一只猫"]),
    "image that decorates": ('<img src="a.png" alt="">\n\n文。', ["文。"]),
    "code": ("```py\na\n\nb\n```", ["[此处有一段代码，共3行。]"]),
    "code in a line": ("用 `ls` 看。", ["用 ls 看。"]),
    "formula": ("$$\nx^2 =\n4\n$$", ["[公式：]$$ x^2 = 4 $$"]),
    "formula with marks of Markdown and of sentences": (
        r"记 $a_1*b_1*c! = \{1.\}$ 为甲。",
        [r"记 $a_1*b_1*c! = \{1.\}$ 为甲。"],
    ),
    "formula that begins lines as a list does": (
        "$$\na\n+ b\n- c\n$$",
        ["[公式：]$$ a + b - c $$"],
    ),
    "money": ("讲究些的$250，贵的$300。", ["讲究些的$250，贵的$300。"]),
    "footnote": ("甲[^1]。\n\n[^1]: 乙。丙。\n", ["甲。", "[注：]乙。", "丙。"]),
    "footnote in the line": ("甲^[乙]。", ["甲。", "[注：]乙"]),
    "footnote that says so": ("甲[^1]。\n\n[^1]: 注意，乙。\n", ["甲。", "注意，乙。"]),
    "footnote in English": ("甲^[Two words]。", ["甲。", "[Note:]Two words"]),
    "link": ("见[页面](https://a.org/b)。", ["见页面。"]),
    "address": ("见 <https://a.org>。", ["见 https://a.org。"]),
    "quotation": ("> 甲。\n\n乙。", ["甲。", "乙。"]),
    "emoji that decorates": ("## 🔴 标题\n\n真好😊。", ["标题", "真好。"]),
    "emoji that warns": ("⚠️ 别动。\n\n⚠️ 先看。", ["别动。", "⚠️ 先看。"]),
    "emoji for a word": (
        "| 名 | 有 |\n|---|---|\n| 甲 | ✅ |\n| 乙 | ❌ |\n\n评分：⭐⭐⭐",
        ["[表格，2列2行。]", "名，有", "甲，[有：]✅", "乙，[有：]❌", "评分：⭐⭐⭐"],
    ),
}  # fmt: skip

SPOKEN = {
    "- 甲\n- 乙\n": "共两项。",
    "![一只猫](a.png)": "图片：一只猫",
    "$$E = mc^2$$": "公式：E等于mc的平方",
    "```\na\n```": "此处有一段代码，共一行。",
    "⚠️ 先看这里。": "注意， 先看这里。",
}


def segments(text: str, routing: Routing | None = None) -> tuple[Segment, ...]:
    # An article of images or code alone has nothing to say.
    article = parse_article(f"{text}\n\n末句。\n", "a.md")
    script = split_article(article, routing)
    return tuple(one for one in script.segments if one.written != "末句。")


def heard(text: str, routing: Routing | None = None) -> list[str]:
    """Every segment as a transcript shows it."""
    found = []
    for one in segments(text, routing):
        code = one.role == "code"
        found.append(with_additions("", one.added) if code else one.shown())
    return found


@pytest.mark.parametrize("case", HEARD)
def test_heard(case: str) -> None:
    markdown, expected = HEARD[case]
    assert heard(markdown) == expected


@pytest.mark.parametrize(("markdown", "spoken"), SPOKEN.items())
def test_added_words_are_spoken_with_the_written_ones(markdown: str, spoken: str) -> None:
    assert to_speech(segments(markdown)[0]).spoken == spoken


def test_a_row_is_spoken_as_it_is_heard_and_its_readings_know_their_places() -> None:
    row = segments("| 名 | 价（元） |\n|---|---|\n| A1 | 12 |\n")[2]
    speech = to_speech(row)
    assert (row.written, speech.spoken) == ("A1，12", "A一，价（元）：十二")
    assert [row.written[one.start : one.end] for one in speech.readings] == ["A1", "12"]


@pytest.mark.parametrize("case", HEARD)
def test_nothing_added_is_written_and_nothing_written_is_changed(case: str) -> None:
    """Without its announcements, an article has the same words in the same order."""
    markdown, _ = HEARD[case]
    silent = segments(markdown, Routing(announced=frozenset()))
    told = [one.written for one in segments(markdown) if one.written]
    assert "".join(told) == "".join(one.written for one in silent)


QUIET: list[tuple[Announcement, str, list[str]]] = [
    ("lists", "1. 甲\n2. 乙\n", ["[第1，]", "甲", "[第2，]", "乙"]),
    ("numbers", "1. 甲\n2. 乙\n", ["[共2项。]", "甲", "乙"]),
    ("tables", "| 名 | 价 |\n|---|---|\n| 甲 | 3 |\n", ["名，价", "甲，3"]),
    ("notes", "甲^[乙]。", ["甲。", "乙"]),
    ("formulas", "$$x$$", ["$$x$$"]),
]


@pytest.mark.parametrize(("what", "markdown", "expected"), QUIET)
def test_cast_leaves_an_announcement_out(
    what: Announcement, markdown: str, expected: list[str]
) -> None:
    assert heard(markdown, Routing(announced=ANNOUNCED - {what})) == expected


QUOTED: list[tuple[str, list[str]]] = [
    ("> 甲。\n>\n> - 乙\n\n丙。", ["[引用。]", "甲。", "乙", "[引用完毕。]", "丙。"]),
    ("> 甲。\n\n> 乙。", ["[引用。]", "甲。", "乙。", "[引用完毕。]"]),
    ("> It is in English.", ["It is in English."]),
    ("> 来源：某报。", ["来源：某报。"]),
    ("他说：“走吧。”", ["他说：", "走吧。"]),
]


@pytest.mark.parametrize(("markdown", "expected"), QUOTED)
def test_quotation_is_announced_if_the_cast_says_so(markdown: str, expected: list[str]) -> None:
    assert heard(markdown, Routing(announced=ANNOUNCED | {"quotations"})) == expected


def test_quotation_with_a_voice_of_its_own_needs_no_words(tmp_path: Path) -> None:
    path = tmp_path / "cast.yaml"
    text = (
        "engine: tone\nannounce: {quotations: yes}\n"
        "voices: {narration: tone_low, structure: tone_high}\n"
    )
    path.write_text(text, encoding="utf-8")
    cast = load_cast(str(path))
    assert "quotations" in cast.routing.announced
    assert cast.voice_of("structure", "zh").voice.name == "tone_high"
    path.write_text(text.replace("structure", "quotation"), encoding="utf-8")
    assert "quotations" not in load_cast(str(path)).routing.announced


TWO_IMAGES = "![一只灰色的猫，在窗台上睡觉](a.png)\n\n![](b.png)\n\n▲ 另一只，醒着\n"
AMOUNTS: list[tuple[Images, list[str]]] = [
    ("full", ["[图片：]一只灰色的猫，在窗台上睡觉", "[图片：]另一只，醒着"]),
    ("brief", ["[图片：]一只灰色的猫", "[图片：]另一只，醒着"]),
    ("none", ["另一只，醒着"]),
]


NAMELESS: list[tuple[Images, list[str]]] = [
    ("full", ["甲。", "[图片，没有文字说明。]", "[图片，没有文字说明。]"]),
    ("described", ["甲。", "[文中有2张图片没有文字说明。]"]),
    ("brief", ["甲。", "[文中有2张图片没有文字说明。]"]),
    ("none", ["甲。"]),
]


@pytest.mark.parametrize(("images", "expected"), NAMELESS)
def test_images_that_nobody_described_are_counted_once(images: Images, expected: list[str]) -> None:
    assert heard("甲。\n\n![](a.png)\n\n![图片](b.png)", Routing(images=images)) == expected


@pytest.mark.parametrize(("images", "expected"), AMOUNTS)
def test_images_are_described_as_much_as_is_asked(images: Images, expected: list[str]) -> None:
    assert heard(TWO_IMAGES, Routing(images=images)) == expected


def test_what_is_left_out_of_an_image_is_in_the_ledger() -> None:
    article = parse_article(TWO_IMAGES, "a.md")
    reasons = {
        images: [
            s.text
            for s in split_article(article, Routing(images=images)).skips
            if "images" in s.reason
        ]
        for images in IMAGES
    }
    assert reasons == {
        "full": [],
        "described": [],
        "brief": ["，在窗台上睡觉"],
        "none": ["一只灰色的猫，在窗台上睡觉"],
    }


def test_option_wins_over_the_article_and_the_article_over_its_cast(tmp_path: Path) -> None:
    cast, path = tmp_path / "cast.yaml", tmp_path / "a.md"
    cast.write_text("engine: tone\nvoices: {narration: tone_low}\nimages: none\n", encoding="utf-8")
    front = "---\ncast: cast.yaml\n---\n"
    for before, option, expected in (
        (front, (), None),
        (front.replace("cast:", "images: brief\ncast:"), (), "[图片：]一只灰色的猫"),
        (front.replace("cast:", "images: brief\ncast:"), ("--images", "full"), "，在窗台上睡觉"),
    ):
        path.write_text(f"{before}\n{TWO_IMAGES}\n文。\n", encoding="utf-8")
        ran = boyin("show", path, *option)
        assert ran.status == 0, ran.err
        shown = "\n".join(line for line in ran.out.splitlines() if " image: " in line)
        assert expected in shown if expected else not shown


def test_producer_is_told_of_an_image_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("文。\n\n![](a.png)\n\n![](b.png)\n\n图 2：猫\n", encoding="utf-8")
    for command in ("show", "plan"):
        ran = boyin(command, path, "--cast", "tone")
        assert f"{path}: images without a description: 1 (line 3)\n" in ran.err
        assert ran.err.count("without a description") == 1


def test_wrong_way_to_read_images_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nimages: some\n---\n文。\n", encoding="utf-8")
    ran = boyin("show", path)
    assert ran.status == 1
    assert f"{path}:2: images can't be read in the way `some`" in ran.err
    assert "Choose: full, described, brief, none." in ran.err


def test_a_number_goes_on_with_its_item_and_the_other_words_stand_alone() -> None:
    found = [(one.shown(), one.border) for one in segments("1. 甲\n2. 乙\n")]
    assert found == [
        *(("[共2项。]", "item"), ("[第1，]", "clause"), ("甲", "item")),
        *(("[第2，]", "clause"), ("乙", "item")),
    ]


def test_equal_announcements_are_one_recording_and_ids_differ() -> None:
    first, second = (one for one in segments("- 甲\n- 乙\n\n文。\n\n- 丙\n- 丁\n") if one.added)
    assert (first.role, first.written, first.spans) == ("structure", "", ())
    assert second.id == f"{first.id}-2"
    assert to_speech(first).spoken == to_speech(second).spoken


def test_example_has_every_construct() -> None:
    article = parse_article(STRUCTURE.read_text(encoding="utf-8"), "structure.md")
    script = split_article(article)
    added = {text for one in script.segments for _, text in one.added}
    assert {"共3项。", "下分2项。", "公式：", "注：", "图片：", "表格，4列16行。"} <= added
    assert sum(one.role == "image" for one in script.segments) == 10
