"""From a timeline to the one list of chapters that every file of an episode tells.

Promise: the tag, the JSON file, the notes and the manifest have the same chapters, with the same
titles, from the same milliseconds. There are never more than a tag can hold.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from boyin.episode.escapes import clean_line
from boyin.episode.tags import MAX_CHAPTERS, Chapter
from boyin.timeline.timeline import Timeline

JSON_TYPE = "application/json+chapters"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters of an episode as its listeners see them."""

    chapters: tuple[Chapter, ...]
    per_group: int = 1
    """How many chapters of the article each of them stands for; the last may hold fewer."""

    def number_of(self, chapter: int) -> int:
        """Where the article's chapter of that number has gone, counted from 0."""
        return chapter // self.per_group

    def with_images(self, images: Mapping[int, bytes]) -> tuple[Chapter, ...]:
        """The chapters, each with the first of the pictures of those it stands for.

        images: JPEG files by the article's chapters, counted from 0.
        """
        first: dict[int, bytes] = {}
        for chapter in sorted(images):
            first.setdefault(self.number_of(chapter), images[chapter])
        return tuple(
            replace(chapter, image=first.get(number))
            for number, chapter in enumerate(self.chapters)
        )


def contents_of(timeline: Timeline, links: Mapping[int, str] | None = None) -> Contents:
    """The chapters of a timeline, neighbours joined where a tag could not hold them all.

    links: a page by the article's chapters, counted from 0.
    """
    chapters = timeline.chapters
    size = group_size(len(chapters))
    groups = [chapters[start : start + size] for start in range(0, len(chapters), size)]

    def milliseconds(samples: int) -> int:
        return round(samples * 1000 / timeline.rate)

    return Contents(
        tuple(
            Chapter(
                _title_of([chapter.title for chapter in group]),
                milliseconds(group[0].start),
                milliseconds(group[-1].end),
                # What stands for several chapters leads to none of their pages.
                link=(links or {}).get(number, "") if size == 1 else "",
            )
            for number, group in enumerate(groups)
        ),
        size,
    )


def group_size(chapters: int) -> int:
    """How many chapters have to share an entry so that a tag can hold them all."""
    return max(1, -(-chapters // MAX_CHAPTERS))


def warn_of_groups(chapters: int) -> None:
    """Says so if an article has so many chapters that they have to share entries."""
    if (size := group_size(chapters)) > 1:
        _log.warning(
            "the article has %d chapters, and players take no more than %d: "
            "every %d of them share one entry",
            chapters,
            MAX_CHAPTERS,
            size,
        )


def chapters_json(chapters: Sequence[Chapter]) -> bytes:
    """The chapters as JSON chapters 1.2.0.

    https://github.com/Podcastindex-org/podcast-namespace, docs/examples/chapters/jsonChapters.md
    """
    document = {
        "version": "1.2.0",
        "chapters": [
            {
                "startTime": chapter.start_ms / 1000,
                "endTime": chapter.end_ms / 1000,
                "title": chapter.title,
            }
            | ({"url": chapter.link} if chapter.link else {})
            for chapter in chapters
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _title_of(titles: Sequence[str]) -> str:
    first, last = clean_line(titles[0]), clean_line(titles[-1])
    return first if len(titles) == 1 else f"{first} – {last}"
