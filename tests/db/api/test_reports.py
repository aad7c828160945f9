"""Reports in the API: one's own preview, one to oneself, and the link that ends them."""

from dataclasses import replace

import pytest

from core.reports.unsubscribe import report_links
from tests.db.api.world import World

PREVIEW = "/api/0/organizations/acme/reports/preview/"
TEST = "/api/0/organizations/acme/reports/test/"


@pytest.fixture
async def mailing(world: World) -> World:
    """The world with a mail server, and with people whom mail can reach."""
    async with world.database.connection() as connection:
        await connection.execute("update users set email = email || '.com' where email like '%@acme.example'")
    for name, person in world.people.items():
        world.people[name] = replace(person, email=f"{person.email}.com")
    deps = replace(world.app.state.deps, mail_is_set_up=True)
    world.app.state.deps = deps
    return world


async def test_a_preview_says_what_when_and_to_whom(mailing: World) -> None:
    async with mailing.as_("viewer") as viewer:
        found = (await viewer.get(PREVIEW)).json()
        assert found["recipient"] == mailing.people["viewer"].email
        assert (found["period"], found["isOn"], found["mailIsSetUp"], found["timeZone"]) == (
            "weekly",
            True,
            True,
            "UTC",
        )
        assert (found["since"], found["until"]) == ("2027-01-04T08:00:00Z", "2027-01-11T08:00:00Z")
        assert found["nextAt"] == "2027-01-18T08:00:00Z"
        assert found["subject"] == "Your week in Acme: nothing new, 0 events"
        assert found["subject"] in found["text"]
        daily = (await viewer.get(PREVIEW, params={"period": "daily"})).json()
        assert (daily["isOn"], daily["nextAt"]) == (False, None)
        assert (await viewer.get(PREVIEW, params={"period": "hourly"})).status_code == 400
    async with mailing.as_("stranger") as stranger:
        assert (await stranger.get(PREVIEW)).status_code == 404


async def test_the_mail_in_its_frame_may_do_nothing(mailing: World) -> None:
    async with mailing.as_("member") as member:
        page = await member.get(f"{PREVIEW}mail/")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        policy = page.headers["content-security-policy"]
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
        assert page.headers["x-frame-options"] == "SAMEORIGIN"
        assert "Your week in Acme" in page.text


async def test_one_to_oneself_is_queued_once_a_minute(mailing: World) -> None:
    async with mailing.as_("member") as member:
        queued = await member.post(TEST, json={"period": "daily"})
        assert (queued.status_code, queued.json()["recipient"]) == (202, mailing.people["member"].email)
        again = await member.post(TEST, json={"period": "daily"})
        assert (again.status_code, again.json()["detail"]) == (409, "One was sent to you less than a minute ago.")
        mailing.clock.advance(60)
        assert (await member.post(TEST, json={"period": "daily"})).status_code == 202
    async with mailing.database.connection() as connection:
        rows = await connection.fetch("select recipient, purpose, target, message from deliveries")
    assert [(row["recipient"], row["purpose"], row["target"]) for row in rows] == [
        (mailing.people["member"].email, "report", "mail")
    ] * 2
    assert rows[0]["message"]["unsubscribe_url"] == links(mailing, "member", "daily")


async def test_where_no_mail_can_get_to_it_says_so_and_sends_none(mailing: World) -> None:
    async with mailing.database.connection() as connection:
        await connection.execute("update users set email = 'mara@acme.test' where email like 'member@%'")
    why = "No mail gets to mara@acme.test, names in .test lead nowhere: enter another address at Settings, Profile."
    async with mailing.as_("member") as member:
        found = (await member.get(PREVIEW)).json()
        assert (found["isOn"], found["nextAt"], found["cannotGetMail"]) == (True, None, why)
        assert (await member.get("/api/0/users/me/notifications/")).json()["cannotGetMail"] == why
        refused = await member.post(TEST, json={"period": "weekly"})
        assert (refused.status_code, refused.json()["detail"]) == (409, why)


async def test_without_a_mail_server_it_says_what_to_set(mailing: World) -> None:
    mailing.app.state.deps = replace(mailing.app.state.deps, mail_is_set_up=False)
    async with mailing.as_("member") as member:
        refused = await member.post(TEST, json={"period": "daily"})
        assert (refused.status_code, "REDSHANK_SMTP_URL" in refused.json()["detail"]) == (409, True)
        assert (await member.get(PREVIEW)).json()["nextAt"] is None


def links(world: World, who: str, period: str) -> str:
    deps = world.app.state.deps
    return report_links(
        deps.public_url, deps.vault, world.people[who].id, "daily" if period == "daily" else "weekly"
    ).unsubscribe_url


async def rules(world: World, who: str) -> dict[str, object] | None:
    async with world.database.connection() as connection:
        found: dict[str, object] | None = await connection.fetchval(
            "select definition from personal_rules where user_id = $1", world.people[who].id
        )
    return found


async def test_the_link_in_a_mail_shows_and_only_its_button_acts(mailing: World) -> None:
    path = links(mailing, "member", "weekly").removeprefix(mailing.app.state.deps.public_url)
    async with mailing.client() as nobody:  # not logged in
        for _ in range(2):
            page = await nobody.get(path)
            assert (page.status_code, "<button" in page.text) == (200, True)
        assert await rules(mailing, "member") is None
        assert (await nobody.head(path)).status_code == 200
        # RFC 8058: the mail program posts this, without cookies.
        done = await nobody.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (done.status_code, "has ended" in done.text) == (200, True)
        assert await rules(mailing, "member") == {"weekly_report": False}
        assert (await nobody.post(path)).status_code == 200  # again is as good
    assert await rules(mailing, "viewer") is None


async def test_what_else_she_chose_stays(mailing: World) -> None:
    chosen = {"daily_report": True, "weekly_report": True, "time_zone": "Europe/Berlin", "report_hour": 7}
    async with mailing.database.connection() as connection:
        await connection.execute(
            "insert into personal_rules values ($1, $2, now())", mailing.people["member"].id, chosen
        )
    path = links(mailing, "member", "daily").removeprefix(mailing.app.state.deps.public_url)
    async with mailing.client() as nobody:
        await nobody.post(path)
    assert await rules(mailing, "member") == {**chosen, "daily_report": False}


async def test_a_link_is_good_for_whom_and_what_it_was_made(mailing: World) -> None:
    whole = links(mailing, "member", "weekly").removeprefix(mailing.app.state.deps.public_url)
    _, _, user, period, signature = whole.split("/")
    wrong = [
        f"/unsubscribe/{int(user) + 1}/{period}/{signature}",
        f"/unsubscribe/{user}/daily/{signature}",
        f"/unsubscribe/{user}/{period}/{signature[:-1]}",
        f"/unsubscribe/{user}/hourly/{signature}",
        f"/unsubscribe/%C2%B2/{period}/{signature}",
        f"/unsubscribe/{'9' * 40}/{period}/{signature}",
        f"/unsubscribe/{user}/{period}/%ED%A0%80",
    ]
    async with mailing.client() as nobody:
        for path in wrong:
            for answer in (await nobody.get(path), await nobody.post(path)):
                assert (answer.status_code, "This link is not whole" in answer.text) == (404, True), path
    assert await rules(mailing, "member") is None
