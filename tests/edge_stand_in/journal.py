"""What a stand-in was asked and what it answered, so that tests can count exactly."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.edge_stand_in.wire import Order


@dataclass(slots=True)
class Entry:
    """One connection."""

    number: int
    began: float
    """Seconds of the monotonic clock."""
    fault: str | None = None
    place: float = 0.5
    """How much of the answer comes before its fault."""
    order: Order | None = None
    """None where it did not come to that."""
    status: int | None = None
    """With which it was refused."""
    said: float | None = None
    """When it was told that the turn is over."""
    ended: float | None = None
    cut: bool = False
    """The text was too long for one turn."""
    completed: bool = False
    """A whole and right answer was sent, to turn.end."""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        what = f"{self.order.voice} “{self.order.text}”" if self.order else "no request"
        said = self.fault or "well"
        refused = f", HTTP {self.status}" if self.status else ""
        return f"{self.number:4} {'whole' if self.completed else 'not':5} {said}{refused}: {what}"


@dataclass(slots=True)
class Journal:
    """All connections to one stand-in, in the order in which they came."""

    entries: list[Entry] = field(default_factory=list)
    most_at_once: int = 0
    voice_lists: int = 0
    """How often the list of voices was asked for."""
    tell: Callable[[Entry], None] | None = None
    """Called with every connection that is over."""
    _at_once: int = 0

    def open(self) -> Entry:
        """A new connection."""
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        entry = Entry(len(self.entries) + 1, time.monotonic())
        self.entries.append(entry)
        return entry

    def close(self, entry: Entry) -> None:
        """A connection is over."""
        self._at_once -= 1
        entry.ended = time.monotonic()
        if self.tell:
            self.tell(entry)

    def texts(self) -> list[str]:
        """What was asked for, in order."""
        return [entry.order.text for entry in self.entries if entry.order]

    def completed(self) -> Counter[str]:
        """What was answered whole and right, and how often."""
        return Counter(
            entry.order.text for entry in self.entries if entry.order and entry.completed
        )

    def clear(self) -> None:
        """Forgets what was."""
        self.entries.clear()
        self.most_at_once = self._at_once
        self.voice_lists = 0
