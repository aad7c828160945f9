"""Signals: written by recorders, read and deleted by alerters, one organization at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.alerts.scopes import Subject
from core.db.database import Connection
from core.db.queries import load_queries
from core.issues import SignalKind, short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Signal:
    id: int
    subject: Subject | None
    """None: the issue is gone."""
    kind: SignalKind
    event_id: bytes
    sightings: bytes
    """See core/alerts/sightings.py."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An organization that this transaction has locked for itself."""

    rules_version: int
    evaluated_version: int
    """The version of its rules that was evaluated last."""


async def organizations_waiting(connection: Connection, now: datetime) -> dict[int, int]:
    """Organizations with signals, with rules whose clock has come, or with rules that changed; each with the version
    of its rules."""
    return {row["id"]: row["rules_version"] for row in await connection.fetch(Q["waiting"], now)}


async def hold_organization(connection: Connection, organization_id: int) -> Held | None:
    """Lock the organization until the transaction ends; None while another alerter has it. Waits for a transaction that
    is changing its rules."""
    if not await connection.fetchval(Q["try_lock"], organization_id):
        return None
    row = await connection.fetchrow(Q["hold"], organization_id)
    return None if row is None else Held(**row)


async def read_signals(connection: Connection, organization_id: int, most: int) -> list[Signal]:
    """The oldest, in their order."""
    return [
        Signal(
            row["id"],
            None
            if row["number"] is None
            else Subject(row["project_id"], row["slug"], row["issue_id"], short_id(row["slug"], row["number"])),
            SignalKind(row["kind"]),
            row["event_id"].bytes,
            row["sightings"],
            row["created_at"],
        )
        for row in await connection.fetch(Q["read"], organization_id, most)
    ]


async def delete_signals(connection: Connection, ids: Sequence[int]) -> None:
    await connection.execute(Q["delete"], list(ids))


async def note_evaluated(connection: Connection, organization_id: int, version: int, now: datetime) -> None:
    """Note that an alerter is done with the organization for now."""
    await connection.execute(Q["note_evaluated"], organization_id, version, now)
