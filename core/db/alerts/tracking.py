"""Counterparts at trackers of the issues that alerts tell of: which are still to be asked for, and which there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Untracked:
    """An issue of an alert that its rule's tracker was not asked about yet."""

    id: int
    project_id: int
    project_slug: str
    number: int
    status: str

    @property
    def short_id(self) -> str:
        return short_id(self.project_slug, self.number)


@dataclass(frozen=True, slots=True)
class LinkThere:
    """A counterpart that an issue has, or is to get."""

    id: int
    external_key: str | None
    """None: it is being made, or that failed."""
    is_done: bool
    is_under_way: bool
    """A call about it is still to go out."""


@dataclass(frozen=True, slots=True)
class AlertLink:
    """As the alert's page shows it."""

    issue_id: int
    kind: str
    name: str
    """Of the tracker."""
    external_key: str | None
    url: str | None
    external_status: str
    is_done: bool


async def untracked(connection: Connection, alert_id: int) -> list[Untracked]:
    return [Untracked(**row) for row in await connection.fetch(Q["untracked"], alert_id)]


async def count_tracked(connection: Connection, alert_id: int) -> int:
    found: int = await connection.fetchval(Q["count_tracked"], alert_id)
    return found


async def mark_tracked(connection: Connection, alert_id: int, issue_ids: Sequence[int]) -> None:
    await connection.execute(Q["mark_tracked"], alert_id, list(issue_ids))


async def link_once(connection: Connection, tracker_id: int, issue_id: int, now: float) -> int | None:
    """The id of a new link; None where the issue has one at that tracker. To be called in a transaction."""
    found: int | None = await connection.fetchval(Q["link_once"], tracker_id, issue_id, instant(now))
    return found


async def link_there(connection: Connection, tracker_id: int, issue_id: int) -> LinkThere | None:
    row = await connection.fetchrow(Q["link_there"], tracker_id, issue_id)
    return None if row is None else LinkThere(**row)


async def links_of_alert(connection: Connection, alert_id: int) -> list[AlertLink]:
    return [AlertLink(**row) for row in await connection.fetch(Q["links_of_alert"], alert_id)]


async def refuse_while_a_rule_names(connection: Connection, organization_id: int, tracker_id: int) -> None:
    """Before a tracker is deleted. Raises Rejected(`still_used`) with the rule's name."""
    names = [row["name"] for row in await connection.fetch(Q["rules_naming_tracker"], organization_id, tracker_id)]
    if names:
        more, verb = (f" and {len(names) - 1} more", "make") if len(names) > 1 else ("", "makes")
        raise Rejected("still_used", f"the rule “{names[0]}”{more} {verb} issues in it: change that first", 409)
