"""Two transactions that wait for each other: whoever asked over the API gets what she asked for."""

import asyncio

import pytest

from api.again import again_if_collided
from core.db import Database
from core.errors import Collided
from tests.db.api.world import World

_ISSUES = "/api/0/organizations/acme/issues/"
_WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


async def test_a_merge_that_met_another_transaction_in_a_circle_is_done_all_the_same(
    world: World, database: Database
) -> None:
    await world.record(world.event("KeyError", fingerprint="a"), world.event("OSError", fingerprint="b"))
    async with world.as_("member") as client, database.connection() as other, asyncio.timeout(60):
        kept, gone = sorted(int(one["id"]) for one in (await client.get(_ISSUES)).json())
        circle = other.transaction()
        await circle.start()
        await other.execute("select from issue_hours where issue_id = $1 for update", gone)
        merging = asyncio.create_task(client.put(_ISSUES, params={"id": [str(kept), str(gone)]}, json={"merge": True}))
        async with database.connection() as looking:
            while not await looking.fetchval(_WAITING):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await other.execute("select from issues where id = $1 for key share", kept)
        await circle.commit()
        answer = await merging
    assert (answer.status_code, answer.json()["merge"]["children"]) == (200, [str(gone)]), answer.text


async def test_resolving_does_not_wait_for_who_writes_that_an_alert_has_the_issue(
    world: World, database: Database
) -> None:
    await world.record(world.event())
    async with world.as_("member") as client, database.transaction() as alerter, asyncio.timeout(60):
        [issue] = (await client.get(_ISSUES)).json()
        await alerter.execute("select from issues where id = $1 for key share", int(issue["id"]))
        answer = await client.put(f"{_ISSUES}{issue['id']}/", json={"status": "resolved"})
    assert answer.json()["status"] == "resolved"


async def test_what_collides_again_and_again_is_said_in_the_end() -> None:
    tries = 0

    @again_if_collided
    async def unlucky() -> None:
        nonlocal tries
        tries += 1
        raise Collided("deadlock detected")

    with pytest.raises(Collided):
        await unlucky()
    assert tries == 3
