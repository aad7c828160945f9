"""A backup that was made under load brings everything back: events, issues, people, and what waited in the log."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from core.vault import key_file
from deploy.cluster import Cluster, cluster_in
from tests.commands import printed, redshank
from tests.senders import Senders, assert_stored_once, read_counts
from tests.server import RunningServer, open_folder, wait_for

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


def refused(*arguments: str, **environment: str) -> str:
    """The last line on standard error of a command that must fail; the others say how far it got."""
    done = redshank(*arguments, **environment)
    assert done.exit_code == 1, done.output
    return done.stderr.strip().splitlines()[-1]


def client_of(server: RunningServer) -> httpx.Client:
    scopes = "org:read,project:read,event:read,event:write,event:admin"
    token = server.command("token", "create", "--scope", scopes)["token"]
    return httpx.Client(base_url=f"{server.url}/api/0/", headers={"Authorization": f"Bearer {token}"}, timeout=60)


def live_with_it(server: RunningServer, client: httpx.Client) -> None:
    """Two people, a comment, a resolved issue."""
    link = server.command("user", "create", "ines@example.com", "--role", "admin")["login_url"]
    with httpx.Client(base_url=f"{server.url}/api/0/", timeout=60) as browser:
        browser.post("auth/link/", json={"token": link.rpartition("/")[2]}).raise_for_status()
        csrf = {"X-CSRF-Token": browser.get("auth/").json()["csrfToken"]}
        browser.put("users/me/", json={"password": PASSWORD}, headers=csrf).raise_for_status()
    issue = client.get("organizations/main/issues/").json()[0]["id"]
    client.post(f"organizations/main/issues/{issue}/notes/", json={"text": "seen it"}).raise_for_status()
    client.put(f"organizations/main/issues/{issue}/", json={"status": "ignored"}).raise_for_status()


@dataclass(frozen=True, slots=True)
class Lived:
    """What an installation had been through when it was saved."""

    before: set[str]
    """Events that were accepted by then."""
    saved: Any
    """What the command said of it."""
    ignored: list[str]
    """Short ids."""


@pytest.fixture(scope="module")
def lived(folder: Path) -> Lived:
    """`backup.tar` in the folder, made under load, and the data dir `restored` that it was restored to."""
    with RunningServer(folder / "data") as server, client_of(server) as client:
        with Senders(server.dsn) as senders:
            wait_for(lambda: server.command("outcomes")["stored"] > 60, "events to be stored")
            live_with_it(server, client)
            processors = [pid for name, pid in server.processes().items() if name.startswith("processor")]
            for pid in processors:  # so that events wait for sure
                os.kill(pid, signal.SIGSTOP)
            sent = len(senders.accepted)
            wait_for(lambda: len(senders.accepted) > sent + 60, "events to wait in the log")
            before = set(senders.accepted)
            made = server.command("backup", str(folder / "backup.tar"))
            for pid in processors:
                os.kill(pid, signal.SIGCONT)
        ignored = client.get("organizations/main/issues/", params={"query": "is:ignored"}).json()
    printed("restore", str(folder / "backup.tar"), "--data-dir", str(folder / "restored"))
    return Lived(before, made, [issue["shortId"] for issue in ignored])


def test_everything_is_there_again_after_a_restore(folder: Path, lived: Lived) -> None:
    before, made = lived.before, lived.saved
    assert made["waiting"]["events"] >= 60
    assert made["tables"]["events"] + made["waiting"]["events"] >= len(before)
    assert (folder / "backup.tar").stat().st_mode & 0o077 == 0

    assert "is whole" in printed("restore", str(folder / "backup.tar"), "--check")
    keys = [key_file(folder / name).read_bytes() for name in ("data", "restored")]
    assert keys[0] == keys[1]
    with RunningServer(folder / "restored") as again, client_of(again) as client:
        wait_for(lambda: again.command("outcomes")["stored"] >= len(before), "what waited to be stored")
        with Senders(again.dsn) as senders:  # the log goes on where it should
            wait_for(lambda: len(senders.accepted) > 30, "new events to be accepted")
        # These senders count from 1 again: what they repeat is a duplicate.
        wait_for(lambda: before <= asyncio.run(read_counts(again.data_dir)).stored, "all to be stored")
        assert_stored_once(again.data_dir, before)
        for event_id in before:
            assert client.get(f"projects/main/first-project/events/{event_id}/").json()["eventID"] == event_id
        found = client.get("organizations/main/issues/", params={"query": "is:ignored"}).json()
        assert [issue["shortId"] for issue in found] == lived.ignored
        [issue] = found
        notes = client.get(f"organizations/main/issues/{issue['id']}/activities/").json()["activity"]
        assert "seen it" in {note["data"].get("text") for note in notes}
        login = {"email": "ines@example.com", "password": PASSWORD}
        assert httpx.post(f"{again.url}/api/0/auth/login/", json=login, timeout=60).status_code == 200


@pytest.mark.usefixtures("lived")
def test_a_restore_refuses_what_it_cannot_do_right(folder: Path, postgres: Cluster) -> None:
    backup = folder / "backup.tar"
    assert "holds an installation already" in refused("restore", str(backup), "--data-dir", str(folder / "restored"))
    assert "already" in refused("backup", str(backup), "--data-dir", str(folder / "restored"))
    whole = backup.read_bytes()
    cases = {"cut.tar": whole[: len(whole) // 2], "flipped.tar": flipped(whole), "text.tar": b"hello " * 500}
    for name, content in cases.items():
        (folder / name).write_bytes(content)
        assert name in refused("restore", str(folder / name), "--data-dir", str(folder / "fresh"))
    (folder / "newer.tar").write_bytes(whole.replace(b'"schema": ', b'"schema":9', 1))
    assert "newer one" in refused("restore", str(folder / "newer.tar"), "--data-dir", str(folder / "fresh"))
    assert "cannot be read" in refused("restore", str(folder / "nowhere.tar"), "--data-dir", str(folder / "fresh"))
    assert not (folder / "fresh").exists()
    taken = postgres.url("redshank_template")
    said = refused("restore", str(backup), "--data-dir", str(folder / "fresh"), REDSHANK_DATABASE_URL=taken)
    assert "restore into an empty one" in said


def flipped(content: bytes) -> bytes:
    """With one byte changed, somewhere in the dump."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.usefixtures("lived")
async def test_a_database_of_your_own_is_backed_up_and_restored(folder: Path, postgres: Cluster) -> None:
    """And a server that stands still, whose log has been moved to another data dir by then."""
    admin = await asyncpg.connect(postgres.url("postgres"))
    await admin.execute("create database own")
    await admin.close()
    own, data = postgres.url("own"), str(folder / "own")
    await asyncio.to_thread(
        printed, "restore", str(folder / "backup.tar"), "--data-dir", data, REDSHANK_DATABASE_URL=own
    )
    again = str(folder / "again.tar")
    said = await asyncio.to_thread(printed, "backup", again, "--data-dir", data, REDSHANK_DATABASE_URL=own)
    assert "events in" in said
    shutil.rmtree(data)
    connection = await asyncpg.connect(own)
    counted = await connection.fetchval("select count(*) from events")
    await connection.close()
    assert f"{counted:,} events in" in await asyncio.to_thread(printed, "restore", again, "--check")
    nowhere = await asyncio.to_thread(refused, "backup", f"{again}2", "--data-dir", data, REDSHANK_DATABASE_URL=own)
    assert "where the gateway runs" in nowhere
    assert not cluster_in(folder / "own").data.exists()
