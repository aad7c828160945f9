"""Who is on call now, asked of the schedules as they are kept."""

import logging
from collections.abc import Collection

from core.db.database import Connection
from core.db.on_call.schedules import computable, schedules
from core.errors import Rejected
from core.schedules import Schedule
from core.schedules import on_call as on_call_at

_log = logging.getLogger(__name__)


async def on_call(
    connection: Connection, organization_id: int, schedule_ids: Collection[int] | None, now: float
) -> set[int]:
    """Users who are on call at `now` in any of these schedules of the organization; None: in any of all. Ids of
    schedules that are gone tell nobody; a gap adds nobody."""
    return {user for user in (await by_schedule(connection, organization_id, schedule_ids, now)).values() if user}


async def by_schedule(
    connection: Connection, organization_id: int, schedule_ids: Collection[int] | None, now: float
) -> dict[int, int | None]:
    """The user on call by schedule; None: a gap."""
    kept = await schedules(connection, organization_id)
    wanted = [one for one in kept if schedule_ids is None or one.id in schedule_ids]
    found = await computable(connection, wanted, organization_id, now, now + 1)
    return {schedule_id: _on_call(schedule, schedule_id, now) for schedule_id, schedule in found.items()}


def _on_call(schedule: Schedule, schedule_id: int, now: float) -> int | None:
    try:
        return on_call_at(schedule, now)
    except Rejected as error:  # a zone that this machine no longer knows: the other schedules are asked all the same
        _log.warning("schedule %d tells nobody: %s", schedule_id, error)
        return None
