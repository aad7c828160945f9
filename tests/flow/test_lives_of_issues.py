"""Stories: an event comes, a person acts, time passes, it comes again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from core.clock import instant
from core.db import Database
from processor.upkeep import keep_up
from tests.app import Installation, installed


def problem(release: str | None = None, user: str | None = None, at: float | None = None) -> dict[str, Any]:
    event: dict[str, Any] = {
        "event_id": uuid4().hex,
        "platform": "python",
        "exception": {"values": [{"type": "KeyError", "value": "'SPRING-26'"}]},
    }
    if release:
        event["release"] = release
    if user:
        event["user"] = {"id": user}
    if at:
        event["timestamp"] = at
    return event


async def happen(shop: Installation, **values: Any) -> None:
    response = await shop.send(problem(**values))
    assert response.status_code == 200, response.text
    await shop.settle()


async def the_issue(shop: Installation) -> Any:
    [issue] = await shop.rows("select * from issues")
    return issue


async def resolve(shop: Installation, release: str | None = None, next_release: bool = False) -> None:
    await shop.rows(
        "update issues set status = 'resolved', resolved_in_release = $1, resolved_in_next_release = $2,"
        " status_changed_at = $3",
        release,
        next_release,
        instant(shop.clock.now()),
    )


async def test_a_resolved_issue_that_comes_back_is_new_again_and_says_so(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await resolve(shop)
        shop.advance(timedelta(days=1))
        await happen(shop)
        issue = await the_issue(shop)
        assert (issue["status"], issue["times_seen"]) == ("new", 2)
        assert issue["regressed_at"] == instant(shop.clock.now())
        kinds = [row["kind"] for row in await shop.rows("select kind from signals order by id")]
        assert kinds == ["new", "regressed"]
        activity = await shop.rows("select kind, data from activity order by id")
        assert [row["kind"] for row in activity] == ["first_seen", "regressed"]
        assert activity[1]["data"]["reason"] == "seen again after it was resolved"


async def test_an_old_release_does_not_reopen_what_a_newer_one_mended(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop, release="shop@1")
        shop.advance(timedelta(hours=1))
        await happen(shop, release="shop@2")
        await resolve(shop, "shop@2")
        shop.advance(timedelta(hours=1))
        await happen(shop, release="shop@1")
        assert (await the_issue(shop))["status"] == "resolved"
        await happen(shop, release="shop@2")
        assert (await the_issue(shop))["status"] == "new"


async def test_resolved_in_the_next_release_waits_for_one_that_is_newer(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop, release="shop@1")
        await resolve(shop, "shop@1", next_release=True)
        shop.advance(timedelta(hours=1))
        await happen(shop, release="shop@1")
        assert (await the_issue(shop))["status"] == "resolved"
        await happen(shop, release="shop@2")
        issue = await the_issue(shop)
        assert (issue["status"], issue["resolved_in_release"]) == ("new", None)


async def test_ignored_until_seen_so_often_or_until_a_time(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await shop.rows("update issues set status = 'ignored', ignored_until_times_seen = 3")
        await happen(shop)
        assert (await the_issue(shop))["status"] == "ignored"
        await happen(shop)
        assert (await the_issue(shop))["status"] == "new"
        until = instant(shop.clock.now() + 3600)
        await shop.rows("update issues set status = 'ignored', ignored_until = $1", until)
        await happen(shop)
        assert (await the_issue(shop))["status"] == "ignored"
        shop.advance(timedelta(hours=2))
        await happen(shop)
        issue = await the_issue(shop)
        assert (issue["status"], issue["ignored_until"]) == ("new", None)


async def test_ignored_until_so_many_users_or_so_many_in_a_window(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop, user="1")
        await shop.rows("update issues set status = 'ignored', ignored_until_users_seen = 2")
        await happen(shop, user="1")
        assert (await the_issue(shop))["status"] == "ignored"
        await happen(shop, user="2")
        assert (await the_issue(shop))["status"] == "new"
        await shop.rows(
            "update issues set status = 'ignored', ignored_window_seconds = 600, ignored_window_quantity = 3"
        )
        shop.advance(timedelta(hours=1))
        await happen(shop)
        await happen(shop)
        assert (await the_issue(shop))["status"] == "ignored"
        await happen(shop)
        assert (await the_issue(shop))["status"] == "new"


async def test_the_same_event_sent_again_is_kept_and_counted_once(database: Database) -> None:
    async with installed(database) as shop:
        event = problem(user="7")
        for _ in range(3):
            assert (await shop.send(event)).status_code == 200
        await shop.settle()
        shop.advance(timedelta(hours=20))  # over midnight, into another partition
        assert (await shop.send(event)).status_code == 200
        await shop.settle()
        issue = await the_issue(shop)
        assert (issue["times_seen"], issue["users_seen"]) == (1, 1)
        books = await shop.books()
        assert (books["accepted"], books["stored"], books["duplicate"]) == (4, 1, 3)


async def test_retention_drops_old_days_and_keeps_the_issue_and_its_counts(database: Database) -> None:
    async with installed(database, retention_days=30) as shop:
        await happen(shop)
        shop.advance(timedelta(days=29))
        await keep_up(shop.resources)
        assert len(await shop.rows("select from events")) == 1
        shop.advance(timedelta(days=2))
        await keep_up(shop.resources)
        assert await shop.rows("select from events") == []
        assert (await the_issue(shop))["times_seen"] == 1


async def test_events_of_a_deleted_project_are_counted_as_that(database: Database) -> None:
    async with installed(database) as shop:
        assert (await shop.send(problem())).status_code == 200
        await shop.rows("delete from projects")
        await shop.settle()
        books = await shop.books()
        assert (books["accepted"], books["filtered"]) == (1, 1)
