"""Every statement in a .sql file beside a module is one that PostgreSQL understands against the migrated schema."""

from pathlib import Path

import core.db
from core.db import Database, load_queries

ROOT = Path(core.db.__file__).parents[2]
MODULES = sorted(path for folder in ("core", "processor", "api") for path in (ROOT / folder).rglob("*.sql"))
STATEMENTS = [
    (f"{path.stem}.{name}", text)
    for path in MODULES
    if path.parent.name != "migrations" and path.name != "schema.sql"
    for name, text in load_queries(str(path.with_suffix(".py"))).items()
]


async def test_every_statement_prepares(database: Database) -> None:
    """Against one database, for a database a statement would cost more than the statement."""
    failures = []
    async with database.connection() as connection:
        for name, text in STATEMENTS:
            try:
                await connection.prepare(text)
            except Exception as error:
                failures.append(f"{name}: {error}")
    assert failures == []
