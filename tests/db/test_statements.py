"""Every statement in core/db/*.sql is one that PostgreSQL understands against the migrated schema."""

from pathlib import Path

import pytest

import core.db
from core.db import Database, load_queries

MODULES = sorted(Path(core.db.__file__).parent.glob("*.sql"))
STATEMENTS = [
    pytest.param(text, id=f"{path.stem}.{name}")
    for path in MODULES
    for name, text in load_queries(str(path.with_suffix(".py"))).items()
]


async def test_every_statement_prepares(database: Database) -> None:
    """Against one database, for a database a statement would cost more than the statement."""
    failures = []
    async with database.connection() as connection:
        for parameter in STATEMENTS:
            try:
                await connection.prepare(parameter.values[0])
            except Exception as error:
                failures.append(f"{parameter.id}: {error}")
    assert failures == []
