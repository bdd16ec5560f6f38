"""The endings of English words, -s, -ed and -ing: which word they stand on, and how they sound."""

from collections.abc import Callable

import regex

_VOICELESS = "ptkfθ"
_HISSING = "szʃʒʧʤ"
_BEFORE_FLAP = frozenset("AIOWYiuæɑəɛɪɹʊʌ")
"""After these an American t between vowels is a flap: wˈɔɾəɹ."""
_DOUBLED = regex.compile(r".+(?:([bcdgklmnprstvxz])\1|ck)ing")

Known = Callable[[str], bool]


def stem_of_s(word: str, known: Known) -> str | None:
    """boxes → box, studies → study, Anna's → Anna; None where `word` is no word with an -s."""
    if len(word) < 3 or not word.endswith("s"):
        return None
    if not word.endswith("ss") and known(word[:-1]):
        return word[:-1]
    on_es = len(word) > 4 and word.endswith("es") and not word.endswith("ies")
    if (on_es or word.endswith("'s")) and known(word[:-2]):
        return word[:-2]
    if len(word) > 4 and word.endswith("ies") and known(f"{word[:-3]}y"):
        return f"{word[:-3]}y"
    return None


def stem_of_ed(word: str, known: Known) -> str | None:
    """liked → like, walked → walk."""
    if len(word) < 4 or not word.endswith("d"):
        return None
    if not word.endswith("dd") and known(word[:-1]):
        return word[:-1]
    on_ed = len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
    return word[:-2] if on_ed and known(word[:-2]) else None


def stem_of_ing(word: str, known: Known) -> str | None:
    """walking → walk, making → make, running → run."""
    if len(word) < 5 or not word.endswith("ing"):
        return None
    if len(word) > 5 and known(word[:-3]):
        return word[:-3]
    if known(f"{word[:-3]}e"):
        return f"{word[:-3]}e"
    return word[:-4] if len(word) > 5 and _DOUBLED.fullmatch(word) and known(word[:-4]) else None


def with_s(stem: str, *, british: bool) -> str:
    """bˈɑks → bˈɑksᵻz."""
    if stem[-1] in _VOICELESS:
        return f"{stem}s"
    if stem[-1] in _HISSING:
        return f"{stem}{_weak(british)}z"
    return f"{stem}z"


def with_ed(stem: str, *, british: bool) -> str:
    """wˈɔk → wˈɔkt, wˈɑnt → wˈɑntᵻd."""
    last = stem[-1]
    if last in "pkfθʃsʧ":
        return f"{stem}t"
    if last == "d":
        return f"{stem}{_weak(british)}d"
    if last != "t":
        return f"{stem}d"
    if british or len(stem) < 2:
        return f"{stem}ɪd"
    return f"{stem[:-1]}ɾᵻd" if stem[-2] in _BEFORE_FLAP else f"{stem}ᵻd"


def with_ing(stem: str, *, british: bool) -> str | None:
    """ɹˈIt → ɹˈIɾɪŋ; None where the stem's own end would change, as of British bˈɪə."""
    if british:
        return None if stem[-1] in "əː" else f"{stem}ɪŋ"
    if len(stem) > 1 and stem[-1] == "t" and stem[-2] in _BEFORE_FLAP:
        return f"{stem[:-1]}ɾɪŋ"
    return f"{stem}ɪŋ"


def _weak(british: bool) -> str:
    return "ɪ" if british else "ᵻ"
