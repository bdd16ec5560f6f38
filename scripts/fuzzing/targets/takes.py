"""The re-takes beside an article: used where they belong, told where not, and kept as written."""

from pathlib import Path

from boyin.article.article import parse_article
from boyin.casts.retakes_file import load_retakes, save_retakes
from boyin.normalization.speech import to_speech
from boyin.script.retakes import match_retakes
from boyin.script.script import split_article
from fuzzing.choices import Choices
from fuzzing.judging import PromiseError
from fuzzing.yaml_texts import mapping

_SCRIPT = split_article(parse_article("# 题\n\n一句。二句。一句。\n\n三句。一句。\n", "a.md"))
_IDS = tuple(segment.id for segment in _SCRIPT.segments)
_ENTRY = (
    "{text: 一句。, around: 00000000, copies: 3, take: 2}",
    "\n  text: 一句。\n  take: 3\n  speed: 1.2",
    "{say: 壹句}",
    "{say: '\\u001b'}",
    "{engine: tone, voice: tone_low}",
    "{engine: kokoro, voice: 'zf_xiaoxiao:0.5+af_heart:0.5', speed: nan}",
    "{voice: tone_low}",
    "{take: ²}",
    "{take: " + "9" * 5000 + "}",
    "{copies: 0}",
    "{take: 1, take: 2}",
    "{}",
    "[]",
)
SEEDS = (f"# 注\n{_IDS[1]}:\n  text: 一句。\n  take: 2\n# 尾\n", f"{_IDS[2]}: {{say: 贰句}}\n")


def write(choices: Choices) -> str:
    """A file of re-takes."""
    return mapping(choices, dict.fromkeys((*_IDS, "a" * 12, "0" * 12 + "-2"), _ENTRY))


def check(data: bytes, folder: Path) -> None:
    """Matches them with a script, speaks them, and writes them again."""
    path = folder / "a.takes.yaml"
    path.write_bytes(data)
    retakes = load_retakes(path)
    chosen, unused = match_retakes(retakes, _SCRIPT)
    if len(chosen) + len(unused) != len(retakes):
        raise PromiseError("a re-take is neither used nor told")
    for segment in _SCRIPT.segments:
        to_speech(segment, chosen.get(segment.id))
    save_retakes(path, retakes)
    if path.exists() and path.read_bytes() != data:
        raise PromiseError("a file that nothing changes was written otherwise")
    save_retakes(path, retakes[1:])
    if load_retakes(path) != retakes[1:]:
        raise PromiseError("what was written is not what was meant")
