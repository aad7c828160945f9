from collections.abc import AsyncIterator

import pytest

from tests.flow.gateway.serving import Running, serving


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """A gateway with default caps and one key."""
    async with serving() as gateway:
        yield gateway
