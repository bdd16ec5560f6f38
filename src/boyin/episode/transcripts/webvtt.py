"""Captions as WebVTT, the transcript that Apple Podcasts takes: https://www.w3.org/TR/webvtt1/."""

from collections.abc import Iterable

from boyin.episode.escapes import webvtt_text
from boyin.episode.transcripts.cues import Caption

TYPE = "text/vtt"


def webvtt(captions: Iterable[Caption]) -> bytes:
    """The captions in a file of their own, each with the name of its speaker."""
    cues = (
        f"{clock(caption.start_ms)} --> {clock(caption.end_ms)}\n"
        f"<v {webvtt_text(caption.speaker)}>" + "\n".join(map(webvtt_text, caption.lines))
        for caption in captions
    )
    return ("\n\n".join(["WEBVTT", *cues]) + "\n").encode()


def clock(milliseconds: int, mark: str = ".") -> str:
    """`01:02:03.456`: hours, minutes, seconds, milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{rest:03}"
