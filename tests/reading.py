"""Readers by the rules of podcast apps, for what this project writes."""

import json
import re
from typing import Any

import html5lib

Chapters = list[tuple[str, float]]


def pocket_casts_chapters(chapters: list[tuple[str, int, int]], duration_ms: int) -> Chapters:
    """What Pocket Casts makes of ID3 chapters (title, start, end in ms).

    Sorted by start; the first is moved to 0; an end outside (start, next start] is replaced by
    the next start; what has no length is dropped.
    """
    ordered = sorted(chapters, key=lambda one: one[1])
    found = []
    for index, (title, start, end) in enumerate(ordered):
        following = ordered[index + 1][1] if index + 1 < len(ordered) else duration_ms
        begins = 0 if index == 0 else start
        ends = end if begins < end <= following else following
        if ends > begins:
            found.append((title, begins / 1000))
    return found


def antennapod_json_chapters(data: bytes) -> Chapters:
    """What AntennaPod makes of JSON chapters: whole seconds, entries with `toc: false` too."""
    return [(one["title"], float(int(one["startTime"]))) for one in json.loads(data)["chapters"]]


def antennapod_merges(embedded: Chapters, linked: Chapters) -> bool:
    """Whether AntennaPod takes two lists for the same: as many, each start within a second."""
    return len(embedded) == len(linked) and all(
        abs(one[1] - other[1]) <= 1 for one, other in zip(embedded, linked, strict=True)
    )


def chapters_in_notes(text: str) -> Chapters:
    """What Apple and Spotify take from a description: lines that begin with a time stamp."""
    found = []
    for match in re.finditer(r"(?m)^\(?((?:\d+:)?\d{1,2}:\d{2})\)? (.+)$", text):
        seconds = 0
        for part in match[1].split(":"):
            seconds = seconds * 60 + int(part)
        found.append((match[2], float(seconds)))
    return found


def elements_of(page: str) -> list[Any]:
    """Every element as a browser's parser sees it, in order."""
    return list(html5lib.parse(page, namespaceHTMLElements=False).iter())
