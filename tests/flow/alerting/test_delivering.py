"""From a wish to send to a receipt: stories with real receivers and a moved clock."""

import asyncio
import json
from dataclasses import replace

import pytest
from aiohttp import web

from alerting.delivering import LEASE_SECONDS, Deliverer
from alerting.retries import MOST_TRIES
from core.channels.samples import sample
from core.db.deliveries.targets import wake_target
from core.db.organizations.people import create_user
from tests.flow.alerting.outbox import Outbox
from tests.receivers import Said, post_office, receiving


async def test_a_message_arrives_and_everything_is_written_down(outbox: Outbox) -> None:
    async with receiving(Said(200, "ok")) as chat:
        alert = await outbox.alert()
        delivery = await outbox.ask(await outbox.channel(f"{chat.url}/hooks/t0kent0ken"), alert_id=alert)
        await outbox.deliver()
    row = await outbox.row(delivery)
    assert (row["state"], row["attempts"], row["class"], row["error"], row["next_at"]) == (
        "synced",
        1,
        None,
        None,
        None,
    )
    assert row["ended_at"] == 0
    assert [one.headers["idempotency-key"] for one in chat.heard] == [row["idempotency_key"]]
    [attempt] = await outbox.app.rows("select * from delivery_attempts where delivery_id = $1", delivery)
    assert (attempt["number"], attempt["class"], attempt["status"], attempt["answer"]) == (1, None, 200, "ok")
    assert await outbox.entries(alert) == [("delivered", "The message (firing) reached #shop (mattermost)")]


async def test_what_fails_is_tried_again_longer_and_longer_until_it_is_dead(outbox: Outbox) -> None:
    async with receiving(Said(500, "hooks/t0kent0ken is ill")) as chat:
        alert = await outbox.alert()
        delivery = await outbox.ask(await outbox.channel(f"{chat.url}/hooks/t0kent0ken"), alert_id=alert)
        began = outbox.app.clock.now()
        for number in range(1, MOST_TRIES + 1):
            while (await outbox.row(delivery))["attempts"] < number:
                await outbox.deliver()
                waits = (await outbox.row(delivery))["next_at"]
                if waits:
                    outbox.app.clock.advance(waits)
        assert len(chat.heard) == MOST_TRIES
        assert len({one.headers["idempotency-key"] for one in chat.heard}) == 1
    row = await outbox.row(delivery)
    assert (row["state"], row["class"], row["next_at"]) == ("dead", "server", None)
    assert "t0kent0ken" not in row["error"]
    assert 10 * 3600 < outbox.app.clock.now() - began < 25 * 3600
    first, last = await outbox.entries(alert)
    assert "did not reach #shop (mattermost) yet and is tried again" in first[1]
    assert "after 16 attempts and is given up" in last[1]


@pytest.mark.parametrize(
    ("status", "failure"), [(401, "auth"), (403, "auth"), (400, "data"), (404, "data"), (302, "data")]
)
async def test_what_a_person_must_mend_fails_at_once(outbox: Outbox, status: int, failure: str) -> None:
    async with receiving(Said(status, "no")) as chat:
        delivery = await outbox.ask(await outbox.channel(chat.url))
        await outbox.deliver()
    row = await outbox.row(delivery)
    assert (row["state"], row["class"], row["attempts"], row["next_at"]) == ("failed", failure, 1, None)


async def test_an_address_that_is_not_called_fails_at_once_and_says_how_to_open_it(outbox: Outbox) -> None:
    delivery = await outbox.ask(await outbox.channel("http://169.254.169.254/hook"))
    await outbox.deliver()
    row = await outbox.row(delivery)
    assert (row["state"], row["class"]) == ("failed", "blocked")
    assert "REDSHANK_OUTBOUND_ALLOW" in row["error"]


async def test_a_rate_limit_holds_back_the_whole_target_for_as_long_as_it_asks(outbox: Outbox) -> None:
    async with receiving(Said(429, "", {"Retry-After": "40"}), Said(200)) as chat:
        target = await outbox.channel(chat.url)
        first = await outbox.ask(target)
        await outbox.deliver()
        assert 40 <= (await outbox.row(first))["next_at"] <= 44
        second = await outbox.ask(target)
        await outbox.deliver()
        row = await outbox.row(second)
        assert (row["state"], row["parked"], row["next_at"], len(chat.heard)) == ("pending", True, 40, 1)
        outbox.app.clock.advance(44)
        await outbox.deliver()
        assert await outbox.states(first, second) == ["synced", "synced"]


