"""Calls of webhooks: who may make them, and how often one counts."""

from pathlib import Path

import pytest

from core.db import Database
from tests.flow.trackers.conftest import Story, telling
from tests.flow.trackers.github import GitHub
from tests.flow.trackers.jira import Jira
from tests.flow.trackers.place import Place


async def test_a_forged_call_is_refused(story: Story) -> None:
    key = await story.linked()
    story.place.issues[key].status = story.place.done_status
    right, story.place.hook_secret = story.place.hook_secret, "guessed"
    answer = await story.call_hook(*story.place.hook(key))
    assert answer.status_code == 401
    assert "secret" in answer.json()["detail"]
    assert (await story.issue())["status"] == "unresolved"
    story.place.hook_secret = right
    headers, body = story.place.hook(key)
    if story.place.kind != "gitlab":  # whose token signs no body
        assert (await story.call_hook(headers, body.replace(b"Ines", b"Mara"))).status_code == 401
    bare = {name: value for name, value in headers.items() if "Signature" not in name and "Token" not in name}
    assert (await story.call_hook(bare, body)).status_code == 401


async def test_an_unknown_address_is_nobodys(story: Story) -> None:
    key = await story.linked()
    headers, body = story.place.hook(key)
    async with story.world.client() as client:
        unknown = await client.post(f"/api/0/hooks/{story.place.kind}/{'0' * 64}/", content=body, headers=headers)
    assert unknown.status_code == 404


async def test_a_call_counts_once(story: Story) -> None:
    """They repeat what they got no answer to; by hand too."""
    key = await story.linked()
    story.place.issues[key].status = story.place.done_status
    call = story.place.hook(key)
    assert (await story.call_hook(*call)).json()["outcome"] == "resolved"
    await story.set_state("new")
    assert (await story.call_hook(*call)).json()["outcome"] == "repeated"
    assert (await story.issue())["state"] == "new"


@pytest.mark.parametrize(("made", "header"), [(GitHub, "X-GitHub-Delivery"), (Jira, "X-Atlassian-Webhook-Identifier")])
async def test_what_is_signed_counts_once_under_any_name(
    made: type[Place], header: str, database: Database, tmp_path: Path
) -> None:
    """Their own name of a call stands outside of what they sign."""
    async with telling(made(), database, tmp_path) as story:
        key = await story.linked()
        story.place.issues[key].status = story.place.done_status
        headers, body = story.place.hook(key)
        assert (await story.call_hook(headers, body)).json()["outcome"] == "resolved"
        await story.set_state("new")
        again = await story.call_hook({**headers, header: "another"}, body)
        assert again.json()["outcome"] == "repeated"
        assert (await story.issue())["state"] == "new"


async def test_a_late_call_does_not_set_an_older_state(story: Story) -> None:
    """They close it and open it again; the first call is held up on its way and comes last."""
    place, key = story.place, await story.linked()
    place.issues[key].status = place.done_status
    closed = place.hook(key, "Ines")
    assert (await story.theirs(key, place.first_status, "Ben"))["outcome"] == "noted"
    assert (await story.call_hook(*closed)).json()["outcome"] == "late"
    assert (await story.issue())["state"] == "new"
    assert not (await story.link())["isDone"]
    told = (await story.activity())[0]
    assert (told["type"], told["data"]["did"], told["data"]["person"]) == ("link", "late", "Ines")
    assert told["data"]["theirStatus"] == place.done_status
    # What comes after it is news as ever.
    assert (await story.theirs(key, place.done_status))["outcome"] == "resolved"


async def test_what_came_before_our_own_call_is_late(story: Story) -> None:
    """They close it; before that is told, it is resolved here and comes back, which opens theirs again."""
    place, key = story.place, await story.linked()
    await story.theirs(key, place.done_status)
    place.issues[key].status = place.first_status
    reopened = place.hook(key)
    place.issues[key].status = place.done_status
    await story.theirs(key, place.done_status)
    await story.event_comes()
    await story.deliver()
    assert (await story.hook(key))["outcome"] == "echo"
    assert place.issues[key].status == place.first_status
    assert (await story.theirs(key, place.done_status))["outcome"] == "resolved"
    assert (await story.call_hook(*reopened)).json()["outcome"] == "late"
    assert (await story.issue())["state"] == "resolved"


async def test_what_is_no_issue_of_ours_is_ignored(story: Story) -> None:
    key = await story.linked()
    issue = await story.issue()
    link = await story.link()
    gone = await story.member.delete(f"/api/0/organizations/acme/issues/{issue['id']}/links/{link['id']}/")
    assert gone.status_code == 204
    assert (await story.theirs(key, story.place.done_status))["outcome"] == "unlinked"
    assert (await story.issue())["status"] == "unresolved"
    assert (await story.activity())[0]["data"]["did"] == "unlinked"


async def test_nonsense_is_answered_by_what_to_mend(story: Story) -> None:
    """Signed, and still no JSON: a form, as GitHub sends where nobody chose the content type."""
    import hashlib
    import hmac

    body = b"payload=%7B%7D"
    signature = "sha256=" + hmac.digest(story.place.hook_secret.encode(), body, hashlib.sha256).hex()
    signed = {"X-Hub-Signature-256": signature, "X-Hub-Signature": signature}
    answer = await story.call_hook({**signed, "X-Gitlab-Token": story.place.hook_secret}, body)
    assert answer.status_code == 400
    assert "cannot be read" in answer.json()["detail"]


async def test_a_new_secret_voids_the_old_one(story: Story) -> None:
    key = await story.linked()
    async with story.world.as_("admin") as admin:
        path = f"/api/0/organizations/acme/trackers/{story.tracker['id']}/hook-secret/"
        renewed = (await admin.post(path)).json()
    assert (await story.call_hook(*story.place.hook(key))).status_code == 401
    story.place.hook_secret = renewed["hookSecret"]
    assert (await story.call_hook(*story.place.hook(key))).status_code == 200


@pytest.mark.parametrize("made", [Jira, GitHub])
async def test_two_of_their_statuses_mean_done(made: type[Place], database: Database, tmp_path: Path) -> None:
    both = [made.done_status, made.other_done]
    async with telling(made(), database, tmp_path, doneStatuses=both, resolveStatus=made.other_done) as story:
        key = await story.linked()
        assert (await story.theirs(key, made.other_done))["outcome"] == "resolved"
        assert (await story.theirs(key, made.first_status))["outcome"] == "reopened"
        assert (await story.theirs(key, made.done_status))["outcome"] == "resolved"
        assert (await story.theirs(key, made.other_done))["outcome"] == "noted"  # done it was already
        await story.theirs(key, made.first_status)
        await story.set_state("resolved")
        await story.deliver()
        assert story.place.issues[key].status == made.other_done


async def test_a_status_that_is_not_mapped_resolves_nothing(database: Database, tmp_path: Path) -> None:
    async with telling(GitHub(), database, tmp_path, doneStatuses=["closed as completed"]) as story:
        key = await story.linked()
        assert (await story.theirs(key, "closed as not planned"))["outcome"] == "noted"
        assert (await story.issue())["status"] == "unresolved"
