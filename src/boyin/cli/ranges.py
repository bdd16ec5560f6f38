"""Numbers within limits, as options take them, their limits said in words."""

import click


def _limits(low: float | None, high: float | None) -> str:
    if high is None:
        return f"{low:g} or more"
    return f"{low:g} to {high:g}"


class Decimal(click.FloatRange):
    """A number with both limits, or the lower one."""

    name = "number"

    def _describe_range(self) -> str:
        return _limits(self.min, self.max)


class Whole(click.IntRange):
    """A whole number with both limits, or the lower one."""

    name = "number"

    def _describe_range(self) -> str:
        return _limits(self.min, self.max)
