"""One organization with two people."""

from collections.abc import AsyncIterator

import pytest

from core.db import Database
from tests.app import installed
from tests.flow.lives.story import MAIL, Story, peopled


@pytest.fixture
async def story(database: Database) -> AsyncIterator[Story]:
    async with installed(database, smtp_url=MAIL) as app:
        yield await peopled(app)
