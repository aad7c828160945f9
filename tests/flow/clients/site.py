"""A running server, and what the tests of clients ask of it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import httpx

from tests.server import RunningServer, wait_for

SCOPES = "org:admin,project:admin,team:admin,event:admin,member:read"


@dataclass(frozen=True, slots=True)
class Shop:
    """A project of its own for one test."""

    slug: str
    id: str
    key_id: str
    dsn: str


class Site:
    """The server of this test process, asked with a token that may everything."""

    organization = "main"

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.token = str(server.command("token", "create", "--scope", SCOPES)["token"])
        self._client = httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {self.token}"}, timeout=60)

    def close(self) -> None:
        self._client.close()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """`path` is below `/api/0`; `{org}` in it is the organization."""
        return self._client.request(method, f"/api/0{path.format(org=self.organization)}", **options)

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of an answer that must be 200."""
        response = self.request("GET", path, params=query)
        assert response.status_code == 200, (path, response.status_code, response.text)
        return response.json()

    def open_shop(self, name: str) -> Shop:
        made = self.request("POST", "/organizations/{org}/projects/", json={"name": name})
        assert made.status_code == 201, made.text
        slug = made.json()["slug"]
        [key] = self.get(f"/projects/{self.organization}/{slug}/keys/")
        return Shop(slug, made.json()["id"], key["id"], key["dsn"]["public"])

    def event(self, shop: Shop, event_id: str) -> Any:
        """The whole event, as soon as it is stored."""
        path = f"/projects/{self.organization}/{shop.slug}/events/{event_id}/"
        wait_for(lambda: self.request("GET", path).status_code == 200, f"event {event_id}")
        return self.get(path)

    def outcomes(self, shop: Shop) -> dict[tuple[str, str, str], int]:
        """(outcome, category, reason) -> how many."""
        reasons = self.get("/organizations/{org}/outcomes/", project=shop.id)["reasons"]
        return {(one["outcome"], one["category"], one["reason"]): one["quantity"] for one in reasons}


def run_program(name: str, shop: Shop) -> dict[str, str]:
    """Run a program of `programs/` to its end; the events' ids by the names that it gave them."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.flow.clients.programs.{name}"],
        env={**os.environ, "DSN": shop.dsn},
        capture_output=True,
        text=True,
        timeout=180,
    )
    told = dict(line.split() for line in done.stdout.splitlines())
    assert told, done.stderr
    return told
