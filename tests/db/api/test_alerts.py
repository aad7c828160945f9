"""Alerts through the API: the inbox, one of them, and what people do to it."""

from typing import Any

import httpx
import pytest

from core.alerts import EntryKind, Measure, Message, Policy, Rule, Severity, Step, Target
from core.clock import instant
from core.db.alerts.closing import resolve_alerts
from core.db.alerts.entries import NewEntry, add_entries
from core.db.deliveries.deliveries import NewDelivery, enqueue
from tests.alerts import make_rule, open_alert
from tests.db.api.world import World

ALERTS = "/api/0/organizations/acme/alerts/"
POLICY = Policy(
    name="Shop",
    steps=(
        Step(targets=(Target(kind="project"),), minutes=15),
        Step(targets=(Target(kind="channel"), Target(kind="team", id=99)), minutes=30),
    ),
    acknowledged_minutes=60,
)


async def opened(world: World, **how: Any) -> int:
    async with world.database.transaction() as connection:
        return await open_alert(connection, world.organization.id, world.project.id, world.clock.now(), **how)


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["shortId"] for one in answer.json()]


async def test_the_inbox_shows_what_is_open_the_last_to_fire_first(world: World) -> None:
    await opened(world, group_key="1")
    world.clock.advance(60)
    await opened(world, group_key="2", severity=Severity.LOW, issues=("ValueError", "KeyError"))
    world.clock.advance(60)
    await opened(world, group_key="3")
    async with world.as_("member") as member:
        assert ids(await member.get(ALERTS)) == ["A-3", "A-2", "A-1"]
        await member.post(f"{ALERTS}A-3/resolve/", json={})
        await member.post(f"{ALERTS}1/acknowledge/", json={})
        for query, expected in (
            ({}, ["A-2", "A-1"]),
            ({"status": "firing"}, ["A-2"]),
            ({"status": "resolved"}, ["A-3"]),
            ({"status": "all"}, ["A-3", "A-2", "A-1"]),
            ({"status": ["firing", "resolved"]}, ["A-3", "A-2"]),
            ({"severity": "low"}, ["A-2"]),
            ({"project": "shop"}, ["A-2", "A-1"]),
            ({"rule": "12345"}, []),
            ({"mine": "true", "status": "all"}, ["A-3", "A-1"]),
        ):
            assert ids(await member.get(ALERTS, params=query)) == expected, query
        assert (await member.get(ALERTS, params={"project": "nowhere"})).status_code == 404
        counts = (await member.get(f"{ALERTS}counts/")).json()
        assert (counts["firing"], counts["acknowledged"], counts["held"]) == (1, 1, 0)
        assert counts["bySeverity"] == {"critical": 1, "high": 0, "medium": 0, "low": 1}
        [second] = (await member.get(ALERTS, params={"severity": "low"})).json()
        assert (second["issueCount"], second["project"]["slug"], second["rule"]) == (
            2,
            "shop",
            {"id": None, "name": "New issue"},
        )
        assert second["permalink"] == "http://redshank.test/acme/alerts/2"


async def test_pages_follow_each_other_both_ways(world: World) -> None:
    for number in range(5):
        await opened(world, group_key=str(number))  # all at the same moment
    async with world.as_("viewer") as viewer:
        first = await viewer.get(ALERTS, params={"per_page": 2})
        second = await viewer.get(_url(first, "next"))
        third = await viewer.get(_url(second, "next"))
        assert [*ids(first), *ids(second), *ids(third)] == ["A-5", "A-4", "A-3", "A-2", "A-1"]
        assert ids(await viewer.get(_url(third, "previous"))) == ids(second)
        assert 'rel="next"; results="false"' in third.headers["Link"]


def _url(answer: httpx.Response, rel: str) -> str:
    return next(one.split("<")[1].split(">")[0] for one in answer.headers["Link"].split(", ") if f'rel="{rel}"' in one)


async def test_one_alert_tells_who_knows_and_what_comes_next(world: World) -> None:
    alert_id = await opened(world, policy=POLICY, severity=Severity.HIGH, issues=("ValueError",))
    now = world.clock.now()
    async with world.database.transaction() as connection:
        message = Message(purpose="firing", title="t", text="")
        wanted = NewDelivery(
            organization_id=world.organization.id,
            idempotency_key="k",
            target="mail",
            kind="email",
            recipient="member@acme.example",
            message=message,
            alert_id=alert_id,
            at=now,
        )
        delivery = await enqueue(connection, wanted, now)
        told = NewEntry(alert_id, now, EntryKind.TOLD, "member by mail.", data={"delivery": delivery})
        await add_entries(connection, [told])
        await connection.execute(
            "update alerts set step = 1, step_at = $2, notified_at = $3 where id = $1",
            alert_id,
            instant(now + 900),
            instant(now),
        )
    async with world.as_("viewer") as viewer:
        one = (await viewer.get(f"{ALERTS}A-1/")).json()
    assert [entry["kind"] for entry in one["timeLine"]] == ["fired", "told"]
    assert one["timeLine"][1]["delivery"]["state"] == "pending"
    assert [step["state"] for step in one["policy"]["steps"]] == ["past", "next"]
    assert [target["name"] for target in one["policy"]["steps"][1]["targets"]] == [
        "all chats and pagers",
        "this team is gone",
    ]
    assert [(following["what"], following["text"]) for following in one["next"]] == [
        ("step", "Step 2: there is no chat and no pager yet, this team is gone."),
        ("repeat", "Whoever was told is told again."),
    ]
    assert one["issues"][0]["shortId"] == "SHOP-1"
    assert one["issues"][0]["title"] == "ValueError: no such item"
    assert (one["holding"], len(one["deliveries"])) == ([], 1)


