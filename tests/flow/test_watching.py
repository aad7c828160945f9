"""The watchdog: who watches notes that it lives, tells of trouble once, and pings outside while all is well."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
from aiohttp import web

from alerting.outbound import open_outbound
from alerting.watching import Rounds, Self, _only, beat, keep_watching, watch
from core.clock import instant
from core.db import Database
from core.db.alerts import health as alerting_health
from core.db.organizations import people
from core.metrics import ALERT_LAG_SECONDS, ALERTERS
from deploy.gauges import look_up
from deploy.health import health_app
from tests.app import Installation, installed

SMTP = "smtp://mail.example.com"
RESTS = {"evaluating": 5.0, "delivering": 5.0}


async def owner(shop: Installation, email: str, role: str = "owner") -> None:
    async with shop.resources.database.transaction() as connection:
        home = await connection.fetchval("select id from organizations")
        await people.create_user(connection, email, role, home, shop.clock.now())


async def notices(shop: Installation) -> list[tuple[str, str]]:
    rows = await shop.rows(
        "select recipient, message ->> 'title' as title from deliveries where purpose = 'notice' order by id"
    )
    return [(row["recipient"], row["title"]) for row in rows]


def rounds(shop: Installation) -> Rounds:
    return Rounds(shop.clock.now(), RESTS)


async def test_lag_is_told_once_to_those_in_charge_and_again_when_it_comes_back_later(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        for email, role in (("olga@example.com", "owner"), ("ada@example.com", "admin"), ("mia@example.com", "member")):
            await owner(shop, email, role)
        one, other = Self("a-1", shop.clock.now()), Self("b-1", shop.clock.now())
        await shop.send({"message": "m"})
        await shop.settle()
        assert await watch(shop.resources, one, rounds(shop).all()) == []
        shop.advance(timedelta(seconds=61))
        for alerter in (one, other, one):
            assert [it.name for it in await watch(shop.resources, alerter, rounds(shop).all())] == ["late"]
        both = [("olga@example.com", "Redshank's alerts are late"), ("ada@example.com", "Redshank's alerts are late")]
        assert sorted(await notices(shop)) == sorted(both)
        await shop.rows("update deliveries set next_at = null")  # they went out
        async with database.connection() as connection:
            [open_one] = await alerting_health.open_troubles(connection)
        assert (open_one.name, open_one.told_at) == ("late", instant(shop.clock.now()))

        await shop.rows("delete from signals")
        assert await watch(shop.resources, one, rounds(shop).all()) == []
        assert await shop.rows("select from troubles where ended_at is null") == []
        await _late_again(shop, one, timedelta(minutes=20))
        assert len(await notices(shop)) == 2  # the same trouble, flapping
        await shop.rows("delete from signals")
        await watch(shop.resources, one, rounds(shop).all())
        await _late_again(shop, one, timedelta(hours=2))
        assert len(await notices(shop)) == 4


async def _late_again(shop: Installation, alerter: Self, after: timedelta) -> None:
    shop.advance(after)
    await shop.send({"message": "m"})
    await shop.settle()
    shop.advance(timedelta(seconds=90))
    assert len(await watch(shop.resources, alerter, rounds(shop).all())) == 1


async def test_alerters_that_look_at_the_same_moment_tell_once(database: Database) -> None:
    async with installed(database, smtp_url=SMTP) as shop:
        await owner(shop, "olga@example.com")
        await shop.send({"message": "m"})
        await shop.settle()
        shop.advance(timedelta(minutes=2))
        crowd = [Self(f"a-{number}", shop.clock.now()) for number in range(4)]
        await asyncio.gather(*(watch(shop.resources, one, rounds(shop).all()) for one in crowd))
        assert len(await notices(shop)) == 1


async def test_without_a_mail_server_it_is_told_when_there_is_one(database: Database) -> None:
    async with installed(database) as shop:
        await owner(shop, "olga@example.com")
        await shop.send({"message": "m"})
        await shop.settle()
        shop.advance(timedelta(minutes=2))
        me = Self("a-1", shop.clock.now())
        await watch(shop.resources, me, rounds(shop).all())
        assert await notices(shop) == []
        settings = shop.resources.settings.model_copy(update={"smtp_url": SMTP})
        await watch(replace(shop.resources, settings=settings), me, rounds(shop).all())
        assert len(await notices(shop)) == 1


async def test_health_and_metrics_say_that_no_alerter_lives(database: Database) -> None:
    async with installed(database) as shop:
        transport = httpx.ASGITransport(health_app(shop.resources, ("api",)))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://redshank.test") as client:
            await watch(shop.resources, Self("a-1", shop.clock.now()), rounds(shop).all())
            well = (await client.get("/health/ready")).json()
            assert (well["status"], well["alerting"]) == ("ready", "ok")
            await shop.send({"message": "m"})
            await shop.settle()
            shop.advance(timedelta(seconds=121))
            gone = await client.get("/health/ready")
            assert (gone.status_code, gone.json()["status"], gone.json()["degraded"]) == (200, "degraded", ["alerting"])
            assert gone.json()["alerting"].startswith("no alerter was seen for 2 min and work waits")
        await look_up(shop.resources)
        assert (ALERTERS._value.get(), ALERT_LAG_SECONDS._value.get()) == (0, 121)


@asynccontextmanager
async def watcher_outside(status: int = 200) -> AsyncIterator[tuple[str, list[str]]]:
    """A real HTTP server on this machine; its address, and the paths that were asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=status, text="OK")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    [(_, port)] = runner.addresses
    try:
        yield f"http://127.0.0.1:{port}/ping/s3cret-token", asked
    finally:
        await runner.cleanup()


