"""Connecting a tracker, and linking by hand."""

from typing import Any

from tests.flow.trackers.conftest import ORG, Story
from tests.flow.trackers.place import TOKEN

TRACKERS = f"{ORG}/trackers/"


async def test_secrets_go_in_and_never_come_out(story: Story) -> None:
    async with story.world.as_("admin") as admin:
        shown = await admin.get(TRACKERS)
        one = await admin.get(f"{TRACKERS}{story.tracker['id']}/")
    secret = story.tracker["hookSecret"]
    for answer in (shown, one):
        assert answer.status_code == 200
        assert TOKEN not in answer.text
        assert secret not in answer.text
    async with story.world.database.connection() as connection:
        kept = await connection.fetchrow("select config::text as config, secrets from trackers")
    assert TOKEN not in kept["config"]
    assert TOKEN.encode() not in kept["secrets"]
    assert secret.encode() not in kept["secrets"]


async def test_the_form_can_look_things_up_and_test_them(story: Story) -> None:
    asked = {**story.place.settings(), "project": ""}
    async with story.world.as_("admin") as admin:
        choices = (await admin.post(f"{TRACKERS}choices/", json=asked)).json()
        assert [one["key"] for one in choices["projects"]] == [story.place.project]
        assert choices["statuses"] == []
        chosen = {**asked, "project": story.place.project}
        statuses = (await admin.post(f"{TRACKERS}choices/", json=chosen)).json()["statuses"]
        tried = (await admin.post(f"{TRACKERS}test/", json=chosen)).json()
        wrong = (await admin.post(f"{TRACKERS}test/", json={**chosen, "token": "wrong"})).json()
    by_name = {one["name"]: one["isDone"] for one in statuses}
    assert by_name[story.place.done_status]
    assert not by_name[story.place.first_status]
    assert tried["ok"]
    assert story.place.project in tried["detail"]
    assert not wrong["ok"]
    assert "does not know the token" in wrong["detail"]
    assert "wrong" not in wrong["detail"]


async def test_a_kept_token_goes_to_no_other_address(story: Story) -> None:
    elsewhere: dict[str, Any] = {**story.place.settings(), "id": story.tracker["id"], "address": "http://127.0.0.1:9/x"}
    del elsewhere["token"]
    before = len(story.place.asked)
    async with story.world.as_("admin") as admin:
        tried = (await admin.post(f"{TRACKERS}test/", json=elsewhere)).json()
        moved = await admin.put(f"{TRACKERS}{story.tracker['id']}/", json={"address": "http://127.0.0.1:9/x"})
        same = (await admin.post(f"{TRACKERS}test/", json={**elsewhere, "address": story.place.url})).json()
    assert not tried["ok"]
    assert "enter it" in tried["detail"]
    assert moved.status_code == 400
    assert "enter it" in moved.json()["detail"]
    assert same["ok"]
    assert len(story.place.asked) > before


async def test_a_tracker_that_is_away_is_said_to_be(story: Story) -> None:
    away = {**story.place.settings(), "address": "http://127.0.0.1:9"}
    blocked = {**story.place.settings(), "address": "http://169.254.169.254"}
    async with story.world.as_("admin") as admin:
        tried = (await admin.post(f"{TRACKERS}test/", json=away)).json()
        refused = (await admin.post(f"{TRACKERS}test/", json=blocked)).json()
        choices = await admin.post(f"{TRACKERS}choices/", json=away)
    assert not tried["ok"]
    assert "cannot be reached" in tried["detail"]
    assert not refused["ok"]
    assert "not called" in refused["detail"]
    assert choices.status_code == 400


async def test_only_who_sets_up_integrations_sees_trackers(story: Story) -> None:
    async with story.world.as_("member") as member, story.world.as_("stranger") as stranger:
        assert (await member.get(TRACKERS)).status_code == 403
        assert (await stranger.get(TRACKERS)).status_code == 404
        theirs = "/api/0/organizations/other/trackers/"
        assert (await stranger.get(f"{theirs}{story.tracker['id']}/")).status_code == 404
        assert (await stranger.delete(f"{theirs}{story.tracker['id']}/")).status_code == 404


async def test_an_issue_that_is_there_already_is_linked(story: Story) -> None:
    """By its URL; ours gets its status at the next comparison, and a comment there leads back."""
    key = await story.linked()
    other = story.world.event("KeyError", "missing")
    await story.world.record(other)
    issue = (await story.issue())["id"]
    link = await story.link()
    taken = await story.member.post(
        f"{ORG}/issues/{int(issue) + 1}/links/", json={"tracker": story.tracker["id"], "key": link["url"]}
    )
    assert taken.status_code == 409
    assert "linked with another issue" in taken.json()["detail"]
    await story.member.delete(f"{ORG}/issues/{issue}/links/{link['id']}/")
    made = await story.make_link(key=link["url"])
    assert made.status_code == 201, made.text
    assert made.json()["key"] == key
    await story.deliver()
    [comment] = story.place.issues[key].comments
    assert "SHOP-1" in comment
    assert "http://redshank.test/acme/issues/SHOP-1" in comment
    story.place.issues[key].status = story.place.done_status  # and no webhook calls
    synced = await story.member.post(f"{ORG}/issues/{issue}/links/{made.json()['id']}/sync/")
    assert synced.status_code == 200
    assert synced.json()["isDone"]
    assert (await story.issue())["status"] == "resolved"


async def test_a_link_that_cannot_be_is_refused_in_words(story: Story) -> None:
    await story.world.record(story.world.event())
    missing = await story.make_link(key="999" if story.place.kind != "jira" else "OPS-999")
    nonsense = await story.make_link(key="not a key")
    assert missing.status_code == 400
    assert "does not find it" in missing.json()["detail"]
    assert nonsense.status_code == 400
    assert "such as" in nonsense.json()["detail"]
    assert (await story.links())["links"] == []
    await story.make_link()
    again = await story.make_link()
    assert again.status_code == 409
    assert "already" in again.json()["detail"]


async def test_a_tracker_with_links_keeps_its_project(story: Story) -> None:
    await story.linked()
    other = "WEB" if story.place.kind == "jira" else "acme/other"
    async with story.world.as_("admin") as admin:
        path = f"{TRACKERS}{story.tracker['id']}/"
        moved = await admin.put(path, json={"project": other})
        assert moved.status_code == 409
        assert "an issue is linked there" in moved.json()["detail"]
        assert (await admin.delete(path)).status_code == 204
    assert (await story.links())["links"] == []


async def test_a_merged_issue_brings_its_link_along(story: Story) -> None:
    key = await story.linked()
    older = story.world.event("KeyError", "missing", ago=9_000)
    await story.world.record(older)
    ids = [one["id"] for one in (await story.member.get(f"{ORG}/issues/?query=")).json()]
    merged = await story.member.put(f"{ORG}/issues/?id={ids[0]}&id={ids[1]}", json={"merge": True})
    assert merged.status_code == 200, merged.text
    kept = merged.json()["merge"]["parent"]
    [link] = (await story.member.get(f"{ORG}/issues/{kept}/links/")).json()["links"]
    assert link["key"] == key
    assert (await story.theirs(key, story.place.done_status))["outcome"] == "resolved"
