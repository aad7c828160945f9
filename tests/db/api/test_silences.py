"""Silences, maintenance windows and inhibitions through the API."""

import pytest

from alerting.decide import LOOK_AGAIN_SECONDS
from tests.alerts import open_alert
from tests.db.api.world import World

SILENCES = "/api/0/organizations/acme/silences/"
INHIBITIONS = "/api/0/organizations/acme/inhibitions/"
ALERTS = "/api/0/organizations/acme/alerts/"
BODY = {"matcher": "project:shop", "comment": "we know", "endsAt": "2027-01-15T09:00:00Z"}
NIGHTLY = {
    "kind": "maintenance",
    "matcher": "project:shop",
    "comment": "backup",
    "startsAt": "2027-01-15T02:00:00+01:00",
    "endsAt": "2027-01-15T04:00:00+01:00",
    "repeats": {"every": "day", "timeZone": "Europe/Stockholm", "until": None},
}


async def opened(world: World, **labels: str) -> None:
    async with world.database.transaction() as connection:
        await open_alert(
            connection,
            world.organization.id,
            world.project.id,
            world.clock.now(),
            labels=labels,
            group_key=str(labels),
        )


async def test_a_silence_from_its_preview_to_its_end(world: World) -> None:
    await opened(world, project="shop")
    await opened(world, project="mill")
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        preview = (await viewer.post(f"{SILENCES}preview/", json={"matcher": "project:s*"})).json()
        assert (preview["total"], [one["shortId"] for one in preview["alerts"]]) == (1, ["A-1"])
        made = await member.post(SILENCES, json=BODY)
        assert made.status_code == 201, made.text
        silence = made.json()
        assert (silence["state"], silence["nextAt"], silence["user"]["email"]) == (
            "active",
            "2027-01-15T09:00:00Z",
            "member@acme.example",
        )
        url = f"{SILENCES}{silence['id']}/"
        assert (await viewer.get(url)).json() == silence
        assert (await viewer.get(SILENCES)).json() == [silence]
        holding = (await viewer.get(f"{ALERTS}A-1/")).json()["holding"]
        assert [(one["kind"], one["name"], one["until"]) for one in holding] == [
            ("silence", "we know", "2027-01-15T09:00:00Z")
        ]
        assert (await viewer.get(f"{ALERTS}A-2/")).json()["holding"] == []
        world.clock.advance(600)
        ended = (await member.put(url, json={"endsAt": "2027-01-15T08:10:00Z"})).json()
        assert (ended["state"], ended["nextAt"]) == ("over", None)
        assert (await member.delete(url)).status_code == 204
        assert (await member.get(url)).status_code == 404


async def test_open_alerts_are_looked_at_when_something_that_holds_them_changes(world: World) -> None:
    await opened(world, project="shop")
    async with world.as_("member") as member:
        silence = (await member.post(SILENCES, json=BODY)).json()
        for change in (
            member.put(f"{SILENCES}{silence['id']}/", json={"comment": "still"}),
            member.delete(f"{SILENCES}{silence['id']}/"),
            member.post(INHIBITIONS, json={"name": "i", "source": "a:b", "target": "c:d", "equal": []}),
        ):
            async with world.database.connection() as connection:
                await connection.execute("update alerts set notify_at = null")
            await change
            async with world.database.connection() as connection:
                at = await connection.fetchval("select notify_at from alerts")
            assert at.timestamp() == world.clock.now()
    assert LOOK_AGAIN_SECONDS <= 60


async def test_a_maintenance_window_comes_again(world: World) -> None:
    async with world.as_("member") as member:
        window = (await member.post(SILENCES, json=NIGHTLY)).json()
        assert (window["state"], window["nextAt"]) == ("waiting", "2027-01-16T01:00:00Z")
        world.clock.advance(18 * 3600)
        again = (await member.get(f"{SILENCES}{window['id']}/")).json()
        assert (again["state"], again["nextAt"]) == ("active", "2027-01-16T03:00:00Z")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"matcher": "severity:>low"}, "compared"),
        ({"matcher": "  "}, "every alert"),
        ({"matcher": "(project:shop"}, "never closed"),
        ({"endsAt": "2027-01-15T07:00:00Z"}, "after it begins"),
        ({"endsAt": "2127-01-15T07:00:00Z"}, "a year at most"),
        ({"endsAt": "2027-01-15T09:00:00"}, "timezone"),
        ({"startsAt": "0001-01-01T00:00:00Z"}, "within a year"),
        ({"startsAt": "9999-12-31T23:59:59Z", "endsAt": "9999-12-31T23:59:59Z"}, "within a year"),
        ({"comment": ""}, "at least 1"),
        ({"repeats": {"every": "day", "timeZone": "UTC"}}, "maintenance"),
        ({"kind": "maintenance", "repeats": {"every": "day", "timeZone": "Mars"}}, "IANA"),
        ({"kind": "maintenance", "repeats": {"every": "day", "timeZone": "UTC", "until": "2027-02-30"}}, "no such day"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_the_mend(
    world: World, change: dict[str, object], words: str
) -> None:
    async with world.as_("member") as member:
        refused = await member.post(SILENCES, json={**BODY, **change})
        assert (refused.status_code, words in refused.json()["detail"]) == (400, True), refused.text


async def test_inhibitions(world: World) -> None:
    await opened(world, service="db", region="eu")
    await opened(world, service="shop", region="eu")
    await opened(world, service="shop", region="us")
    wanted = {"name": "Database", "source": "service:db", "target": "service:shop", "equal": ["region"]}
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        preview = (await viewer.post(f"{INHIBITIONS}preview/", json=wanted)).json()
        assert [one["shortId"] for one in preview["alerts"]] == ["A-2"]
        made = (await member.post(INHIBITIONS, json=wanted)).json()
        assert {name: made[name] for name in wanted} == wanted
        url = f"{INHIBITIONS}{made['id']}/"
        [holding] = (await viewer.get(f"{ALERTS}A-2/")).json()["holding"]
        assert (holding["kind"], holding["name"]) == ("inhibition", "Database")
        changed = (await member.put(url, json={**wanted, "equal": []})).json()
        assert changed["equal"] == []
        assert (await viewer.post(f"{INHIBITIONS}preview/", json={**wanted, "equal": []})).json()["total"] == 2
        refused = await member.put(url, json={**wanted, "source": ""})
        assert refused.status_code == 400
        assert (await viewer.delete(url)).status_code == 403
        assert (await member.delete(url)).status_code == 204
        assert (await member.get(INHIBITIONS)).json() == []
