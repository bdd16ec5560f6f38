"""A cast: everything in it checked, or an error with its line."""

from pathlib import Path

from boyin.article.article import parse_article
from boyin.casts.cast_file import load_cast
from boyin.script.script import split_article
from fuzzing.choices import Choices
from fuzzing.targets.sound import PAUSES, SOUND
from fuzzing.yaml_texts import mapping

SEEDS = (
    "description: 一\nengine: kokoro\nvoices:\n  narration: zf_xiaoxiao\n  english: am_michael\n",
    "voices: {narration: {zf_xiaoxiao: 0.5, af_heart: 0.5}}\npauses: {sentence: 0.5}\n",
    "engine: tone\nvoices: {narration: tone_low}\nlanguages: {A: en}\nannounce: {lists: no}\n",
)
_KEYS = {
    **SOUND,
    "description": ("一", "[a]"),
    "engine": ("kokoro", "tone", "edge", "x"),
    "voices": (
        "{narration: zf_xiaoxiao}",
        "\n  narration: zf_xiaoxiao:0.3/0.7+af_heart:0.7/0.3",
        "{narration: {voice: zm_yunxi, speed: 0.95}, english: bf_emma}",
        "{narration: {zf_xiaoxiao: 0.5, af_heart: 0.5}}",
        "{narration: {zf_xiaoxiao: .nan, af_heart: inf}}",
        "{narration: {voice: tone_low, engine: tone, pitch: 99, speed: nan}}",
        "{narration: 'zf_xiaoxiao:²+af_heart:0.5'}",
        "{narration: 'zf_xiaoxiao:0.5+zf_xiaoxiao:0.5', code: '+', note: ':'}",
        "{narration: {voice: {zf_xiaoxiao: 0.5/0.5/0.5}}}",
        "{english: af_heart}",
        "{narration: {}}",
        "{narration: [a]}",
    ),
    "pauses": PAUSES,
    "english_words": ("3", "0", "1.5", "nan", "inf", "²"),
    "languages": ("{Attention Is All You Need: en, '': zh}", "{'[': en}", "{a: fr}", "{安全: zh}"),
    "chapters": ("2", "3", "²"),
    "images": ("full", "x"),
    "announce": ("{lists: no, quotations: yes}", "{x: no}", "no"),
    "fallback": ("duo", "x"),
}
_ARTICLE = "# 题\n\n安全 Attention Is All You Need [。\n\n> 引用\n\n- 一\n- 二\n"


def write(choices: Choices) -> str:
    """A cast."""
    return mapping(choices, _KEYS)


def check(data: bytes, folder: Path) -> None:
    """Loads it, and splits an article for its readers."""
    path = folder / "own.yaml"
    path.write_bytes(data)
    cast = load_cast(str(path))
    for segment in split_article(parse_article(_ARTICLE, "a.md"), cast.routing).segments:
        assert cast.voice_of(segment.role, segment.language)
