"""Once an hour: make tomorrow's partitions, drop what retention has passed, forget what nobody needs any more."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from core.clock import instant
from core.db import load_queries
from core.errors import Unavailable
from core.metrics import UPKEEP_ROUNDS
from core.resources import Resources
from processor.retention import keep_retention

_SQL = load_queries(__file__)
_log = logging.getLogger(__name__)

INTERVAL_SECONDS = 3600.0
SIGNAL_DAYS = 7
LOGIN_FAILURE_DAYS = 1
OUTCOME_BATCH_DAYS = 7
"""Longer than any log can deliver a record again."""
REPORT_DAYS = 90
"""Longer than the longest period of a report: the row of a report that was sent prevents sending it again."""


async def upkeep(res: Resources, stop: asyncio.Event) -> None:
    """Run until `stop` is set. Every processor may run it: a round that was done already finds nothing to do."""
    while not stop.is_set():
        try:
            await keep_up(res)
            UPKEEP_ROUNDS.labels("done").inc()
        except Unavailable as error:
            UPKEEP_ROUNDS.labels("failed").inc()
            _log.warning("upkeep waits for its next turn: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), INTERVAL_SECONDS * (0.9 + 0.2 * res.rng.random()))


async def keep_up(res: Resources) -> None:
    """One round. Raises Unavailable."""
    now = instant(res.clock.now())
    today = now.date()
    await res.partitions.ensure({today, today + timedelta(days=1)})
    await keep_retention(res, today)
    async with res.database.connection() as connection:
        await connection.execute(_SQL["forget_signals"], now - timedelta(days=SIGNAL_DAYS))
        await connection.execute(_SQL["forget_login_failures"], now - timedelta(days=LOGIN_FAILURE_DAYS))
        await connection.execute(_SQL["forget_sessions"], now)
        await connection.execute(_SQL["forget_outcome_batches"], now - timedelta(days=OUTCOME_BATCH_DAYS))
        await connection.execute(_SQL["forget_reports"], now - timedelta(days=REPORT_DAYS))
        oldest = now - timedelta(days=res.settings.retention_days)
        forgotten = await connection.fetchval(_SQL["forget_dead_records"], oldest)
        await connection.execute(_SQL["forget_replays"], oldest)
    if forgotten:
        _log.warning("dropped %d dead records: retention is %d days", forgotten, res.settings.retention_days)
