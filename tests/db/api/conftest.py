import pytest

from core.db import Database
from tests.db.api.world import World, build_world


@pytest.fixture
async def world(database: Database) -> World:
    """Organizations `acme` and `other`, each with a project `shop`; nothing sent yet."""
    return await build_world(database)
