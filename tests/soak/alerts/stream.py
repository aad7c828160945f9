"""The numbered errors: each must open an alert of its own, and each full lane of them one more. Pure."""

import json
from dataclasses import dataclass
from hashlib import blake2b

LANE = 20
"""Events of one lane: as many as make its count rule fire, and one less than would make it fire wrongly."""


@dataclass(frozen=True)
class Errors:
    """Of one seed. Group keys of rules are these tags."""

    seed: int

    def event_id(self, number: int) -> str:
        return blake2b(f"alert {self.seed} {number}".encode(), digest_size=16).hexdigest()

    def order(self, number: int) -> str:
        return f"order-{number}"

    def lane(self, number: int) -> str:
        return f"lane-{number // LANE}"

    def envelope(self, number: int, now: float) -> bytes:
        event = {
            "event_id": self.event_id(number),
            "platform": "python",
            "level": "error",
            "timestamp": now,
            "environment": "soak",
            "exception": {"values": [{"type": f"Soak{number % 7}Error", "value": f"parcel {number} is lost"}]},
            "tags": {"order": self.order(number), "lane": self.lane(number)},
        }
        payload = json.dumps(event).encode()
        head = f'{{"event_id":"{self.event_id(number)}"}}\n{{"type":"event","length":{len(payload)}}}\n'
        return head.encode() + payload + b"\n"
