"""Which alerts a request means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query

from api.access.rights import Access
from api.ids import row_id
from api.issues.queries import Projects, named, wanted_projects
from api.problems import not_found
from api.schemas.alerts.alerts import AlertStatusName, SeverityName
from api.schemas.base import MAX_BIGINT
from api.schemas.forms import RowId
from core.db.alerts import actions as alert_actions
from core.db.alerts import alerts
from core.db.alerts.actions import Actor, LockedAlert
from core.db.alerts.alerts import OPEN, Alert, AlertFilter
from core.db.database import Connection

_WAY: Final[dict[bool, str]] = {True: "by a token", False: ""}
"""By whether a token did it; the UI goes without saying."""

Statuses = Annotated[list[AlertStatusName | Literal["open", "all"]] | None, Query(alias="status", max_length=10)]
Severities = Annotated[list[SeverityName] | None, Query(alias="severity", max_length=10)]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a request says which alerts are meant."""

    projects: Sequence[str]
    statuses: Sequence[str] | None
    severities: Sequence[str] | None
    rule_id: int | None
    is_mine: bool


def narrowed(
    asked_projects: Projects = None,
    statuses: Statuses = None,
    severities: Severities = None,
    rule: RowId | None = None,
    mine: bool = False,
) -> Narrowed:
    """The dependency. `status`: open ones where it is left out, `firing` for those that nobody has answered; `mine`:
    those that the caller was told of or has answered."""
    return Narrowed(
        named(asked_projects), _statuses(statuses), severities or None, None if rule is None else int(rule), mine
    )


AskedAlerts = Annotated[Narrowed, Depends(narrowed)]


async def alert_filter(connection: Connection, access: Access, asked: Narrowed) -> AlertFilter:
    """Raises 404 for a project that is not the organization's."""
    return AlertFilter(
        access.organization.id,
        statuses=asked.statuses,
        severities=asked.severities,
        project_ids=await wanted_projects(connection, access, asked.projects) if asked.projects else None,
        rule_id=asked.rule_id,
        # A token that is nobody's has no alerts of its own.
        told_user_id=access.user_id or 0 if asked.is_mine else None,
    )


def number_of(text: str) -> int:
    """The number that `12` and `A-12` stand for. Raises 404 for what is none."""
    number = row_id(text[2:] if text[:2] in ("A-", "a-") else text)
    if number is None or number > MAX_BIGINT:
        raise not_found()
    return number


async def alert_of(connection: Connection, access: Access, text: str) -> Alert:
    """Raises 404."""
    found = await alerts.find_alert(connection, access.organization.id, number_of(text))
    if found is None:
        raise not_found()
    return found


async def locked_alert(connection: Connection, access: Access, text: str) -> LockedAlert:
    """Raises 404."""
    found = await alert_actions.lock(connection, access.organization.id, [number_of(text)])
    if not found:
        raise not_found()
    return found[0]


def actor_of(access: Access) -> Actor:
    user, token = access.caller.user, access.caller.token
    name = f"The token {token.name}" if user is None and token is not None else "Somebody"
    if user is not None:
        name = user.name or user.email
    way = _WAY[token is not None] if user is not None else ""
    return Actor(access.user_id, name, way, access.deps.clock.now())


def _statuses(asked: list[Any] | None) -> list[str] | None:
    if asked and "all" in asked:
        return None
    wanted = set(asked or ("open",))
    return sorted((wanted - {"open"}) | (set(OPEN) if "open" in wanted else set()))
