"""How long whole events are kept: whole days are dropped and, earlier, the events of projects with a shorter
retention."""

import logging
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from core.db.events import recorded_blocks
from core.db.events.retention import ProjectDay, alone, delete_events, events_of, project_retentions, with_events
from core.metrics import UPKEEP_DROPPED_DAYS
from core.resources import Resources

_log = logging.getLogger(__name__)


def longest(own: Mapping[int, int | None], default: int) -> int:
    """The number of days after which no project keeps a day's events any more. Pure."""
    return max([default, *(days for days in own.values() if days is not None)])


def expired(own: Mapping[int, int | None], default: int, days: Collection[date], today: date) -> list[ProjectDay]:
    """(project id, day) for the days among `days` that a project no longer keeps. Pure."""
    return [
        (project, day)
        for project, kept in own.items()
        for day in sorted(days)
        if day < today - timedelta(days=kept or default)
    ]


async def keep_retention(res: Resources, today: date) -> None:
    """Drop what retention has passed; issues and their counts stay. Raises Unavailable: the rest is done next time."""
    default = res.settings.retention_days
    async with res.database.connection() as connection:
        own = await project_retentions(connection)
        limit = longest(own, default)
        first = today - timedelta(days=limit)
        await recorded_blocks.forget_before(connection, first)
    for day in sorted(await res.partitions.days()):
        if day < first:  # before their rows: as long as the rows exist, a store that is away is asked again next time
            await res.payloads.drop_day(day)
            if res.search is not None:
                await res.search.drop_day(day)
    for day in await res.partitions.drop_before(first):
        UPKEEP_DROPPED_DAYS.inc()
        _log.warning("dropped the events of %s: retention is %d days", day, limit)
    pairs = expired(own, default, await res.partitions.days(), today)
    if pairs:
        await _drop_of_projects(res, pairs)


async def _drop_of_projects(res: Resources, pairs: Collection[ProjectDay]) -> None:
    async with res.database.transaction() as reading:
        if not await alone(reading):
            return
        for project, day in await with_events(reading, pairs):
            count = 0
            async for batch in events_of(reading, project, day):
                # In this order: a row without its event is shown as expired, while an event without its row would stay
                # until its whole day is dropped.
                await res.payloads.forget(batch)
                async with res.database.connection() as connection:
                    await delete_events(connection, project, day, batch)
                count += len(batch)
            async with res.database.connection() as connection:
                await recorded_blocks.index_anew(connection, day)
            _log.warning("dropped %d events of project %d of %s: its retention has passed", count, project, day)
