"""The life of an alert: its states, entries of its time line, messages about it. Values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

import msgspec

from core.alerts.rule import Severity


class AlertStatus(StrEnum):
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class EntryKind(StrEnum):
    """What a time line tells of: `alert_entries.kind`."""

    FIRED = "fired"
    JOINED = "joined"
    """Another issue belongs to it."""
    HELD = "held"
    """Nobody is told, and why: silence, maintenance, inhibition, mute time, flapping."""
    RELEASED = "released"
    TOLD = "told"
    """A message was queued for somebody; `data.delivery`."""
    DELIVERED = "delivered"
    FAILED = "failed"
    STEP = "step"
    NOBODY = "nobody"
    """A step that reached nobody, and why."""
    EXHAUSTED = "exhausted"
    """The policy has come to its end unanswered."""
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    COMMENT = "comment"
    TRACKED = "tracked"
    """An issue of it is to have its counterpart at a tracker, or has it."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    RETRYING = "retrying"
    FAILED = "failed"
    """It is not tried again by itself: a person must mend something, then send it again."""
    DEAD = "dead"
    """It was tried as often as its class of failure allows."""
    SYNCED = "synced"
    DISCARDED = "discarded"
    SUPERSEDED = "superseded"
    """A later one says more."""


class FailureClass(StrEnum):
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    RATE_LIMIT = "rate_limit"
    SERVER = "server"
    AUTH = "auth"
    DATA = "data"
    DUPLICATE = "duplicate"
    """The receiver has it already: a success with a note."""
    BLOCKED = "blocked"
    """Our own address check refused it."""
    UNKNOWN = "unknown"


class Sighting(msgspec.Struct, frozen=True):
    """One event as rules see it: what a signal carries."""

    at: float
    """When it was received, epoch seconds."""
    level: str
    environment: str
    """Empty where it has none; so is `release`."""
    release: str
    user: bytes
    """A keyed hash of the affected user (the key is the project's); empty when unknown."""
    tags: dict[str, str]


Purpose: TypeAlias = Literal[
    "firing", "update", "repeat", "acknowledged", "unacknowledged", "resolved", "test", "report", "notice", "tracker"
]
"""Why a message goes out: `deliveries.purpose`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue as a message names it."""

    id: int
    short_id: str
    title: str
    culprit: str
    level: str
    times_seen: int
    """In this alert."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The content of a message, as it was when queued: `deliveries.message`. Channels render it; every text in it that
    came from an event is hostile."""

    purpose: Purpose
    title: str
    """One line: what happened."""
    text: str
    """Why, in words and numbers; one short paragraph."""
    severity: Severity | None = None
    status: AlertStatus | None = None
    alert_id: int | None = None
    alert_number: int | None = None
    organization: str = ""
    """Slug."""
    project: str = ""
    """Slug; empty where it is about several."""
    labels: dict[str, str] | None = None
    started_at: float | None = None
    """Epoch seconds."""
    url: str = ""
    acknowledge_url: str = ""
    """The signed link of this recipient; a GET only shows. Empty where there is nothing to acknowledge."""
    issues: tuple[IssueLine, ...] = ()
    more_issues: int = 0
    """That are not in `issues`."""
    step: int | None = None
    """Of the policy, from 1."""
    html: str = ""
    """A mail's own body (reports); else it is rendered from the rest."""
    unsubscribe_url: str = ""
    """Of reports: where a mail program may take the recipient off."""
    thread: str = ""
    """The same for all messages of one alert to one channel: a chat's thread, PagerDuty's dedup key, a mail's
    References."""
