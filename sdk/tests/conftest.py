"""The receiving end of the tests: a real HTTP server that records envelopes and answers as it is told."""

from __future__ import annotations

import gzip
import json
import os
import ssl
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable

import pytest
from hypothesis import HealthCheck, settings

import redshank
from redshank import scope

# How long an example takes says how busy the machine is. What else is set (in CI, or by who calls) stays.
settings.register_profile("redshank", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("redshank")


@dataclass
class Envelope:
    """One recorded request; `items` are (header, payload)."""

    path: str
    headers: dict[str, str]
    header: dict[str, Any]
    items: list[tuple[dict[str, Any], bytes]]
    connection: int

    def payloads(self, kind: str) -> list[dict[str, Any]]:
        return [json.loads(payload) for header, payload in self.items if header["type"] == kind]


def parse_envelope(body: bytes) -> tuple[dict[str, Any], list[tuple[dict[str, Any], bytes]]]:
    """Read an envelope strictly, by the lengths its items declare."""
    line, _, rest = body.partition(b"\n")
    items = []
    while rest:
        head, _, rest = rest.partition(b"\n")
        header = json.loads(head)
        payload, rest = rest[: header["length"]], rest[header["length"] :]
        assert len(payload) == header["length"]
        assert rest[:1] == b"\n"
        rest = rest[1:]
        items.append((header, payload))
    return json.loads(line), items


@dataclass
class Receiver:
    """`answers` are used up in order, then every request is answered with 200."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    answers: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    let_answer: threading.Event = field(default_factory=threading.Event)
    """Cleared by tests that want requests to hang."""
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released once for each request, before it is answered."""

    wrap: Callable[[ssl.SSLContext], None] = lambda context: None
    """Speak TLS from now on."""

    @property
    def dsn(self) -> str:
        return f"http://0123456789abcdef0123456789abcdef@127.0.0.1:{self.port}/42"

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for envelope in list(self.envelopes) for event in envelope.payloads("event")]

    @property
    def event(self) -> dict[str, Any]:
        """The one event that came."""
        (event,) = self.events
        return event

    @property
    def discarded(self) -> dict[str, int]:
        """reason -> quantity, over all client reports."""
        total: dict[str, int] = {}
        for envelope in list(self.envelopes):
            for report in envelope.payloads("client_report"):
                for entry in report["discarded_events"]:
                    assert entry["category"] == "error"
                    total[entry["reason"]] = total.get(entry["reason"], 0) + entry["quantity"]
        return total


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Encoding"] == "gzip"
        header, items = parse_envelope(gzip.decompress(body))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.envelopes.append(Envelope(self.path, headers, header, items, self.client_address[1]))
        receiver.arrived.release()
        receiver.let_answer.wait(120)
        status, extra = receiver.answers.popleft() if receiver.answers else (200, {})
        hang_up = extra.pop("hang-up", None)
        answer = b"{}"
        self.send_response(status)
        for name, value in {"Content-Length": str(len(answer)), **extra}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)
        if hang_up:
            self.close_connection = True  # without having announced it: the client believes in its connection

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are part of the tests; anything else is a failed assertion of the handler."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture
def receiver():
    server = _Server(("127.0.0.1", 0), _Handler)
    server.receiver = receiver = Receiver(port=server.server_address[1])
    receiver.let_answer.set()

    def wrap(context: ssl.SSLContext) -> None:
        server.socket = context.wrap_socket(server.socket, server_side=True)

    receiver.wrap = wrap
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield receiver
    receiver.let_answer.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def fresh_process_state():
    """Each test begins and ends without a current client, hooks, or values in the process scope."""
    yield
    redshank.close(timeout=60)
    scope._process_scope.clear()


@pytest.fixture
def client(receiver):
    """A client of the receiver, without hooks."""
    client = redshank.Client(receiver.dsn)
    yield client
    client.close(timeout=60)


@pytest.fixture
def run_program(receiver, tmp_path):
    """Run a program in a process of its own, with the receiver's DSN in its environment."""

    def run(source: str, *, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "program.py"
        path.write_text(source)
        environ = {**os.environ, "REDSHANK_DSN": receiver.dsn, "PYTHONPATH": os.path.dirname(redshank.__path__[0])}
        return subprocess.run(
            [python, str(path)], env=environ, capture_output=True, text=True, timeout=120, check=False
        )

    return run
