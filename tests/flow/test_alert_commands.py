"""`redshank alert` against a real server, and alerts that are told while alerters are killed."""

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from core.alerts import Policy, Step, Target, Timing
from core.db.database import set_codecs
from deploy.cluster import cluster_in
from deploy.connect import connect
from tests.alerts import add_channel, open_alert
from tests.commands import redshank_at
from tests.dead import query
from tests.server import RunningServer, open_folder, wait_for

AT_ONCE = Timing(group_wait=0, auto_resolve=0)
ALL_CHATS = Policy(name="chat", steps=(Step(targets=(Target(kind="channel"),)),))


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with open_folder() as folder, RunningServer(folder / "data") as running:
        for project in ("shop", "killed"):
            running.command("project", "create", project)
        yield running


def opened(server: RunningServer, project: str, count: int, *channels: str) -> list[int]:
    """Alerts of the project that fire at once, in an organization with these channels."""

    async def work() -> list[int]:
        connection: Any = await connect(cluster_in(server.data_dir).url())
        await set_codecs(connection)
        try:
            row = await connection.fetchrow("select id, organization_id from projects where slug = $1", project)
            home = row["organization_id"]
            now = (await connection.fetchval("select now()")).timestamp()
            for name in channels:
                # A kind that nobody delivers to here, so that what is queued stays.
                await add_channel(connection, home, name, now, kind="carrier_pigeon")
            async with connection.transaction():
                return [
                    await open_alert(
                        connection,
                        home,
                        row["id"],
                        now,
                        policy=ALL_CHATS,
                        timing=AT_ONCE,
                        rule_name=f"Rule {number}",
                        group_key=f"{channels}{number}",
                        issues=("ValueError",) if count == 1 else (),
                    )
                    for number in range(count)
                ]
        finally:
            await connection.close()

    return asyncio.run(work())


def queued(server: RunningServer, alert_ids: list[int]) -> int:
    [row] = query(server, "select count(distinct alert_id) as n from deliveries where alert_id = any($1)", alert_ids)
    return int(row["n"])


def test_an_alert_from_a_terminal(server: RunningServer) -> None:
    [alert_id] = opened(server, "shop", 1, "#ops")
    wait_for(lambda: queued(server, [alert_id]) == 1, "the alerter to tell the channel")
    [row] = query(server, "select number from alerts where id = $1", alert_id)
    number, short_id = str(row["number"]), f"A-{row['number']}"
    [one] = server.command("alert", "list", "--project", "shop")["alerts"]
    assert (one["short_id"], one["status"], one["project"], one["issues"]) == (short_id, "firing", "shop", 1)
    assert "Rule 0" in redshank_at(server, "alert", "list", "--project", "shop", "--severity", "critical").stdout
    assert redshank_at(server, "alert", "list", "--project", "shop", "--status", "resolved").stdout == "No alerts.\n"
    done = server.command("alert", "ack", short_id, "--comment", "looking")
    assert (done["status"], done["changed"]) == ("acknowledged", True)
    assert redshank_at(server, "alert", "ack", number).stdout == f"Nothing to do: {short_id} is acknowledged.\n"
    assert server.command("alert", "comment", short_id.lower(), "It was the \x1b]0;deploy\x07.")["changed"]
    assert server.command("alert", "resolve", short_id)["status"] == "resolved"
    shown = server.command("alert", "show", short_id)
    kinds = [entry["kind"] for entry in shown["time_line"]]
    assert kinds[:3] == ["fired", "step", "told"]
    assert [kind for kind in kinds if kind in ("acknowledged", "comment", "resolved")] == [
        "acknowledged",
        "comment",
        "comment",
        "resolved",
    ]
    back = server.command("alert", "reopen", short_id, "--comment", "not yet")
    assert (back["status"], back["changed"]) == ("acknowledged", True)
    assert server.command("alert", "reopen", short_id)["status"] == "firing"
    assert redshank_at(server, "alert", "reopen", short_id).stdout == f"Nothing to do: {short_id} is firing.\n"
    said = redshank_at(server, "alert", "show", short_id).stdout
    assert "The command line acknowledged it." in said
    assert "It was the  ]0;deploy ." in said, "what others wrote must not steer the terminal"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "A-99999"), "alert list"),
        (("ack", "99999"), "alert list"),
        (("ack", "SHOP-1"), "such as A-12"),
        (("list", "--project", "nowhere"), "no project"),
        (("list", "--org", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_work_says_how_to_mend_it(server: RunningServer, arguments: tuple[str, ...], words: str) -> None:
    done = redshank_at(server, "alert", *arguments)
    assert done.exit_code != 0
    assert words in done.stderr


def test_alerters_that_are_killed_tell_everybody_once(server: RunningServer) -> None:
    count = 2_000
    alert_ids = opened(server, "killed", count, "#killed")
    for _ in range(4):
        before = queued(server, alert_ids)
        wait_for(lambda before=before: queued(server, alert_ids) > before or before == count, "messages")  # type: ignore[misc]
        wait_for(lambda: "alerter" in server.processes(), "an alerter to kill")
        os.kill(server.processes()["alerter"], signal.SIGKILL)
    wait_for(lambda: queued(server, alert_ids) == count, "all to be told")
    wait_for(lambda: not query(server, "select 1 from alerts where due_at <= now() limit 1"), "nothing to be due")
    rows = query(
        server,
        "select alert_id, recipient, count(*) as n from deliveries where alert_id = any($1) group by 1, 2",
        alert_ids,
    )
    assert sum(row["recipient"] == "#killed" for row in rows) == count
    assert {row["n"] for row in rows} == {1}
    steps = query(server, "select alert_id, count(*) as n from alert_entries where kind = 'step' group by 1")
    assert {row["n"] for row in steps if row["alert_id"] in alert_ids} == {1}
