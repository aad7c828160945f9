"""What the stories of alerts are told with: somebody to tell, and a clock that the story moves."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from alerting.advancing import follow
from core.alerts import PersonalRules, Policy, Step, Target, Timing
from core.clock import instant
from core.db.alerts import actions as alert_actions
from core.db.alerts.actions import Actor
from core.db.database import Connection
from core.db.organizations import people
from tests.alerts import open_alert, texts
from tests.app import Installation

MAIL = "smtp://mail.example:25"
TIMING = Timing(group_wait=30, group_interval=300, repeat_interval=14_400, auto_resolve=0)


@dataclass
class Story:
    """An organization with somebody to tell."""

    app: Installation
    organization_id: int
    ines: int
    omar: int

    @property
    def now(self) -> float:
        return self.app.clock.now()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        async with self.app.resources.database.transaction() as connection:
            yield connection

    async def fires(self, **how: Any) -> int:
        """An alert opens; its id."""
        async with self.writing() as connection:
            how = {"timing": TIMING, "issues": ("ValueError",), **how}
            return await open_alert(connection, self.organization_id, self.app.project_id, self.now, **how)

    async def after(self, **duration: float) -> list[tuple[str, str, str]]:
        """Let time go by, and have everything done that is due meanwhile; answers what was queued: purpose, recipient,
        and what came of it."""
        seen = await self.last_delivery()
        end = self.now + timedelta(**duration).total_seconds()
        while True:
            rest = await follow(self.app.resources)
            if self.now >= end and rest > 0:
                return await self.queued(seen)
            self.app.clock.advance(min(max(rest, 1.0), end - self.now) if rest else 0)

    async def queued(self, since: int = 0) -> list[tuple[str, str, str]]:
        rows = await self.app.rows("select * from deliveries where id > $1 order by id", since)
        return [(row["purpose"], row["recipient"], row["state"]) for row in rows]

    async def last_delivery(self) -> int:
        [row] = await self.app.rows("select coalesce(max(id), 0) as id from deliveries")
        return int(row["id"])

    async def deliver(self) -> None:
        """As if a deliverer had sent everything that is due."""
        await self.app.rows(
            "update deliveries set state = 'synced', next_at = null, attempts = 1"
            " where state = 'pending' and next_at <= $1",
            instant(self.now),
        )

    async def answer(self, alert_id: int, what: str) -> bool:
        by = Actor(self.ines, "Ines", "", self.now)
        async with self.writing() as connection:
            locked = await alert_actions.lock_by_id(connection, alert_id)
            assert locked is not None
            return bool(await getattr(alert_actions, what)(connection, locked, by))

    async def time_line(self, alert_id: int) -> list[tuple[str, str]]:
        rows = await self.app.rows("select kind, text from alert_entries where alert_id = $1 order by id", alert_id)
        return texts(rows)

    async def alert(self, alert_id: int) -> Any:
        [row] = await self.app.rows("select * from alerts where id = $1", alert_id)
        return row


async def peopled(app: Installation) -> Story:
    """With Ines and Omar, members."""
    async with app.resources.database.transaction() as connection:
        organization_id = await connection.fetchval("select id from organizations")
        made = [
            await people.create_user(connection, f"{name}@example.com", "member", organization_id, 0.0, name.title())
            for name in ("ines", "omar")
        ]
    return Story(app, organization_id, made[0].id, made[1].id)


def policy(*steps: Sequence[Target], minutes: int = 15, **more: Any) -> Policy:
    return Policy(steps=tuple(Step(targets=tuple(one), minutes=minutes) for one in steps), **more)


def user(user_id: int) -> Target:
    return Target(kind="user", id=user_id)


async def wants(connection: Connection, user_id: int, rules: PersonalRules) -> None:
    """That person's own rules."""
    await connection.execute(
        "insert into personal_rules (user_id, definition, updated_at) values ($1, $2, now())",
        user_id,
        msgspec.to_builtins(rules),
    )
