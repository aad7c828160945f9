"""`redshank dead` against a real server, and a replay whose processors are killed in the middle."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.commands import redshank_at
from tests.dead import TRACE, bury, messages, query
from tests.server import RunningServer, open_folder, wait_for


def buried(server: RunningServer, project: str, count: int) -> list[int]:
    """Dead events of a new project."""
    server.command("project", "create", project)
    return bury(server, project, messages(count))


def test_looking_replaying_and_discarding(server: RunningServer, tmp_path: Path) -> None:
    ids = buried(server, "story", 3)
    listed = server.command("dead", "list", "--project", "story")
    assert (listed["total"], listed["reasons"]) == (3, {"processing_error": 3})
    assert [one["id"] for one in listed["records"]] == ids[::-1]
    one = server.command("dead", "show", str(ids[0]), "--raw", str(tmp_path / "record"))
    assert (one["trace"], json.loads(one["body"])["message"]) == (TRACE, "out of stock")
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
    ids = buried(server, "words", 2)
    assert "processing_error" in redshank_at(server, "dead", "list", "--limit", "1").stdout
    assert "1 more" in redshank_at(server, "dead", "list", "--project", "words", "--limit", "1").stdout
    shown = redshank_at(server, "dead", "show", str(ids[0])).stdout
    assert "words: processing_error, tried once" in shown
    assert '"message": "out of stock"' in shown
    plan = redshank_at(server, "dead", "replay", "--project", "words", "--dry-run").stdout
    assert "at 50 a second" in plan
    done = redshank_at(server, "dead", "replay", "--project", "words", "--yes")
    assert done.stdout == "done: 2 stored\n"
    assert redshank_at(server, "dead", "replay", "--project", "words", "--yes").stdout == "Nothing is dead.\n"


def test_what_cannot_work_says_how_to_mend_it(server: RunningServer, tmp_path: Path) -> None:
    [record_id] = buried(server, "mend", 1)

    def refused(*arguments: str) -> str:
        done = redshank_at(server, *arguments)
        assert done.exit_code != 0
        return done.stderr

    assert "--yes" in refused("dead", "replay", "--project", "mend")
    assert "--yes" in refused("dead", "discard", "--project", "mend")
    assert "no dead record 987654" in refused("dead", "show", "987654")
    for command in ("discard", "replay"):
        assert "no dead record 987654" in refused("dead", command, "--yes", str(record_id), "987654")
    assert "no project" in refused("dead", "list", "--project", "nowhere")
    assert "--until" in refused("dead", "list", "--until", "soon")
    assert "cannot write" in refused("dead", "show", str(record_id), "--raw", str(tmp_path / "no" / "file"))
    with open_folder() as folder:
        off = RunningServer(folder / "data")
        off.start()
        off.stop()
        assert "redshank serve" in redshank_at(off, "dead", "replay").stderr
        assert off.command("dead", "list")["total"] == 0


def test_ctrl_c_stops_it_and_says_where(server: RunningServer) -> None:
    buried(server, "break", 100)
    command = [sys.executable, "-m", "deploy.cli", "dead", "replay", "--project", "break", "--rate", "1", "--yes"]
    following = subprocess.Popen(
        [*command, "--data-dir", str(server.data_dir), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    state = "select stored from replays where state = 'running' and stored > 0"
    wait_for(lambda: query(server, state), "the replay to begin")
    following.send_signal(signal.SIGINT)
    answer = json.loads(following.communicate(timeout=120)[0])
    assert answer["state"] == "stopped"
    assert answer["left"] == 100 - answer["stored"] > 0
    assert server.command("dead", "list", "--project", "break")["total"] == answer["left"]


def test_processors_killed_in_the_middle_lose_and_double_nothing(server: RunningServer) -> None:
    count = 2_000
    buried(server, "killed", count)
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
        wait_for(lambda before=before: before < stored() or before == count, "the replay to go on")
        os.kill(server.processes()[victim], signal.SIGKILL)
        wait_for(lambda victim=victim: victim in server.processes(), f"{victim} to be started again")
    done = json.loads(following.communicate(timeout=300)[0])
    assert (done["state"], done["stored"], done["duplicate"], done["failed"]) == ("done", count, 0, 0)
    books = server.command("outcomes", "killed")
    assert (books["accepted"], books["stored"], books["dead"]) == (count, count, 0)
    [issue] = query(
        server,
        "select sum(times_seen)::int as events, sum(users_seen)::int as users, count(*)::int as issues"
        " from issues i join projects p on p.id = i.project_id where p.slug = 'killed'",
    )
    assert tuple(issue) == (count, 50, 1)
