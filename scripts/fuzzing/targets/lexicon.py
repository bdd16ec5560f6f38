"""A lexicon beside an article: rules, all of them usable, or an error with its line."""

from pathlib import Path

from boyin.ground.errors import ReadingError
from boyin.pronunciation.lexicon import load_lexicon
from boyin.pronunciation.utterances import read_text
from fuzzing.choices import Choices
from fuzzing.constructs import CHINESE, ENGLISH
from fuzzing.yaml_texts import mapping

SEEDS = (
    "重庆: chong2 qing4\nAltman: /ˈɔltmən/\nQwen: chwen\n",
    "行: {read: hang2, before: 业}\nJan: {read: /jˈɑn/, before: Leike}\n",
    "Qwen: [chwen, {say: kwen, engine: edge}]\n花儿: huar1\n",
)
_TEXT = "重庆的银行业，花儿长大了，Altman 和 Jan Leike 用 Qwen 行 a 长。"
_HAN = (
    "chong2 qing4",
    "huar1",
    "hang2",
    "de5",
    "lv4",
    "r5",
    "ng2",
    "{say: 杭, before: [业, '']}",
    "²",
)
_LATIN = (
    "/ˈɔltmən/",
    "chwen",
    "/a b/",
    "//",
    "/ /",
    "{say: kwen, engine: edge}",
    "[a, b]",
    "/jˈɑn",
)
_KEYS = {
    "重庆": _HAN,
    "花儿": _HAN,
    "行": (*_HAN, "{read: hang2, before: 业}", "[{read: hang2, after: 银}, xing2]"),
    "长": (*_HAN, "{read: zhang3, engine: kokoro, before: 大, after: 儿}", "{read: a, say: b}"),
    "Altman": _LATIN,
    "Jan Leike": ("/ˈjɑn ˈlIkə/", *_LATIN),
    "Jan": ("{read: /jˈɑn/, before: Leike}", *_LATIN),
    "Qwen": ("[chwen, {say: kwen, engine: edge}]", *_LATIN),
    "a": _LATIN,
    "银行的": ("yin2 hang2 de5", "yin2 hang2"),
}


def write(choices: Choices) -> str:
    """A lexicon."""
    return mapping(choices, _KEYS, (*CHINESE, *ENGLISH, *_HAN, *_LATIN))


def check(data: bytes, folder: Path) -> None:
    """Loads it, and reads a text with its words by it."""
    path = folder / "lexicon.yaml"
    path.write_bytes(data)
    lexicon = load_lexicon(path)
    for engine in ("kokoro", "edge", "tone"):
        chosen = lexicon.for_engine(engine)
        assert chosen.digest
        try:
            read_text(_TEXT, chosen)
        except ReadingError:
            continue
