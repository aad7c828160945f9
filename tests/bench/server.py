"""One server and its project, under load and looked at."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from urllib.parse import urlsplit

import httpx

from tests.bench.meter import cpu_seconds
from tests.server import RunningServer, open_folder, wait_for

WARM_UP = 400
"""Events that are sent before anything is measured."""

EXPLORE = "/api/0/organizations/main/explore"
_CONNECTIONS = 64
_ISSUES = 50
_PATIENCE_SECONDS = 1_800.0


class Bench:
    """One server and its project."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        parts = urlsplit(server.dsn)
        self.address = f"{parts.hostname}:{parts.port}".replace("localhost", "127.0.0.1")
        self.key, self.project = parts.username or "", parts.path.strip("/")
        self.sent = 0
        token = server.command("token", "create", "--scope", "org:read,project:read,event:read")["token"]
        self.client = httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def stored(self) -> int:
        series = self.client.get("/api/0/organizations/main/outcomes/", params={"statsPeriod": "24h"}).json()
        return int(series["totals"].get("stored", 0))

    def load(self, size: str, count: int, rate: float | None = None) -> dict[str, float]:
        """Send `count` events and wait until they are stored; the sender's figures, and `cpu` and `wall` seconds."""
        self.sent += count
        command = [sys.executable, "-m", "tests.bench.load", self.address, self.project, self.key, size, str(count)]
        command += [str(_CONNECTIONS), str(_ISSUES), str(self.sent), *([str(rate)] if rate else [])]
        sender = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
        assert sender.stdout is not None
        assert sender.stdout.readline() == "prepared\n"
        cpu, begun = cpu_seconds(self.server.pid), time.monotonic()
        out, _ = sender.communicate("go\n")
        figures: dict[str, float] = json.loads(out)
        # A look is work for the server, too: seldom, where the load is what is measured.
        every = 0.05 if count == 1 else 0.5
        wait_for(lambda: self.stored() >= self.sent, "every event to be stored", _PATIENCE_SECONDS, every)
        figures["wall"] = time.monotonic() - begun
        figures["cpu"] = cpu_seconds(self.server.pid) - cpu
        return figures

    def wait_until_searched(self) -> None:
        def behind() -> int:
            return int(self.client.get(f"{EXPLORE}/summary/").raise_for_status().json()["behind"])

        wait_for(lambda: behind() == 0, "every event to be found", _PATIENCE_SECONDS)

    def visible_seconds(self) -> float:
        """From sending one event until readers see it (looked at every 50 ms)."""
        return self.load("2 KB", 1)["wall"]

    def page_milliseconds(self, path: str) -> float:
        """95th percentile of 60 requests, after 5 to warm up."""
        times = []
        for _ in range(65):
            begun = time.perf_counter()
            self.client.get(path).raise_for_status()
            times.append((time.perf_counter() - begun) * 1000)
        return quantiles(times[5:], n=20)[-1]


@contextmanager
def benched(environment: dict[str, str], *options: str) -> Iterator[Bench]:
    with open_folder() as folder, RunningServer(folder / "data", *options, **environment) as server:
        yield Bench(server)
