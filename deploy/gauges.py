"""Numbers that are looked up rather than counted: how full, how far behind, who is away."""

import asyncio
import shutil
from collections.abc import Awaitable
from contextlib import suppress
from importlib.metadata import version

from core.bus import Topic
from core.bus.disk import DiskLog
from core.bus.spool import SpooledLog
from core.db.alerts import health as alerting_health
from core.db.positions import Positions
from core.errors import Unavailable
from core.metrics import (
    ALERT_LAG_SECONDS,
    ALERTERS,
    BUILD,
    DELIVERIES_FAILED,
    DELIVERIES_OLDEST_SECONDS,
    DELIVERIES_WAITING,
    DISK_FREE_BYTES,
    DISK_SIZE_BYTES,
    LOG_BYTES,
    LOG_LAG,
    LOG_MAX_BYTES,
    LOG_OLDEST_SECONDS,
    POSTGRES_POOL,
    POSTGRES_POOL_MAX,
    POSTGRES_UP,
    SPOOL_BYTES,
    SPOOL_MAX_BYTES,
    SPOOL_RECORDS,
)
from core.resources import Resources
from processor.run import GROUP

_PATIENCE_SECONDS = 3.0


def note_process(res: Resources) -> None:
    """Start the gauges that are about this process."""
    pool = res.database.pool
    BUILD.info({"version": version("redshank-server")})
    POSTGRES_POOL_MAX.set_function(pool.get_max_size)
    POSTGRES_POOL.labels("idle").set_function(pool.get_idle_size)
    POSTGRES_POOL.labels("used").set_function(lambda: pool.get_size() - pool.get_idle_size())
    if isinstance(log := res.log, SpooledLog):
        SPOOL_RECORDS.set_function(lambda: log.state().waiting)
        SPOOL_BYTES.set_function(lambda: log.state().bytes_on_disk)
        SPOOL_MAX_BYTES.set_function(lambda: log.state().max_bytes)


async def look_up(res: Resources) -> None:
    """Look up the gauges that are about the installation. What does not answer in time is left out, not guessed."""
    with suppress(OSError):  # the folder was removed: the rest of the page is still useful
        _look_at_disk(res)
    POSTGRES_UP.set(1 if await _answers(res.database.ping()) else 0)
    await _answers(_look_at_alerts(res))
    for topic in Topic:
        if not await _answers(_ask_lag(res, topic)):
            LOG_LAG.remove(topic.value)
            LOG_OLDEST_SECONDS.remove(topic.value)


def _look_at_disk(res: Resources) -> None:
    disk = shutil.disk_usage(res.settings.data_dir)
    DISK_FREE_BYTES.set(disk.free)
    DISK_SIZE_BYTES.set(disk.total)
    if isinstance(res.log, DiskLog):
        LOG_BYTES.set(res.log.bytes_on_disk())
        LOG_MAX_BYTES.set(res.settings.log_max_bytes)


async def _look_at_alerts(res: Resources) -> None:
    now = res.clock.now()
    async with res.database.connection() as connection:
        vitals = await alerting_health.vitals(connection, now)
        waiting, failed, _ = await alerting_health.delivery_counts(connection, now)
    ALERTERS.set(len(vitals.alive(now)))
    ALERT_LAG_SECONDS.set(vitals.lag_seconds(now))
    DELIVERIES_OLDEST_SECONDS.set(vitals.stuck_seconds(now))
    DELIVERIES_WAITING.set(waiting)
    DELIVERIES_FAILED.set(failed)


async def _ask_lag(res: Resources, topic: Topic) -> None:
    positions = await Positions(res.database, res.log, GROUP, topic).all()
    log = res.log.remote if isinstance(res.log, SpooledLog) else res.log
    if isinstance(log, DiskLog):
        LOG_LAG.labels(topic.value).set(await log.backlog(topic, positions))
        return
    from core.bus.kafka import KafkaLog  # slow to import, but already imported where the log is in Kafka

    if isinstance(log, KafkaLog):
        state = await log.state(topic, positions)
        waits = 0.0 if state.oldest_unread_at is None else res.clock.now() - state.oldest_unread_at
        LOG_LAG.labels(topic.value).set(state.backlog)
        LOG_OLDEST_SECONDS.labels(topic.value).set(max(0.0, waits))


async def _answers(question: Awaitable[None]) -> bool:
    try:
        await asyncio.wait_for(question, _PATIENCE_SECONDS)
    except (TimeoutError, Unavailable):
        return False
    return True