async def test_whoever_has_it_already_counts_as_reached(outbox: Outbox) -> None:
    async with receiving(Said(409, "seen")) as program:
        delivery = await outbox.ask(await outbox.channel(program.url, "webhook"), kind="webhook")
        await outbox.deliver()
    row = await outbox.row(delivery)
    assert (row["state"], row["class"], row["error"]) == ("synced", "duplicate", "they have it already")


async def test_what_a_dead_alerter_left_goes_out_again_with_the_same_key(outbox: Outbox) -> None:
    async with receiving(Said(200)) as program:
        program.waiting = asyncio.Event()
        delivery = await outbox.ask(await outbox.channel(program.url, "webhook"), kind="webhook")
        dying = Deliverer()
        await dying.once(outbox.app.resources)
        await program.hears(1)
        for task in list(dying._running):
            task.cancel()
        await dying.close()
        program.waiting.set()
        await outbox.deliver()
        assert len(program.heard) == 1  # its lease has not ended
        outbox.app.clock.advance(LEASE_SECONDS)
        await outbox.deliver()
    row = await outbox.row(delivery)
    assert (row["state"], row["attempts"]) == ("synced", 2)
    assert [one.headers["webhook-id"] for one in program.heard] == [row["idempotency_key"]] * 2


async def test_a_result_that_comes_after_the_lease_changes_nothing(outbox: Outbox) -> None:
    """Another alerter has it by then; the attempt is written down all the same."""
    async with receiving(Said(500), Said(200)) as program:
        program.waiting = asyncio.Event()
        delivery = await outbox.ask(await outbox.channel(program.url, "webhook"), kind="webhook")
        slow = Deliverer()
        await slow.once(outbox.app.resources)
        await program.hears(1)
        outbox.app.clock.advance(LEASE_SECONDS)
        other = Deliverer()
        await other.once(outbox.app.resources)
        await program.hears(2)
        program.waiting.set()
        await slow.close()
        await other.close()
    row = await outbox.row(delivery)
    assert (row["state"], row["attempts"]) == ("synced", 2)
    rows = await outbox.app.rows("select number, status from delivery_attempts order by number")
    assert [tuple(one) for one in rows] == [(1, 500), (2, 200)]


async def test_of_several_alerters_each_delivery_is_one_ones(outbox: Outbox) -> None:
    async with receiving(Said(200)) as chat:
        targets = [await outbox.channel(chat.url) for _ in range(4)]
        ids = [await outbox.ask(targets[number % 4]) for number in range(40)]
        await asyncio.gather(outbox.deliver(), outbox.deliver(), outbox.deliver())
        assert set(await outbox.states(*ids)) == {"synced"}
        assert len(chat.heard) == len({one.headers["idempotency-key"] for one in chat.heard}) == 40


async def test_what_a_later_one_superseded_is_never_sent(outbox: Outbox) -> None:
    async with receiving(Said(200)) as chat:
        delivery = await outbox.ask(await outbox.channel(chat.url))
        await outbox.app.rows("update deliveries set state = 'superseded' where id = $1", delivery)
        await outbox.deliver()
        assert chat.heard == []


async def test_a_breaker_opens_lets_one_probe_through_and_closes_for_all(outbox: Outbox) -> None:
    async with receiving(Said(500)) as chat:
        target = await outbox.channel(chat.url)
        first = [await outbox.ask(target) for _ in range(5)]
        await outbox.deliver()
        assert len(chat.heard) == 5
        waiting = [await outbox.ask(target) for _ in range(3)]
        await outbox.deliver()
        assert [(await outbox.row(one))["parked"] for one in waiting] == [True] * 3
        assert len(chat.heard) == 5
        outbox.app.clock.advance(30)
        chat.answers = [Said(200)]
        await outbox.deliver()
        # The probe came back well, and so the rest went out at the same moment.
        assert set(await outbox.states(*first, *waiting)) == {"synced"}
        [row] = await outbox.app.rows("select failures, open_until from targets where target = $1", target)
        assert (row["failures"], row["open_until"]) == (0, None)


