"""The link in a message: a GET shows, only the button acts, and only for whom it was sent to."""

import httpx
import pytest

from core.alerts.links import LINK_SECONDS, link_token
from core.db.organizations.people import remove_member
from core.vault import Vault
from tests.alerts import open_alert
from tests.db.api.world import World


@pytest.fixture
async def alert_id(world: World) -> int:
    async with world.database.transaction() as connection:
        return await open_alert(
            connection, world.organization.id, world.project.id, world.clock.now(), rule_name="<b>New & bad</b>"
        )


def path(world: World, alert_id: int, who: str = "member", vault: Vault | None = None) -> str:
    user_id = world.people[who].id
    vault = vault or world.app.state.deps.vault
    return f"/a/{link_token(vault, alert_id, user_id, world.clock.now())}"


async def status(world: World) -> tuple[str, int | None]:
    async with world.database.connection() as connection:
        row = await connection.fetchrow("select status, acknowledged_by from alerts")
    return row["status"], row["acknowledged_by"]


async def test_a_get_shows_and_the_button_acts(world: World, alert_id: int) -> None:
    url = path(world, alert_id)
    async with world.client() as client:  # nobody is logged in
        for _ in range(2):  # mail scanners follow links
            shown = await client.get(url)
            assert (shown.status_code, shown.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
            assert await status(world) == ("firing", None)
        assert "&lt;b&gt;New &amp; bad&lt;/b&gt;" in shown.text
        assert "<b>" not in shown.text
        assert '<form method="post"><button>Acknowledge</button></form>' in shown.text
        assert "as member@acme.example" in shown.text
        assert (await client.head(url)).status_code == 200
        done = await client.post(url)
        assert (done.status_code, "You have acknowledged it at 08:00 UTC" in done.text) == (200, True)
        assert await status(world) == ("acknowledged", world.people["member"].id)
        assert "<button>" not in (await client.get(url)).text
        assert "admin" not in (await client.post(url)).text
    async with world.database.connection() as connection:
        texts = await connection.fetch("select text from alert_entries where kind = 'acknowledged'")
    assert [row["text"] for row in texts] == ["member@acme.example acknowledged it by the link in a message."]


async def test_who_comes_second_sees_who_was_first(world: World, alert_id: int) -> None:
    async with world.client() as client:
        await client.post(path(world, alert_id, "admin"))
        answer = await client.post(path(world, alert_id))
        assert "admin@acme.example has acknowledged it" in answer.text
        assert await status(world) == ("acknowledged", world.people["admin"].id)


async def test_the_page_keeps_to_itself(world: World, alert_id: int) -> None:
    async with world.client() as client:
        headers = (await client.get(path(world, alert_id))).headers
    assert "form-action 'self'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert headers["X-Frame-Options"] == "DENY"
    assert "noindex" in headers["X-Robots-Tag"]


def _refused(answer: httpx.Response) -> bool:
    return answer.status_code == 404 and "not good any more" in answer.text and "New" not in answer.text


async def test_what_is_tampered_with_foreign_or_old_is_refused(world: World, alert_id: int) -> None:
    good = path(world, alert_id)
    foreign = path(world, alert_id, "stranger")
    viewers = path(world, alert_id, "viewer")
    others = path(world, alert_id, vault=Vault("of another installation, long enough"))
    left = path(world, alert_id, "admin")
    async with world.database.transaction() as connection:
        await remove_member(connection, world.organization.id, world.people["admin"].id)
    async with world.client() as client:
        for url in (good[:-1], good + "x", "/a/x", "/a/1.2.3.x", foreign, viewers, others, left, path(world, 999)):
            assert _refused(await client.get(url)), url
            assert _refused(await client.post(url)), url
        world.clock.advance(LINK_SECONDS)
        assert _refused(await client.post(good))
    assert await status(world) == ("firing", None)
