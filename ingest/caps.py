"""The gateway's limits, and the proxies that it trusts about addresses."""

from dataclasses import dataclass
from typing import Final

MAX_EVENT_BYTES: Final = 2**20
"""One event's JSON, decoded; every official SDK trims far below."""

MAX_HEADER_BYTES: Final = 16 * 2**10
"""One header line of an envelope. Envelope headers carry a tracing context; 8 KiB have been seen to be enough."""

MAX_ITEMS: Final = 1000
"""Items in an envelope. SDKs send up to a hundred sessions in one."""

MAX_CLIENT_REPORT_BYTES: Final = 4 * 2**10

MAX_NEIGHBOUR_BYTES: Final = 256 * 2**10
"""The most bytes (decoded) that go to the log beside an event. An event among larger attachments is cut out of its
envelope first."""

INLINE_BYTES: Final = 256 * 2**10
"""Decoded bodies above this are opened in a thread, one at a time: the loop goes on, and memory stays bounded."""


_UNSUSPICIOUS_BYTES: Final = 8 * 2**20
_MAX_RATIO: Final = 100
"""Real bodies, attachments included, compress about tenfold, bombs a thousandfold. Beyond this ratio inflating
stops."""


def plausible_bytes(compressed: int) -> int:
    """The most decoded bytes that so many compressed ones plausibly stand for."""
    return max(_UNSUSPICIOUS_BYTES, _MAX_RATIO * compressed)


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits that an operator may set. Sizes in bytes, times in seconds."""

    max_body_bytes: int = 100 * 2**20
    """A whole request body, decoded."""
    max_compressed_bytes: int = 20 * 2**20
    """A compressed request body, as received."""
    max_bytes_in_flight: int = 256 * 2**20
    """All bodies together that are being received or wait for the log; above it the gateway answers 429."""
    chunk_timeout: float = 20.0
    """How long a body may pause."""
    body_timeout: float = 180.0
    """How long a body may take."""
    trusted_proxies: tuple[str, ...] = ()
    """Networks (CIDR) whose X-Forwarded-For and Forwarded are believed; empty: none."""
