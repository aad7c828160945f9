"""A rule makes issues at a tracker: one for each issue of ours, whatever fires, repeats, comes back or dies."""

import asyncio
from typing import Any

from alerting.advancing import follow
from alerting.evaluating.loop import Evaluating
from alerting.tracking import MOST_OF_AN_ALERT
from core.alerts import Timing
from core.alerts.holding import Silence
from core.db.alerts import silences
from tests.alerts import open_alert
from tests.app import evaluate_all
from tests.flow.trackers.conftest import ORG, Story
from tests.flow.trackers.test_failures import LEASE, Dying

EVERY = {"measure": "every_event", "groupBy": ["issue"], "timing": {"groupWait": 0, "autoResolve": 300}}


async def watch(story: Story, **rule: Any) -> dict[str, Any]:
    """The only rule there is."""
    async with story.world.database.transaction() as connection:
        await connection.execute("delete from rules")
    body = {"name": "To the board", "trackerId": story.tracker["id"], **EVERY, **rule}
    answer = await story.member.post(f"{ORG}/rules/", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def work(story: Story) -> None:
    """What alerters do now."""
    await evaluate_all(Evaluating(), story.res)
    while await follow(story.res) <= 0.2:
        pass


async def fires(story: Story) -> None:
    await story.event_comes()
    await work(story)


async def alert(story: Story, number: int = 1) -> dict[str, Any]:
    answer = await story.member.get(f"{ORG}/alerts/A-{number}/")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def line(story: Story, number: int = 1) -> list[str]:
    """What the time line says of the tracker."""
    entries = (await alert(story, number))["timeLine"]
    return [one["text"] for one in entries if one["kind"] in ("tracked", "delivered", "failed")]


async def test_an_alert_makes_the_issue_and_says_so(story: Story) -> None:
    await watch(story)
    await fires(story)
    await story.deliver()
    [key] = story.place.issues
    theirs = story.place.issues[key]
    assert "no such item" in theirs.text
    said, made = await line(story)
    assert said == f"SHOP-1 gets an issue in {story.tracker['name']} ({story.tracker['project']})."
    assert made.startswith(f"Make an issue in {story.tracker['project']} for SHOP-1: {key} is ")
    [issue] = (await alert(story))["issues"]
    assert [(one["key"], one["isDone"]) for one in issue["links"]] == [(key, False)]
    assert (await story.link())["key"] == key
    [made] = [one for one in await story.activity() if one["type"] == "link"]
    assert made["data"]["did"] == "created"


async def test_a_repeat_makes_no_second_one(story: Story) -> None:
    await watch(story)
    await fires(story)
    await story.deliver()
    await fires(story)
    story.world.clock.advance(400)
    await work(story)  # resolved by itself; what comes then is another alert
    await fires(story)
    await story.deliver()
    [key] = story.place.issues
    assert await line(story, 2) == [f"SHOP-1 has {key} in {story.tracker['name']} already."]
    assert story.place.issues[key].comments == []


async def test_a_repeat_comments_where_the_rule_says_so(story: Story) -> None:
    await watch(story, trackerComments=True)
    await fires(story)
    await story.deliver()
    story.world.clock.advance(400)
    await work(story)
    await fires(story)
    await story.deliver()
    [key] = story.place.issues
    [comment] = story.place.issues[key].comments
    assert "Fires again: A-2" in comment
    first, done = await line(story, 2)
    assert first == f"SHOP-1 has {key} in {story.tracker['name']} already; a comment says that this fired."
    assert done.startswith(f"Comment {key}: ")


async def test_one_that_a_person_made_is_taken(story: Story) -> None:
    key = await story.linked()
    await watch(story)
    await fires(story)
    await story.deliver()
    assert [*story.place.issues] == [key]


async def test_a_regression_opens_the_existing_one_again(story: Story) -> None:
    await watch(story, measure="regression")
    key = await story.linked()
    await story.set_state("resolved")
    await story.deliver()
    assert story.place.is_closed(key)
    await fires(story)
    await story.deliver()
    assert not story.place.is_closed(key)
    assert [*story.place.issues] == [key]
    assert sum("Open again" in one for one in story.place.issues[key].comments) == 1
    assert await line(story) == [f"SHOP-1 has {key} in {story.tracker['name']} already."]


async def test_one_that_was_closed_there_alone_is_opened_again(story: Story) -> None:
    await watch(story)
    async with story.world.as_("admin") as admin:
        await admin.put(f"{ORG}/trackers/{story.tracker['id']}/", json={"takesStatus": False})
    key = await story.linked()
    await story.theirs(key, story.place.done_status)
    await fires(story)
    await story.deliver()
    assert not story.place.is_closed(key)
    assert await line(story) == [f"SHOP-1 has {key} in {story.tracker['name']} already; it is opened again."]


async def test_what_is_silenced_makes_none_until_it_is_over(story: Story) -> None:
    await watch(story)
    now = story.world.clock.now()
    quiet = Silence(
        id=0, kind="silence", matcher="project:shop", comment="quiet", starts_at=now, ends_at=now + 200, repeats=None
    )
    async with story.world.database.transaction() as connection:
        home, person = story.world.organization.id, story.world.people["member"].id
        await silences.create_silence(connection, home, person, quiet, now)
    await fires(story)
    await story.deliver()
    assert story.place.issues == {}
    story.world.clock.advance(150)
    await work(story)
    await story.deliver()
    assert len(story.place.issues) == 1


async def test_two_alerters_and_a_kill_make_one(story: Story) -> None:
    await watch(story)
    await story.event_comes()
    await evaluate_all(Evaluating(), story.res)
    await asyncio.gather(*(follow(story.res) for _ in range(3)))
    await story.deliver(Dying())
    assert len(story.place.issues) == 1
    story.world.clock.advance(LEASE)
    await work(story)
    await story.deliver()
    [key] = story.place.issues
    assert (await story.link())["key"] == key


async def test_two_alerts_at_once_about_the_same_issue_make_one(story: Story) -> None:
    rule = await watch(story)
    await story.event_comes()
    world = story.world
    async with world.database.transaction() as connection:
        issue_id = await connection.fetchval("select id from issues")
        for group in ("a", "b"):
            found = await open_alert(
                connection,
                world.organization.id,
                world.project.id,
                world.clock.now(),
                rule_id=int(rule["id"]),
                group_key=group,
                timing=Timing(group_wait=0),
            )
            await connection.execute(
                "insert into alert_issues (alert_id, issue_id, times_seen, first_at, last_at)"
                " values ($1, $2, 1, now(), now())",
                found,
                issue_id,
            )
    await asyncio.gather(follow(story.res), follow(story.res))
    await work(story)
    await story.deliver()
    assert len(story.place.issues) == 1


async def test_a_storm_makes_so_many_and_no_more(story: Story) -> None:
    if story.place.kind != "github":
        return
    rule = await watch(story)
    world = story.world
    async with world.database.transaction() as connection:
        await open_alert(
            connection,
            world.organization.id,
            world.project.id,
            world.clock.now(),
            rule_id=int(rule["id"]),
            timing=Timing(group_wait=0),
            issues=tuple(f"Kind{one}" for one in range(MOST_OF_AN_ALERT + 3)),
        )
    await work(story)
    async with world.database.connection() as connection:
        assert await connection.fetchval("select count(*) from tracker_links") == MOST_OF_AN_ALERT
    assert (await line(story))[-1].startswith("3 more get none in ")


async def test_a_tracker_that_is_switched_off_is_said_and_made_good(story: Story) -> None:
    await watch(story)
    async with story.world.as_("admin") as admin:
        path = f"{ORG}/trackers/{story.tracker['id']}/"
        await admin.put(path, json={"isActive": False})
        await fires(story)
        await story.deliver()
        assert "is switched off" in (await line(story))[-1]
        await admin.put(path, json={"isActive": True})
    delivery = (await story.link())["delivery"]["id"]
    answer = await story.member.post(f"{ORG}/deliveries/{delivery}/resend/")
    assert answer.status_code == 200
    await story.deliver()
    assert len(story.place.issues) == 1


async def test_a_tracker_that_a_rule_names_is_not_deleted(story: Story) -> None:
    rule = await watch(story)
    async with story.world.as_("admin") as admin:
        refused = await admin.delete(f"{ORG}/trackers/{story.tracker['id']}/")
        assert refused.status_code == 409
        assert "“To the board” makes issues in it" in refused.json()["detail"]
        await admin.put(f"{ORG}/rules/{rule['id']}/", json={"trackerId": None})
        assert (await admin.delete(f"{ORG}/trackers/{story.tracker['id']}/")).status_code == 204


async def test_a_rule_names_a_tracker_that_there_is_and_has_issues_for_it(story: Story) -> None:
    body = {"name": "r", **EVERY}
    for wrong in ("999", "x"):
        answer = await story.member.post(f"{ORG}/rules/", json={**body, "trackerId": wrong})
        assert (answer.status_code, "trackerId" in answer.json()["detail"]) == (400, True)
    silent = {"name": "r", "measure": "nothing", "window": 3600, "trackerId": story.tracker["id"]}
    answer = await story.member.post(f"{ORG}/rules/", json=silent)
    assert "silence has no issue" in answer.json()["detail"]
