"""One connection to PostgreSQL, for what happens outside the roles' pools."""

import asyncpg

from core.db.database import OUTAGES, set_codecs
from core.errors import Refused, Unavailable

_PATIENCE_SECONDS = 10.0


async def connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection to the server; in an embedded one, the database `redshank` is created if missing.

    Raises Unavailable where no server answers, Refused where it does not let us in.
    """
    try:
        connection = await asyncpg.connect(
            url, timeout=_PATIENCE_SECONDS, server_settings={"application_name": "redshank"}
        )
    except asyncpg.InvalidCatalogNameError:
        connection = await _create_database(url)
    except OUTAGES as error:
        reason = str(error) or f"no answer within {_PATIENCE_SECONDS:.0f} s"
        raise Unavailable(f"PostgreSQL is away: {reason}; start it, or check REDSHANK_DATABASE_URL") from error
    except (asyncpg.PostgresError, ValueError) as error:  # ValueError: a malformed URL
        raise Refused(f"PostgreSQL does not let us in: {error}; check REDSHANK_DATABASE_URL") from error
    await set_codecs(connection)
    return connection


async def _create_database(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    try:
        admin = await asyncpg.connect(url, database="postgres")
        try:
            await admin.execute("create database redshank")
        finally:
            await admin.close()
        return await asyncpg.connect(url)
    except (*OUTAGES, asyncpg.PostgresError) as error:
        raise Refused(f"the database in REDSHANK_DATABASE_URL does not exist: create it ({error})") from error
