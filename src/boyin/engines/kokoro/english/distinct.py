"""English phonemes as they are said to a listener who expects Chinese.

In Chinese the breath behind a stop is what tells 他 from 搭; English writes it nowhere. Without it
the model, which reads both with one voice, says Dim Gook for Tim Cook. And who does not expect a
word, needs more of it: it is said more slowly than what is around it.

Promise: only marks of breath and of pace are added, and flaps made full.
"""

import regex

from boyin.engines.kokoro.tokens import SLOWLY

_VOWEL = "[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ]"
_FLAPS = str.maketrans({"T": "t", "ɾ": "t"})
_BREATHED = regex.compile(
    # At the head of a word, or of a stressed syllable: top, return, but not stop.
    rf"(?:(?<![\p{{L}}ˈˌ])[ptkʧ](?=[ɹlwj]?[ˈˌ]?{_VOWEL})"
    rf"|(?<=\p{{L}})(?<!s)[ptkʧ](?=[ɹlwj]?[ˈˌ]{_VOWEL}))"
)


_WORD = regex.compile(r"[^ ]+")


def distinct(phonemes: str) -> str:
    """`phonemes` with every stop that English breathes marked, a t for every flap, words slow."""
    breathed = _BREATHED.sub(r"\g<0>ʰ", phonemes.translate(_FLAPS))
    return _WORD.sub(rf"{SLOWLY}\g<0>", breathed)
