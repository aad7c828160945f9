import pytest

from core.db import Database
from tests.db.api.world import World, build_world


@pytest.fixture
async def world(database: Database) -> World:
    """Organizations `acme` and `other`, each with a project `shop`; nothing sent yet."""
    return await build_world(database)


@pytest.fixture
async def shop(world: World) -> World:
    """Three issues: A (two users, release 1.0, prod), B (release 2.0, staging, ten minutes ago), C (a message)."""
    await world.record(
        world.event(
            "A", "first", ago=7200, user="u1", release="1.0", environment="prod", tags={"browser": "Firefox 1"}
        ),
        world.event("A", "first", ago=3600, user="u2", release="1.0", environment="prod", tags={"browser": "Chrome 1"}),
        world.event("B", "second", ago=600, release="2.0", environment="staging", level="fatal"),
        world.event("", "just a message", ago=60, logger="shop.audit", exception=None),
    )
    return world
