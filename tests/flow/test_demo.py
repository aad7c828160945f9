"""`redshank demo` against a real server: all of it arrives, and none of what was planted is kept."""

import asyncio
import json
import time
from pathlib import Path
from random import Random
from typing import Any

from core.db import Connection, open_database
from core.db.on_call import schedules
from core.db.partitions import DayPartitions
from core.payloads import PayloadKey
from core.payloads.postgres import PostgresPayloads
from core.schedules.outlook import gaps_ahead, now_and_next
from deploy.cluster import cluster_in
from deploy.demo import customers
from deploy.demo.plan import CUSTOMERS
from deploy.demo.stage import PEOPLE
from tests.server import RunningServer

SEED = 26
MARKERS = ("[email]", "[creditcard]", "[iban]", "[phone]", "[ip]", "[password]", "[secret]", "[Filtered]")
"""What stands where something was: that it was planted at all."""


def test_the_demo_fills_the_pages_and_leaves_no_planted_literal(server: RunningServer) -> None:
    told = server.command("demo", "--rate", "20", "--minutes", "0.05", "--seed", str(SEED))
    assert told["sent"] > 500
    assert (told["kept"], told["lost"], told["interrupted"]) == (told["sent"], 0, False)
    assert told["url"] == f"{server.url}/main/issues"
    books = server.command("outcomes")
    assert (books["accepted"], books["stored"]) == (told["sent"], told["sent"])
    assert (books["dead"], books["invalid"], books["client_discard"]) == (0, 0, 0)
    assert told["alerts"] >= 7
    asyncio.run(look(server.data_dir))
    asyncio.run(look_at_alerts(server.data_dir))
    tell_again(server, books["stored"])


async def look(data_dir: Path) -> None:
    async with open_database(cluster_in(data_dir).url(), max_size=1) as database:
        async with database.connection() as connection:
            await look_at_issues(connection)
            stored = await connection.fetch("select project_id, event_id, day, payload from events")
        payloads = PostgresPayloads(database, DayPartitions(database))
        keys = {PayloadKey(row["project_id"], row["event_id"].hex, row["day"]): row["payload"] for row in stored}
        found = await payloads.get_many(keys)
    assert found.keys() == keys.keys()
    everything = json.dumps(list(found.values()), ensure_ascii=False)
    assert [literal for literal in planted() if literal in everything] == []
    assert "deploy.demo" not in everything  # the shop does not know that it is a demo
    assert [marker for marker in MARKERS if marker not in everything] == []


async def look_at_issues(connection: Connection) -> None:
    async def one(sql: str) -> Any:
        return await connection.fetchval(sql)

    assert await one("select count(*) from issues") >= 12
    assert await one("select count(*) from releases") >= 3
    assert await one("select count(distinct name) from environments") == 2
    assert await one("select count(distinct user_hash) from issue_users") > 20
    assert await one("select count(*) from dead_records") == 0
    statuses = {row["status"] for row in await connection.fetch("select distinct status from issues")}
    assert statuses == {"new", "acknowledged", "resolved", "ignored"}
    assert await one("select type from issues where regressed_at is not null") == "AttributeError"
    assert await one("select count(*) from activity where kind = 'comment'") > 5
    assert await one("select count(*) from issues where assignee_user_id is not null") > 2


async def look_at_alerts(data_dir: Path) -> None:
    """Every page of alerts has something to see, and all of it is the work of the server's own engine."""
    async with open_database(cluster_in(data_dir).url(), max_size=1) as database, database.connection() as connection:
        alerts = await connection.fetch("select * from alerts")
        assert {one["status"] for one in alerts} == {"firing", "acknowledged", "resolved"}
        assert {one["severity"] for one in alerts} >= {"critical", "high", "medium"}
        assert any((one["held_by"] or "").startswith("silence:") for one in alerts)
        assert all(one["resolved_at"] is None or one["resolved_at"] >= one["noticed_at"] for one in alerts)
        assert any(one["status"] == "firing" and one["step_at"] for one in alerts)  # somebody is next
        kinds = {row["kind"] for row in await connection.fetch("select distinct kind from alert_entries")}
        assert kinds >= {"fired", "step", "told", "held", "acknowledged", "resolved", "comment"}
        assert "tracked" in kinds
        await states_of_deliveries(connection, {"failed", "superseded", "retrying", "synced", "dead", "discarded"})
        synced = await connection.fetch("select idempotency_key, kind from deliveries where state = 'synced'")
        assert all(row["idempotency_key"].startswith("demo:") for row in synced)  # of the days before
        assert {row["kind"] for row in synced} == {"mattermost", "gitlab"}
        assert (
            await connection.fetchval("select external_key from tracker_links where external_key is not null") == "212"
        )
        await look_at_the_schedule(connection)
        assert await counts(connection) == (2, 2, 3, 2, 2, 5)


async def states_of_deliveries(connection: Connection, wanted: set[str]) -> None:
    """They are tried while we look: in the end there are these."""
    async with asyncio.timeout(120):
        while True:
            found = {row["state"] for row in await connection.fetch("select state from deliveries")}
            if wanted <= found:
                break
            await asyncio.sleep(0.1)
    calls = await connection.fetch(
        "select distinct a.class, a.answer from delivery_attempts a join deliveries d on d.id = a.delivery_id"
        " where d.idempotency_key not like 'demo:%'"
    )
    assert {row["class"] for row in calls} == {"connection"}, calls


async def look_at_the_schedule(connection: Connection) -> None:
    now = time.time()
    organization_id = await connection.fetchval("select id from organizations")
    kept = await schedules.schedules(connection, organization_id)
    [schedule] = (await schedules.computable(connection, kept, organization_id, now, now + 28 * 86400)).values()
    assert (len(schedule.layers), len(schedule.overrides)) == (2, 1)
    assert now_and_next(schedule, now).user_id is not None
    assert len(gaps_ahead(schedule, now, 28 * 86400)) == 1


async def counts(connection: Connection) -> tuple[int, ...]:
    tables = ("policies", "silences", "channels", "pipeline_rules")
    found = [await connection.fetchval(f"select count(*) from {name}") for name in tables]
    matrix = await connection.fetchval("select severity_policies from alerting_settings")
    return *found, len(matrix), await connection.fetchval("select count(*) from rules where not is_default")


def planted() -> set[str]:
    """Everything that must not be found in what is kept."""
    people = customers.make_customers(Random(SEED), CUSTOMERS)
    secrets = {customers.BEARER, customers.ACCESS_KEY, "j4nPC2sbHg", "pT7vQ1xRkd", "correct horse battery"}
    numbers = {*customers.CARDS, *customers.IBANS, *customers.PHONES}
    return secrets.union(numbers, *((one.email, one.ip, one.session) for one in people))


def tell_again(server: RunningServer, stored: int) -> None:
    """The past is told once, and nobody is hired twice."""
    told = server.command("demo", "--rate", "20", "--minutes", "0.01")
    assert (told["sent"], told["kept"]) == (12, 12)
    assert server.command("outcomes")["stored"] == stored + 12
    assert asyncio.run(count_members(server.data_dir)) == len(PEOPLE) + 1
    assert len(server.command("channel", "list")["channels"]) == 3


async def count_members(data_dir: Path) -> int:
    async with open_database(cluster_in(data_dir).url(), max_size=1) as database, database.connection() as connection:
        return int(await connection.fetchval("select count(*) from members"))
