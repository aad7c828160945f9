"""Events that die, and replays that bring them home."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from core.db.events import dead_records, replays
from core.db.events.dead_records import DeadFilter
from core.db.events.replays import Replay
from core.payloads import PayloadStore
from processor.enrich import Lookups
from processor.replay import Replayer
from processor.run import Steps
from tests.app import Installation


def broken(_: str) -> dict[str, str]:
    """A database of addresses that came damaged with the last update."""
    raise LookupError("no such address")


async def dies(shop: Installation, *, times: int = 1) -> list[str]:
    """Send events while the processor is broken; answers their ids."""
    sent = [uuid4().hex for _ in range(times)]
    for number, event_id in enumerate(sent):
        user = {"id": str(number), "ip_address": "81.2.69.160"}
        answer = await shop.send({"event_id": event_id, "message": "out of stock", "user": user})
        assert answer.status_code == 200
    await replace(shop, lookups=Lookups(geo=broken)).settle()
    return sent


async def ask(shop: Installation, wanted: DeadFilter | None = None, rate: int = 1000) -> int:
    async with shop.resources.database.transaction() as connection:
        made = await replays.start(connection, None, None, wanted or DeadFilter(), rate, shop.clock.now())
    return made.id


def replayer(shop: Installation, lookups: Lookups | None = None, payloads: PayloadStore | None = None) -> Replayer:
    recorder = Steps(shop.resources, shop.lookups).recorder
    if payloads is not None:
        recorder = replace(recorder, payloads=payloads)
    return Replayer(shop.resources, lookups or shop.lookups, recorder)


async def finished(shop: Installation, replay_id: int, lookups: Lookups | None = None) -> Replay:
    """Let a processor work until the replay is over."""
    worker = replayer(shop, lookups)
    while (now := await progress(shop, replay_id)).state == "running":
        shop.clock.advance(await worker.step())
    return now


async def progress(shop: Installation, replay_id: int) -> Replay:
    async with shop.resources.database.connection() as connection:
        found = await replays.find_replay(connection, None, replay_id)
    assert found is not None
    return found


async def dead(shop: Installation) -> Sequence[dead_records.DeadRecord]:
    async with shop.resources.database.connection() as connection:
        return await dead_records.dead_records(connection, DeadFilter(), 1000)
