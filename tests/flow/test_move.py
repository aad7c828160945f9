"""A move to engines of one's own takes everything along, goes on where it was interrupted, and leaves the old alone."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
from click.testing import CliRunner

from core.bus import Topic
from core.bus.disk import DiskLog
from core.bus.memory import MemoryLog
from core.db import Database, open_database
from core.db.backup import table_counts
from core.db.partitions import DayPartitions
from core.errors import Refused, Unavailable
from core.payloads import PayloadKey
from core.payloads.memory import MemoryPayloads
from deploy.cli import main
from deploy.cluster import Cluster
from deploy.move.run import BLOCKS, compare_sample, compare_tables, copy_database, move_events, move_log
from deploy.move.state import StateFile
from processor.run import Steps
from tests.app import installed
from tests.senders import Senders
from tests.server import RunningServer, open_folder, wait_for


async def make_database(postgres: Cluster, name: str) -> str:
    admin = await asyncpg.connect(postgres.url("postgres"))
    await admin.execute(f"create database {name}")
    await admin.close()
    return postgres.url(name)


def quiet(_: str) -> None:
    """Nobody listens."""


def test_a_whole_installation_moves_to_a_database_of_its_own(postgres: Cluster) -> None:
    own = asyncio.run(make_database(postgres, "moved"))
    with open_folder() as folder:
        data = folder / "data"
        with RunningServer(data) as server:
            with Senders(server.dsn) as senders:
                wait_for(lambda: server.command("outcomes")["stored"] > 30, "events to be stored")
            first = set(senders.accepted)
            command = ["move", "--to-database", own, "--data-dir", str(data), "--json"]
            refused = CliRunner().invoke(main, command)
            assert (refused.exit_code, "stop it" in refused.stderr) == (1, True)
        moved = CliRunner().invoke(main, command)
        assert moved.exit_code == 0, moved.output
        answer = json.loads(moved.stdout)
        assert answer["tables"]["events"] >= 30
        assert answer["opened"] > 0
        assert "moved already" in CliRunner().invoke(main, command).stderr
        with RunningServer(data, REDSHANK_DATABASE_URL=own) as server:
            wait_for(lambda: server.command("outcomes")["stored"] >= len(first), "what waited to be stored")
            token = server.command("token", "create", "--scope", "org:read,project:read,event:read")["token"]
            auth = {"Authorization": f"Bearer {token}"}
            with httpx.Client(base_url=f"{server.url}/api/0/", headers=auth, timeout=60) as client:
                for event_id in first:
                    assert client.get(f"projects/main/first-project/events/{event_id}/").status_code == 200


class Interrupted(MemoryPayloads):
    """A store that is away once, after some events."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        self._left -= 1
        if self._left == -1:
            raise Unavailable("the store is away")
        await super().put_many(payloads)
        return [f"kept:{key.event_id}" for key, _ in payloads]


async def test_whole_events_and_the_log_move_too_and_an_interruption_costs_nothing(
    database: Database, database_url: str, postgres: Cluster, tmp_path: Path
) -> None:
    log = DiskLog(tmp_path / "log", max_bytes=2**30)
    with log.writing():
        async with installed(database, log=log) as shop:
            for day in range(3):
                for number in range(4):
                    await shop.send({"message": f"{number} of day {day}"})
                await shop.settle()
                shop.advance(timedelta(days=1))
            waiting = [(await shop.send({"message": f"waits {number}"})).json()["id"] for number in range(5)]
            own = await make_database(postgres, "scaled")
            async with database.connection() as connection:
                counts = await table_counts(connection)
            state = StateFile.begin(tmp_path, (own, "memory:", "memory:"), counts)
            await copy_database(database_url, own, counts, without_events=True)
            await copy_database(database_url, own, counts, without_events=True)  # ended before it was written down
            async with open_database(own) as target:
                new = replace(
                    shop.resources,
                    database=target,
                    log=MemoryLog(uuid4()),
                    partitions=DayPartitions(target),
                    payloads=Interrupted(after=2),
                )
                with pytest.raises(Unavailable):
                    await move_events(shop.resources, new, state, quiet)
                again = StateFile.begin(tmp_path, (own, "memory:", "memory:"), counts)
                assert len(again.progress.days) == 2
                assert await move_events(shop.resources, new, again, quiet) == 4
                with pytest.raises(Refused, match="old one"):
                    await move_log(shop.resources, log, log, again, quiet)
                assert await move_log(shop.resources, log, new.log, again, quiet) == 5
                assert await move_log(shop.resources, log, new.log, again, quiet) == 0
                await compare_tables(new, counts, {BLOCKS})
                assert await compare_sample(shop.resources, new) == 12
                await Steps(new, shop.lookups).drain()
                async with target.connection() as connection:
                    stored = {row["event_id"].hex for row in await connection.fetch("select event_id from events")}
                    assert await connection.fetchval(f"select count(*) from {BLOCKS}") == 0
                assert len(stored) == 17
                assert stored >= set(waiting)
                assert await new.log.backlog(Topic.EVENTS, {}) == 5
                assert len(await shop.rows("select from events")) == 12  # the old one is as it was
                async with target.transaction() as connection:
                    await connection.execute("delete from issue_hours")
                with pytest.raises(Refused, match="issue_hours has 0 rows"):
                    await compare_tables(new, counts, {BLOCKS})


def test_a_move_goes_on_only_where_it_began(tmp_path: Path) -> None:
    StateFile.begin(tmp_path, ("here",), {"events": 1}).save()
    with pytest.raises(Refused, match="somewhere else"):
        StateFile.begin(tmp_path, ("there",), {"events": 1})
    with pytest.raises(Refused, match="ran after"):
        StateFile.begin(tmp_path, ("here",), {"events": 2})
    (tmp_path / "move.json").write_text("{")
    with pytest.raises(Refused, match="damaged"):
        StateFile.begin(tmp_path, ("here",), {"events": 1})
