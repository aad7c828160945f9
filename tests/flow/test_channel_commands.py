"""`redshank channel` and `redshank delivery` against a real server, its alerter, and a chat at 127.0.0.1."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.vault import Vault
from tests.commands import redshank_at
from tests.dead import query
from tests.server import RunningServer, open_folder

KEY = "a key that the test and its server have, long"


class Chat(BaseHTTPRequestHandler):
    """Answers as its path says: /200, /403."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(int(self.path[1:]))
        self.end_headers()
        self.wfile.write(b"as you wish")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def chat() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Chat) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    environment = {"REDSHANK_OUTBOUND_ALLOW": "127.0.0.1", "REDSHANK_SECRET_KEY": KEY}
    with open_folder() as folder, RunningServer(folder / "data", **environment) as running:
        yield running


def channel(server: RunningServer, name: str, url: str) -> str:
    sealed = Vault(KEY).encrypt({"url": url})
    [row] = query(
        server,
        """insert into channels (organization_id, kind, name, config, secrets, created_at, updated_at)
           select id, 'mattermost', $1, '{}', $2, now(), now() from organizations limit 1 returning id""",
        name,
        sealed,
    )
    return str(row["id"])


def test_a_test_arrives_or_says_why_not(server: RunningServer, chat: str) -> None:
    good, bad = channel(server, "good", f"{chat}/200"), channel(server, "bad", f"{chat}/403")
    listed = server.command("channel", "list")
    assert {one["name"] for one in listed["channels"]} == {"good", "bad"}
    done = redshank_at(server, "channel", "test", good, "--json")
    assert done.exit_code == 0, done.output
    value = json.loads(done.stdout)
    assert (value["arrived"], value["status"], value["answer"]) == (True, 200, "as you wish")
    refused = redshank_at(server, "channel", "test", bad)
    assert refused.exit_code == 1
    assert "It did not arrive (auth): as you wish" in refused.stdout
    failed = server.command("delivery", "list", "--state", "failed")["deliveries"]
    assert [(one["failure"], one["purpose"]) for one in failed] == [("auth", "test")]
    assert server.command("delivery", "resend", str(failed[0]["id"])) == {
        "sent_again": [failed[0]["id"]],
        "left_alone": [],
    }
    assert "There are none." in redshank_at(server, "delivery", "list", "--kind", "jira").stdout


def test_what_makes_no_sense_is_one_line(server: RunningServer) -> None:
    for arguments in (("channel", "test", "4711"), ("delivery", "resend"), ("delivery", "resend", "4711")):
        result = redshank_at(server, *arguments)
        assert result.exit_code != 0
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
