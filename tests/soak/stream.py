"""The numbered stream: what event number n is, so that everything about it can be said beforehand. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from random import Random
from typing import Any

_WORDS = ("order", "basket", "voucher", "ledger", "stock", "carrier", "invoice", "refund", "parcel", "region", "shelf")
_TEXT_CHARACTERS = 200_000
_LONGEST = 5_500
"""Characters beside the rest of an event, so that one has 0.6 to 6 KB, 3 KB in the middle."""


@dataclass(frozen=True)
class Stream:
    """Events of one seed. Their numbers decide their issue, user, tags, release and size."""

    seed: int
    issues: int = 13
    users: int = 97
    lanes: int = 5
    releases: int = 3

    def event_id(self, number: int) -> str:
        """32 hex digits that no other number of any seed has."""
        return blake2b(f"{self.seed} {number}".encode(), digest_size=16).hexdigest()

    def type(self, number: int) -> str:
        """The exception's type, which decides the issue."""
        return f"Soak{number % self.issues}Error"

    def user(self, number: int) -> str:
        return f"customer-{number % self.users}"

    def release(self, number: int) -> str:
        return f"soak@1.{number % self.releases}.0"

    def tags(self, number: int) -> dict[str, str]:
        """Those that the sender sets."""
        return {"lane": f"lane-{number % self.lanes}"}

    def word(self, number: int) -> str:
        """A word that stands in no other event: what searching looks for."""
        return f"parcel{number}x"

    def message(self, number: int) -> str:
        return f"{self.word(number)} is lost"

    def note(self, number: int) -> str:
        """Text of some length that a stored event must have whole."""
        start = number * 7919 % (_TEXT_CHARACTERS - _LONGEST)
        return self._text[start : start + 1 + number * 104_729 % _LONGEST]

    def event(self, number: int, now: float) -> dict[str, Any]:
        kind = number % self.issues
        frames = [{"module": f"shop.soak{kind}", "function": f"step_{kind}_{n}", "lineno": n} for n in range(3)]
        exception = {"type": self.type(number), "value": self.message(number), "stacktrace": {"frames": frames}}
        return {
            "event_id": self.event_id(number),
            "platform": "python",
            "level": "error",
            "timestamp": now,
            "release": self.release(number),
            "environment": "soak",
            "exception": {"values": [exception]},
            "user": {"id": self.user(number)},
            "tags": self.tags(number),
            "extra": {"number": number, "note": self.note(number)},
        }

    def envelope(self, number: int, now: float) -> bytes:
        payload = json.dumps(self.event(number, now)).encode()
        head = f'{{"event_id":"{self.event_id(number)}"}}\n{{"type":"event","length":{len(payload)}}}\n'
        return head.encode() + payload + b"\n"

    def differences(self, number: int, stored: dict[str, Any]) -> Iterator[str]:
        """Names of what a stored event has otherwise than it was sent."""
        for name, value in self.event(number, 0.0).items():
            if name == "exception":
                [found] = stored["exception"]["values"]
                if (found["type"], found["value"]) != (self.type(number), self.message(number)):
                    yield name
            elif name == "tags":
                if not value.items() <= dict(stored["tags"]).items():
                    yield name
            elif name == "user":
                if stored["user"].get("id") != value["id"]:
                    yield name
            elif name != "timestamp" and stored.get(name) != value:
                yield name

    @cached_property
    def _text(self) -> str:
        rng = Random(self.seed)
        return " ".join(rng.choice(_WORDS) for _ in range(_TEXT_CHARACTERS // 5))[:_TEXT_CHARACTERS]
