"""parse → split → speech → ledger: every character is spoken, or skipped for a reason."""

from pathlib import Path

from boyin.article.article import read_article
from boyin.ground.errors import ReadingError
from boyin.normalization.speech import to_speech
from boyin.script.passages import Routing
from boyin.script.script import Script, split_article
from fuzzing.articles import article
from fuzzing.choices import Choices
from fuzzing.promises import check_adds_up, check_speech

SEEDS = (
    "# 题\n\n开头的一段话。它有两句。\n\n## 第一章\n\n他说：“The world is in peril.” 走了。\n",
    "> 引用的一句。\n\n- 一\n- 二\n\n1. ![图](u)\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
    "公式$E=mc²$成立。\n\n[^1]: 脚注。\n\n正文[^1]，<span lang=en>yes</span>。\n",
    "<!-- boyin: skip -->\n\n略\n\n<!-- boyin: / -->\n\n```\n代码\n```\n\n完。\n",
)
_EVERYTHING = Routing(
    english_words=1,
    chapter_level=3,
    announced=frozenset({"lists", "numbers", "tables", "notes", "formulas", "quotations"}),
)


def write(choices: Choices) -> str:
    """An article."""
    return article(choices)


def check(data: bytes, folder: Path) -> None:
    """Reads, splits and says the article, once as casts do by default and once with all words."""
    path = folder / "article.md"
    path.write_bytes(data)
    read = read_article(path)
    for routing in (Routing(), _EVERYTHING):
        script = split_article(read, routing)
        check_adds_up(read.source, script)
        _say(script)


def _say(script: Script) -> None:
    for segment in script.segments:
        try:
            speech = to_speech(segment)
        except ReadingError:
            continue
        check_speech(speech)
