"""Two organizations that know nothing of each other, people of each role, and events where a test wants them."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from alerting.dry_run.run import dry_run
from alerting.report import write_report
from api.access.passwords import Passwords
from api.app import create_app
from api.deps import Deps, PrivacyKind
from api.live import Live
from api.openapi import EXAMPLE_DEPS
from core.bus import Topic
from core.bus.dead_copies import show_nobody
from core.bus.memory import MemoryLog
from core.clock import ManualClock, instant
from core.codec import encode_raw_event
from core.db import Connection, Database
from core.db.access.tokens import create_token
from core.db.organizations.organizations import Organization, create_organization
from core.db.organizations.people import User, create_user
from core.db.organizations.project_keys import create_key
from core.db.organizations.projects import Project, create_project
from core.db.partitions import DayPartitions
from core.db.positions import Positions
from core.db.recording import write
from core.events import Fingerprint, FingerprintPart, GroupedEvent, Headline, RawEvent, RedactedEvent
from core.outcomes import Outcome
from core.payloads.memory import MemoryPayloads
from core.projects import Method, PrivacyPolicy
from core.remarks import Removal
from core.vault import Vault
from processor.failures import Failure
from processor.filters import rule_trial
from processor.record import Recorder
from processor.rows import dead_rows

NOW = 1_800_000_000.0
KINDS = (
    PrivacyKind("email", "E-mail addresses", "[email]", "", Method.REPLACE),
    PrivacyKind("ip", "IP addresses", "[ip]", "", Method.REPLACE),
)


def redact(text: str, policy: PrivacyPolicy) -> tuple[str, list[Removal]]:
    """Stands for the processor's: knows one address."""
    at = text.find("ann@example.com")
    if at < 0 or "email" in policy.disabled_kinds:
        return text, []
    removal = Removal((), "email", "replace", at, at + 7, 15)
    return text.replace("ann@example.com", "[email]"), [removal]


