"""Ours and theirs follow each other: told once for each of Jira, GitHub and GitLab."""

from dataclasses import replace

from alerting.calls import Receipt
from alerting.sending import Job, World
from alerting.trackers.sender import TrackerSender
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed
from core.resources import Resources
from tests.flow.trackers.conftest import Story


async def test_the_life_of_a_linked_issue(story: Story) -> None:
    """It is made there; they close it; ours is resolved; it comes back; theirs is opened again, with the reason."""
    place = story.place
    key = await story.linked()
    made = place.issues[key]
    assert made.title == "ValueError: no such item (SHOP-1)"
    assert "no such item" in made.text
    assert "http://redshank.test/acme/issues/SHOP-1" in made.text
    assert made.labels == ["redshank"]
    link = await story.link()
    assert (link["status"], link["isDone"], link["delivery"]["state"]) == (place.first_status, False, "synced")

    assert (await story.theirs(key, place.done_status, "Ines"))["outcome"] == "resolved"
    assert (await story.issue())["status"] == "resolved"
    [latest, *_] = await story.activity()
    assert latest["type"] == "status"
    assert latest["user"] is None
    assert (latest["data"]["tracker"], latest["data"]["person"]) == (f"Our {place.kind}", "Ines")
    assert latest["data"]["theirStatus"] == place.done_status
    await story.deliver()
    assert place.issues[key].comments == []  # what they did themselves is not told to them

    await story.event_comes()
    assert (await story.issue())["regressed"]
    await story.deliver()
    assert place.issues[key].status == place.first_status
    [comment] = place.issues[key].comments
    assert "seen again after it was resolved" in comment
    assert not (await story.link())["isDone"]
    assert [(one["type"], one["data"].get("did")) for one in (await story.activity())[:2]] == [
        ("link", "reopened"),
        ("regressed", None),
    ]


async def test_resolving_and_opening_here_closes_and_opens_there(story: Story) -> None:
    place, key = story.place, await story.linked()
    await story.set_state("resolved")
    await story.deliver()
    assert place.issues[key].status == place.done_status
    assert (await story.link())["isDone"]
    await story.set_state("new")
    await story.deliver()
    assert place.issues[key].status == place.first_status
    assert len(place.issues[key].comments) == 2


async def test_they_open_it_again_and_so_is_ours(story: Story) -> None:
    place, key = story.place, await story.linked()
    await story.theirs(key, place.done_status)
    answer = await story.theirs(key, place.first_status, "Ben")
    assert answer["outcome"] == "reopened"
    assert (await story.issue())["state"] == "new"
    assert (await story.activity())[0]["data"]["person"] == "Ben"


async def test_the_echo_of_our_own_call_changes_nothing(story: Story) -> None:
    """Nor does one that comes late, when ours was opened again meanwhile."""
    place, key = story.place, await story.linked()
    await story.set_state("resolved")
    await story.deliver()
    closed = place.hook(key, "redshank-bot")
    await story.event_comes()
    await story.deliver()
    reopened = place.hook(key, "redshank-bot")
    said = [(await story.call_hook(*one)).json()["outcome"] for one in (reopened, closed)]
    assert said == ["echo", "echo"]
    assert (await story.issue())["state"] == "new"
    assert place.issues[key].status == place.first_status


async def test_after_the_echo_a_person_may_do_the_same(story: Story) -> None:
    place, key = story.place, await story.linked()
    await story.set_state("resolved")
    await story.deliver()
    assert (await story.hook(key))["outcome"] == "echo"
    assert (await story.theirs(key, place.first_status))["outcome"] == "reopened"
    assert (await story.theirs(key, place.done_status))["outcome"] == "resolved"


async def test_what_was_taken_back_before_it_went_out_does_not_go_out(story: Story) -> None:
    place, key = story.place, await story.linked()
    await story.set_state("resolved")
    await story.set_state("new")
    before = len(place.asked)
    await story.deliver()
    assert len(place.asked) == before
    assert place.issues[key].status == place.first_status
    assert (await story.link())["delivery"]["state"] == "synced"


async def test_resolved_while_it_is_made_there_it_is_closed_there_at_once(story: Story) -> None:
    await story.world.record(story.world.event())
    await story.make_link()
    await story.set_state("resolved")
    await story.deliver()
    [made] = story.place.issues.values()
    assert made.status == story.place.done_status


async def test_ours_follows_only_where_the_settings_say_so(story: Story) -> None:
    place, key = story.place, await story.linked()
    async with story.world.as_("admin") as admin:
        path = f"/api/0/organizations/acme/trackers/{story.tracker['id']}/"
        answer = await admin.put(path, json={"takesStatus": False, "sendsStatus": False})
        assert answer.status_code == 200, answer.text
    assert (await story.theirs(key, place.done_status))["outcome"] == "noted"
    assert (await story.issue())["status"] == "unresolved"
    assert (await story.link())["isDone"]
    await story.set_state("resolved")
    await story.set_state("new")
    before = len(place.asked)
    await story.deliver()
    assert len(place.asked) == before


async def test_what_changes_while_theirs_is_being_closed_is_caught_up_with(story: Story) -> None:
    """The event comes between their answer and our receipt: nothing knows yet that theirs is closed."""

    class Slow:
        async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
            job = await TrackerSender().prepare(connection, delivery, res)

            async def send(world: World) -> Receipt:
                receipt = await job.send(world)
                if (await story.issue())["status"] == "resolved":
                    await story.event_comes()
                return receipt

            return replace(job, send=send)

    place, key = story.place, await story.linked()
    await story.set_state("resolved")
    await story.deliver(Slow())
    assert place.issues[key].status == place.first_status
    assert (await story.issue())["regressed"]
    assert not (await story.link())["isDone"]
