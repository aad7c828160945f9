"""An alerter that is killed in the middle of a call: nothing is lost, and what comes twice can be told by its key."""

import asyncio
import sys
import time

from alerting.delivering import LEASE_SECONDS
from core.db import Database
from core.vault import Vault
from tests.app import installed
from tests.flow.alerting.outbox import Outbox
from tests.receivers import Said, receiving

KEY = "a key that two processes have, long enough"


async def test_nothing_is_lost_by_sigkill_and_nothing_comes_twice_unseen(database: Database, database_url: str) -> None:
    async with installed(database, outbound_allow="127.0.0.1") as app, receiving(Said(200)) as program:
        app.clock.advance(time.time() - app.clock.now() - 1)  # the other process has the machine's clock
        object.__setattr__(app.resources, "vault", Vault(KEY))
        [row] = await app.rows("select id from organizations")
        outbox = Outbox(app, row["id"])
        target = await outbox.channel(program.url, "webhook")
        program.waiting = asyncio.Event()
        ids = [await outbox.ask(target, kind="webhook") for _ in range(6)]
        command = (sys.executable, "-m", "tests.flow.alerting.deliverer_process", database_url, KEY)
        process = await asyncio.create_subprocess_exec(*command)
        try:
            await asyncio.wait_for(program.hears(4), 60)  # as many as go to one target at a time
        finally:
            process.kill()
            await process.wait()
        program.waiting.set()
        app.clock.advance(LEASE_SECONDS + 120)
        await outbox.deliver()
        assert set(await outbox.states(*ids)) == {"synced"}
        keys = [one.headers["webhook-id"] for one in program.heard]
        assert len(keys) == 10
        assert len(set(keys)) == 6
