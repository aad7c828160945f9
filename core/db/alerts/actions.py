"""What people do to alerts. Each is done once, however often it is asked for, and leaves its line on the time line.

Call each in a transaction. The alerter is notified, and sends the messages about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec

from core.alerts import EntryKind, Policy
from core.clock import instant
from core.db.alerts import life as alert_life
from core.db.alerts.entries import NewEntry, add_entries
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, by which way, when."""

    user_id: int | None
    """None: a token that is nobody's, or the command line."""
    name: str
    """As the time line calls her."""
    way: str
    """Follows the name: `in Redshank`, `by the link in a message`; may be empty."""
    at: float
    """Epoch seconds."""

    def did(self, what: str) -> str:
        return f"{self.name} {what}{f' {self.way}' if self.way else ''}."


@dataclass(frozen=True, slots=True)
class LockedAlert:
    id: int
    organization_id: int
    number: int
    status: str
    policy: Policy
    step: int
    round: int
    held_by: str | None
    resolved_from: str | None
    rule_id: int | None
    group_key: str


async def lock(connection: Connection, organization_id: int, numbers: Sequence[int]) -> list[LockedAlert]:
    """The alerts of these numbers that exist, by id, locked until the transaction ends."""
    return [_locked(row) for row in await connection.fetch(Q["lock"], organization_id, list(numbers))]


async def lock_by_id(connection: Connection, alert_id: int) -> LockedAlert | None:
    row = await connection.fetchrow(Q["lock_by_id"], alert_id)
    return None if row is None else _locked(row)


async def acknowledge(connection: Connection, alert: LockedAlert, by: Actor, comment: str = "") -> bool:
    """False where it was answered before: nothing changes then."""
    if alert.status != "firing":
        return False
    until = _until(alert.policy, by.at)
    await connection.execute(Q["acknowledge"], alert.id, by.user_id, instant(by.at), until)
    await alert_life.supersede(connection, [alert.id], by.at)
    await _note(connection, alert, by, EntryKind.ACKNOWLEDGED, by.did("acknowledged it"), comment)
    return True


async def unacknowledge(connection: Connection, alert: LockedAlert, by: Actor, comment: str = "") -> bool:
    """Let the alert go on escalating where it stood. False where it is not acknowledged."""
    if alert.status != "acknowledged":
        return False
    is_said = await _is_said(connection, alert, "acknowledged", by.at)
    await connection.execute(Q["unacknowledge"], alert.id, instant(by.at), is_said)
    await _note(connection, alert, by, EntryKind.UNACKNOWLEDGED, by.did("took the acknowledgement back"), comment)
    return True


async def resolve(connection: Connection, alert: LockedAlert, by: Actor, comment: str = "") -> bool:
    """False where it is resolved already."""
    if alert.status == "resolved":
        return False
    because = by.did("resolved it").rstrip(".")
    await connection.execute(Q["resolve"], alert.id, by.user_id, because, instant(by.at))
    await alert_life.supersede(connection, [alert.id], by.at)
    await alert_life.look_at_inhibited(connection, [alert.organization_id], by.at)
    await _note(connection, alert, by, EntryKind.RESOLVED, by.did("resolved it"), comment)
    return True


async def hold_openings(connection: Connection, organization_id: int) -> None:
    """Call it before locking an alert that may be re-opened: until the transaction ends, no alert opens."""
    await connection.execute(Q["hold_openings"], organization_id)


async def reopen(connection: Connection, alert: LockedAlert, by: Actor, comment: str = "") -> bool:
    """Let the alert go on where it stood when a person resolved it. False where it is open. Raises
    Rejected(`ended_by_itself`, `newer_open`)."""
    if alert.status != "resolved":
        return False
    if alert.resolved_from is None:
        text = "nobody resolved this alert, it ended by itself: its rule opens another when it fires again"
        raise Rejected("ended_by_itself", text, 409)
    newer = await connection.fetchval(Q["newer_open"], alert.rule_id, alert.group_key)
    if newer is not None:
        raise Rejected("newer_open", f"A-{newer} is open for the same already: answer that one", 409)
    is_said = await _is_said(connection, alert, "resolved", by.at)
    await connection.execute(Q["reopen"], alert.id, instant(by.at), is_said)
    await _note(connection, alert, by, EntryKind.REOPENED, by.did("re-opened it"), comment)
    return True


async def comment_on(connection: Connection, alert: LockedAlert, by: Actor, text: str) -> None:
    await add_entries(connection, [NewEntry(alert.id, by.at, EntryKind.COMMENT, text, by.user_id, {"by": by.name})])


async def escalate(connection: Connection, alert: LockedAlert, by: Actor, step: int | None) -> bool:
    """Take the next step of the policy at once, even of an acknowledged alert; after the last, the first again. False
    where `step` (from 1) is not the next one. Raises Rejected(`resolved`, `held`, `no_steps`)."""
    if alert.status == "resolved":
        raise Rejected("resolved", "this alert is resolved: there is nobody to be told", 409)
    if alert.held_by is not None:
        raise Rejected("held", f"this alert is held back ({alert.held_by}): end that first", 409)
    steps = len(alert.policy.steps)
    if not steps:
        raise Rejected(
            "no_steps", "its policy names nobody: tell somebody yourself, or choose a policy for its rule", 409
        )
    following = alert.step if alert.step < steps else 0
    if step is not None and step != following + 1:
        return False
    round_ = alert.round if alert.step < steps else alert.round + 1
    await connection.execute(Q["escalate"], alert.id, following, round_, instant(by.at))
    text = by.did(f"escalated it to step {following + 1}")
    await _note(connection, alert, by, EntryKind.STEP, text, "", {"step": following + 1})
    return True


async def answer_in_chat(
    connection: Connection,
    organization_id: int,
    alert_id: int,
    action: Literal["acknowledge", "resolve"],
    who: str,
    now: float,
) -> bool:
    """Do what a button in a chat asks for, in the name of the person who pressed it, as the chat says; False where it
    was done before. Raises Rejected(`no_alert`)."""
    alert = await lock_by_id(connection, alert_id)
    if alert is None or alert.organization_id != organization_id:
        raise Rejected("no_alert", "there is no such alert", 404)
    by = Actor(None, who, "", now)
    return await (acknowledge if action == "acknowledge" else resolve)(connection, alert, by)


async def _is_said(connection: Connection, alert: LockedAlert, what: str, now: float) -> bool:
    """Take back the waiting messages that say so; answers whether somebody was told already."""
    await connection.execute(Q["take_back_said"], alert.id, what, instant(now))
    return bool(await connection.fetchval(Q["said"], alert.id, what))


async def _note(
    connection: Connection,
    alert: LockedAlert,
    by: Actor,
    kind: EntryKind,
    text: str,
    comment: str,
    data: dict[str, Any] | None = None,
) -> None:
    entries = [NewEntry(alert.id, by.at, kind, text, by.user_id, data or {})]
    if comment:
        entries.append(NewEntry(alert.id, by.at, EntryKind.COMMENT, comment, by.user_id, {"by": by.name}))
    await add_entries(connection, entries)


def _until(policy: Policy, now: float) -> datetime | None:
    return instant(now + policy.acknowledged_minutes * 60) if policy.acknowledged_minutes else None


def _locked(row: Any) -> LockedAlert:
    return LockedAlert(**{**row, "policy": msgspec.convert(row["policy"], Policy, strict=False)})
