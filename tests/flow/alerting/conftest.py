from collections.abc import AsyncIterator

import pytest

from core.db import Database
from tests.app import installed
from tests.flow.alerting.outbox import Outbox


@pytest.fixture
async def outbox(database: Database) -> AsyncIterator[Outbox]:
    """An installation that may call 127.0.0.1."""
    async with installed(database, outbound_allow="127.0.0.1", public_url="https://redshank.test") as app:
        [row] = await app.rows("select id from organizations")
        yield Outbox(app, row["id"])
