"""Projects that were there before rules were have the same ones as those that are made now."""

from pathlib import Path
from typing import Any

import msgspec

import core.db
from core.alerts import Rule
from core.db import Database
from tests.app import Installation, installed

MIGRATION = Path(core.db.__file__).parent / "migrations" / "0010_rules.sql"


async def test_the_migration_writes_what_a_new_project_gets(database: Database) -> None:
    async with installed(database) as shop:
        made = await rules(shop)
        await shop.rows("delete from rules")
        statement = MIGRATION.read_text(encoding="utf-8").rpartition("insert into rules")
        await shop.rows("".join(statement[1:]))
        assert await rules(shop) == made
        assert [row["name"] for row in made] == ["New issue", "Regression"]


async def rules(shop: Installation) -> list[dict[str, Any]]:
    """By what they mean: what a later version added, an older row leaves out."""
    rows = await shop.rows("select name, definition, is_default, is_active, project_id from rules order by name")
    return [{**row, "definition": msgspec.convert(row["definition"], Rule, strict=False)} for row in rows]
