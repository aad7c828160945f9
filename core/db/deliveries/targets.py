"""Targets: everything that is called, with its breaker, its pace, and its health."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

_TIMES = ("failing_since", "refused_since", "open_until", "window_started_at", "last_success_at")


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A target that is not called any more, and who must know."""

    name: str
    people: Sequence[tuple[int, str]]
    """Ids and mail addresses."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The health of a target."""

    target: str
    kind: str
    name: str
    is_active: bool
    disabled_because: str | None
    good: int
    """Attempts of the last 24 hours that arrived, of `tried`."""
    tried: int
    unsynced: int
    oldest: datetime | None
    """Of those."""
    failures: int
    """In a row."""
    failing_since: datetime | None
    open_until: datetime | None
    last_success_at: datetime | None


async def lock_targets(
    connection: Connection, wanted: Sequence[tuple[int, str]]
) -> dict[tuple[int, str], dict[str, Any]]:
    """Their rows by organization and target, made where missing, locked until the transaction ends; times are epoch
    seconds."""
    columns = ([one[0] for one in wanted], [one[1] for one in wanted])
    await connection.execute(Q["make_targets"], *columns)
    rows = await connection.fetch(Q["lock_targets"], *columns)
    return {(row["organization_id"], row["target"]): _seconds(row) for row in rows}


async def write_target(connection: Connection, target: tuple[int, str], values: dict[str, Any]) -> None:
    """`values` as `lock_targets` gives them."""
    times = {name: None if values[name] is None else instant(values[name]) for name in _TIMES}
    await connection.execute(
        Q["write_target"],
        *target,
        values["failures"],
        times["failing_since"],
        times["refused_since"],
        times["open_until"],
        times["window_started_at"],
        values["window_sent"],
        times["last_success_at"],
    )


async def wake_target(connection: Connection, target: tuple[int, str], now: float) -> None:
    """What waited for its breaker is due now."""
    await connection.execute(Q["wake_target"], *target, instant(now))


async def forget_failures(connection: Connection, organization_id: int, target: str, now: float) -> None:
    """A person mended the target: close its breaker, and make what waits due."""
    await connection.execute(Q["forget_failures"], organization_id, target)
    await connection.execute(Q["wake_target"], organization_id, target, instant(now))


async def switch_off(
    connection: Connection, organization_id: int, target: str, because: str, now: float
) -> SwitchedOff | None:
    """None where it is off already, or of a kind that is never switched off."""
    kind, _, number = target.partition(":")
    if kind not in ("channel", "tracker"):
        return None
    row = await connection.fetchrow(Q[f"switch_off_{kind}"], int(number), organization_id, because, instant(now))
    if row is None:
        return None
    people = await connection.fetch(Q["whom_to_tell"], organization_id, row["user_id"])
    return SwitchedOff(row["name"], [(one["id"], one["email"]) for one in people])


async def target_rows(connection: Connection, organization_id: int, user_id: int | None, now: float) -> list[TargetRow]:
    """Those that `user_id` may see, by name."""
    found = await connection.fetch(Q["target_rows"], organization_id, user_id, instant(now))
    return [TargetRow(**row) for row in found]


def _seconds(row: Any) -> dict[str, Any]:
    return {
        name: value.timestamp() if isinstance(value, datetime) else value
        for name, value in dict(row).items()
        if name not in ("organization_id", "target")
    }
