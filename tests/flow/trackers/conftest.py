"""An organization, one of the trackers connected to it through the API, and an alerter to hand."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import httpx
import pytest

from alerting.delivering import Deliverer
from alerting.outbound import open_outbound
from alerting.sending import Sender
from alerting.trackers.desk import Desk
from alerting.trackers.sender import TrackerSender
from core.addresses import parse_allowed
from core.bus.memory import MemoryLog
from core.db import Database
from core.db.partitions import DayPartitions
from core.resources import Resources
from core.settings import Settings
from tests.db.api.world import World, build_world
from tests.flow.trackers.github import GitHub
from tests.flow.trackers.gitlab import GitLab
from tests.flow.trackers.jira import Jira
from tests.flow.trackers.place import Place, serving

ORG = "/api/0/organizations/acme"


@dataclass
class Story:
    """What the tests tell with."""

    world: World
    place: Place
    res: Resources
    member: httpx.AsyncClient
    tracker: dict[str, Any]
    """As the API showed it when it was made, secret included."""

    async def deliver(self, sender: Sender | None = None) -> None:
        """Send what is due now."""
        deliverer = Deliverer({"tracker": sender or TrackerSender()})
        while await deliverer.once(self.res) <= 0:
            pass
        await deliverer.close()

    async def issue(self) -> dict[str, Any]:
        async with self.world.database.connection() as connection:
            issue_id = await connection.fetchval("select min(id) from issues")
        answer = await self.member.get(f"{ORG}/issues/{issue_id}/")
        return dict(answer.json())

    async def links(self) -> dict[str, Any]:
        answer = await self.member.get(f"{ORG}/issues/{(await self.issue())['id']}/links/")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def link(self) -> dict[str, Any]:
        [one] = (await self.links())["links"]
        return dict(one)

    async def make_link(self, **body: str) -> httpx.Response:
        issue = await self.issue()
        return await self.member.post(
            f"{ORG}/issues/{issue['id']}/links/", json={"tracker": self.tracker["id"], **body}
        )

    async def linked(self) -> str:
        """An event has come, its issue is at the tracker; its key there."""
        await self.world.record(self.world.event())
        assert (await self.make_link()).status_code == 201
        await self.deliver()
        return str((await self.link())["key"])

    async def set_state(self, state: str) -> None:
        self.world.clock.advance(1)
        answer = await self.member.put(f"{ORG}/issues/{(await self.issue())['id']}/", json={"state": state})
        assert answer.status_code == 200, answer.text

    async def theirs(self, key: str, status: str, person: str = "Ines") -> dict[str, Any]:
        """Somebody moves it there, and their webhook says so."""
        self.place.issues[key].status = status
        return await self.hook(key, person)

    async def hook(self, key: str, person: str = "Ines", *, delivery: str | None = None) -> dict[str, Any]:
        headers, body = self.place.hook(key, person, delivery=delivery)
        answer = await self.call_hook(headers, body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def call_hook(self, headers: dict[str, str], body: bytes) -> httpx.Response:
        self.world.clock.advance(1)
        async with self.world.client() as client:
            path = self.tracker["hookUrl"].removeprefix("http://redshank.test")
            return await client.post(path, content=body, headers=headers)

    async def event_comes(self) -> None:
        self.world.clock.advance(60)
        await self.world.record(self.world.event(ago=0))

    async def activity(self) -> list[dict[str, Any]]:
        """Newest first."""
        answer = await self.member.get(f"{ORG}/issues/{(await self.issue())['id']}/activities/")
        return list(answer.json()["activity"])


@pytest.fixture(params=["jira", "github", "gitlab"])
def place(request: pytest.FixtureRequest) -> Place:
    return {"jira": Jira, "github": GitHub, "gitlab": GitLab}[request.param]()


@pytest.fixture
async def story(place: Place, database: Database, tmp_path: Path) -> AsyncIterator[Story]:
    async with telling(place, database, tmp_path) as told:
        yield told


@asynccontextmanager
async def telling(place: Place, database: Database, folder: Path, **settings: Any) -> AsyncIterator[Story]:
    async with AsyncExitStack() as stack:
        world = await build_world(database)
        await stack.enter_async_context(serving(place))
        outbound = await stack.enter_async_context(open_outbound(parse_allowed(["127.0.0.1"])))
        deps = world.app.state.deps
        world.app.state.deps = replace(deps, trackers=Desk(outbound, world.clock))
        res = Resources(
            settings=Settings(data_dir=folder, outbound_allow=("127.0.0.1",), public_url="http://redshank.test"),
            clock=world.clock,
            rng=Random(7),
            database=database,
            log=MemoryLog(UUID(int=1)),
            partitions=DayPartitions(database),
            payloads=world.payloads,
            search=world.payloads,
            vault=deps.vault,
        )
        admin = await stack.enter_async_context(world.as_("admin"))
        member = await stack.enter_async_context(world.as_("member"))
        made = await admin.post(f"{ORG}/trackers/", json={**place.settings(), **settings})
        assert made.status_code == 201, made.text
        place.hook_secret = made.json()["hookSecret"]
        yield Story(world, place, res, member, made.json())