@dataclass
class World:
    database: Database
    payloads: MemoryPayloads
    clock: ManualClock
    random: Random
    app: FastAPI
    recorder: Recorder
    organization: Organization
    project: Project
    other_organization: Organization
    other_project: Project
    people: dict[str, User] = field(default_factory=dict)
    """By role; `stranger` is the owner of the other organization."""
    sent: int = 0

    @asynccontextmanager
    async def client(self, token: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://redshank.test", headers=headers) as client:
            yield client

    async def token(self, who: str, *scopes: str) -> str:
        """A token of a person, good in her organization."""
        organization = self.other_organization if who == "stranger" else self.organization
        async with self.database.connection() as connection:
            _, secret = await create_token(
                connection,
                organization_id=organization.id,
                user_id=self.people[who].id,
                name="test",
                scopes=scopes or ALL_SCOPES,
                now=self.clock.now(),
                random_bytes=self.random.randbytes,
            )
        return secret

    @asynccontextmanager
    async def as_(self, who: str, *scopes: str) -> AsyncIterator[httpx.AsyncClient]:
        """A client with a token of that person; all scopes unless some are named."""
        async with self.client(await self.token(who, *scopes)) as client:
            yield client

    async def record(self, *events: GroupedEvent) -> list[str]:
        """Store events as the processor does; answers their ids."""
        await self.recorder.record(events, [], [], {}, self.clock.now())
        return [one.event.raw.event_id for one in events]

    async def bury(
        self,
        connection: Connection,
        *,
        project: Project | None = None,
        reason: str = "processing_error",
        body: bytes = b'{"message":"for ann@example.com"}',
        trace: str = "KeyError: 'ann@example.com'",
        count: int = 1,
    ) -> int:
        """Dead records of one body, as the processor leaves them; answers the id of the last."""
        self.sent += 1
        home, now = (project or self.project).id, self.clock.now()
        raw = RawEvent(home, 1, f"{self.sent:032x}", now, None, None, None, "test/1", "error", "", 0, len(body), body)
        failure = Failure(home, 1, "error", "", Outcome.DEAD, reason, trace, encode_raw_event(raw))
        await write(connection, "insert_dead", dead_rows([failure] * count, instant(now)))
        return int(await connection.fetchval("select max(id) from dead_records"))

    def event(
        self,
        type: str = "ValueError",
        value: str = "no such item",
        *,
        project: Project | None = None,
        ago: float = 60.0,
        tags: dict[str, str] | None = None,
        user: str | None = None,
        release: str | None = None,
        environment: str | None = None,
        fingerprint: str | None = None,
        **data: Any,
    ) -> GroupedEvent:
        """An event as it leaves the pipeline, `ago` seconds old."""
        self.sent += 1
        at = self.clock.now() - ago
        raw = RawEvent(
            project_id=(project or self.project).id,
            key_id=1,
            event_id=f"{self.sent:032x}",
            received_at=at,
            sent_at=None,
            client_ip=None,
            user_agent=None,
            client="test/1",
            category="error",
            encoding="",
            start=0,
            end=2,
            body=b"{}",
        )
        digest = hashlib.md5((fingerprint or f"{type}|{value}").encode(), usedforsecurity=False).digest()
        fields = {"release": release, "environment": environment}
        every = {"level": data.get("level", "error"), **{k: v for k, v in fields.items() if v}, **(tags or {})}
        content: dict[str, Any] = {
            "event_id": raw.event_id,
            "timestamp": at,
            "received": at,
            "platform": "python",
            "level": "error",
            "type": "error",
            "exception": {"values": [{"type": type, "value": value}]},
            **{name: one for name, one in fields.items() if one},
            **({"user": {"id": user}} if user else {}),
            **data,
            "tags": [[key, one] for key, one in every.items()],
            "_grouping": {"version": "v1", "hashes": [digest.hex()], "parts": []},
            "_custody": {"received": at, "processed": at + 0.25, "client": "test/1"},
        }
        user_hash = hashlib.md5(user.encode(), usedforsecurity=False).digest() if user else None
        parts = (FingerprintPart("exception type", type, True),)
        return GroupedEvent(
            RedactedEvent(raw, content, user_hash, json.dumps(content).encode()),
            Fingerprint("v1", (digest,), parts),
            Headline(type, value, "shop.cart in add"),
        )


ALL_SCOPES = (
    "org:admin",
    "org:integrations",
    "org:ci",
    "member:admin",
    "team:admin",
    "project:admin",
    "project:releases",
    "event:admin",
    "alerts:write",
)


@cache
def _app() -> FastAPI:
    return create_app(EXAMPLE_DEPS)


def _app_with(deps: Deps) -> FastAPI:
    """One app for all tests, each with its own world behind it: to build the routes takes longer than most tests."""
    app = _app()
    app.state.deps, app.state.live, app.state.passwords = deps, Live(deps.database), Passwords()
    return app


async def build_world(database: Database) -> World:
    random = Random(7)
    clock = ManualClock(NOW)
    payloads = MemoryPayloads()
    deps = Deps(
        database=database,
        payloads=payloads,
        search=payloads,
        clock=clock,
        vault=Vault("a key that only tests have, long enough"),
        public_url="http://redshank.test",
        version="1.2.3",
        write_report=write_report,
        privacy_kinds=KINDS,
        redact_text=redact,
        dry_run=lambda ask: dry_run(ask, database, payloads, clock.now()),
        rule_trial=rule_trial,
        test_patience=0.0,
        random_bytes=random.randbytes,
    )
    async with database.transaction() as connection:
        organization = await create_organization(connection, "Acme", NOW)
        other = await create_organization(connection, "Other", NOW)
        people = {
            role: await create_user(connection, f"{role}@acme.example", role, organization.id, NOW)
            for role in ("owner", "admin", "member", "viewer")
        }
        people["stranger"] = await create_user(connection, "stranger@other.example", "owner", other.id, NOW)
        project = await create_project(connection, organization.id, "Shop", now=NOW, random_bytes=random.randbytes)
        other_project = await create_project(connection, other.id, "Shop", now=NOW, random_bytes=random.randbytes)
        for one in (project, other_project):
            await create_key(connection, one.id, now=NOW, random_bytes=random.randbytes)
    positions = Positions(database, MemoryLog(UUID(int=1)), "processor", Topic.EVENTS)
    recorder = Recorder(database, payloads, DayPartitions(database), positions, show_nobody)
    return World(
        database,
        payloads,
        clock,
        random,
        _app_with(deps),
        recorder,
        organization,
        project,
        other,
        other_project,
        people,
    )


def titles(issues: Sequence[dict[str, Any]]) -> list[str]:
    return [issue["title"] for issue in issues]
