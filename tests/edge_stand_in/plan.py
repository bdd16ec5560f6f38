"""Which connection meets which fault: a list of rules, or chance from a seed.

Every fault has a name; `FAULTS` says what each does. Faults of the handshake happen before any
text is known, so a rule that names a text can only hold faults of the turn. What happens after half
the sound happens anywhere in it where chance decides.
"""

import random
from dataclasses import dataclass

HANDSHAKE = {
    "403": "refused with the server's Date",
    "403-undated": "refused without a Date",
    "403-misdated": "refused with a Date that is none",
    "429": "too many requests; Retry-After if `retry_after` is set",
    "503": "overloaded, likewise",
    "500": "an error of the server",
    "404": "not found",
    "200": "a page in place of a WebSocket",
    "302": "sent on to `redirect_to`",
    "no-handshake": "the connection stands, nothing is ever answered",
    "drop": "the connection is closed before an answer",
    "wrong-accept": "the handshake's proof is wrong",
}
TURN = {
    "close-at-once": "closed with 1000 before anything is said",
    "silent": "nothing comes after the text was taken",
    "silent-started": "nothing comes after turn.start",
    "silent-midway": "nothing comes after half the sound",
    "close-1000": "closed after half the sound",
    "close-1001": "closed after half the sound",
    "close-1007": "closed after half the sound",
    "close-1011": "closed after half the sound",
    "fin": "TCP ends after half the sound",
    "rst": "TCP is reset after half the sound",
    "half-frame": "TCP ends within a WebSocket frame",
    "no-turn-end": "all the sound, then closed without turn.end",
    "half": "half the sound, all the times, then turn.end",
    "half-consistent": "half the sound and half the times, then turn.end",
    "no-audio": "turn.end without sound",
    "random-bytes": "noise in place of MP3",
    "html": "a page in place of MP3",
    "lost-block": "720 bytes missing in the middle",
    "double-block": "720 bytes there twice",
    "silence": "8 s of digital silence",
    "unknown-path": "a text message of an unknown path",
    "unknown-metadata": "metadata of an unknown type",
    "empty-metadata": "metadata without an entry",
    "bad-json": "metadata that is not JSON",
    "no-headers": "a text message without headers",
    "bad-header": "a binary message whose header is longer than it is",
    "oversized": "a message of more than 4 MiB",
    "bad-utf8": "a text message that is not UTF-8",
    "reserved-bits": "a frame with reserved bits set",
    "flipped-bit": "one bit of the sound wrong, in a frame's header",
    "drip": "0.5 s between two messages of sound",
    "linger": "the connection is held open for 20 s after turn.end",
    "ping": "a ping in the middle, which is no fault",
}
FAULTS = HANDSHAKE | TURN

FINAL = frozenset({"403-undated", "403-misdated", "404", "200", "302", "wrong-accept"})
"""Nothing comes through while these last; a client is right to stop at the first."""
PASSING = tuple(name for name in FAULTS if name not in FINAL)
"""What may befall one connection of many, each of which a client has to survive."""

_APART = 12
"""Two refusals with 403 in a row mean that nobody is let in, so chance keeps them apart."""


@dataclass(slots=True)
class Rule:
    """A fault, and whom it befalls."""

    fault: str
    left: int | None = None
    """How many connections it still befalls; None is all of them."""
    text: str | None = None
    """Only what holds this text."""


class Plan:
    """What befalls the connections to one stand-in."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._chance: tuple[random.Random, float, tuple[str, ...]] | None = None
        self._since_403 = _APART
        self.retry_after: str | None = None
        self.redirect_to = "http://127.0.0.1:9/"
        """Where 302 sends clients: a port that nobody listens at, unless a test has one."""

    def add(self, fault: str, *, times: int | None = None, text: str | None = None) -> None:
        """From now on `fault` befalls what it may, at most `times` times."""
        if fault not in (TURN if text else FAULTS):
            raise ValueError(f"no such fault: {fault}")
        self._rules.append(Rule(fault, times, text))

    def at_random(self, share: float, *, seed: int, kinds: tuple[str, ...] = PASSING) -> None:
        """From now on a `share` of the connections meets one of `kinds` each."""
        self._chance = (random.Random(seed), share, kinds)

    def place(self) -> float:
        """How much of an answer, from 0 to 1, comes before its fault."""
        return self._chance[0].random() if self._chance else 0.5

    def clear(self) -> None:
        """From now on all is well."""
        self._rules.clear()
        self._chance = None

    def at_handshake(self) -> str | None:
        """What befalls the connection that is being made: it may also be a fault of its turn."""
        for rule in self._rules:
            if rule.text is None and rule.left != 0:
                return self._used(rule)
        return self._by_chance() if self._chance else None

    def at_turn(self, text: str) -> str | None:
        """What befalls a turn that says `text`, if nothing befell its connection."""
        for rule in self._rules:
            if rule.text is not None and rule.text in text and rule.left != 0:
                return self._used(rule)
        return None

    def _used(self, rule: Rule) -> str:
        if rule.left is not None:
            rule.left -= 1
        return rule.fault

    def _by_chance(self) -> str | None:
        assert self._chance is not None
        chance, share, kinds = self._chance
        self._since_403 += 1
        if chance.random() >= share:
            return None
        fault = chance.choice(kinds)
        if fault == "403":
            if self._since_403 < _APART:
                return None
            self._since_403 = 0
        return fault
