"""An event on its way: raw bytes, normalized, enriched, redacted, grouped. Each stage is a type of its own.

The type is the proof of what has been done to a value: `record` takes only a `GroupedEvent`, which only
`fingerprint` makes, out of a `RedactedEvent`, which only `redact` makes. An unredacted event cannot be stored.

`data` is the event as JSON in its one canonical shape (`processor/normalize` says which). A stage consumes its
input: it may change `data` in place and hands it on; the value it was given must not be used again.

Structs, and no dataclasses: an event makes a dozen of these values, and a frozen dataclass takes ten times as long.
"""

from typing import Any

import msgspec

from core.pipeline_rules import Owner

EventData = dict[str, Any]
"""An event as plain JSON values in canonical shape."""


class RawEvent(msgspec.Struct, frozen=True):
    """One event item as it came in, with what the gateway knew about it."""

    project_id: int
    key_id: int
    event_id: str
    """32 lower-case hex digits; the envelope's, else the payload's, else made by the gateway."""
    received_at: float
    """Epoch seconds when the request arrived."""
    sent_at: float | None
    """The sender's clock when it sent the envelope, epoch seconds; None when it did not say."""
    client_ip: str | None
    user_agent: str | None
    """The User-Agent header of the request that carried the event (a browser's is the user's)."""
    client: str
    """The SDK as it named itself in its credentials, `sentry.python/2.1`; empty when unknown."""
    category: str
    """`error`, or `security` for a browser's report: what limits and outcomes count it as."""
    encoding: str
    """Content coding of `body`: empty for identity, else `gzip`, `deflate`, `br` or `zstd`."""
    start: int
    """Where the event's JSON starts in the decoded body, in bytes."""
    end: int
    """Where it ends."""
    body: bytes
    """The request body as it came; other items of its envelope may stand around the event."""


class NormalizedEvent(msgspec.Struct, frozen=True):
    """Canonical shape, right types, bounded sizes; still with personal data."""

    raw: RawEvent
    data: EventData


class EnrichedEvent(msgspec.Struct, frozen=True):
    """With geo, browser, system and device, release and environment tags, and in-app marks."""

    raw: RawEvent
    data: EventData
    owner: Owner | None = None
    """Who gets the issue that it may open, as a pipeline rule says."""


class RedactedEvent(msgspec.Struct, frozen=True):
    """Free of what the project's privacy rules remove; `data["_meta"]` says what was removed, where and why."""

    raw: RawEvent
    data: EventData
    user_hash: bytes | None
    """16 bytes that stand for the affected user (keyed by project), made before redaction; None when unknown."""
    document: bytes = b""
    """`data` as JSON where somebody needed it already, else empty; the pipeline completes it for the store."""
    owner: Owner | None = None


class FingerprintPart(msgspec.Struct, frozen=True):
    """One piece that was looked at when grouping, for people to see."""

    name: str
    """What it is: `exception type`, `frame`, `message`, `fingerprint`."""
    value: str
    counts: bool
    """Whether it went into the hash."""
    note: str = ""
    """Why it did not, or what was done to it."""


class Fingerprint(msgspec.Struct, frozen=True):
    """What decides the issue."""

    version: str
    hashes: tuple[bytes, ...]
    """16 bytes each, most specific first. The first that belongs to an issue decides; the others are attached to it."""
    parts: tuple[FingerprintPart, ...]


class Headline(msgspec.Struct, frozen=True):
    """How an issue introduces itself."""

    type: str
    """The exception's type, or empty for a message."""
    value: str
    """First line of the exception's value or of the message."""
    culprit: str
    """Where: newest in-app frame as `module in function`, else the transaction."""

    @property
    def title(self) -> str:
        return (
            f"{self.type}: {self.value}" if self.type and self.value else self.type or self.value or "<unlabeled event>"
        )


class GroupedEvent(msgspec.Struct, frozen=True):
    """Ready to be recorded."""

    event: RedactedEvent
    fingerprint: Fingerprint
    headline: Headline
