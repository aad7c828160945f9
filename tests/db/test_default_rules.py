"""Projects that were there before rules were have the same ones as those that are made now."""

from pathlib import Path

import core.db
from core.db import Database
from tests.app import installed

MIGRATION = Path(core.db.__file__).parent / "migrations" / "0010_rules.sql"


async def test_the_migration_writes_what_a_new_project_gets(database: Database) -> None:
    async with installed(database) as shop:
        kept = "select name, definition, is_default, is_active, project_id from rules order by name"
        made = [dict(row) for row in await shop.rows(kept)]
        await shop.rows("delete from rules")
        statement = MIGRATION.read_text(encoding="utf-8").rpartition("insert into rules")
        await shop.rows("".join(statement[1:]))
        assert [dict(row) for row in await shop.rows(kept)] == made
        assert [row["name"] for row in made] == ["New issue", "Regression"]
