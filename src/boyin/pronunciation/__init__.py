"""From what is said to how it sounds: words, their readings, the tones of running speech.

In: spoken Chinese and the lexicon. Out: a syllable for every character.
Open `pinyin.py` first. How a number or a sign is said is decided before, in `normalization/`.
"""
