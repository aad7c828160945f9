"""What happens, told to open pages as it happens: server-sent events.

The recorder and whoever changes an issue notify PostgreSQL's channel `recorded`, whatever writes a time line of an
alert `alerts`. One connection of this process listens to each; what it hears is handed to the subscribers of the
organization, gathered for a moment, and sent. A slow page makes no queue: what waits for it is a set of ids with a
bound, and past the bound it is only told that there was more than it wants to know.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from api.access.rights import Access, ReadEvents
from api.deps import Deps
from api.problems import too_many
from api.subscriber import Subscriber
from core.backoff import delay
from core.db.alerts.entries import ALERTS
from core.db.database import OUTAGES, Database
from core.db.listening import RECORDED, listen_until_lost
from core.db.organizations.projects import organization_of_project
from core.errors import Unavailable

router = APIRouter(tags=["live"])
_log = logging.getLogger(__name__)

GATHER_SECONDS: Final = 0.5
"""A page that repaints more often is no help to its reader."""
KEEP_ALIVE_SECONDS: Final = 15.0
"""Under the idle limit of the usual proxies, which is a minute or half of it."""
LONGEST_SECONDS: Final = 600.0
"""Then the browser connects again and is asked again who it is."""
MAX_SUBSCRIBERS: Final = 500
MAX_PER_USER: Final = 20
"""Tabs."""


class Live:
    """The listener and its subscribers; one in a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._subscribers: set[Subscriber] = set()
        self._organizations: dict[int, int | None] = {}
        self._heard: asyncio.Queue[str] = asyncio.Queue(maxsize=10_000)

    @asynccontextmanager
    async def subscribed(self, organization_id: int, user_id: int | None) -> AsyncIterator[Subscriber]:
        """Raises 429 where there are too many."""
        own = sum(1 for one in self._subscribers if one.user_id == user_id)
        if len(self._subscribers) >= MAX_SUBSCRIBERS or own >= MAX_PER_USER:
            raise too_many("Too many open pages follow along.", 30)
        subscriber = Subscriber(organization_id, user_id)
        self._subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    def hear(self, payload: str) -> None:
        """A notification came. Never waits: the connection that calls it cannot."""
        try:
            self._heard.put_nowait(payload)
        except asyncio.QueueFull:
            self._miss()

    def hear_alerts(self, payload: str) -> None:
        """Something happened to alerts of the organizations that the payload names by their ids."""
        named = {int(one) for one in payload.split() if one.isdecimal()}
        for subscriber in self._subscribers:
            if subscriber.organization_id in named:
                subscriber.tell_alerts()

    async def run(self, url: str, rng: Random) -> None:
        """Listen until cancelled; connect again whenever the connection breaks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(url, rng))
            group.create_task(self._spread())

    async def _listen(self, url: str, rng: Random) -> None:
        hears = {RECORDED: self.hear, ALERTS: self.hear_alerts}
        attempt = 0
        while True:
            try:
                await listen_until_lost(url, hears, self._miss, name="redshank web")
                attempt = 0
            except OUTAGES as error:
                _log.info("live updates: cannot listen: %s", error)
            await asyncio.sleep(delay(attempt, rng))
            attempt += 1

    async def _spread(self) -> None:
        while True:
            payload = await self._heard.get()
            try:
                message = json.loads(payload)
                project_id, changed, new = int(message["p"]), _ids(message.get("i")), _ids(message.get("n"))
                organization_id = await self._organization(project_id)
            except (ValueError, KeyError, TypeError, Unavailable) as error:
                _log.warning("live updates: %r was not understood or its project not found: %s", payload[:200], error)
                continue
            for subscriber in self._subscribers:
                if subscriber.organization_id == organization_id:
                    subscriber.tell(project_id, changed, new)

    async def _organization(self, project_id: int) -> int | None:
        """Projects do not move between organizations, so what is known stays true."""
        if self._organizations.get(project_id) is None:
            async with self._database.connection() as connection:
                self._organizations[project_id] = await organization_of_project(connection, project_id)
        return self._organizations[project_id]

    def _miss(self) -> None:
        for subscriber in self._subscribers:
            subscriber.tell_all()


def _ids(value: Any) -> list[str]:
    return [str(int(one)) for one in value or ()]


@router.get(
    "/organizations/{org}/live/",
    responses={200: {"content": {"text/event-stream": {}}, "description": "Events `issues`, `outcomes` and `alerts`."}},
    response_class=StreamingResponse,
)
async def follow(access: ReadEvents, request: Request) -> StreamingResponse:
    """`issues` {project, ids, new, more}: with `more`, or without a project, look at all again; `outcomes` {};
    `alerts` {}: something happened to some."""
    live: Live = request.app.state.live
    subscription = live.subscribed(access.organization.id, access.user_id)
    subscriber = await subscription.__aenter__()

    async def stream() -> AsyncIterator[str]:
        try:
            async for text in _stream(access.deps, access, subscriber):
                yield text
        finally:
            await subscription.__aexit__(None, None, None)

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)


async def _stream(deps: Deps, access: Access, subscriber: Subscriber) -> AsyncIterator[str]:
    yield "retry: 2000\n: hello\n\n"
    loop = asyncio.get_running_loop()
    ends = loop.time() + LONGEST_SECONDS
    while loop.time() < ends and not deps.stop.is_set():
        if not await _news_or_stop(deps.stop, subscriber, min(KEEP_ALIVE_SECONDS, ends - loop.time())):
            yield ": still here\n\n"
            continue
        await asyncio.sleep(GATHER_SECONDS)
        alerts, issues = subscriber.take_alerts(), subscriber.take()
        for message in issues:
            yield f"event: issues\ndata: {json.dumps(message)}\n\n"
        if issues:
            yield "event: outcomes\ndata: {}\n\n"
        if alerts:
            yield "event: alerts\ndata: {}\n\n"


async def _news_or_stop(stop: asyncio.Event, subscriber: Subscriber, seconds: float) -> bool:
    news = asyncio.ensure_future(subscriber.wait(seconds))
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({news, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return news.done() and news.result()
    finally:
        for task in (news, stopped):
            task.cancel()