async def test_a_probe_that_fails_keeps_the_others_back_for_twice_as_long(outbox: Outbox) -> None:
    async with receiving(Said(500)) as chat:
        target = await outbox.channel(chat.url)
        for _ in range(8):
            await outbox.ask(target)
        await outbox.deliver()
        heard = len(chat.heard)
        assert 5 <= heard < 9  # up to four were under way when it opened
        wait = await _open_for(outbox, target)
        outbox.app.clock.advance(wait)
        await outbox.deliver()
        assert len(chat.heard) == heard + 1
        assert await _open_for(outbox, target) == 2 * wait


async def test_what_they_cannot_take_is_no_probe_while_something_else_waits(outbox: Outbox) -> None:
    async with receiving() as chat:

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=500 if b"no such" in chat.heard[-1].body else 200)

        chat.handler = answer
        target = await outbox.channel(chat.url)
        now = outbox.app.clock.now()
        told = replace(sample("firing", "main", "https://redshank.test", now), title="no such emoji")
        for _ in range(5):
            await outbox.ask(target, message=told)
        await outbox.deliver()
        fresh = [await outbox.ask(target) for _ in range(3)]
        await outbox.deliver()
        outbox.app.clock.advance(30)
        await outbox.deliver()
        assert set(await outbox.states(*fresh)) == {"synced"}


async def test_a_channel_has_its_pace(outbox: Outbox) -> None:
    async with receiving(Said(200)) as chat:
        target = await outbox.channel(chat.url, per_minute=2)
        ids = [await outbox.ask(target) for _ in range(5)]
        for expected in (2, 4, 5):
            await outbox.deliver()
            assert len(chat.heard) == expected
            outbox.app.clock.advance(60)
        assert set(await outbox.states(*ids)) == {"synced"}


async def test_one_that_answers_slowly_leaves_room_for_the_others(outbox: Outbox) -> None:
    async with receiving(Said(200)) as slow, receiving(Said(200)) as quick:
        slow.waiting = asyncio.Event()
        target = await outbox.channel(slow.url)
        for _ in range(30):
            await outbox.ask(target)
        delivery = await outbox.ask(await outbox.channel(quick.url))
        deliverer = Deliverer()
        while (await outbox.states(delivery)) != ["synced"]:
            await deliverer.once(outbox.app.resources)
        await slow.hears(4)
        assert len(slow.heard) == 4
        slow.waiting.set()
        await deliverer.close()


async def test_what_is_for_later_is_not_sent_before_also_when_its_target_wakes(outbox: Outbox) -> None:
    async with receiving(Said(200)) as chat:
        target = await outbox.channel(chat.url)
        delivery = await outbox.ask(target, at=outbox.app.clock.now() + 100)
        async with outbox.app.resources.database.transaction() as connection:
            await wake_target(connection, (outbox.organization_id, target), outbox.app.clock.now())
        assert await outbox.deliver() == pytest.approx(60, abs=40)
        assert chat.heard == []
        outbox.app.clock.advance(100)
        await outbox.deliver()
        assert await outbox.states(delivery) == ["synced"]


async def test_a_test_goes_past_the_breaker_is_tried_once_and_says_nothing_of_the_target(outbox: Outbox) -> None:
    async with receiving(Said(500)) as chat:
        target = await outbox.channel(chat.url)
        for _ in range(5):
            await outbox.ask(target)
        await outbox.deliver()
        tried = await outbox.ask(target, purpose="test")
        await outbox.deliver()
        assert await outbox.states(tried) == ["failed"]
        [row] = await outbox.app.rows("select failures from targets where target = $1", target)
        assert row["failures"] == 5
        chat.answers = [Said(200)]
        again = await outbox.ask(target, purpose="test")
        await outbox.deliver()
        assert await outbox.states(again) == ["synced"]
        [row] = await outbox.app.rows("select failures from targets where target = $1", target)
        assert row["failures"] == 0


