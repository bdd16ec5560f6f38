"""Front matter: values as they were written, or an error with its line."""

from pathlib import Path

from boyin.article.article import read_article
from boyin.script.script import split_article
from fuzzing.choices import Choices, below, one_of
from fuzzing.constructs import CHINESE, ENGLISH, ODD
from fuzzing.promises import check_adds_up
from fuzzing.yaml_texts import mapping

SEEDS = (
    "---\ntitle: 世界\nauthor: 播音\ndate: 2026-02-09\nlanguage: zh-CN\n---\n\n正文。\n",
    "---\ntitle: 第一章: 引言\nimages: brief\nslug: a-b\n---\n# 题\n\n正文。\n",
)
_KEYS = {
    "title": (
        "世界",
        "第一章: 引言",
        "'题'",
        '"题"',
        "[甲, 乙]",
        "|\n  长\n  题",
        ">-\n  题",
        "a" * 999,
    ),
    "slug": ("a-b", "A B", "-", "甲", "a" * 300, "../x", "a--b", "1"),
    "author": ("播音", "[甲, 乙]", "<b>", "a & b"),
    "summary": ("概要。", "|\n  甲\n  乙"),
    "date": (
        "2026-02-09",
        "2026/2/9",
        "2026年2月9日",
        "2026-02-30",
        "2026-03-01 08:00",
        "0000-1-1",
    ),
    "language": ("zh-CN", "en", "中文", 'zh"><script>', "x" * 99, "en-GB", "English"),
    "cover": ("a.png", "../a", "/dev/zero", "http://x"),
    "cast": ("duo", "x.yaml", "nobody"),
    "images": ("full", "brief", "none", "some"),
    "chapter_images": ("yes", "no", "x"),
    "page_language": ("zh", "en", "fr"),
    "disclosure": ("no", "一句话。"),
    "episode": ("²", "7", "0", "-1"),
    "tags": ("[甲, 乙]", "甲"),
}
_OPENINGS = ("---\n", "--- \n", "\n---\n", "---\n\n", "\ufeff---\n", "----\n", "---\r\n", "")
_CLOSINGS = ("---\n\n", "...\n", "", "--- \n", "---", "---\r\n\r\n")


def write(choices: Choices) -> str:
    """An article with front matter."""
    body = "# 题\n\n正文。\n" if below(choices, 4) else one_of(choices, (*CHINESE, *ENGLISH, *ODD))
    text = mapping(choices, _KEYS, ("---\n", "...\n"))
    return one_of(choices, _OPENINGS) + text + one_of(choices, _CLOSINGS) + body


def check(data: bytes, folder: Path) -> None:
    """Reads the article, and accounts for every character, those of the front matter too."""
    path = folder / "article.md"
    path.write_bytes(data)
    read = read_article(path)
    check_adds_up(read.source, split_article(read))