async def pinged(shop: Installation) -> tuple[Any, Any]:
    [row] = await shop.rows("select pinged_at, ping_error from alerters")
    return row["pinged_at"], row["ping_error"]


async def test_the_heartbeat_beats_while_all_is_well_and_says_why_not(database: Database) -> None:
    async with watcher_outside() as (url, asked), installed(database, heartbeat_url=url) as shop:
        me, done = Self("a-1", shop.clock.now()), rounds(shop)
        async with open_outbound(_only(url)) as outbound:
            found = await watch(shop.resources, me, done.all())
            await beat(shop.resources, me, done.all(), found, outbound)
            assert (asked, await pinged(shop)) == (["/ping/s3cret-token"], (instant(shop.clock.now()), None))
            first = shop.clock.now()
            shop.advance(timedelta(seconds=66))
            done.note("evaluating", shop.clock.now())
            await beat(shop.resources, me, done.all(), [], outbound)
            assert await pinged(shop) == (instant(first), "held back: delivering not done in time")
            assert len(asked) == 1
            done.note("delivering", shop.clock.now())
            await beat(shop.resources, me, done.all(), [], outbound)
            assert (len(asked), await pinged(shop)) == (2, (instant(shop.clock.now()), None))


async def test_a_heartbeat_that_fails_is_shown_without_its_secret_address(database: Database) -> None:
    async with watcher_outside(404) as (url, _), installed(database, heartbeat_url=url) as shop:
        me, done = Self("a-1", shop.clock.now()), rounds(shop)
        await watch(shop.resources, me, done.all())
        async with open_outbound(_only(url)) as outbound:
            await beat(shop.resources, me, done.all(), [], outbound)
        assert await pinged(shop) == (None, "the heartbeat's address answers 404")
        away = shop.resources.settings.model_copy(update={"heartbeat_url": "http://127.0.0.1:9/ping/s3cret-token"})
        async with open_outbound(_only(away.heartbeat_url)) as outbound:
            await beat(replace(shop.resources, settings=away), me, done.all(), [], outbound)
        error = (await pinged(shop))[1]
        assert "127.0.0.1 cannot be reached" in error
        assert "s3cret" not in error


async def test_the_loop_notes_pings_and_ends_when_told(database: Database) -> None:
    async with watcher_outside() as (url, asked), installed(database, heartbeat_url=url) as shop:
        stop = asyncio.Event()
        watching = asyncio.create_task(keep_watching(shop.resources, rounds(shop), stop))
        async with asyncio.timeout(60):
            while not await shop.rows("select from alerters where pinged_at is not null"):
                pass
            stop.set()
            await watching
        assert asked == ["/ping/s3cret-token"]
        [row] = await shop.rows("select name, rounds from alerters")
        assert sorted(row["rounds"]) == ["delivering", "evaluating"]
