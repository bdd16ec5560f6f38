"""From American phonemes to British ones, as misaki writes both: ˈɔltmən, but hˈɒt, kˈɑː, ɡˈQ."""

import regex

_VOWEL = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ"
_BRITISH = tuple(
    (regex.compile(american), british)
    for american, british in (
        ("[ɾT]", "t"),
        (rf"əɹ(?![ˈˌ]?[{_VOWEL}])", "ə"),
        (rf"([ɑɔɜ])ɹ(?![ˈˌ]?[{_VOWEL}])", r"\1ː"),
        (rf"ɛɹ(?![ˈˌ]?[{_VOWEL}])", "ɛː"),
        (rf"([ɪʊ])ɹ(?![ˈˌ]?[{_VOWEL}])", r"\1ə"),
        ("ɜɹ", "ɜːɹ"),
        (r"ɑ(?![ː]|ɹ|$)", "ɒ"),
        ("ɑ$", "ɑː"),
        (r"(?<=[ˈˌ][^AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ]*)([iu])(?!ː)", r"\1ː"),
        ("ɔ(?![ːɪ])", "ɔː"),
        ("O", "Q"),
        ("æ", "a"),
        ("ᵻ", "ɪ"),
    )
)


def in_british(phonemes: str) -> str:
    """The phonemes of one word, as a British voice is given them."""
    for american, british in _BRITISH:
        phonemes = american.sub(british, phonemes)
    return phonemes
