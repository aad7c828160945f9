"""A search that would hold up others."""

import pytest

from core.db import Database
from core.db.search_sql import Parameters, fetch_search
from core.errors import Rejected


async def test_a_search_that_takes_too_long_is_given_up(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.db.search_sql.SEARCH_SECONDS", 0.05)
    async with database.connection() as connection:
        with pytest.raises(Rejected, match="too long"):
            await fetch_search(connection, "select pg_sleep($1)", Parameters([30.0]))
        assert await connection.fetchval("select 1") == 1
