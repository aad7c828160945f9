"""What people answer, from the page, a mail or a chat, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.alerts import PersonalRules, Target, Way
from core.db.alerts import actions as alert_actions
from core.db.alerts.actions import Actor
from core.errors import Rejected
from tests.alerts import add_channel
from tests.flow.lives.story import TIMING, Story, policy, user, wants


async def test_nobody_answers_then_somebody_does_and_it_ends(story: Story) -> None:
    """Fire, no answer, step 2, acknowledge, silence, the acknowledgement times out, again, resolve."""
    async with story.writing() as connection:
        ops = await add_channel(connection, story.organization_id, "#ops", story.now)
    steps = policy([user(story.ines)], [user(story.omar), Target(kind="channel", id=ops)], acknowledged_minutes=60)
    alert_id = await story.fires(policy=steps)
    assert await story.after(seconds=29) == []
    assert await story.after(seconds=1) == [("firing", "ines@example.com", "pending")]
    await story.deliver()
    assert await story.after(minutes=14) == []
    assert await story.after(minutes=1) == [
        ("firing", "omar@example.com", "pending"),
        ("firing", "#ops", "pending"),
    ]
    await story.deliver()
    assert await story.answer(alert_id, "acknowledge")
    assert not await story.answer(alert_id, "acknowledge")
    # The chat is told who is on it; mails would only wake.
    assert await story.after(minutes=59) == [("acknowledged", "#ops", "pending")]
    await story.deliver()
    assert await story.after(minutes=1) == [("firing", "ines@example.com", "pending")]
    await story.deliver()
    assert (await story.alert(alert_id))["acknowledged_by"] is None
    assert await story.answer(alert_id, "resolve")
    assert sorted(await story.after(minutes=30)) == [
        ("resolved", "#ops", "pending"),
        ("resolved", "ines@example.com", "pending"),
        ("resolved", "omar@example.com", "pending"),
    ]
    assert await story.after(days=2) == []
    assert [kind for kind, _ in await story.time_line(alert_id)] == [
        "fired", "step", "told", "step", "told", "told", "acknowledged", "told", "unacknowledged", "step", "told",
        "resolved", "told", "told", "told",
    ]  # fmt: skip


async def test_an_acknowledgement_is_taken_back_and_it_goes_on_where_it_stood(story: Story) -> None:
    async with story.writing() as connection:
        ops = await add_channel(connection, story.organization_id, "#ops", story.now)
    alert_id = await story.fires(policy=policy([Target(kind="channel", id=ops)], [user(story.omar)]))
    await story.after(minutes=5, seconds=30)
    await story.deliver()
    await story.answer(alert_id, "acknowledge")
    assert await story.after(minutes=1) == [("acknowledged", "#ops", "pending")]
    await story.deliver()
    assert await story.answer(alert_id, "unacknowledge")
    # The chat believed that somebody is on it; the second step comes when it would have come.
    assert await story.after(minutes=8, seconds=59) == [("unacknowledged", "#ops", "pending")]
    await story.deliver()
    assert await story.after(seconds=1) == [("firing", "omar@example.com", "pending")]


async def test_an_answer_that_is_taken_back_at_once_was_never_told(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)], [user(story.omar)]))
    await story.after(minutes=1)
    await story.deliver()
    for answer, undo in (("acknowledge", "unacknowledge"), ("resolve", "reopen")):
        await story.answer(alert_id, answer)
        assert await story.answer(alert_id, undo)
        assert await story.after(minutes=5) == []
    assert await story.after(minutes=4, seconds=30) == [("firing", "omar@example.com", "pending")]


async def test_whoever_was_told_that_it_is_over_is_told_that_it_is_not(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)], [user(story.omar)]))
    await story.after(minutes=1)
    await story.deliver()
    await story.answer(alert_id, "resolve")
    assert await story.after(hours=1) == [("resolved", "ines@example.com", "pending")]
    await story.deliver()
    assert await story.answer(alert_id, "reopen")
    # Right after it comes the step that would have come meanwhile.
    assert await story.after(seconds=2) == [
        ("unacknowledged", "ines@example.com", "pending"),
        ("firing", "omar@example.com", "pending"),
    ]
    assert [kind for kind, _ in await story.time_line(alert_id)][-4:] == ["reopened", "told", "step", "told"]


async def test_a_reopened_alert_does_not_resolve_by_itself_in_the_same_moment(story: Story) -> None:
    timing = replace(TIMING, auto_resolve=3600)
    alert_id = await story.fires(policy=policy([user(story.ines)]), timing=timing)
    await story.answer(alert_id, "resolve")
    await story.after(hours=5)
    assert await story.answer(alert_id, "reopen")
    await story.after(minutes=59)
    assert (await story.alert(alert_id))["status"] == "firing"
    await story.after(minutes=2)
    assert (await story.alert(alert_id))["status"] == "resolved"


async def test_resolved_before_its_first_message_it_tells_nobody(story: Story) -> None:
    alert_id = await story.fires()
    await story.after(seconds=10)
    await story.answer(alert_id, "resolve")
    assert await story.after(days=1) == []
    assert (await story.alert(alert_id))["due_at"] is None


async def test_ways_that_wait_are_taken_back_by_an_answer(story: Story) -> None:
    async with story.writing() as connection:
        phone = await add_channel(
            connection, story.organization_id, "My phone", story.now, kind="telegram", user_id=story.ines
        )
        await wants(connection, story.ines, PersonalRules(important_ways=(Way(), Way(channel=phone, minutes=10))))
    alert_id = await story.fires(policy=policy([user(story.ines)]))
    assert await story.after(seconds=30) == [
        ("firing", "ines@example.com", "pending"),
        ("firing", "My phone", "pending"),
    ]
    [mail, later] = await story.app.rows("select next_at from deliveries order by id")
    assert later["next_at"] - mail["next_at"] == timedelta(minutes=10)
    await story.deliver()
    await story.answer(alert_id, "acknowledge")
    assert await story.queued() == [("firing", "ines@example.com", "synced"), ("firing", "My phone", "superseded")]


async def test_escalating_by_hand(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)], [user(story.omar)]))
    await story.after(seconds=30)
    await story.deliver()
    await story.answer(alert_id, "acknowledge")
    by = Actor(story.ines, "Ines", "", story.now)
    for step, expected in ((1, False), (2, True)):
        async with story.writing() as connection:
            locked = await alert_actions.lock_by_id(connection, alert_id)
            assert locked is not None
            assert await alert_actions.escalate(connection, locked, by, step) is expected
    assert await story.after(seconds=0) == [("firing", "omar@example.com", "pending")]


async def test_a_button_in_a_chat(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.omar)]))
    async with story.writing() as connection:
        home = story.organization_id
        with pytest.raises(Rejected, match="no such alert"):
            await alert_actions.answer_in_chat(connection, home + 1, alert_id, "resolve", "ines in Slack", story.now)
        for action, expected in (("acknowledge", True), ("acknowledge", False), ("resolve", True)):
            done = await alert_actions.answer_in_chat(connection, home, alert_id, action, "ines in Slack", story.now)
            assert done is expected
    assert [text for _, text in await story.time_line(alert_id)][1:] == [
        "ines in Slack acknowledged it.",
        "ines in Slack resolved it.",
    ]
