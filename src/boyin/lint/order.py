"""Which findings a producer should see first: those that are surely wrong, then those to hear."""

from collections import Counter
from collections.abc import Sequence

from boyin.lint.finding import Finding

MOST_SHOWN = 5

_SUREST = ("quotation marks", "front matter", "images", "headings", "other programs")
"""Checks whose findings are facts; of the others a listener is the judge."""


def surest(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The few findings to begin with, of all checks; whatever stops a build is among them."""
    seen: Counter[str] = Counter()

    def rank(finding: Finding) -> tuple[bool, int, int, int]:
        check = finding.check
        sure = _SUREST.index(check) if check in _SUREST else len(_SUREST)
        turn = seen[check]
        seen[check] += 1
        return not finding.stops, turn, sure, finding.line

    stops = sum(finding.stops for finding in findings)
    return tuple(sorted(findings, key=rank)[: max(MOST_SHOWN, stops)])


def counted(findings: Sequence[Finding]) -> str:
    """How many findings of which check: `3 long sentences, 12 uncertain readings`."""
    counts = Counter(finding.check for finding in findings)
    return ", ".join(f"{count} {check}" for check, count in sorted(counts.items()))
