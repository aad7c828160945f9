"""Deliveries as people see them: lists, attempts, sent again, discarded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

BY_HAND: Final = ("pending", "retrying", "failed", "dead", "discarded", "synced")
"""What a person may send again, or at once; a superseded one would say what is not so any more."""
OVER: Final = ("failed", "dead")
"""What a batch sends again."""
MOST_IN_BATCH: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries are meant; what is None does not narrow."""

    organization_id: int
    viewer: int | None
    """Who looks: of personal channels she sees her own."""
    states: Sequence[str] | None = None
    kind: str | None = None
    target: str | None = None
    alert_number: int | None = None
    issue_id: int | None = None
    since: datetime | None = None
    classes: Sequence[str] | None = None
    ids: Sequence[int] | None = None
    up_to: int | None = None
    """Only deliveries up to this id: those in the plan that the person was shown."""
    tests: bool = True
    """Whether tests of channels are meant too."""

    def values(self) -> tuple[object, ...]:
        """As the statements take it, from `$1` on."""
        who = (self.organization_id, self.viewer)
        what = (self.states, self.kind, self.target, self.alert_number, self.issue_id, self.since)
        return (*who, *what, self.classes, self.ids, self.up_to, self.tests)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    target: str
    kind: str
    recipient: str
    purpose: str
    state: str
    failure: str | None
    """Class of the last failure."""
    error: str | None
    attempts: int
    next_at: datetime | None
    parked: bool
    """Held back by its target's breaker or pace."""
    reference: str | None
    created_at: datetime
    ended_at: datetime | None
    alert_number: int | None
    issue_id: int | None
    issue_number: int | None
    issue_project: str | None
    """Slug of the issue's."""
    project: str | None
    """Slug."""
    title: str
    channel: str | None
    """Name of the channel or tracker."""
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class AttemptRow:
    number: int
    at: datetime
    milliseconds: int
    failure: str | None
    status: int | None
    answer: str


Why: TypeAlias = Literal["gone", "off", "unchanged", "address", "blocked"]
"""Why sending again would fail again: the channel or tracker was deleted, is switched off, or was not changed since it
refused; the mail address was refused; or our own settings block the address, and no alerter has been restarted
since."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A number of deliveries that failed for the same reason."""

    failure: str
    why: Why | None
    """None: it may arrive."""
    quantity: int
    targets: int
    """How many different ones."""
    target: str
    """One of them, and its name."""
    name: str
    up_to: int


async def deliveries(
    connection: Connection, wanted: DeliveryFilter, size: int, after: int | None = None, backwards: bool = False
) -> list[DeliveryRow]:
    """Up to `size`, newest first, that follow the one with the id `after` (backwards: stand before, nearest first)."""
    statement = Q["deliveries_backwards" if backwards else "deliveries"]
    return [DeliveryRow(*row.values()) for row in await connection.fetch(statement, *wanted.values(), after, size)]


async def attempts(connection: Connection, delivery_id: int) -> list[AttemptRow]:
    """In order. A missing number is an attempt that was cut short, because its alerter died."""
    return [AttemptRow(*row.values()) for row in await connection.fetch(Q["attempts"], delivery_id)]


async def plan(connection: Connection, wanted: DeliveryFilter) -> list[PlanRow]:
    """What a batch would send again, by class of failure and by the reason why that would be in vain; most first."""
    return [PlanRow(*row.values()) for row in await connection.fetch(Q["plan"], *wanted.values())]


async def chosen(connection: Connection, wanted: DeliveryFilter, *, leave_out: bool = False) -> list[int]:
    """Ids of what a batch sends again, oldest first, at most MOST_IN_BATCH. `leave_out`: not what would be in vain."""
    return [row["id"] for row in await connection.fetch(Q["chosen"], *wanted.values(), leave_out, MOST_IN_BATCH)]


async def send_again(connection: Connection, ids: Sequence[int], states: Sequence[str], now: float) -> list[int]:
    """Make those of `ids` in one of `states` due now, with the same key and a fresh count of tries. Answers which; one
    that is being sent at this moment is left alone."""
    found = await connection.fetch(Q["send_again"], list(ids), list(states), instant(now))
    await connection.execute(Q["tell_deliverers"])
    return [row["id"] for row in found]


async def discard(connection: Connection, delivery_id: int, now: float) -> bool:
    """False: it is over already, or under way at this moment."""
    return await connection.fetchval(Q["discard"], delivery_id, instant(now)) is not None
