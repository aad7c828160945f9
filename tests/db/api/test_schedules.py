"""Schedules, overrides, who is on call, and the calendar that other programs read."""

from datetime import UTC, datetime
from typing import Any

import httpx
from icalendar import Calendar

from core.db.on_call.now import on_call
from core.db.organizations.people import remove_member
from tests.db.api.world import NOW, World

SCHEDULES = "/api/0/organizations/acme/schedules/"
ON_CALL = "/api/0/organizations/acme/on-call/"
DAY = 86_400.0


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")


def layer(world: World, *people: str, **more: Any) -> dict[str, Any]:
    """A week each from Monday 11 January 2027; NOW is the Friday of the first week, 08:00 UTC."""
    users = [str(world.people[one].id) for one in people]
    return {"name": "Primary", "userIds": users, "starts": "2027-01-11T09:00", **more}


def body(world: World, *people: str, **more: Any) -> dict[str, Any]:
    return {"name": "Shop core", "timeZone": "Europe/Stockholm", "layers": [layer(world, *people)], **more}


async def make(client: httpx.AsyncClient, wanted: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(SCHEDULES, json=wanted)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_schedule_is_made_read_changed_and_deleted(world: World) -> None:
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        made = await make(member, body(world, "member", "admin"))
        assert (made["name"], made["timeZone"], len(made["layers"])) == ("Shop core", "Europe/Stockholm", 1)
        assert {one["email"] for one in made["people"]} == {"member@acme.example", "admin@acme.example"}
        url = f"{SCHEDULES}{made['id']}/"
        assert (await viewer.get(url)).json() == made
        refused = await viewer.put(url, json=body(world, "viewer"))
        assert (refused.status_code, "takes the scope alerts:write" in refused.json()["detail"]) == (403, True)
        changed = await member.put(url, json=body(world, "owner", name="Shop"))
        assert (changed.json()["name"], changed.json()["people"][0]["email"]) == ("Shop", "owner@acme.example")
        assert [one["name"] for one in (await viewer.get(SCHEDULES)).json()] == ["Shop"]
        assert (await member.delete(url)).status_code == 204
        assert (await member.get(url)).status_code == 404


async def test_what_makes_no_sense_is_refused_with_the_mend(world: World) -> None:
    async with world.as_("member") as member, world.as_("stranger") as stranger:
        await make(member, body(world, "member"))
        for wanted, status, words in (
            (body(world, "member", name=" shop CORE "), 409, "choose another name"),
            (body(world, "member", timeZone="Mars"), 400, "IANA name"),
            (body(world, "stranger", name="x"), 400, "no member"),
            (body(world, name="x"), 400, "add at least one person"),
            (body(world, name="x", layers=[layer(world, "member", starts="2027-02-30T09:00")]), 400, "calendar"),
            (body(world, name="x", layers=[layer(world, "member", starts="Monday")]), 400, "such as 2027-01-31T09:30"),
            (body(world, name="x", layers=[layer(world, "member", hours=[{"days": [9]}])]), 400, "days"),
        ):
            answer = await member.post(SCHEDULES, json=wanted)
            assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
        assert (await stranger.get(SCHEDULES)).status_code == 404


async def test_now_next_and_a_gap_that_somebody_takes(world: World) -> None:
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        later = layer(world, "owner", starts="2027-02-20T09:00")
        wanted = body(world, layers=[layer(world, "admin", "member", ends="2027-01-25T09:00"), later])
        made = await make(member, wanted)
        [line] = (await viewer.get(ON_CALL)).json()
        assert (line["user"]["email"], line["until"]) == ("admin@acme.example", "2027-01-18T08:00:00Z")
        assert (line["nextUser"]["email"], line["gapCount"]) == ("member@acme.example", 1)
        [gap] = line["gaps"]
        assert gap == {"startsAt": "2027-01-25T08:00:00Z", "endsAt": "2027-02-20T08:00:00Z"}  # beyond the four weeks
        take = {"startsAt": gap["startsAt"], "endsAt": gap["endsAt"]}
        assert (await viewer.post(f"{SCHEDULES}{made['id']}/take/", json=take)).status_code == 403
        taken = await member.post(f"{SCHEDULES}{made['id']}/take/", json=take)
        assert (taken.status_code, taken.json()["userId"]) == (201, str(world.people["member"].id))
        [line] = (await viewer.get(ON_CALL)).json()
        assert (line["gaps"], line["gapCount"]) == ([], 0)


async def test_an_override_counts_until_it_is_taken_back(world: World) -> None:
    async with world.as_("member") as member:
        made = await make(member, body(world, "member"))
        url = f"{SCHEDULES}{made['id']}/overrides/"
        over = {"userId": str(world.people["owner"].id), "startsAt": iso(NOW), "endsAt": iso(NOW + DAY)}
        answer = (await member.post(url, json=over)).json()
        async with world.database.connection() as connection:
            found = await on_call(connection, world.organization.id, None, NOW)
            assert found == {world.people["owner"].id}
            assert await on_call(connection, world.organization.id, [int(made["id"])], NOW + DAY) == {
                world.people["member"].id
            }
            assert await on_call(connection, world.organization.id, [999], NOW) == set()
            assert await on_call(connection, world.other_organization.id, None, NOW) == set()
        calendar = (await member.get(f"{SCHEDULES}{made['id']}/calendar/")).json()
        assert [one["userId"] for one in calendar["inEffect"]] == [over["userId"], made["people"][0]["id"]]
        assert [one["id"] for one in calendar["overrides"]] == [answer["id"]]
        nobody = {"userId": None, "startsAt": iso(NOW), "endsAt": iso(NOW + 3600)}
        assert (await member.post(url, json=nobody)).status_code == 201
        assert (await member.get(ON_CALL)).json()[0]["user"] is None
        for wrong, words in (
            ({**over, "endsAt": over["startsAt"]}, "after the start"),
            ({**over, "startsAt": iso(NOW - 2 * DAY), "endsAt": iso(NOW - DAY)}, "is over"),
            ({**over, "userId": str(world.people["stranger"].id)}, "no member"),
        ):
            refused = await member.post(url, json=wrong)
            assert (refused.status_code, words in refused.json()["detail"]) == (400, True)
        assert (await member.delete(f"{url}{answer['id']}/")).status_code == 204
        assert (await member.delete(f"{url}{answer['id']}/")).status_code == 404


async def test_who_leaves_is_a_gap_and_the_schedule_can_still_be_changed(world: World) -> None:
    async with world.as_("member") as member:
        made = await make(member, body(world, "viewer", "member"))
        async with world.database.transaction() as connection:
            await remove_member(connection, world.organization.id, world.people["viewer"].id)
        [line] = (await member.get(ON_CALL)).json()
        assert (line["user"], line["nextUser"]["email"]) == (None, "member@acme.example")
        url = f"{SCHEDULES}{made['id']}/"
        gone = next(one for one in (await member.get(url)).json()["people"] if not one["isMember"])
        assert gone["email"] == "viewer@acme.example"
        assert (await member.put(url, json=body(world, "viewer", "member", name="Still"))).status_code == 200


async def test_the_calendar_of_a_range_and_of_a_draft(world: World) -> None:
    async with world.as_("viewer") as viewer, world.as_("member") as member:
        made = await make(member, body(world, "member", "admin"))
        asked = {"start": "2027-01-18T00:00:00Z", "end": "2027-02-01T00:00:00Z"}
        calendar = (await viewer.get(f"{SCHEDULES}{made['id']}/calendar/", params=asked)).json()
        assert [one["startsAt"] for one in calendar["inEffect"]] == [
            "2027-01-18T00:00:00Z",
            "2027-01-18T08:00:00Z",
            "2027-01-25T08:00:00Z",
        ]
        assert (calendar["timeZone"], [row["name"] for row in calendar["layers"]]) == ("Europe/Stockholm", ["Primary"])
        drawn = await viewer.post(f"{SCHEDULES}preview/", params=asked, json=body(world, "member", "admin"))
        assert drawn.json()["inEffect"] == calendar["inEffect"]
        long = await viewer.get(f"{SCHEDULES}{made['id']}/calendar/", params={**asked, "end": "2029-01-01T00:00:00Z"})
        assert (long.status_code, long.json()["detail"]) == (400, "ask for a year at most")
        far = await viewer.get(f"{SCHEDULES}{made['id']}/calendar/", params={"start": "9000-01-01T00:00:00Z"})
        assert far.status_code == 400


async def test_nights_and_how_often_somebody_was_woken(world: World) -> None:
    async with world.as_("member") as member:
        made = await make(member, body(world, "member", "admin"))
        async with world.database.transaction() as connection:
            alert = await connection.fetchval(ALERT, world.organization.id)
            for number, hour in enumerate((2, 3, 12)):  # two messages of one night, one at noon
                at = datetime(2027, 1, 13, hour, tzinfo=UTC)
                user = world.people["member"].id
                await connection.execute(DELIVERY, world.organization.id, f"k{number}", alert, user, at)
        found = (await member.get(f"{SCHEDULES}{made['id']}/nights/")).json()
        assert [(one["user"]["email"], one["nights"], one["woken"]) for one in found] == [
            ("member@acme.example", 4, 1),
            ("admin@acme.example", 0, 0),
        ]


ALERT = """
    insert into alerts (organization_id, number, rule_name, group_key, labels, severity, reason, started_at, noticed_at,
                        last_fired_at, policy, timing)
    values ($1, 1, 'x', '', '{}', 'high', 'x', now(), now(), now(), '{}', '{}') returning id
"""
DELIVERY = """
    insert into deliveries (organization_id, idempotency_key, target, kind, recipient, purpose, alert_id, user_id,
                            message, created_at)
    values ($1, $2, 'mail', 'email', 'x', 'firing', $3, $4, '{}', $5)
"""


async def test_a_calendar_program_reads_the_feed_without_logging_in_until_the_link_is_renewed(world: World) -> None:
    async with world.as_("member") as member, world.client() as nobody:
        hostile = body(world, "member", "admin", name="Shop\nBEGIN:VALARM; core")
        made = await make(member, hostile)
        feed = (await member.get(f"{SCHEDULES}{made['id']}/feed/")).json()
        answer = await nobody.get(feed["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        calendar = Calendar.from_ical(answer.content)
        assert len(calendar.walk("VALARM")) == 0
        events = calendar.walk("VEVENT")
        first = next(one for one in events if one["summary"].endswith("member@acme.example"))
        assert first.decoded("dtstart") == datetime(2027, 1, 11, 8, tzinfo=UTC)
        assert first.decoded("dtend") == datetime(2027, 1, 18, 8, tzinfo=UTC)
        assert any("nobody is on call" in one["summary"] for one in events)
        own = Calendar.from_ical((await nobody.get(feed["ownUrl"])).content)
        assert {one["summary"].rpartition(" ")[2] for one in own.walk("VEVENT")} == {"member@acme.example"}
        renewed = (await member.post(f"{SCHEDULES}{made['id']}/feed/")).json()
        assert (await nobody.get(feed["url"])).status_code == 404
        assert (await nobody.get(renewed["url"])).status_code == 200
        assert (await nobody.get("/api/0/calendars/x.ics")).status_code == 404
