"""The pool of connections to PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import asyncpg

from core.errors import Collided, Unavailable
from core.metrics import POSTGRES_FAILURES

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record] | asyncpg.Connection[asyncpg.Record]"

OUTAGES = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # "another operation is in progress": the server went away in the middle of one
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.LockNotAvailableError,  # lock_timeout, where a statement asks for one
    asyncpg.DeadlockDetectedError,  # deadlock: the other transaction went on, and repeating this one will do
)
"""What asyncpg raises when the server is away, going away or coming up, as opposed to a wrong statement."""


@dataclass(frozen=True, slots=True)
class Database:
    """A pool. `jsonb` columns are Python values both ways."""

    pool: "asyncpg.Pool[asyncpg.Record]"

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection for reads and single statements. Raises Unavailable when PostgreSQL is away."""
        try:
            async with self.pool.acquire() as connection:
                yield connection
        except OUTAGES as error:
            POSTGRES_FAILURES.inc()
            raise _away(error) from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside a transaction. Raises Unavailable when PostgreSQL is away: nothing was written then,
        or, when the connection broke during the commit itself, perhaps everything. Collided: nothing for sure."""
        async with self.connection() as connection, connection.transaction():
            yield connection

    async def ping(self) -> None:
        """Raises Unavailable when PostgreSQL is away."""
        async with self.connection() as connection:
            await connection.fetchval("select 1")


def _away(error: BaseException) -> Unavailable:
    """The error in one line, without the library's remarks about its own connections."""
    if isinstance(error, asyncpg.InterfaceError | asyncpg.InternalClientError):
        return Unavailable("PostgreSQL is away: the connection broke")
    reason = str(error).partition("\n")[0] or type(error).__name__
    if isinstance(error, asyncpg.DeadlockDetectedError):
        return Collided(f"PostgreSQL was held up: {reason}")
    if isinstance(error, asyncpg.LockNotAvailableError):
        return Unavailable(f"PostgreSQL was held up: {reason}")
    return Unavailable(f"PostgreSQL is away: {reason}")


async def set_codecs(connection: Any) -> None:
    """Have `jsonb` come and go as Python values."""
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")


@asynccontextmanager
async def open_database(
    url: str,
    *,
    min_size: int = 0,
    max_size: int = 8,
    command_timeout: float = 30.0,
    on_connect: Callable[[Any], Any] | None = None,
    name: str = "redshank",
) -> AsyncIterator[Database]:
    """Open a pool on `url`. With `min_size` 0 nothing is connected yet, so that a role starts while PostgreSQL is away;
    otherwise raises Unavailable when the first connections cannot be made. `name`: `redshank` and the role, for who
    looks at `pg_stat_activity`."""

    async def init(connection: Any) -> None:
        await set_codecs(connection)
        if on_connect is not None:
            await on_connect(connection)

    try:
        pool = await asyncpg.create_pool(
            url,
            min_size=min_size,
            max_size=max_size,
            command_timeout=command_timeout,
            max_inactive_connection_lifetime=60,  # an idle backend takes 2 to 5 MB
            init=init,
            server_settings={"application_name": name, "timezone": "UTC"},
        )
    except OUTAGES as error:
        raise _away(error) from error
    try:
        yield Database(pool)
    finally:
        try:
            await asyncio.wait_for(pool.close(), timeout=5)
        except TimeoutError:
            pool.terminate()
