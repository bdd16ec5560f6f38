"""The words of a page to read along that are not the article's, in Chinese and in English."""

from dataclasses import dataclass

from boyin.ground.languages import is_english


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the page says itself; `{}` stands for a time, a number or a name."""

    language: str
    """A BCP 47 tag."""
    brand: str
    jump: str
    player: str
    play: str
    pause: str
    sentence_back: str
    sentence_forth: str
    chapter_back: str
    chapter_forth: str
    speed: str
    times: str
    position: str
    at: str
    length: str
    resumed: str
    missing: str
    no_script: str
    chapters: str
    help: str
    hint: str
    follow: str
    keys: str
    keys_off: str
    image: str
    table: str
    note: str
    back: str
    shortcuts: tuple[tuple[tuple[str, ...], str], ...]
    """Keys, and what they do."""


CHINESE = Words(
    language="zh-CN",
    brand="播音 · 边听边读",
    jump="跳到正文",
    player="播放器",
    play="播放",
    pause="暂停",
    sentence_back="上一句",
    sentence_forth="下一句",
    chapter_back="上一章",
    chapter_forth="下一章",
    speed="速度",
    times="{} 倍速",
    position="播放位置",
    at="{}，全长 {}",
    length="全长 {}",
    resumed="上次听到 {}，可以从这里接着听。",
    missing="声音没有找到：请把 {} 放在这个网页旁边，再重新打开。正文照样能读。",
    no_script="浏览器没有运行脚本，所以不会标出正在读的句子。声音照样能听，正文照样能读。",
    chapters="章节",
    help="按键与设置",
    hint="点一句话，就从那一句读起。用键盘：按 Tab 走到正文，用上下箭头选句子，再按回车。",
    follow="页面跟着声音走",
    keys="用按键控制播放",
    keys_off="在输入框里打字时，这些按键不起作用。按 Ctrl、Alt 或 Command 时也不起作用。",
    image="图片",
    table="表格",
    note="脚注",
    back="回到正文",
    shortcuts=(
        (("空格", "K"), "播放或暂停"),
        (("←", "J"), "上一句；读到一半时，先回到这一句的开头"),
        (("→", "L"), "下一句"),
        (("P",), "上一章；读到一半时，先回到这一章的开头"),
        (("N",), "下一章"),
        (("[",), "慢一点"),
        (("]",), "快一点"),
        (("C",), "走到正在读的句子"),
        (("?",), "打开这张表"),
        (("↑", "↓"), "在正文里：走到上一句、下一句，不播放"),
        (("Home", "End"), "在正文里：走到第一句、最后一句"),
        (("回车",), "在正文里：从这一句读起"),
    ),
)
ENGLISH = Words(
    language="en",
    brand="boyin · Read along",
    jump="Jump to the article",
    player="Player",
    play="Play",
    pause="Pause",
    sentence_back="Previous sentence",
    sentence_forth="Next sentence",
    chapter_back="Previous chapter",
    chapter_forth="Next chapter",
    speed="Speed",
    times="{} times",
    position="Position",
    at="{} of {}",
    length="Length {}",
    resumed="You stopped at {}. It goes on from there.",
    missing="The sound was not found. Put {} beside this page, and open it again. "
    "You can still read the article.",
    no_script="The browser runs no scripts, so the sentence being read is not marked. "
    "You can still listen, and read the article.",
    chapters="Chapters",
    help="Keys and settings",
    hint="Choose a sentence to hear the article from there. With the keyboard: press Tab until "
    "you are in the article, choose with the up and down arrows, and press Enter.",
    follow="The page follows the voice",
    keys="Keys control the player",
    keys_off="The keys do nothing while you type in a field, or hold Ctrl, Alt or Command.",
    image="Picture",
    table="Table",
    note="Footnote",
    back="Back to the text",
    shortcuts=(
        (("Space", "K"), "Play or pause"),
        (("←", "J"), "Previous sentence; first to the beginning of this one"),
        (("→", "L"), "Next sentence"),
        (("P",), "Previous chapter; first to the beginning of this one"),
        (("N",), "Next chapter"),
        (("[",), "Slower"),
        (("]",), "Faster"),
        (("C",), "Go to the sentence being read"),
        (("?",), "Open this list"),
        (("↑", "↓"), "In the article: previous and next sentence, without playing"),
        (("Home", "End"), "In the article: first and last sentence"),
        (("Enter",), "In the article: play from this sentence"),
    ),
)


def words_of(language: str) -> Words:
    """The words for a page in that language: English for `en…`, else Chinese."""
    return ENGLISH if is_english(language) else CHINESE
