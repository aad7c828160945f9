"""Prepares the database for the roles that need it: at the start, or as soon as it can be reached."""

import asyncio
import logging
import time
from random import Random

from core.backoff import delay
from core.clock import Clock
from core.db.migrate import migrate
from core.errors import RedshankError
from deploy.connect import connect
from deploy.first_run import Welcome, welcome

_log = logging.getLogger(__name__)


async def prepare_database(url: str, base_url: str) -> Welcome:
    """Migrate, and make what a new installation has. Safe to repeat, by any number of processes.

    Raises Unavailable where PostgreSQL is away, Refused where this version cannot use the database.
    """
    connection = await connect(url)
    try:
        await migrate(connection, time.time())
        return await welcome(connection, base_url, time.time())
    finally:
        await connection.close()


async def prepare_when_there(url: str, base_url: str, clock: Clock, rng: Random) -> Welcome:
    """Prepare the database, trying until it works. Events that the gateway accepts meanwhile wait on disk."""
    attempt, said = 0, ""
    while True:
        try:
            return await prepare_database(url, base_url)
        except RedshankError as error:
            if str(error) != said:
                _log.warning("waiting for the database: %s", error)
            said = str(error)
        await clock.sleep(delay(attempt, rng))
        attempt += 1


async def prepare_or_stop(url: str, base_url: str, stop: asyncio.Event, clock: Clock, rng: Random) -> bool:
    """Prepare the database, trying until it works or `stop` is set; answers whether it is ready."""
    preparing = asyncio.ensure_future(prepare_when_there(url, base_url, clock, rng))
    stopped = asyncio.ensure_future(stop.wait())
    done, rest = await asyncio.wait({preparing, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    if preparing not in done:
        return False
    preparing.result()
    return True
