"""The health of the alert engine: its processes, what waits, what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.watchdog import FORGET_SECONDS, Alerter, Round, Trouble, Vitals

Q = load_queries(__file__)

_FORGET_ALERTERS_SECONDS = 86400.0


@dataclass(frozen=True, slots=True)
class OpenTrouble:
    name: str
    detail: str
    since: datetime
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Untold:
    trouble: Trouble
    since: float
    """Epoch seconds."""
    is_new: bool
    """Whether the trouble is new at this look."""


@dataclass(frozen=True, slots=True)
class InCharge:
    """An owner or admin, with the organization in whose name she is written to."""

    user_id: int
    email: str
    organization_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class DisabledChannel:
    id: int
    name: str
    kind: str
    disabled_because: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The channels and mail by which an organization's alerts would reach somebody."""

    evaluated_at: datetime | None
    active_channels: int
    rules: int
    """Active ones."""


async def vitals(connection: Connection, now: float) -> Vitals:
    """Cheap: probes ask it, and every alerter every few seconds."""
    found = await connection.fetchrow(Q["vitals"], instant(now))
    assert found is not None
    alerters = tuple(_alerter(row) for row in await connection.fetch(Q["alerters"]))
    return Vitals(alerters, _seconds(found["oldest_signal"]), _seconds(found["oldest_due"]))


async def delivery_counts(
    connection: Connection, now: float, organization_id: int | None = None
) -> tuple[int, int, bool]:
    """(Waiting to be sent, failed for good within a day), each up to 100,000, and whether any arrived within a day;
    of one organization, or of all."""
    row = await connection.fetchrow(Q["delivery_counts"], instant(now - 86400), organization_id)
    assert row is not None
    return row["waiting"], row["failed"], row["arrived"]


async def put_alerter(
    connection: Connection, name: str, started_at: float, now: float, lag: float, rounds: Mapping[str, Round]
) -> None:
    """Note that this alerter lives, and forget those that have not been seen for a day."""
    told = {duty: [done.at, done.within] for duty, done in rounds.items()}
    await connection.execute(Q["put_alerter"], name, instant(started_at), instant(now), lag, told)
    await connection.execute(Q["forget_alerters"], instant(now - _FORGET_ALERTERS_SECONDS))


async def note_ping(connection: Connection, name: str, at: float | None, error: str | None) -> None:
    """How the heartbeat went; `at` is None where it did not arrive."""
    await connection.execute(Q["note_ping"], name, None if at is None else instant(at), error)


async def keep_troubles(connection: Connection, found: Collection[Trouble], now: float) -> list[Untold]:
    """Remember what is wrong and what no longer is; answers what nobody was told of yet. Warn people, and note that
    with `told`, in the same transaction: of two alerters that see the same trouble, one waits here for the other."""
    untold = []
    for trouble in found:
        row = await connection.fetchrow(
            Q["open_trouble"], trouble.name, trouble.detail, instant(now), instant(now - FORGET_SECONDS)
        )
        if row is not None and row["told_at"] is None:
            untold.append(Untold(trouble, row["since"].timestamp(), row["since"] == instant(now)))
    await connection.execute(Q["close_troubles"], [trouble.name for trouble in found], instant(now))
    return untold


async def told(connection: Connection, name: str, now: float) -> None:
    await connection.execute(Q["told_trouble"], name, instant(now))


async def open_troubles(connection: Connection) -> list[OpenTrouble]:
    return [OpenTrouble(**row) for row in await connection.fetch(Q["open_troubles"])]


async def those_in_charge(connection: Connection) -> list[InCharge]:
    """Of the whole installation. Not for the API."""
    return [InCharge(**row) for row in await connection.fetch(Q["those_in_charge"])]


async def ways_out(connection: Connection, organization_id: int) -> WaysOut:
    row = await connection.fetchrow(Q["ways_out"], organization_id)
    assert row is not None
    return WaysOut(**row)


async def disabled_channels(connection: Connection, organization_id: int) -> list[DisabledChannel]:
    return [DisabledChannel(**row) for row in await connection.fetch(Q["disabled_channels"], organization_id)]


def _alerter(row: Any) -> Alerter:
    rounds = {duty: Round(float(at), float(within)) for duty, (at, within) in row["rounds"].items()}
    return Alerter(
        row["name"],
        row["started_at"].timestamp(),
        row["seen_at"].timestamp(),
        row["lag_seconds"],
        rounds,
        _seconds(row["pinged_at"]),
        row["ping_error"],
    )


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()
