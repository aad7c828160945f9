"""Many alerts, several alerters, and what goes wrong with one of them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from alerting.advancing import follow
from core.alerts import Target
from core.errors import Unavailable
from tests.alerts import add_channel, join
from tests.flow.lives.story import TIMING, Story, policy, user


async def test_two_alerters_at_once_tell_everybody_once(story: Story) -> None:
    for number in range(60):
        await story.fires(policy=policy([user(story.ines)]), group_key=str(number), issues=())
    story.app.advance(timedelta(seconds=30))
    while min(await asyncio.gather(*(follow(story.app.resources) for _ in range(3)))) == 0:
        pass
    await follow(story.app.resources)
    rows = await story.app.rows("select alert_id, count(*) as n from deliveries group by alert_id")
    assert sorted(row["n"] for row in rows) == [1] * 60


@pytest.mark.parametrize("writing", ["update on alerts", "insert on deliveries", "insert on alert_entries"])
async def test_what_breaks_off_has_not_happened(story: Story, writing: str) -> None:
    """Killed before its commit, wherever that was, an alerter leaves no trace, and the next one does it all."""
    ids = [await story.fires(policy=policy([user(story.ines)]), group_key=key) for key in "abc"]
    story.app.advance(timedelta(seconds=30))
    before = [await story.alert(one) for one in ids]
    await story.app.rows(
        "create function broken() returns trigger language plpgsql as $$ begin perform pg_terminate_backend("
        "pg_backend_pid()); return new; end $$"
    )
    await story.app.rows(f"create trigger broken after {writing} for each row execute function broken()")
    with pytest.raises(Unavailable):
        await follow(story.app.resources)
    assert [await story.alert(one) for one in ids] == before
    assert await story.queued() == []
    await story.app.rows(f"drop trigger broken on {writing.split()[-1]}")
    assert await story.after(seconds=0) == [("firing", "ines@example.com", "pending")] * 3
    assert await story.after(minutes=1) == []


async def test_one_that_cannot_be_followed_does_not_stop_the_others(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    broken = await story.fires(policy=policy([user(story.ines)]), group_key="broken")
    await story.fires(policy=policy([user(story.omar)]), group_key="whole")
    await story.app.rows(
        "create function broken() returns trigger language plpgsql as $$ begin"
        f" if new.alert_id = {broken} then raise 'no' using errcode = 'P0001'; end if; return new; end $$"
    )
    await story.app.rows("create trigger broken before insert on deliveries for each row execute function broken()")
    assert [one[1] for one in await story.after(seconds=40)] == ["omar@example.com"]
    assert "cannot be followed" in caplog.text
    await story.app.rows("drop trigger broken on deliveries")
    assert [one[1] for one in await story.after(seconds=60)] == ["ines@example.com"]


async def test_one_that_cannot_be_read_does_not_stop_the_others(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    broken = await story.fires(policy=policy([user(story.ines)]), group_key="broken")
    await story.fires(policy=policy([user(story.omar)]), group_key="whole")
    await story.app.rows("update alerts set policy = '{\"steps\": 7}' where id = $1", broken)
    assert [one[1] for one in await story.after(seconds=40)] == ["omar@example.com"]
    assert f"alert {broken} cannot be followed" in caplog.text


async def test_many_at_once_each_say_what_is_theirs(story: Story) -> None:
    """Of one batch: a first message, an update, an answer that times out, an end; each to whom it concerns."""
    async with story.writing() as connection:
        chat = await add_channel(connection, story.organization_id, "#shop", story.now)
    both = policy([user(story.ines)], [Target(kind="channel", id=chat)], minutes=1, acknowledged_minutes=10)
    over = await story.fires(policy=both, group_key="over")
    taken = await story.fires(policy=both, group_key="taken")
    more = await story.fires(policy=both, group_key="more")
    await story.after(minutes=2)
    await story.deliver()
    await story.answer(taken, "acknowledge")
    async with story.writing() as connection:
        joined = await join(connection, more, story.app.project_id, "KeyError", story.now)
    seen = await story.last_delivery()
    story.app.advance(timedelta(minutes=10))
    await story.answer(over, "resolve")
    new = await story.fires(policy=both, group_key="new", timing=replace(TIMING, group_wait=0))
    while await follow(story.app.resources) == 0:
        pass
    rows = await story.app.rows(
        "select alert_id, purpose, recipient, message from deliveries where id > $1 and state = 'pending' order by id",
        seen,
    )
    assert {(row["alert_id"], row["purpose"], row["recipient"]) for row in rows} == {
        (over, "resolved", "ines@example.com"),
        (over, "resolved", "#shop"),
        (taken, "firing", "ines@example.com"),
        (more, "update", "ines@example.com"),
        (more, "update", "#shop"),
        (new, "firing", "ines@example.com"),
    }
    update = next(row["message"] for row in rows if row["purpose"] == "update")
    assert next(line["id"] for line in update["issues"]) == joined
    untold = await story.app.rows("select alert_id from alert_issues where not told and alert_id <> $1", over)
    assert untold == []
