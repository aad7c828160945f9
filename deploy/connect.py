"""One connection to PostgreSQL, for what happens outside the roles' pools."""

import asyncpg

from core.db.database import OUTAGES, set_codecs
from core.errors import Refused


async def connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection to the server; the database `redshank` of an embedded one is made. Raises Refused."""
    try:
        connection = await asyncpg.connect(url)
    except asyncpg.InvalidCatalogNameError:
        connection = await _create_database(url)
    except (*OUTAGES, asyncpg.PostgresError, ValueError) as error:  # ValueError: a URL that is none
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
