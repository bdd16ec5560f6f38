"""What a published episode is known by: its GUID and the day it came out.

Both are decided once. They are kept twice: in the feed itself, and in `identity.json` in the
episode's folder, so that losing one of the two loses nothing. Where they differ the feed counts,
because that is what listeners' apps have seen.
"""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from boyin.episode.folder import IDENTITY
from boyin.ground.errors import FeedError
from boyin.ground.files import write_whole


@dataclass(frozen=True, slots=True)
class Identity:
    """What an app knows an episode by."""

    guid: str
    published: datetime.datetime
    """With its offset, in whole seconds."""
    moved_to: str = ""
    """The folder where the episode is now, if it has got another title."""
    manifest: str = ""
    """The SHA-256 of the manifest that was here when it moved."""


def read_identity(folder: Path) -> Identity | None:
    """What is kept in the folder, None if nothing is. Raises FeedError if it can't be read."""
    path = folder / IDENTITY
    try:
        document = json.loads(path.read_bytes())
        published = datetime.datetime.fromisoformat(document["published"])
        if published.tzinfo is None:
            raise ValueError("no offset")
        return Identity(
            str(document["guid"]),
            published,
            str(document.get("moved_to", "")),
            str(document.get("manifest", "")),
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FeedError(f"can't be read: {error.strerror}", place=str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise FeedError(
            "does not say who this episode is",
            place=str(path),
            remedy="Delete it if the feed still has the episode; else bring back an older copy.",
        ) from error


def write_identity(folder: Path, identity: Identity) -> None:
    """Keeps it in the folder, if that is not what is kept there already."""
    if read_identity(folder) == identity:
        return
    document = {"guid": identity.guid, "published": identity.published.isoformat()}
    if identity.moved_to:
        document |= {"moved_to": identity.moved_to, "manifest": identity.manifest}
    write_whole(folder / IDENTITY, (json.dumps(document, indent=1) + "\n").encode())
