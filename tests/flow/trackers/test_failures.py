"""What goes wrong on the way to a tracker: nothing is made twice, nothing is lost, and people read why."""

import asyncio
from dataclasses import replace

from alerting.calls import Receipt
from alerting.sending import Job, World
from alerting.trackers.sender import TrackerSender
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed
from core.resources import Resources
from tests.flow.trackers.conftest import Story
from tests.flow.trackers.place import Said

LEASE = 91


class Dying:
    """An alerter that is killed between their answer and our receipt."""

    async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
        job = await TrackerSender().prepare(connection, delivery, res)

        async def send(world: World) -> Receipt:
            await job.send(world)
            raise asyncio.CancelledError

        return replace(job, send=send)


async def test_a_crash_after_their_create_makes_one_issue_only(story: Story) -> None:
    await story.world.record(story.world.event())
    await story.make_link()
    await story.deliver(Dying())
    assert len(story.place.issues) == 1
    assert (await story.link())["key"] is None
    story.world.clock.advance(LEASE)
    await story.deliver()
    [key] = story.place.issues
    assert (await story.link())["key"] == key


async def test_an_answer_that_never_arrived_makes_one_issue_only(story: Story) -> None:
    await story.world.record(story.world.event())
    await story.make_link()
    story.place.loses_create = True
    await story.deliver()
    assert len(story.place.issues) == 1
    assert (await story.link())["key"] is None
    story.world.clock.advance(70)
    await story.deliver()
    assert len(story.place.issues) == 1
    assert (await story.link())["key"] in story.place.issues


async def test_a_crash_after_their_comment_makes_one_comment_only(story: Story) -> None:
    key = await story.linked()
    await story.set_state("resolved")
    await story.deliver(Dying())
    story.world.clock.advance(LEASE)
    await story.deliver()
    assert len(story.place.issues[key].comments) == 1
    assert (await story.link())["isDone"]


async def test_a_rate_limit_is_waited_for(story: Story) -> None:
    await story.world.record(story.world.event())
    await story.make_link()
    limit = {
        "github": Said(
            403, {"message": "You have exceeded a secondary rate limit. Please wait."}, {"Retry-After": "120"}
        ),
        "gitlab": Said(429, {"message": "429 Too Many Requests"}, {"Retry-After": "120"}),
        "jira": Said(429, {"errorMessages": ["Rate limit exceeded."], "errors": {}}, {"Retry-After": "120"}),
    }
    story.place.said_next.append(limit[story.place.kind])
    await story.deliver()
    delivery = (await story.link())["delivery"]
    assert delivery["state"] == "retrying"
    assert "no more calls" in delivery["error"]
    story.world.clock.advance(100)
    await story.deliver()
    assert story.place.issues == {}
    story.world.clock.advance(60)
    await story.deliver()
    assert len(story.place.issues) == 1


async def test_a_wrong_token_is_said_in_words(story: Story) -> None:
    await story.world.record(story.world.event())
    async with story.world.as_("admin") as admin:
        path = f"/api/0/organizations/acme/trackers/{story.tracker['id']}/"
        changed = await admin.put(path, json={"token": "another"})
        assert changed.status_code == 200
        assert "another" not in changed.text
    await story.make_link()
    await story.deliver()
    delivery = (await story.link())["delivery"]
    assert delivery["state"] in ("failed", "retrying")
    assert "does not know the token" in delivery["error"]


async def test_an_issue_that_was_deleted_there_is_said_in_words(story: Story) -> None:
    key = await story.linked()
    gone = story.place.issues.pop(key)
    await story.set_state("resolved")
    await story.deliver()
    delivery = (await story.link())["delivery"]
    assert delivery["state"] == "failed"
    assert "does not find it" in delivery["error"]
    story.place.issues[key] = gone
    assert (await story.issue())["status"] == "resolved"


async def test_a_tracker_that_is_switched_off_is_not_called(story: Story) -> None:
    await story.linked()
    async with story.world.as_("admin") as admin:
        await admin.put(f"/api/0/organizations/acme/trackers/{story.tracker['id']}/", json={"isActive": False})
    before = len(story.place.asked)
    await story.set_state("resolved")
    await story.deliver()
    assert len(story.place.asked) == before
