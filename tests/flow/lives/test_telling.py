"""Who is told of an alert, how often, and when."""

from dataclasses import replace

from core.alerts import Measure, MuteTime, PersonalRules, Rule, Severity
from core.db import Database
from core.db.organizations import teams
from tests.alerts import join, make_rule
from tests.app import installed
from tests.flow.lives.story import TIMING, Story, peopled, policy, user, wants


async def test_the_end_of_a_policy_and_repeats_until_somebody_answers(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)], repeats=1))
    assert len(await story.after(minutes=16)) == 2
    await story.deliver()
    assert await story.after(minutes=15) == []
    assert "exhausted" in [kind for kind, _ in await story.time_line(alert_id)]
    assert await story.after(hours=4) == [("repeat", "ines@example.com", "pending")]
    await story.deliver()
    assert await story.after(hours=4) == [("repeat", "ines@example.com", "pending")]
    await story.answer(alert_id, "acknowledge")
    assert await story.after(days=1) == []


async def test_issues_that_join_are_told_together_and_not_too_often(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)]), issues=("ValueError", "KeyError"))
    await story.after(seconds=30)
    await story.deliver()
    for name in ("TypeError", "OSError"):
        async with story.writing() as connection:
            await join(connection, alert_id, story.app.project_id, name, story.now)
        await story.after(seconds=60)
    assert await story.after(seconds=179) == []
    assert await story.after(seconds=1) == [("update", "ines@example.com", "pending")]
    [first, update] = await story.app.rows("select message from deliveries order by id")
    assert [one["title"] for one in update["message"]["issues"]][:2] == [
        "TypeError: no such item",
        "OSError: no such item",
    ]
    assert (first["message"]["more_issues"], len(first["message"]["issues"])) == (0, 2)
    assert "4 by now" in update["message"]["text"]
    assert update["message"]["thread"] == first["message"]["thread"] == f"alert-{alert_id}"
    assert await story.after(minutes=10) == []


async def test_quiet_hours_delay_what_is_not_critical(story: Story) -> None:
    quiet = PersonalRules(quiet_hours=(MuteTime(start="22:00", end="09:00", time_zone="UTC"),))
    async with story.writing() as connection:
        await wants(connection, story.ines, quiet)
    await story.fires(severity=Severity.HIGH, policy=policy([user(story.ines)]), group_key="high")
    await story.fires(severity=Severity.CRITICAL, policy=policy([user(story.ines)]), group_key="critical")
    await story.after(seconds=30)
    rows = await story.app.rows(
        "select a.severity, d.next_at from deliveries d join alerts a on a.id = d.alert_id order by a.severity"
    )
    assert [(row["severity"], row["next_at"].strftime("%H:%M:%S")) for row in rows] == [
        ("critical", "08:00:30"),
        ("high", "09:00:00"),
    ]


async def test_without_a_mail_server_the_time_line_says_so(database: Database) -> None:
    async with installed(database) as app:
        story = await peopled(app)
        alert_id = await story.fires(severity=Severity.MEDIUM, policy=None)
        assert await story.after(hours=1) == []
        assert ("nobody", "Step 1 reached nobody: not told by mail: no mail server is set (REDSHANK_SMTP_URL).") in (
            await story.time_line(alert_id)
        )
        assert (await story.alert(alert_id))["due_at"] is None


async def test_the_built_in_ways_reach_the_teams_of_the_project_where_there_is_no_chat(story: Story) -> None:
    async with story.writing() as connection:
        team = await teams.create_team(connection, story.organization_id, "Shop", story.now)
        await teams.join_team(connection, team, story.omar)
        await teams.give_project(connection, team, story.app.project_id)
    alert_id = await story.fires(severity=Severity.HIGH)
    assert await story.after(minutes=1) == [("firing", "omar@example.com", "pending")]
    [step] = [text for kind, text in await story.time_line(alert_id) if kind == "step"]
    assert step == "Step 1 of 1: 1 message; there is no chat and no pager yet."
    low = await story.fires(severity=Severity.LOW, group_key="low")
    assert await story.after(days=1) == [("repeat", "omar@example.com", "superseded")] * 5 + [
        ("repeat", "omar@example.com", "pending")
    ]
    assert (await story.alert(low))["notified_at"] is None


async def test_it_resolves_by_itself_when_nothing_more_joins(story: Story) -> None:
    alert_id = await story.fires(policy=policy([user(story.ines)]), timing=replace(TIMING, auto_resolve=7200))
    await story.after(seconds=30)
    await story.deliver()
    assert await story.after(hours=3) == [("resolved", "ines@example.com", "pending")]
    assert (await story.alert(alert_id))["resolved_because"] == "nothing joined it for 2 hours"


async def test_while_a_receiver_is_away_the_last_message_is_enough(story: Story) -> None:
    await story.fires(policy=policy([user(story.ines)]))
    await story.after(hours=13)
    assert await story.queued() == [
        ("firing", "ines@example.com", "superseded"),
        ("repeat", "ines@example.com", "superseded"),
        ("repeat", "ines@example.com", "superseded"),
        ("repeat", "ines@example.com", "pending"),
    ]


async def test_what_flaps_is_told_once(story: Story) -> None:
    """Every five minutes it opens and resolves: the fifth says that it flaps, then it is quiet until it stays."""
    async with story.writing() as connection:
        rule_id = await make_rule(connection, story.organization_id, story.now, Rule(measure=Measure.COUNT))
    told = []
    for _ in range(12):
        alert_id = await story.fires(rule_id=rule_id, policy=policy([user(story.ines)]))
        found = await story.after(minutes=2)
        await story.deliver()
        told.append(len(found))
        await story.answer(alert_id, "resolve")
        await story.after(minutes=3)
        await story.deliver()
    assert told == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    rows = await story.app.rows("select message from deliveries where purpose = 'firing' order by id")
    assert [("opened 5 times" in row["message"]["text"]) for row in rows] == [False] * 4 + [True]
    # This one stays, and so it is told after all.
    await story.fires(rule_id=rule_id, policy=policy([user(story.ines)]))
    assert await story.after(minutes=29) == []
    assert [one[:2] for one in await story.after(minutes=1)] == [("firing", "ines@example.com")]
