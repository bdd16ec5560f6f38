"""Captions as SubRip (`.srt`), for players that take nothing newer.

It has no place for speakers, and no escapes.
"""

from collections.abc import Iterable

from boyin.episode.escapes import subrip_text
from boyin.episode.transcripts.cues import Caption
from boyin.episode.transcripts.webvtt import clock

TYPE = "application/x-subrip"


def subrip(captions: Iterable[Caption]) -> bytes:
    """The captions, numbered from 1."""
    cues = (
        f"{number}\n{clock(caption.start_ms, ',')} --> {clock(caption.end_ms, ',')}\n"
        + "\n".join(map(subrip_text, caption.lines))
        for number, caption in enumerate(captions, start=1)
    )
    return ("\n\n".join(cues) + "\n").encode()
