"""Asking those who take turns in a schedule to stand in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.clock import instant
from tests.db.api.world import World

SCHEDULES = "/api/0/organizations/acme/schedules/"


@pytest.fixture
async def mailing(world: World) -> World:
    world.app.state.deps = replace(world.app.state.deps, mail_is_set_up=True)
    return world


async def schedule(world: World, *names: str) -> str:
    people = [str(world.people[name].id) for name in names]
    layer = {"name": "Week", "userIds": people, "starts": "2027-01-04T09:00", "every": 1, "unit": "week"}
    async with world.as_("owner") as owner:
        made = await owner.post(SCHEDULES, json={"name": "Shop", "timeZone": "UTC", "layers": [layer]})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def gap(world: World) -> Any:
    start = instant(world.clock.now()) + timedelta(days=3)
    return {"startsAt": start.isoformat(), "endsAt": (start + timedelta(hours=8)).isoformat()}


async def test_everybody_else_in_the_schedule_is_asked_once_in_an_hour(mailing: World) -> None:
    path = f"{SCHEDULES}{await schedule(mailing, 'owner', 'member', 'admin')}/ask/"
    async with mailing.as_("member") as member:
        answer = await member.post(path, json=gap(mailing))
        assert (answer.status_code, answer.json()["asked"]) == (202, ["admin@acme.example", "owner@acme.example"])
        again = await member.post(path, json=gap(mailing))
        assert (again.status_code, again.json()["detail"]) == (
            409,
            "They were asked for this time less than an hour ago.",
        )
    async with mailing.database.connection() as connection:
        [first, _] = await connection.fetch("select * from deliveries order by recipient")
    assert (first["purpose"], first["target"], first["recipient"]) == ("notice", "mail", "admin@acme.example")
    assert "press “I take it”" in first["message"]["text"]
    assert "/acme/on-call?schedule=" in first["message"]["url"]


async def test_where_nobody_can_be_asked_it_says_why(world: World) -> None:
    alone = await schedule(world, "member")
    async with world.as_("member") as member:
        unset = await member.post(f"{SCHEDULES}{alone}/ask/", json=gap(world))
        assert (unset.status_code, "REDSHANK_SMTP_URL" in unset.json()["detail"]) == (409, True)
        world.app.state.deps = replace(world.app.state.deps, mail_is_set_up=True)
        refused = await member.post(f"{SCHEDULES}{alone}/ask/", json=gap(world))
        assert (refused.status_code, "nobody else takes turns" in refused.json()["detail"]) == (409, True)
        over = {"startsAt": "2020-01-01T00:00:00Z", "endsAt": "2020-01-02T00:00:00Z"}
        assert (await member.post(f"{SCHEDULES}{alone}/ask/", json=over)).status_code == 400
