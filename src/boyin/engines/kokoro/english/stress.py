"""The stress of a word's phonemes, ˈ main and ˌ second, moved for where the word stands."""

MAIN, SECOND = "ˈ", "ˌ"
VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ")
"""Misaki's; capitals are diphthongs."""

_LONG = frozenset("AIOQWYʤʧ")


def lowered(phonemes: str) -> str:
    """Main stress becomes second, second none; what has no main stress stays."""
    if MAIN not in phonemes:
        return phonemes
    return phonemes.replace(SECOND, "").replace(MAIN, SECOND)


def unstressed(phonemes: str) -> str:
    """Without any stress."""
    return phonemes.replace(MAIN, "").replace(SECOND, "")


def marked(phonemes: str) -> str:
    """At least second stress: a name among words that have none, as Of or The in a title."""
    return phonemes if _is_stressed(phonemes) else _before_first_vowel(phonemes, SECOND)


def emphasised(phonemes: str) -> str:
    """Main stress, as what is written in capitals has."""
    if MAIN in phonemes:
        return phonemes
    if SECOND in phonemes:
        return phonemes.replace(SECOND, MAIN)
    return _before_first_vowel(phonemes, MAIN)


def spelled(letters: str) -> str:
    """The names of letters said as one word, the last of them stressed: jˌuˌɛsˈA."""
    first, _, last = lowered(letters).rpartition(SECOND)
    return f"{first}{MAIN}{last}"


def weight(phonemes: str) -> int:
    """How long a part of a word is, for choosing which keeps its stress."""
    return sum(2 if one in _LONG else 1 for one in phonemes)


def _is_stressed(phonemes: str) -> bool:
    return MAIN in phonemes or SECOND in phonemes


def _before_first_vowel(phonemes: str, mark: str) -> str:
    for place, one in enumerate(phonemes):
        if one in VOWELS:
            return phonemes[:place] + mark + phonemes[place:]
    return phonemes