async def test_answering_is_done_once_and_leaves_its_line(world: World) -> None:
    await opened(world, policy=POLICY)
    async with world.as_("member") as member:
        first = (await member.post(f"{ALERTS}A-1/acknowledge/", json={"comment": "looking"})).json()
        world.clock.advance(5)
        second = (await member.post(f"{ALERTS}a-1/acknowledge/", json={"comment": "again"})).json()
        assert first == second
        assert (first["status"], first["acknowledgedBy"]["email"]) == ("acknowledged", "member@acme.example")
        assert first["acknowledgedUntil"] == "2027-01-15T09:00:00Z"
        assert [(one["kind"], one["text"]) for one in first["timeLine"]][1:] == [
            ("acknowledged", "member@acme.example acknowledged it by a token."),
            ("comment", "looking"),
        ]
        assert [one["what"] for one in first["next"]] == ["escalates_again"]
        back = (await member.post(f"{ALERTS}A-1/unacknowledge/")).json()
        assert (back["status"], back["policy"]["steps"][0]["state"], back["acknowledgedBy"]) == ("firing", "next", None)
        assert back["timeLine"][-1]["text"] == "member@acme.example took the acknowledgement back by a token."
        over = (await member.post(f"{ALERTS}A-1/resolve/", json={})).json()
        assert (over["status"], over["next"], over["resolvedBy"]["email"]) == ("resolved", [], "member@acme.example")
        same = (await member.post(f"{ALERTS}A-1/acknowledge/", json={})).json()
        assert same["status"] == "resolved"
        said = await member.post(f"{ALERTS}A-1/comments/", json={"text": "It was the deploy."})
        assert (said.status_code, said.json()["timeLine"][-1]["text"]) == (201, "It was the deploy.")


async def test_an_answer_takes_back_what_waits_and_leaves_the_issue_alone(world: World) -> None:
    alert_id = await opened(world, issues=("ValueError",))
    async with world.database.transaction() as connection:
        wanted = NewDelivery(
            organization_id=world.organization.id,
            idempotency_key="k",
            target="mail",
            kind="email",
            recipient="x",
            message=Message(purpose="firing", title="t", text=""),
            alert_id=alert_id,
            at=world.clock.now() + 600,
        )
        await enqueue(connection, wanted, world.clock.now())
    async with world.as_("member") as member:
        one = (await member.post(f"{ALERTS}A-1/acknowledge/", json={})).json()
        assert one["deliveries"][0]["state"] == "superseded"
        issue = (await member.get("/api/0/organizations/acme/issues/SHOP-1/")).json()
        assert issue["state"] == "new"
        [of_issue] = (await member.get("/api/0/organizations/acme/issues/SHOP-1/alerts/")).json()
        assert of_issue["shortId"] == "A-1"


async def test_escalating_by_hand(world: World) -> None:
    await opened(world, policy=POLICY, group_key="1")
    await opened(world, policy=Policy(), group_key="2")
    async with world.as_("member") as member:
        one = (await member.post(f"{ALERTS}A-1/escalate/", json={"step": 1})).json()
        assert one["policy"]["steps"][0]["at"] == "2027-01-15T08:00:00Z"
        refused = await member.post(f"{ALERTS}A-2/escalate/", json={})
        assert (refused.status_code, "names nobody" in refused.json()["detail"]) == (409, True)
        await member.post(f"{ALERTS}A-1/resolve/", json={})
        assert (await member.post(f"{ALERTS}A-1/escalate/", json={})).status_code == 409


async def test_many_at_once(world: World) -> None:
    for number in range(3):
        await opened(world, group_key=str(number))
    async with world.as_("member") as member:
        await member.post(f"{ALERTS}A-2/resolve/", json={})
        done = (
            await member.post(f"{ALERTS}bulk/", json={"ids": ["A-1", "2", "3", "99"], "action": "acknowledge"})
        ).json()
        assert done["changed"] == 2
        assert {one["shortId"]: one["status"] for one in done["alerts"]} == {
            "A-1": "acknowledged",
            "A-2": "resolved",
            "A-3": "acknowledged",
        }
        assert (await member.post(f"{ALERTS}bulk/", json={"ids": ["x"], "action": "resolve"})).status_code == 400


