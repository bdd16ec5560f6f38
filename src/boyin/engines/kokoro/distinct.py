"""English phonemes as they are said to a listener who expects Chinese.

In Chinese the breath behind a stop is what tells 他 from 搭; English writes it nowhere. Without it
the model, which reads both with one voice, says Dim Gook for Tim Cook.

Promise: only marks of breath are added, and flaps made full.
"""

import regex

_VOWEL = "[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ]"
_FLAPS = str.maketrans({"T": "t", "ɾ": "t"})
_BREATHED = regex.compile(
    # At the head of a word, or of a stressed syllable: top, return, but not stop.
    rf"(?:(?<![\p{{L}}ˈˌ])[ptkʧ](?=[ɹlwj]?[ˈˌ]?{_VOWEL})"
    rf"|(?<=\p{{L}})(?<!s)[ptkʧ](?=[ɹlwj]?[ˈˌ]{_VOWEL}))"
)


def distinct(phonemes: str) -> str:
    """`phonemes` with every stop that English breathes marked, and a t for every flap."""
    return _BREATHED.sub(r"\g<0>ʰ", phonemes.translate(_FLAPS))
