"""Migrations: in order, once, and never on a database of another version."""

import asyncpg
import pytest

from core.db import Database
from core.db.migrate import migrate, migrations
from core.errors import Refused
from deploy.cluster import Cluster
from tests.conftest import NOW
from tests.schema import SCHEMA, dump


async def test_a_migrated_database_has_nothing_left_to_apply(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    assert await migrate(connection, NOW) == []
    await connection.close()


async def test_a_database_of_a_newer_version_is_refused_with_the_way_out(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute("insert into schema_migrations values (9999, 'future', 'x', now())")
    with pytest.raises(Refused, match="newer version"):
        await migrate(connection, NOW)
    await connection.close()


async def test_a_database_of_another_build_is_refused(database: Database) -> None:
    async with database.connection() as connection:
        await connection.execute("update schema_migrations set sha256 = 'other' where version = 1")
        with pytest.raises(Refused, match="another build"):
            await migrate(connection, NOW)


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.version for migration in migrations()] == list(range(1, len(migrations()) + 1))


def test_the_schema_file_is_what_the_migrations_make(postgres: Cluster) -> None:
    assert SCHEMA.read_text(encoding="utf-8") == dump(postgres, "redshank_template"), "run `make schema`"
