"""What can be counted or measured, by the words behind a number."""

from boyin.normalization.rules.base import compiled

_COUNTED = r" ?(?!\L<otherwise>|点[0-9](?![0-9]?分)|千万(?![元人个亿]))[多余来]?\L<counter>"


def is_counted(following: str) -> bool:
    """Whether a number before `following` counts things or measures something."""
    return compiled(_COUNTED).match(following) is not None
