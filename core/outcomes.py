"""The fate of one item that entered, with its reason. Whatever enters has exactly one."""

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """What became of an item."""

    ACCEPTED = "accepted"
    """Durable in the log; it will get one of STORED, DUPLICATE, FILTERED or DEAD as well."""
    STORED = "stored"
    DUPLICATE = "duplicate"
    """The same event id was stored before: answered 200, kept once."""
    FILTERED = "filtered"
    """Left out on purpose: a kind we do not keep (`unsupported_item`), or a rule."""
    LIMITED = "limited"
    """Refused by a limit or quota; the sender got 429 or a rate-limit header."""
    INVALID = "invalid"
    """Malformed, unauthorized or too large; the sender got a 4xx, or the item was unreadable."""
    DEAD = "dead"
    """Accepted, but we failed on it: kept as a dead record with the reason."""
    CLIENT = "client_discard"
    """The SDK dropped it before sending and told us so in a client report."""


class OutcomeCount(msgspec.Struct, frozen=True):
    """So many items of one category met the same fate in one hour."""

    at: float
    """Epoch seconds."""
    project_id: int
    """0 where the project is unknown."""
    key_id: int
    """0 where the key is unknown."""
    category: str
    """`error`, `transaction`, `session`, … as in rate limits."""
    outcome: Outcome
    reason: str
    quantity: int