async def test_all_that_match_at_once(world: World) -> None:
    for number, severity in enumerate((Severity.LOW, Severity.LOW, Severity.HIGH)):
        await opened(world, group_key=str(number), severity=severity)
    async with world.as_("member") as member:
        low = {"severity": "low", "status": "firing"}
        done = await member.post(f"{ALERTS}bulk/", params=low, json={"all": True, "action": "acknowledge"})
        assert done.json()["changed"] == 2
        assert ids(await member.get(ALERTS, params={"status": "firing"})) == ["A-3"]
        for body in ({"action": "resolve"}, {"action": "resolve", "all": True, "ids": ["A-1"]}):
            refused = await member.post(f"{ALERTS}bulk/", json=body)
            assert (refused.status_code, "say which alerts" in refused.json()["detail"]) == (400, True)
        assert (await member.post(f"{ALERTS}bulk/", json={"action": "resolve", "all": True})).json()["changed"] == 3


async def test_the_inbox_says_how_many_there_are_in_all(world: World) -> None:
    for number in range(3):
        await opened(world, group_key=str(number), severity=Severity.HIGH if number else Severity.LOW)
    async with world.as_("viewer") as viewer:
        first = await viewer.get(ALERTS, params={"per_page": 1, "severity": "high"})
        assert (len(ids(first)), first.headers["X-Hits"]) == (1, "2")


async def test_what_a_person_resolved_is_open_again_as_it_stood(world: World) -> None:
    alert_id = await opened(world, policy=POLICY)
    soon = instant(world.clock.now() + 600)
    async with world.database.transaction() as connection:
        await connection.execute("update alerts set step = 1, step_at = $2 where id = $1", alert_id, soon)
    async with world.as_("member") as member:
        over = (await member.post(f"{ALERTS}A-1/resolve/", json={})).json()
        assert over["mayReopen"] is True
        world.clock.advance(60)
        back = (await member.post(f"{ALERTS}A-1/reopen/", json={"comment": "it is back"})).json()
        assert (back["status"], back["mayReopen"], back["resolvedBy"], back["dateResolved"]) == (
            "firing",
            False,
            None,
            None,
        )
        assert [(one["kind"], one["text"]) for one in back["timeLine"]][-2:] == [
            ("reopened", "member@acme.example re-opened it by a token."),
            ("comment", "it is back"),
        ]
        assert back["policy"]["steps"][1]["at"] == soon.isoformat().replace("+00:00", "Z")
        same = await member.post(f"{ALERTS}A-1/reopen/")
        assert (same.status_code, len(same.json()["timeLine"])) == (200, len(back["timeLine"]))


async def test_an_acknowledged_one_is_resolved_and_is_acknowledged_again(world: World) -> None:
    await opened(world, policy=POLICY)
    async with world.as_("member") as member:
        on_it = (await member.post(f"{ALERTS}A-1/acknowledge/", json={})).json()
        await member.post(f"{ALERTS}A-1/resolve/", json={})
        back = (await member.post(f"{ALERTS}A-1/reopen/", json={})).json()
        same = ("status", "acknowledgedBy", "dateAcknowledged", "acknowledgedUntil", "next")
        assert {name: back[name] for name in same} == {name: on_it[name] for name in same}


async def test_what_ended_by_itself_stays_ended_and_so_does_what_has_a_successor(world: World) -> None:
    async with world.database.transaction() as connection:
        rule_id = await make_rule(connection, world.organization.id, 0.0, Rule(measure=Measure.COUNT))
    calm = await opened(world, rule_id=rule_id)
    async with world.database.transaction() as connection:
        await resolve_alerts(connection, {calm: "Over"}, world.clock.now())
    await opened(world, rule_id=rule_id)
    async with world.as_("member") as member:
        refused = await member.post(f"{ALERTS}A-1/reopen/", json={})
        assert (refused.status_code, "ended by itself" in refused.json()["detail"]) == (409, True)
        await member.post(f"{ALERTS}A-2/resolve/", json={})
        await opened(world, rule_id=rule_id)
        refused = await member.post(f"{ALERTS}A-2/reopen/", json={})
        assert refused.status_code == 409
        assert refused.json()["detail"] == "A-3 is open for the same already: answer that one"


@pytest.mark.parametrize("number", ["A-99", "99", "A-", "B-1", "A-1x", "A-" + "9" * 30, "٣"])
async def test_what_is_not_there(world: World, number: str) -> None:
    await opened(world)
    async with world.as_("member") as member:
        assert (await member.get(f"{ALERTS}{number}/")).status_code == 404
        assert (await member.post(f"{ALERTS}{number}/resolve/", json={})).status_code == 404
