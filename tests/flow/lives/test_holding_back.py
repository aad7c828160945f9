"""Silences, inhibitions and mute hours hold messages back, and let them go at their end."""

from dataclasses import replace

from core.alerts import Measure, MuteTime, Rule
from core.alerts.holding import Inhibition, Silence
from core.db.alerts import silences
from tests.alerts import make_rule
from tests.flow.lives.story import TIMING, Story, policy, user


async def test_a_silence_made_in_mid_life(story: Story) -> None:
    steps = policy([user(story.ines)], [user(story.omar)])
    alert_id = await story.fires(policy=steps)
    await story.after(seconds=30)
    await story.deliver()
    async with story.writing() as connection:
        wanted = Silence(
            id=0,
            kind="silence",
            matcher="project:shop",
            comment="we know",
            starts_at=story.now,
            ends_at=story.now + 3600,
        )
        silence_id = await silences.create_silence(connection, story.organization_id, story.ines, wanted, story.now)
        await silences.look_again(connection, story.organization_id, story.now)
    assert await story.after(minutes=59) == []
    assert (await story.alert(alert_id))["held_by"] == f"silence:{silence_id}"
    # With its end, the step that came due meanwhile comes.
    assert await story.after(minutes=1) == [("firing", "omar@example.com", "pending")]
    held, released = [text for kind, text in await story.time_line(alert_id) if kind in ("held", "released")]
    assert held == f"Held back: silence {silence_id}, “we know”."
    assert released == "No longer held back."


async def test_a_silence_that_is_deleted_lets_go_at_once(story: Story) -> None:
    await story.fires(policy=policy([user(story.ines)]))
    async with story.writing() as connection:
        wanted = Silence(
            id=0, kind="silence", matcher="project:*", comment="x", starts_at=story.now, ends_at=story.now + 9e4
        )
        silence_id = await silences.create_silence(connection, story.organization_id, None, wanted, story.now)
    assert await story.after(hours=2) == []
    async with story.writing() as connection:
        await silences.delete_silence(connection, silence_id)
        await silences.look_again(connection, story.organization_id, story.now)
    assert await story.after(seconds=0) == [("firing", "ines@example.com", "pending")]


async def test_what_was_not_sent_yet_when_the_silence_came_is_told_after_it(story: Story) -> None:
    """A mail server that was away is no reason to leave somebody out."""
    await story.fires(policy=policy([user(story.ines)]))
    await story.after(seconds=30)
    async with story.writing() as connection:
        wanted = Silence(
            id=0, kind="silence", matcher="project:*", comment="x", starts_at=story.now, ends_at=story.now + 600
        )
        await silences.create_silence(connection, story.organization_id, None, wanted, story.now)
        await silences.look_again(connection, story.organization_id, story.now)
    await story.after(seconds=1)
    assert await story.queued() == [("firing", "ines@example.com", "superseded")]
    assert await story.after(minutes=10) == [("firing", "ines@example.com", "pending")]


async def test_inhibition_ends_with_its_source(story: Story) -> None:
    async with story.writing() as connection:
        rule = Inhibition(id=0, name="database", source="service:db", target="service:shop", equal=())
        await silences.create_inhibition(connection, story.organization_id, rule, story.now)
    source = await story.fires(labels={"service": "db"}, group_key="db", policy=policy([user(story.omar)]))
    target = await story.fires(labels={"service": "shop"}, group_key="shop", policy=policy([user(story.ines)]))
    assert await story.after(minutes=1) == [("firing", "omar@example.com", "pending")]
    await story.deliver()
    assert str((await story.alert(target))["held_by"]).startswith("inhibition:")
    await story.answer(source, "resolve")
    assert sorted(await story.after(seconds=1)) == [
        ("firing", "ines@example.com", "pending"),
        ("resolved", "omar@example.com", "pending"),
    ]


async def test_mute_hours_of_the_rule(story: Story) -> None:
    """08:00 UTC is where the clock stands; the rule is mute until nine in Berlin."""
    mute = MuteTime(start="22:00", end="10:00", time_zone="Europe/Berlin")
    async with story.writing() as connection:
        rule = Rule(measure=Measure.NEW_ISSUE, mute_times=(mute,))
        rule_id = await make_rule(connection, story.organization_id, story.now, rule)
    await story.fires(rule_id=rule_id, policy=policy([user(story.ines)]))
    assert await story.after(minutes=59) == []
    assert await story.after(minutes=1) == [("firing", "ines@example.com", "pending")]


async def test_what_ends_in_the_same_moment_holds_nothing_back(story: Story) -> None:
    """Both are due at once: the source resolves by itself, and the other tells without having been held."""
    async with story.writing() as connection:
        wanted = Inhibition(id=0, name="down", source="kind:outage", target="kind:error", equal=())
        await silences.create_inhibition(connection, story.organization_id, wanted, story.now)
    ends = replace(TIMING, auto_resolve=30)
    await story.fires(policy=policy(), labels={"kind": "outage"}, group_key="source", timing=ends, issues=())
    target = await story.fires(
        policy=policy([user(story.ines)]), labels={"kind": "error"}, group_key="target", issues=()
    )
    assert [one[0] for one in await story.after(seconds=30)] == ["firing"]
    assert "held" not in [kind for kind, _ in await story.time_line(target)]
