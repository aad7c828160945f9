"""Trackers of an organization: where they are, with which token, what their statuses mean."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

import asyncpg
import msgspec

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.trackers import TrackerAccess, TrackerConfig, TrackerKind
from core.vault import Vault

Q = load_queries(__file__)

MOST_TRACKERS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    id: int
    organization_id: int
    kind: TrackerKind
    name: str
    config: TrackerConfig
    secrets: bytes | None
    """`token` and `hook_secret`, encrypted."""
    hook_token: str
    is_active: bool
    disabled_because: str | None
    hooked_at: datetime | None
    links: int
    created_at: datetime
    updated_at: datetime

    def access(self, vault: Vault) -> TrackerAccess:
        """Raises Rejected(`other_key`)."""
        return TrackerAccess(self.kind, self.config, self.opened(vault).get("token", ""))

    def opened(self, vault: Vault) -> dict[str, str]:
        """Raises Rejected(`other_key`)."""
        return {} if self.secrets is None else vault.decrypt(self.secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerValues:
    """What is kept of a tracker that a person makes or changes."""

    name: str
    config: TrackerConfig
    secrets: bytes
    is_active: bool = True
    disabled_because: str | None = None


async def trackers(connection: Connection, organization_id: int) -> list[Tracker]:
    """By name."""
    return [_tracker(row) for row in await connection.fetch(Q["trackers"], organization_id, None)]


async def find_tracker(connection: Connection, organization_id: int, tracker_id: int) -> Tracker | None:
    row = await connection.fetchrow(Q["trackers"], organization_id, tracker_id)
    return None if row is None else _tracker(row)


async def tracker_of_hook(connection: Connection, kind: TrackerKind, hook_token: str) -> Tracker | None:
    row = await connection.fetchrow(Q["tracker_of_hook"], hook_token, kind.value)
    return None if row is None else _tracker(row)


async def create_tracker(
    connection: Connection, organization_id: int, kind: TrackerKind, values: TrackerValues, hook_token: str, now: float
) -> int:
    """Its id. Raises Rejected(`name_taken`, `too_many_trackers`)."""
    if await connection.fetchval(Q["count"], organization_id) >= MOST_TRACKERS:
        raise Rejected("too_many_trackers", f"there are {MOST_TRACKERS} trackers already: delete one first")
    about = (organization_id, kind.value, values.name, msgspec.to_builtins(values.config), values.secrets, hook_token)
    try:
        tracker_id: int = await connection.fetchval(Q["insert_tracker"], *about, instant(now))
    except asyncpg.UniqueViolationError:
        raise _taken(values.name) from None
    return tracker_id


async def update_tracker(connection: Connection, tracker_id: int, values: TrackerValues, now: float) -> None:
    """Raises Rejected(`name_taken`)."""
    config = msgspec.to_builtins(values.config)
    state = (values.is_active, values.disabled_because, instant(now))
    try:
        await connection.execute(Q["update_tracker"], tracker_id, values.name, config, values.secrets, *state)
    except asyncpg.UniqueViolationError:
        raise _taken(values.name) from None


async def delete_tracker(connection: Connection, tracker_id: int) -> None:
    """Its links go too; the issues there stay."""
    await connection.execute(Q["delete_tracker"], tracker_id)


async def note_hook(connection: Connection, tracker_id: int, delivery: str, now: float) -> bool:
    """Whether a call of its webhook, by their name for it, is news."""
    return bool(await connection.fetchval(Q["note_hook"], tracker_id, delivery, instant(now)))


def _taken(name: str) -> Rejected:
    return Rejected("name_taken", f"there is a tracker {name!r} already: choose another name", 409)


def _tracker(row: Any) -> Tracker:
    values = {one.name: row[one.name] for one in fields(Tracker)}
    values["kind"] = TrackerKind(row["kind"])
    values["config"] = msgspec.convert(row["config"], TrackerConfig, strict=False)
    return Tracker(**values)
