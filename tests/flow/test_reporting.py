"""Reports, from events to the mail that waits to be sent."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerting.reporting import send_due_reports
from core.clock import instant
from core.db import Database
from core.db.deliveries import reports
from core.db.issues.changes import Actor, resolve
from core.db.organizations import organizations, people
from core.reports import last_due, zone_named
from tests.app import Installation, installed

SMTP = "smtp://mail.example.com"
FRIDAY_8 = 1_800_000_000.0
"""2027-01-15 08:00 UTC, when tests begin."""


async def reader(shop: Installation, email: str, joined: timedelta = timedelta(days=-60), **rules: Any) -> int:
    """A member of `main` who joined so long ago, with these personal rules (none: hers are the built-in ones)."""
    now = shop.clock.now()
    async with shop.resources.database.transaction() as connection:
        [home] = [row["id"] for row in await connection.fetch("select id from organizations where slug = 'main'")]
        user = await people.create_user(connection, email, "member", home, now + joined.total_seconds())
        if rules:
            await connection.execute(
                "insert into personal_rules values ($1, $2, $3)", user.id, rules, instant(now + joined.total_seconds())
            )
    return user.id


async def mails(shop: Installation) -> list[tuple[str, str]]:
    """(recipient, subject) of what waits."""
    rows = await shop.rows(
        "select recipient, message ->> 'title' as title, target, kind, purpose from deliveries order by id"
    )
    assert all((row["target"], row["kind"], row["purpose"]) == ("mail", "email", "report") for row in rows)
    return [(row["recipient"], row["title"]) for row in rows]


async def test_the_week_of_a_person_who_never_chose_anything(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        await reader(shop, "ines@example.com")
        await shop.send({"message": "first"})
        await shop.settle()
        assert 0 < await send_due_reports(shop.resources) <= 900
        # Last Monday's tells of the week before the first event: quiet, but the project has begun.
        assert await mails(shop) == [("ines@example.com", "Your week in Main: nothing new, 0 events")]
        shop.advance(timedelta(days=3))  # Monday, 08:00
        await send_due_reports(shop.resources)
        assert (await mails(shop))[1:] == [("ines@example.com", "Your week in Main: 1 new")]
        shop.advance(timedelta(days=6, hours=23))
        await send_due_reports(shop.resources)
        assert len(await mails(shop)) == 2


async def test_nothing_is_written_to_names_behind_which_no_mail_server_stands(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        for email in ("ines@shop.example", "omar@shop.test", "vera@shop.invalid", "mara@example.com"):
            await reader(shop, email)
        await shop.send({"message": "first"})
        await shop.settle()
        await send_due_reports(shop.resources)
        assert [recipient for recipient, _ in await mails(shop)] == ["mara@example.com"]


async def test_each_gets_hers_at_her_own_hour_and_a_quiet_day_none(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        daily = {"daily_report": True, "weekly_report": False, "report_hour": 9}
        await reader(shop, "berlin@example.com", **daily, time_zone="Europe/Berlin")
        await reader(shop, "london@example.com", **daily, time_zone="Europe/London")
        await reader(shop, "off@example.com", daily_report=False, weekly_report=False)
        shop.advance(timedelta(hours=-2))  # 06:00 UTC
        await shop.send({"message": "at six"})
        await shop.settle()
        await send_due_reports(shop.resources)
        assert await mails(shop) == []  # yesterday's were quiet
        shop.advance(timedelta(hours=2))  # 09:00 in Berlin
        await send_due_reports(shop.resources)
        assert [who for who, _ in await mails(shop)] == ["berlin@example.com"]
        shop.advance(timedelta(hours=1))
        await send_due_reports(shop.resources)
        assert [who for who, _ in await mails(shop)] == ["berlin@example.com", "london@example.com"]
        shop.advance(timedelta(days=1))
        await send_due_reports(shop.resources)
        assert len(await mails(shop)) == 2


async def test_a_server_that_was_down_sends_the_last_one_and_not_all(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        await reader(shop, "ines@example.com", daily_report=True, weekly_report=False)
        for day in range(5):
            await shop.send({"message": f"of day {day}", "fingerprint": [str(day)]})
            await shop.settle()
            shop.advance(timedelta(days=1))
        shop.advance(timedelta(hours=5))
        await send_due_reports(shop.resources)
        assert await mails(shop) == [("ines@example.com", "Your day in Main: 1 new")]
        await send_due_reports(shop.resources)
        assert len(await mails(shop)) == 1


async def test_nobody_gets_what_was_due_before_she_came_or_changed_her_mind(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        shop.advance(timedelta(hours=1))
        await reader(shop, "new@example.com", joined=timedelta())
        await reader(shop, "changed@example.com", joined=timedelta(minutes=-5), daily_report=True)
        await shop.send({"message": "m"})
        await shop.settle()
        await send_due_reports(shop.resources)
        assert await mails(shop) == []


async def test_without_a_mail_server_nothing_is_queued_and_nothing_is_missed(database: Database) -> None:
    async with installed(database) as shop:
        await reader(shop, "ines@example.com")
        await shop.send({"message": "m"})
        await shop.settle()
        await send_due_reports(shop.resources)
        assert await mails(shop) == []
        assert await shop.rows("select from reports") == []
        settings = shop.resources.settings.model_copy(update={"smtp_url": SMTP})
        await send_due_reports(replace(shop.resources, settings=settings))
        assert len(await mails(shop)) == 1


async def test_two_alerters_at_once_send_each_report_once(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        for number in range(12):
            await reader(shop, f"reader-{number}@example.com", daily_report=True)
        shop.advance(timedelta(hours=-1))
        await shop.send({"message": "m"})
        await shop.settle()
        shop.advance(timedelta(hours=1))
        await asyncio.gather(*(send_due_reports(shop.resources) for _ in range(3)))
        found = await mails(shop)
        assert len(found) == len(set(found)) == 24
        assert len(await shop.rows("select from reports")) == 24


async def test_a_crash_between_claim_and_mail_leaves_neither(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        await reader(shop, "ines@example.com")
        await shop.send({"message": "m"})
        await shop.settle()

        async def crash(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as broken:
            broken.setattr("alerting.reporting.enqueue", crash)
            with pytest.raises(KeyboardInterrupt):
                await send_due_reports(shop.resources)
        assert await shop.rows("select from reports") == []
        await send_due_reports(shop.resources)
        assert len(await mails(shop)) == 1


async def test_the_figures_are_those_of_the_events(database: Database) -> None:
    """Two days: what happened in the first is what the second is compared with."""
    async with installed(database) as shop:
        user = await reader(shop, "ines@example.com")
        shop.advance(timedelta(hours=-44))  # Wednesday, 12:00
        for fingerprint, times in (("old", 4), ("back", 1)):
            for _ in range(times):
                await shop.send({"message": f"{fingerprint} one", "fingerprint": [fingerprint], "release": "1"})
        await shop.settle()
        shop.advance(timedelta(hours=1))
        [back] = [row["id"] for row in await shop.rows("select id from issues where value = 'back one'")]
        async with database.transaction() as connection:
            await resolve(connection, [back], Actor(user, shop.clock.now()))
        shop.advance(timedelta(hours=23))  # Thursday, 12:00
        for fingerprint, times in (("old", 2), ("back", 1), ("new", 7)):
            for _ in range(times):
                await shop.send({"message": f"{fingerprint} one", "fingerprint": [fingerprint], "release": "1"})
        await shop.send(b"no json at all")
        await shop.settle()
        shop.advance(timedelta(hours=3))
        async with database.transaction() as connection:
            await resolve(connection, [back], Actor(user, shop.clock.now()))
        await _deliveries(shop)
        await _low_alert(shop)
        shop.advance(timedelta(hours=17))  # Friday, 08:00
        async with database.transaction() as connection:
            [ines] = await reports.readers(connection, "ines@example.com")
            found = await reports.figures(connection, ines, ines.last("daily", shop.clock.now()))
        totals = {
            name: (found.total(name).now, found.total(name).before)
            for name in ("events", "new", "regressed", "resolved")
        }  # type: ignore[arg-type]
        assert totals == {"events": (10, 5), "new": (1, 2), "regressed": (1, 0), "resolved": (1, 1)}
        assert found.unresolved == 2
        # From its coming back, not from its first event.
        assert (found.resolve_seconds, found.resolve_seconds_before) == (3 * 3600.0, 3600.0)
        assert [(one.title, one.times_seen) for one in found.top_issues] == [
            ("new one", 7),
            ("old one", 2),
            ("back one", 1),
        ]
        assert [one.title for one in found.new_issues] == ["new one"]
        assert [one.title for one in found.regressed_issues] == ["back one"]
        targets = [(one.name, one.arrived.now, one.failed.now, one.arrived.before) for one in found.targets]
        assert targets == [("#shop", 3, 1, 0), ("Mail", 0, 0, 2)]
        assert found.unanswered_alerts == 1
        assert [(one.number, one.project) for one in found.quiet_alerts] == [(1, "shop")]
        assert {one.outcome for one in found.losses} == {"invalid"}


async def _deliveries(shop: Installation) -> None:
    """This hour three arrived in the chat and one did not; a day ago two mails arrived."""
    async with shop.resources.database.transaction() as connection:
        channel = await connection.fetchval(
            "insert into channels (organization_id, kind, name, config, created_at, updated_at)"
            " select id, 'slack', '#shop', '{}', $1, $1 from organizations returning id",
            instant(shop.clock.now()),
        )
        day = 86400
        sent = [
            *[(f"channel:{channel}", "synced", 0)] * 3,
            (f"channel:{channel}", "dead", 0),
            *[("mail", "synced", day)] * 2,
        ]
        for number, (target, state, ago) in enumerate(sent):
            await connection.execute(
                "insert into deliveries (organization_id, idempotency_key, target, kind, recipient, purpose, message,"
                " state, created_at) select id, $1, $2, 'x', 'x', 'firing', '{}', $3, $4 from organizations",
                f"k{number}",
                target,
                state,
                instant(shop.clock.now() - ago),
            )


async def _low_alert(shop: Installation) -> None:
    """Two low alerts, one of them told at once."""
    for number, told in ((1, None), (2, instant(shop.clock.now()))):
        await shop.rows(
            "insert into alerts (organization_id, number, rule_name, project_id, group_key, labels, severity, status,"
            " reason, started_at, noticed_at, last_fired_at, policy, timing, notified_at)"
            " select organization_id, $1, 'Slow', id, 'g', '{}', 'low', $4, '7 events', $2, $2, $2, '{}', '{}', $3"
            " from projects returning id",
            number,
            instant(shop.clock.now()),
            told,
            "firing" if told else "resolved",
        )


async def test_projects_of_others_are_not_told_of(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        user = await reader(shop, "ines@example.com")
        async with database.transaction() as connection:
            other = await organizations.create_organization(connection, "Other", shop.clock.now())
            await people.create_user(connection, "sam@example.com", "owner", other.id, shop.clock.now() - 90 * 86400)
        await shop.send({"message": "m"})
        await shop.settle()
        async with database.transaction() as connection:
            [sam] = await reports.readers(connection, "sam@example.com")
            chosen = replace(sam, rules=replace(sam.rules, report_project_ids=(shop.project_id,)))
            window = last_due("daily", shop.clock.now() + 86400, zone_named("UTC"), 8)
            for one in (sam, chosen):  # also where somebody wrote another's project into her rules
                assert (await reports.figures(connection, one, window)).projects == ()
            [ines] = await reports.readers(connection, "ines@example.com")
            assert ines.user_id == user
            assert (await reports.figures(connection, ines, window)).total("new").now == 1


def test_the_clock_of_these_stories_begins_on_a_friday() -> None:
    assert datetime.fromtimestamp(FRIDAY_8, UTC).strftime("%A %H:%M") == "Friday 08:00"
