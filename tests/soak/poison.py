"""Records that belong to no event of the stream: the log must bring them past the processors without harm."""

from collections import Counter
from hashlib import blake2b

from core.bus import Topic
from core.codec import encode_raw_event
from core.events import RawEvent
from tests.soak.stream import Stream

UNREADABLE = "undecodable_record"
FAILING = "invalid_compression"


class Poison:
    """Makes them, and remembers what must have died of what."""

    def __init__(self, stream: Stream, project_id: int, key_id: int, now: float) -> None:
        self.dead: Counter[str] = Counter()
        self._seed, self._project_id, self._key_id, self._now = stream.seed, project_id, key_id, now
        self._made = 0

    def records(self, topic: Topic) -> list[tuple[str, bytes]]:
        """For events: some that no version of us wrote, and some that fail when they are opened."""
        if topic is not Topic.EVENTS:
            return [("gibberish", b"\xffno counts"), ("", b"")]
        self.dead.update({UNREADABLE: 4, FAILING: 3})
        unreadable = [b"gibberish", b"\x01\xc1", b"", b"\x7f" + bytes(2000)]
        events = [self._event() for _ in range(3)]
        return [
            *((f"poison {value[:4].hex()}", value) for value in unreadable),
            *((event.event_id, encode_raw_event(event)) for event in events),
        ]

    def _event(self) -> RawEvent:
        """One that says it is compressed, and is not."""
        self._made += 1
        body = b"not what it says"
        event_id = blake2b(f"poison {self._seed} {self._made}".encode(), digest_size=16).hexdigest()
        return RawEvent(
            self._project_id,
            self._key_id,
            event_id,
            self._now,
            None,
            None,
            None,
            "soak/1",
            "error",
            "gzip",
            0,
            len(body),
            body,
        )
