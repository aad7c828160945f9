"""`redshank dead` against a real server, and a replay whose processors are killed in the middle."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from click.testing import CliRunner, Result

from core.clock import instant
from core.codec import encode_raw_event
from core.events import RawEvent
from deploy.cli import main
from deploy.cluster import cluster_in
from tests.server import RunningServer, open_folder, wait_for

DIED_AT = time.time() - 7200
"""In an hour in which nothing else is counted."""


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with open_folder() as folder, RunningServer(folder / "data") as running:
        yield running


def query(server: RunningServer, sql: str, *args: object) -> list[Any]:
    async def fetch() -> list[Any]:
        connection = await asyncpg.connect(cluster_in(server.data_dir).url())
        try:
            return list(await connection.fetch(sql, *args))
        finally:
            await connection.close()

    return asyncio.run(fetch())


def bury(server: RunningServer, project: str, bodies: list[bytes]) -> list[int]:
    """Dead records and their books, as a processor with a bug leaves them; answers their ids."""
    made = server.command("project", "create", project)
    [key] = query(server, "select id from keys where project_id = $1", int(made["id"]))
    values = [
        encode_raw_event(
            RawEvent(
                int(made["id"]), key["id"], uuid4().hex, DIED_AT, None, None, None, "test/1", "error", "", 0, len(b), b
            )
        )
        for b in bodies
    ]
    rows = query(
        server,
        "insert into dead_records (project_id, key_id, topic, key, reason, trace, value, created_at)"
        " select $1, $2, 'events', '', 'processing_error', 'KeyError: 7', value, $4 from unnest($3::bytea[]) value"
        " returning id",
        int(made["id"]),
        key["id"],
        values,
        instant(DIED_AT),
    )
    hour = instant(DIED_AT).replace(minute=0, second=0, microsecond=0)
    for outcome, reason in (("accepted", ""), ("dead", "processing_error")):
        query(
            server,
            "insert into outcomes values ($1, $2, $3, 'error', $4, $5, $6)",
            hour,
            int(made["id"]),
            key["id"],
            outcome,
            reason,
            len(bodies),
        )
    return [row["id"] for row in rows]


def redshank(server: RunningServer, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--data-dir", str(server.data_dir)])


def messages(count: int) -> list[bytes]:
    return [json.dumps({"message": "out of stock", "user": {"id": str(n % 50)}}).encode() for n in range(count)]


def test_looking_replaying_and_discarding(server: RunningServer, tmp_path: Path) -> None:
    ids = bury(server, "story", messages(3))
    listed = server.command("dead", "list", "--project", "story")
    assert (listed["total"], listed["reasons"]) == (3, {"processing_error": 3})
    assert [one["id"] for one in listed["records"]] == ids[::-1]
    one = server.command("dead", "show", str(ids[0]), "--raw", str(tmp_path / "record"))
    assert (one["trace"], json.loads(one["body"])["message"]) == ("KeyError: 7", "out of stock")
    assert (tmp_path / "record").stat().st_mode & 0o777 == 0o600
    [kept] = query(server, "select value from dead_records where id = $1", ids[0])
    assert (tmp_path / "record").read_bytes() == kept["value"]
    plan = server.command("dead", "replay", "--project", "story", "--rate", "2", "--dry-run")
    assert (plan["total"], plan["seconds"]) == (3, 1.5)
    done = server.command("dead", "replay", str(ids[0]), "--yes")
    assert (done["state"], done["total"], done["stored"], done["left"]) == ("done", 1, 1, 0)
    books = server.command("outcomes", "story")
    assert (books["accepted"], books["stored"], books["dead"]) == (3, 1, 2)
    assert server.command("dead", "discard", "--project", "story", "--yes") == {"discarded": 2}
    assert server.command("dead", "list", "--project", "story")["total"] == 0
    assert server.command("outcomes", "story")["dead"] == 2


def test_what_a_person_reads(server: RunningServer) -> None:
    ids = bury(server, "words", messages(2))
    assert "processing_error" in redshank(server, "dead", "list", "--limit", "1").stdout
    assert "1 more" in redshank(server, "dead", "list", "--project", "words", "--limit", "1").stdout
    shown = redshank(server, "dead", "show", str(ids[0])).stdout
    assert "words: processing_error, tried once" in shown
    assert '"message": "out of stock"' in shown
    plan = redshank(server, "dead", "replay", "--project", "words", "--dry-run").stdout
    assert "at 50 a second" in plan
    done = redshank(server, "dead", "replay", "--project", "words", "--yes")
    assert done.stdout == "done: 2 stored\n"
    assert redshank(server, "dead", "replay", "--project", "words", "--yes").stdout == "Nothing is dead.\n"


def test_what_cannot_work_says_how_to_mend_it(server: RunningServer, tmp_path: Path) -> None:
    [record_id] = bury(server, "mend", messages(1))

    def refused(*arguments: str) -> str:
        done = redshank(server, *arguments)
        assert done.exit_code != 0
        return done.stderr

    assert "--yes" in refused("dead", "replay", "--project", "mend")
    assert "--yes" in refused("dead", "discard", "--project", "mend")
    assert "dead list" in refused("dead", "show", "987654")
    assert "no project" in refused("dead", "list", "--project", "nowhere")
    assert "--until" in refused("dead", "list", "--until", "soon")
    assert "cannot write" in refused("dead", "show", str(record_id), "--raw", str(tmp_path / "no" / "file"))
    with open_folder() as folder:
        off = RunningServer(folder / "data")
        off.start()
        off.stop()
        assert "redshank serve" in CliRunner().invoke(main, ["dead", "replay", "--data-dir", str(off.data_dir)]).stderr
        assert off.command("dead", "list")["total"] == 0


def test_ctrl_c_stops_it_and_says_where(server: RunningServer) -> None:
    bury(server, "break", messages(100))
    command = [sys.executable, "-m", "deploy.cli", "dead", "replay", "--project", "break", "--rate", "1", "--yes"]
    following = subprocess.Popen(
        [*command, "--data-dir", str(server.data_dir), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    state = "select stored from replays where state = 'running' and stored > 0"
    wait_for(lambda: query(server, state), "the replay to begin")
    following.send_signal(signal.SIGINT)
    answer = json.loads(following.communicate(timeout=30)[0])
    assert answer["state"] == "stopped"
    assert answer["left"] == 100 - answer["stored"] > 0
    assert server.command("dead", "list", "--project", "break")["total"] == answer["left"]


def test_processors_killed_in_the_middle_lose_and_double_nothing(server: RunningServer) -> None:
    count = 2_000
    bury(server, "killed", messages(count))
    command = [sys.executable, "-m", "deploy.cli", "dead", "replay", "--project", "killed", "--rate", "300", "--yes"]
    following = subprocess.Popen(
        [*command, "--data-dir", str(server.data_dir), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    progress = "select max(stored) as stored from replays where total = $1"

    def stored() -> int:
        [row] = query(server, progress, count)
        return row["stored"] or 0

    for victim in ("processor-1", "processor-2", "processor-1"):
        if victim not in server.processes():
            continue
        before = stored()
        wait_for(lambda before=before: stored() > before, "the replay to go on")
        os.kill(server.processes()[victim], signal.SIGKILL)
        wait_for(lambda victim=victim: victim in server.processes(), f"{victim} to be started again")
    done = json.loads(following.communicate(timeout=120)[0])
    assert (done["state"], done["stored"], done["duplicate"], done["failed"]) == ("done", count, 0, 0)
    books = server.command("outcomes", "killed")
    assert (books["accepted"], books["stored"], books["dead"]) == (count, count, 0)
    [issue] = query(
        server,
        "select sum(times_seen)::int as events, sum(users_seen)::int as users, count(*)::int as issues"
        " from issues i join projects p on p.id = i.project_id where p.slug = 'killed'",
    )
    assert tuple(issue) == (count, 50, 1)
