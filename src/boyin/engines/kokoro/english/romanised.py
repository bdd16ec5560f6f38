"""From a Chinese name in pinyin without tones to the English phonemes newsreaders give it.

Promise: answers only for words that pinyin alone explains (Xiaohongshu, Zhipu, Pinduoduo).
"""

import regex

_INITIALS = {
    "zh": "ʤ", "ch": "ʧ", "sh": "ʃ", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t",
    "n": "n", "l": "l", "g": "ɡ", "k": "k", "h": "h", "j": "ʤ", "q": "ʧ", "x": "ʃ", "r": "ɹ",
    "z": "z", "c": "ts", "s": "s", "y": "j", "w": "w", "": "",
}  # fmt: skip
_FINALS = {
    "a": "ˈɑ", "ai": "ˈI", "an": "ˈɑn", "ang": "ˈɑŋ", "ao": "ˈW", "e": "ˈʌ", "ei": "ˈA",
    "en": "ˈʌn", "eng": "ˈʌŋ", "er": "ˈɜɹ", "i": "ˈi", "ia": "jˈɑ", "ian": "jˈɛn", "iang": "jˈɑŋ",
    "iao": "jˈW", "ie": "jˈɛ", "in": "ˈɪn", "ing": "ˈɪŋ", "iong": "jˈʊŋ", "iu": "jˈO", "o": "ˈO",
    "ong": "ˈʊŋ", "ou": "ˈO", "u": "ˈu", "ua": "wˈɑ", "uai": "wˈI", "uan": "wˈɑn", "uang": "wˈɑŋ",
    "ue": "wˈɛ", "ui": "wˈA", "un": "ˈʊn", "uo": "wˈO",
}  # fmt: skip
_SYLLABLE = regex.compile(
    f"({'|'.join(_INITIALS)})({'|'.join(sorted(_FINALS, key=len, reverse=True))})(?![iuv])"
)
_WORD = regex.compile(f"(?:{_SYLLABLE.pattern})+")
_CHINESE = regex.compile(
    r"^x|zh|q(?!u[aeio]?[bdklmprstvz])|x[iu]|iang|uang|iong|iao|uo|[^r]ui$|uan|^c[aeiou]+ng"
)
_AFTER_GLIDE = regex.compile(r"(?<=[ʤʧʃj])j(?=ˈ)|(?<=w)w(?=ˈ)")


def romanised(word: str) -> str | None:
    """The phonemes of `word`, in small letters; None where it is not pinyin beyond doubt."""
    if not _CHINESE.search(word) or not _WORD.fullmatch(word):
        return None
    syllables = [_syllable(*match.groups()) for match in _SYLLABLE.finditer(word)]
    *weak, last = syllables
    return "".join(one.replace("ˈ", "ˌ") for one in weak) + last


def romanised_syllable(syllable: str) -> str | None:
    """The phonemes of one syllable of pinyin without its tone; None where it is none."""
    match = _SYLLABLE.fullmatch(syllable.replace("v", "u"))
    return _syllable(*match.groups()) if match else None


def _syllable(initial: str, final: str) -> str:
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        return _INITIALS[initial] + "ˈɜɹ"
    if final == "i" and initial in ("z", "c", "s"):
        return _INITIALS[initial] + "ˈʌ"
    return _AFTER_GLIDE.sub("", _INITIALS[initial] + _FINALS[final])
