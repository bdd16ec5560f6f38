"""From the feed in an output folder to the files that are published: those that it names.

An episode that was made and is in no feed yet is nobody else's business.
"""

from pathlib import Path
from urllib.parse import unquote

from boyin.feed.document import base_url_of, read_feed
from boyin.ground.errors import FeedError


def is_published(path: Path, root: Path, feed: str) -> bool:
    """Whether `path` is the feed of that name in `root`, or a file below `root` that it names."""
    name = path.relative_to(root).as_posix()
    return name == feed or name in published_files(root / feed)


def published_files(path: Path) -> frozenset[str]:
    """The files beside the feed at `path` that it names: sounds, transcripts, chapters, pictures.

    By their paths from its folder. A page that is only linked to is not among them.
    """
    try:
        tree = read_feed(path.read_bytes(), path)
    except (OSError, FeedError):
        # Whoever asks for the feed is told; what can't be read publishes nothing.
        return frozenset()
    channel = tree.getroot().find("channel")
    base = base_url_of(channel, path.name) if channel is not None else ""
    addresses = (one.get(name) or "" for one in tree.iter() for name in ("url", "href"))
    return frozenset(
        unquote(address.removeprefix(base))
        for address in addresses
        if base and address.startswith(base)
    )
