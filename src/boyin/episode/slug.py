"""A short ASCII name for an episode's folder and files, the same for the same title."""

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import WordList, starts_of

LONGEST = 60
_CHINESE = (
    r"〇\ue815-\ue864\ufa18\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df"
    r"\U0002a703-\U0002b73f\U0002b740-\U0002b81d\U0002b825-\U0002bf6e\U0002c029-\U0002ce93"
    r"\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f\U00030000-\U0003134a\U00031350-\U00032389"
)
"""What pypinyin takes for Chinese characters, whether it can read them or not."""
_PART = regex.compile(rf"(?P<chinese>[{_CHINESE}]+)|[^{_CHINESE}]+")
# Windows keeps these names for devices, whatever follows a dot.
_RESERVED = regex.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")


def slug_of(title: str, wanted: str = "") -> str:
    """The slug the author wants, else one made of the title's pinyin: a-z, 0-9 and hyphens.

    Nothing that means something to a file system is left in it; what is too long is cut, and ends
    in a digest of the whole.
    """
    source = wanted or title
    words: list[str] = []
    for part in _PART.finditer(unicodedata.normalize("NFKC", source)):
        words += _spelled(part["chinese"]) if part["chinese"] else [part[0]]
    ascii_only = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore").decode()
    slug = regex.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not slug or _RESERVED.match(slug):
        return f"episode-{digest}"
    if len(slug) > LONGEST:
        return f"{slug[: LONGEST - len(digest) - 1].rstrip('-')}-{digest}"
    return slug


def _spelled(run: str) -> Iterator[str]:
    """The pinyin of Chinese characters, the longest phrases first; an unknown one as it stands.

    As pypinyin spells them, whose dictionaries take a third of a second to load.
    """
    spellings = dict(entry for start in starts_of(run) for entry in _shipped().beginning(start))
    longest = max(map(len, spellings), default=1)
    start = 0
    while start < len(run):
        ends = range(min(start + longest, len(run)), start, -1)
        end = next((end for end in ends if run[start:end] in spellings), start + 1)
        yield from spellings.get(run[start:end], run[start:end]).split(" ")
        start = end


@cache
def _shipped() -> WordList:
    return WordList.in_file(voices_folder() / "mandarin" / "spellings.txt.gz")