async def test_a_day_of_refusals_switches_a_channel_off_and_its_admins_are_told(outbox: Outbox) -> None:
    async with outbox.app.resources.database.transaction() as connection:
        await create_user(connection, "ines@example.com", "admin", outbox.organization_id, outbox.app.clock.now())
    async with receiving(Said(410, "no such hook")) as chat:
        alert = await outbox.alert()
        target = await outbox.channel(chat.url)
        for hours in (0, 12, 13):
            outbox.app.clock.advance(hours * 3600)
            delivery = await outbox.ask(target, alert_id=alert)
            await outbox.deliver()
        [channel] = await outbox.app.rows("select name, is_active, disabled_because from channels")
        assert channel["is_active"] is False
        assert "no such hook" in channel["disabled_because"]
        [notice] = await outbox.app.rows("select * from deliveries where purpose = 'notice'")
        assert (notice["target"], notice["recipient"]) == ("mail", "ines@example.com")
        assert "is switched off" in notice["message"]["title"]
        assert (await outbox.entries(alert))[-1][1].endswith("channel 1 is switched off now.")
        delivery = await outbox.ask(target)
        await outbox.deliver()
        row = await outbox.row(delivery)
        assert (row["state"], row["class"], len(chat.heard)) == ("failed", "blocked", 3)


async def test_a_channel_that_is_gone_or_whose_key_is_another_says_so(outbox: Outbox) -> None:
    gone = await outbox.ask("channel:12345")
    strange = await outbox.ask("carrier-pigeon:1")
    target = await outbox.channel("http://127.0.0.1:1/")
    await outbox.app.rows("update channels set secrets = '\\x00'")
    sealed = await outbox.ask(target)
    await outbox.deliver()
    errors = [(await outbox.row(one))["error"] for one in (gone, strange, sealed)]
    assert errors[0] == "its channel was deleted"
    assert errors[1] == "nothing here sends to carrier-pigeon:1"
    assert "REDSHANK_SECRET_KEY" in errors[2]


async def test_mail_to_people(outbox: Outbox) -> None:
    without = await outbox.ask("mail", kind="email", recipient="ines@example.com")
    await outbox.deliver()
    row = await outbox.row(without)
    assert (row["state"], "REDSHANK_SMTP_URL" in row["error"]) == ("failed", True)
    async with post_office() as (post, port):
        settings = outbox.app.resources.settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{port}"})
        object.__setattr__(outbox.app.resources, "settings", settings)
        delivery = await outbox.ask("mail", kind="email", recipient="ines@example.com")
        await outbox.deliver()
    assert await outbox.states(delivery) == ["synced"]
    assert post.recipients == [["ines@example.com"]]
    assert post.letters[0]["From"] == "Redshank <redshank@redshank.test>"


async def test_apprise_reaches_what_may_be_reached_and_nothing_else(outbox: Outbox) -> None:
    async with receiving(Said(200, json.dumps({"id": "1"}), {"Content-Type": "application/json"})) as server:
        good = await outbox.ask(await outbox.channel(f"ntfy://{server.host}/shop", "apprise"), kind="apprise")
        await outbox.deliver()
        row = await outbox.row(good)
        assert (row["state"], len(server.heard)) == ("synced", 1), row["error"]
        inner = await outbox.channel("ntfy://10.255.255.1/shop", "apprise")
        blocked = await outbox.ask(inner, kind="apprise")
        local = await outbox.ask(await outbox.channel("dbus://", "apprise"), kind="apprise")
        await outbox.deliver()
        assert [(await outbox.row(one))["class"] for one in (blocked, local)] == ["blocked", "blocked"]
        server.answers = [Said(302, "", {"Location": "http://169.254.169.254/"})]
        moved = await outbox.ask(await outbox.channel(f"ntfy://{server.host}/s3cr3t", "apprise"), kind="apprise")
        await outbox.deliver()
        row = await outbox.row(moved)
        assert (row["state"], row["class"]) == ("retrying", "unknown")
        assert "s3cr3t" not in row["error"]


async def _open_for(outbox: Outbox, target: str) -> float:
    """Seconds."""
    [row] = await outbox.app.rows("select open_until from targets where target = $1", target)
    return float(row["open_until"].timestamp()) - outbox.app.clock.now()
