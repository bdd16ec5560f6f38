"""How much of its text an episode has in common with another: what tells a moved article.

Two measures: whole sentences prove that two texts are one, since a show's fixed greeting and
goodbye may be most of a short episode; runs of characters prove that they are not, since who reads
proofs touches every sentence and leaves most of its words.
"""

from collections import Counter
from collections.abc import Iterable

SAME = 0.9
"""The share of whole sentences that two episodes have in common if they are one."""
OTHER = 0.5
"""The share of runs that they have at most if they are two."""
_RUN = 3
"""Characters that are compared at a time."""


def sentences_in_common(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """The share of the longer text that stands in both, sentence by sentence, in any order."""
    return _share(Counter(ours), Counter(theirs))


def runs_in_common(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """The share of the longer text that stands in both, a few characters at a time."""
    return _share(_runs_of(ours), _runs_of(theirs))


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    longer = max(_size(ours), _size(theirs))
    return _size(ours & theirs) / longer if longer else 0.0


def _size(parts: Counter[str]) -> int:
    return sum(len(part) * count for part, count in parts.items())


def _runs_of(parts: Iterable[str]) -> Counter[str]:
    text = "".join("".join(part.split()) for part in parts)
    return Counter(text[start : start + _RUN] for start in range(max(1, len(text) - _RUN + 1)))
