"""A channel tried out: a real delivery, sent by an alerter as any other, and its answer while the caller waits."""

import asyncio
from typing import Final

from api.access.rights import Access
from api.deliveries.shapes import delivery_detail
from api.schemas.deliveries.deliveries import TestShape
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries.channel_tests import ask_for_test
from core.db.deliveries.channels import ChannelRow
from core.db.deliveries.lists import DeliveryFilter

_LOOK_EVERY_SECONDS: Final = 0.2


async def try_out(access: Access, channel: ChannelRow) -> TestShape:
    deps, now = access.deps, access.deps.clock.now()
    async with deps.database.transaction() as connection:
        delivery_id = await ask_for_test(
            connection, channel, access.organization.slug, deps.public_url, access.user_id, now, deps.random_bytes
        )
    deadline = asyncio.get_running_loop().time() + deps.test_patience
    wanted = DeliveryFilter(organization_id=access.organization.id, viewer=access.user_id, ids=[delivery_id])
    while True:
        async with deps.database.connection() as connection:
            [found] = await delivery_lists.deliveries(connection, wanted, 1)
            tries = await delivery_lists.attempts(connection, delivery_id)
        is_over = found.state in ("synced", "failed", "dead", "discarded")
        if is_over or asyncio.get_running_loop().time() >= deadline:
            return TestShape(
                **delivery_detail(found, tries).model_dump(), arrived=found.state == "synced" if is_over else None
            )
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
