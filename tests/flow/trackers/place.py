"""Trackers to talk to: real HTTP servers that keep issues in memory, and behave as the documentation of each says."""

import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from aiohttp import web

EPOCH = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
MEMBER = "ines"
"""Issues can be assigned to her."""
TOKEN = "t0ken-of-the-place"
PROJECT = "acme/shop"


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass
class Said:
    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Theirs:
    """An issue there."""

    key: str
    title: str
    text: str
    """As they keep it; documents as JSON."""
    labels: list[str]
    status: str
    comments: list[str] = field(default_factory=list)
    assignee: str = ""
    changed: tuple[str, int] = ("", 0)
    """The status that was told last, and the second since EPOCH of its change."""


@dataclass
class Place:
    """One tracker. `said_next` is what it answers to the next calls instead; with `loses_create` it makes an
    issue, and its answer never arrives."""

    kind: ClassVar[str]
    project: ClassVar[str] = PROJECT
    first_status: ClassVar[str]
    done_status: ClassVar[str]
    other_done: ClassVar[str]
    """Another of their statuses that a person may count as done."""
    url: str = ""
    hook_secret: str = ""
    issues: dict[str, Theirs] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    said_next: deque[Said] = field(default_factory=deque)
    loses_create: bool = False
    hooks: int = 0
    seconds: int = 0
    """By the tracker's clock, which goes on by one with each change."""

    def answer(self, asked: Asked) -> Said:
        raise NotImplementedError

    def hook(self, key: str, person: str = "Ines", *, delivery: str | None = None) -> tuple[dict[str, str], bytes]:
        """Headers and body of the call that tells how an issue stands now."""
        raise NotImplementedError

    def settings(self) -> dict[str, Any]:
        """What a person enters to connect it."""
        about = {"kind": self.kind, "name": f"Our {self.kind}", "address": self.url, "project": self.project}
        return {**about, "token": TOKEN}

    def is_closed(self, key: str) -> bool:
        return self.issues[key].status in (self.done_status, self.other_done)

    def updated(self, issue: Theirs, *, edited: bool = False) -> datetime:
        """When it changed last; a test may have changed its status just now."""
        if edited or issue.changed[0] != issue.status:
            self.seconds += 1
            issue.changed = (issue.status, self.seconds)
        return EPOCH + timedelta(seconds=issue.changed[1])

    def calls(self, method: str) -> int:
        return sum(one.method == method for one in self.asked)

    def next_delivery(self, given: str | None) -> str:
        self.hooks += 1
        return given or f"delivery-{self.hooks}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        asked = Asked(
            request.method, request.path, dict(request.query), dict(request.headers), json.loads(raw) if raw else None
        )
        self.asked.append(asked)
        said = self.said_next.popleft() if self.said_next else self.answer(asked)
        if self.loses_create and asked.method == "POST" and asked.path.endswith(("/issue", "/issues")):
            self.loses_create = False
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(said.body, status=said.status, headers=said.headers)


@asynccontextmanager
async def serving(place: Place) -> AsyncIterator[Place]:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", place.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    place.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield place
    finally:
        await runner.cleanup()
