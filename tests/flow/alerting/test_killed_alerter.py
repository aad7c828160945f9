"""An alerter that dies in the middle of a call: nothing is lost, nobody waits long, and what comes twice can be told by
its key."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from random import Random

import pytest

from alerting.delivering import LEASE_SECONDS, Deliverer
from alerting.taking_over import LOST_SECONDS, TakingOver
from core.db import Database
from core.db.database import Connection
from core.db.deliveries.holders import Holder, missing_alerters
from core.errors import Unavailable
from core.vault import Vault
from tests.app import Installation, installed
from tests.flow.alerting.outbox import Outbox
from tests.receivers import Receiver, Said, receiving

KEY = "a key that two processes have, long enough"
AT_ONCE = 4
"""So many go to one target."""


@asynccontextmanager
async def calling(
    database: Database, database_url: str
) -> AsyncIterator[tuple[Outbox, Receiver, asyncio.subprocess.Process, list[int]]]:
    """An alerter with AT_ONCE of six deliveries under way, that nobody answers yet."""
    async with installed(database, outbound_allow="127.0.0.1") as app, receiving(Said(200)) as program:
        app.clock.advance(time.time() - app.clock.now() - 1)  # the other process has the machine's clock
        object.__setattr__(app.resources, "vault", Vault(KEY))
        [row] = await app.rows("select id from organizations")
        outbox = Outbox(app, row["id"])
        target = await outbox.channel(program.url, "webhook")
        program.waiting = asyncio.Event()
        command = (sys.executable, "-m", "tests.flow.alerting.alerter_process", database_url, KEY)
        process = await asyncio.create_subprocess_exec(*command)
        try:
            async with asyncio.timeout(60):
                while not await app.rows("select from living_alerters"):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
                ids = [await outbox.ask(target, kind="webhook") for _ in range(6)]
                await program.hears(AT_ONCE)
            yield outbox, program, process, ids
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def look_until_lost(app: Installation) -> None:
    """As another alerter does, for as long as it takes."""
    taking_over = TakingOver()
    await taking_over.once(app.resources)
    app.clock.advance(LOST_SECONDS)
    await taking_over.once(app.resources)


async def under_way(app: Installation) -> int:
    return len(await app.rows("select from deliveries where claimed_by is not null"))


async def test_what_a_killed_alerter_had_under_way_is_taken_over_at_once(database: Database, database_url: str) -> None:
    async with calling(database, database_url) as (outbox, program, process, ids):
        app = outbox.app
        assert await under_way(app) == AT_ONCE
        # Paused, it may go on at any moment: nobody takes what it has.
        process.send_signal(signal.SIGSTOP)
        await look_until_lost(app)
        assert await under_way(app) == AT_ONCE

        process.kill()
        await process.wait()
        assert program.waiting is not None
        program.waiting.set()
        async with asyncio.timeout(60), database.connection() as connection:
            while not await missing_alerters(connection):  # noqa: ASYNC110  (PostgreSQL has to see the end of it)
                await asyncio.sleep(0.02)
        await look_until_lost(app)
        assert await under_way(app) == 0
        await outbox.deliver()
        assert set(await outbox.states(*ids)) == {"synced"}
        keys = [one.headers["webhook-id"] for one in program.heard]
        assert (len(keys), len(set(keys))) == (6 + AT_ONCE, 6)


async def test_another_alerter_takes_over_within_seconds(database: Database, database_url: str) -> None:
    """By the clock on the wall: two processes, and one of them is killed."""
    async with calling(database, database_url) as (outbox, program, process, ids):
        process.kill()
        await process.wait()
        assert program.waiting is not None
        program.waiting.set()
        began = time.monotonic()
        command = (sys.executable, "-m", "tests.flow.alerting.alerter_process", database_url, KEY)
        other = await asyncio.create_subprocess_exec(*command)
        try:
            async with asyncio.timeout(LEASE_SECONDS / 2):
                while set(await outbox.states(*ids)) != {"synced"}:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        finally:
            other.kill()
            await other.wait()
        print(f"taken over {time.monotonic() - began:.1f} s after the kill")
        assert len({one.headers["webhook-id"] for one in program.heard}) == 6


async def test_whoever_connects_again_in_time_keeps_what_it_has(outbox: Outbox) -> None:
    app, taking_over, holder = outbox.app, TakingOver(), Holder(Random(1))
    await outbox.ask("mail", kind="email")
    async with app.resources.database.connection() as connection:
        await holder.hold(connection)
        await app.rows(
            "update deliveries set claimed_by = $1, claimed_until = next_at + interval '90 s'", holder.number
        )
        await connection.execute("select pg_advisory_unlock_all()")
        await taking_over.once(app.resources)
        app.clock.advance(LOST_SECONDS - 1)
        await holder.hold(connection)
        await taking_over.once(app.resources)
        await connection.execute("select pg_advisory_unlock_all()")
        app.clock.advance(LOST_SECONDS - 1)
        await taking_over.once(app.resources)
    assert await under_way(app) == 1


async def test_what_an_alerter_does_not_know_it_has_goes_out_after_the_outage(outbox: Outbox) -> None:
    """PostgreSQL went away under the commit of a claim: it was made, and nobody was told so."""
    app, holder = outbox.app, Holder(Random(1))
    deliverer = Deliverer(outbox.senders, holder=holder)
    async with receiving(Said(200)) as program, app.resources.database.connection() as connection:
        await holder.hold(connection)
        delivery = await outbox.ask(await outbox.channel(program.url, "webhook"), kind="webhook")
        with pytest.raises(Unavailable):
            await deliverer.once(replace(app.resources, database=LosingAnswers(app.resources.database)))  # type: ignore[arg-type]
        assert await under_way(app) == 1
        while await deliverer.once(app.resources) <= 0:
            pass
        await deliverer.close()
        assert (await outbox.states(delivery), len(program.heard)) == (["synced"], 1)
        await connection.execute("select pg_advisory_unlock_all()")


@dataclass(frozen=True)
class LosingAnswers:
    """Commits, and breaks off before it can say so."""

    database: Database

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self.database.transaction() as connection:
            yield connection
        raise Unavailable("PostgreSQL is away: the connection broke")


async def test_two_alerters_never_have_one_number(database: Database) -> None:
    """Nor has one that connects again while PostgreSQL still counts its old connection."""
    one, two = Holder(Random(1)), Holder(Random(1))
    async with database.connection() as first, database.connection() as second:
        await one.hold(first)
        await two.hold(second)
        assert one.number != two.number
        await first.execute("select pg_advisory_unlock_all()")
        await second.execute("select pg_advisory_unlock_all()")
