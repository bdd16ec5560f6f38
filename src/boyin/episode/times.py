"""Times as people read them."""


def short_clock(milliseconds: int, longest: int) -> str:
    """`02:03`, or `01:02:03` where the episode is an hour or longer, so that all look alike.

    longest: the episode's length in milliseconds. Parts of a second are dropped, as players drop
    them: no time stands behind what it is for.
    """
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if longest < 3_600_000:
        return f"{minutes:02}:{seconds:02}"
    return f"{hours:02}:{minutes:02}:{seconds:02}"
