"""How one wants to be told."""

from datetime import UTC, datetime

from core.db.access.sessions import create_session
from core.db.database import Connection
from core.db.organizations.people import User
from tests.db.api.world import NOW, World

ME = "/api/0/users/me/notifications/"
CHANNEL = """
    insert into channels (organization_id, user_id, kind, name, config, created_at, updated_at)
    values ($1, $2, 'telegram', $3, '{}', $4, $4) returning id
"""


async def channel(connection: Connection, organization_id: int, user: User | None, name: str) -> str:
    owner = None if user is None else user.id
    return str(await connection.fetchval(CHANNEL, organization_id, owner, name, datetime.fromtimestamp(NOW, UTC)))


async def test_one_reads_and_changes_ones_own_with_the_channels_one_may_use(world: World) -> None:
    member = world.people["member"]
    async with world.database.transaction() as connection:
        own = await channel(connection, world.organization.id, member, "My phone")
        shared = await channel(connection, world.organization.id, None, "Pager")
        foreign = await channel(connection, world.organization.id, world.people["owner"], "Her phone")
        session = await create_session(
            connection, member, user_agent="", by_link=False, now=NOW, random_bytes=world.random.randbytes
        )
    async with world.client() as client:
        client.cookies.set("redshank_session", session.secret)
        client.headers["X-CSRF-Token"] = session.csrf_token
        before = (await client.get(ME)).json()
        assert (before["isDefault"], before["ways"]) == (True, [{"channel": None, "minutes": 0}])
        assert [one["id"] for one in before["channels"]] == [own, shared]
        wanted = {
            "timeZone": "Europe/Stockholm",
            "ways": [{"channel": None, "minutes": 0}],
            "importantWays": [{"channel": own, "minutes": 0}, {"channel": None, "minutes": 5}],
            "quietHours": [{"days": [0, 1, 2, 3, 4], "start": "22:00", "end": "07:00"}],
            "dailyReport": True,
            "weeklyReport": False,
            "reportHour": 7,
            "reportProjectIds": [str(world.project.id)],
        }
        after = await client.put(ME, json=wanted)
        assert after.status_code == 200, after.text
        assert after.json() == {
            **wanted,
            "isDefault": False,
            "email": member.email,
            "cannotGetMail": before["cannotGetMail"],
            "channels": before["channels"],
        }
        for change, words in (
            ({"ways": [{"channel": foreign}]}, "no channel"),
            ({"ways": []}, "ways"),
            ({"timeZone": "Moon"}, "IANA"),
            ({"reportProjectIds": [str(world.other_project.id)]}, "no project"),
        ):
            refused = await client.put(ME, json={**wanted, **change})
            assert (refused.status_code, words in refused.json()["detail"]) == (400, True), refused.text


async def test_a_token_reads_but_does_not_change_how_a_person_is_told(world: World) -> None:
    async with world.as_("member") as client:
        assert (await client.get(ME)).status_code == 200
        assert (await client.put(ME, json={"ways": [{}], "importantWays": [{}]})).status_code == 403
