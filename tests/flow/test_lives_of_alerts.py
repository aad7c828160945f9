"""Alerts from their opening to their end, with a clock that the story moves: who is told what, and when."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from alerting.advancing import follow
from core.alerts import Measure, MuteTime, PersonalRules, Policy, Rule, Severity, Step, Target, Timing, Way
from core.clock import instant
from core.db import Database, alert_actions, people, silences, teams
from core.db.alert_actions import Actor
from core.db.database import Connection
from core.errors import Rejected, Unavailable
from core.holding import Inhibition, Silence
from tests.alerts import add_channel, join, make_rule, open_alert, texts
from tests.app import Installation, installed

MAIL = "smtp://mail.example:25"
TIMING = Timing(group_wait=30, group_interval=300, repeat_interval=14_400, auto_resolve=0)


@dataclass
class Story:
    """An organization with somebody to tell."""

    app: Installation
    organization_id: int
    ines: int
    omar: int

    @property
    def now(self) -> float:
        return self.app.clock.now()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        async with self.app.resources.database.transaction() as connection:
            yield connection

    async def fires(self, **how: Any) -> int:
        async with self.writing() as connection:
            how = {"timing": TIMING, "issues": ("ValueError",), **how}
            return await open_alert(connection, self.organization_id, self.app.project_id, self.now, **how)

    async def after(self, **duration: float) -> list[tuple[str, str, str]]:
        """Let time go by, and have everything done that is due meanwhile; answers what was queued: purpose, recipient,
        and what came of it."""
        seen = await self.last_delivery()
        end = self.now + timedelta(**duration).total_seconds()
        while True:
            rest = await follow(self.app.resources)
            if self.now >= end and rest > 0:
                return await self.queued(seen)
            self.app.clock.advance(min(max(rest, 1.0), end - self.now) if rest else 0)

    async def queued(self, since: int = 0) -> list[tuple[str, str, str]]:
        rows = await self.app.rows("select * from deliveries where id > $1 order by id", since)
        return [(row["purpose"], row["recipient"], row["state"]) for row in rows]

    async def last_delivery(self) -> int:
        [row] = await self.app.rows("select coalesce(max(id), 0) as id from deliveries")
        return int(row["id"])

    async def deliver(self) -> None:
        """As if a deliverer had sent everything that is due."""
        await self.app.rows(
            "update deliveries set state = 'synced', next_at = null, attempts = 1"
            " where state = 'pending' and next_at <= $1",
            instant(self.now),
        )

    async def answer(self, alert_id: int, what: str) -> bool:
        by = Actor(self.ines, "Ines", "", self.now)
        async with self.writing() as connection:
            locked = await alert_actions.lock_by_id(connection, alert_id)
            assert locked is not None
            return bool(await getattr(alert_actions, what)(connection, locked, by))

    async def time_line(self, alert_id: int) -> list[tuple[str, str]]:
        rows = await self.app.rows("select kind, text from alert_entries where alert_id = $1 order by id", alert_id)
        return texts(rows)

    async def alert(self, alert_id: int) -> Any:
        [row] = await self.app.rows("select * from alerts where id = $1", alert_id)
        return row


@pytest.fixture
async def story(database: Database) -> AsyncIterator[Story]:
    async with installed(database, smtp_url=MAIL) as app:
        yield await _peopled(app)


async def _peopled(app: Installation) -> Story:
    async with app.resources.database.transaction() as connection:
        organization_id = await connection.fetchval("select id from organizations")
        made = [
            await people.create_user(connection, f"{name}@example.com", "member", organization_id, 0.0, name.title())
            for name in ("ines", "omar")
        ]
    return Story(app, organization_id, made[0].id, made[1].id)


def policy(*steps: Sequence[Target], minutes: int = 15, **more: Any) -> Policy:
    return Policy(steps=tuple(Step(targets=tuple(one), minutes=minutes) for one in steps), **more)


def user(user_id: int) -> Target:
    return Target(kind="user", id=user_id)


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


async def test_resolved_before_its_first_message_it_tells_nobody(story: Story) -> None:
    alert_id = await story.fires()
    await story.after(seconds=10)
    await story.answer(alert_id, "resolve")
    assert await story.after(days=1) == []
    assert (await story.alert(alert_id))["due_at"] is None


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


async def test_ways_that_wait_are_taken_back_by_an_answer(story: Story) -> None:
    async with story.writing() as connection:
        phone = await add_channel(
            connection, story.organization_id, "My phone", story.now, kind="telegram", user_id=story.ines
        )
        await _wants(connection, story.ines, PersonalRules(important_ways=(Way(), Way(channel=phone, minutes=10))))
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


async def test_quiet_hours_delay_what_is_not_critical(story: Story) -> None:
    quiet = PersonalRules(quiet_hours=(MuteTime(start="22:00", end="09:00", time_zone="UTC"),))
    async with story.writing() as connection:
        await _wants(connection, story.ines, quiet)
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
        story = await _peopled(app)
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


async def _wants(connection: Connection, user_id: int, rules: PersonalRules) -> None:
    await connection.execute(
        "insert into personal_rules (user_id, definition, updated_at) values ($1, $2, now())",
        user_id,
        msgspec.to_builtins(rules),
    )


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
