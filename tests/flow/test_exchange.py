"""Events go out as lines and come in again: the same events, however often."""

import io
import secrets
from collections import Counter
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from core.clock import instant
from core.db import Database, installation
from core.db.organizations import project_keys, projects
from core.errors import Rejected
from core.search import And
from deploy.exchange.give_out import give_out
from deploy.exchange.lines import read_line
from deploy.exchange.take_in import take_in
from tests.app import Installation, installed
from tests.data.recordings import events, load

SAMPLES = ("python2-plain", "browser-scope", "java-scope", "node10-group-mixed", "go-panic-nil")


async def exported(shop: Installation, project: str = "shop") -> list[bytes]:
    lines: list[bytes] = []
    async with shop.resources.database.connection() as connection:
        named = await installation.projects_named(connection, project)
    given = await give_out(
        shop.resources, named, And(()), None, instant(shop.clock.now()), lines.append, lambda _: None
    )
    assert (given.events, given.gone) == (len(lines), 0)
    return lines


async def imported(shop: Installation, lines: list[bytes], project_id: int, days: int = 90) -> Counter[str]:
    source = io.BytesIO(b"".join(lines))
    return await take_in(shop.resources, shop.lookups, source, project_id, days, lambda _: None)


async def second_project(shop: Installation) -> int:
    async with shop.resources.database.transaction() as connection:
        home = await installation.chosen_organization(connection, None)
        made = await projects.create_project(
            connection, home.id, "copy", now=shop.clock.now(), random_bytes=secrets.token_bytes
        )
        await project_keys.create_key(
            connection, made.id, now=shop.clock.now(), random_bytes=lambda size: secrets.token_bytes(size)
        )
    return made.id


def essence(line: bytes) -> dict[str, Any]:
    """The event, without what tells when it was processed, and without the marker that stands for an address."""
    event: dict[str, Any] = msgspec.json.decode(line)["event"]
    del event["_custody"]
    event.get("user", {}).pop("ip_address", None)
    return event


async def test_what_goes_out_comes_in_again_as_it_was_and_only_once(database: Database) -> None:
    async with installed(database) as shop:
        for sample in SAMPLES:
            for event in events(load(sample)):
                await shop.send(event)
            await shop.settle()
            shop.advance(timedelta(hours=7))
        lines = await exported(shop)
        assert len(lines) >= len(SAMPLES)
        copy = await second_project(shop)
        assert await imported(shop, lines, copy) == {"stored": len(lines)}
        again = await exported(shop, "copy")
        assert [essence(line) for line in again] == [essence(line) for line in lines]
        issues = """select type, value, culprit, first_seen, last_seen, times_seen from issues
                    where project_id = $1 order by 1, 2, 3"""
        assert await shop.rows(issues, copy) == await shop.rows(issues, shop.project_id)
        days = "select event_id, day, at, received_at from events where project_id = $1 order by 1"
        assert await shop.rows(days, copy) == await shop.rows(days, shop.project_id)
        blocks = await shop.rows("select count(*) from payload_blocks")
        assert await imported(shop, lines, copy) == {"duplicate": len(lines)}
        assert await shop.rows("select count(*) from payload_blocks") == blocks
        assert await shop.rows(issues, copy) == await shop.rows(issues, shop.project_id)
        books = await shop.rows("select outcome, sum(quantity) from outcomes where project_id = $1 group by 1", copy)
        count = len(lines)
        assert {row[0]: row[1] for row in books} == {"accepted": 2 * count, "stored": count, "duplicate": count}


async def test_a_line_that_is_none_is_counted_and_stops_nothing(database: Database) -> None:
    async with installed(database) as shop:
        await shop.send({"message": "good"})
        await shop.settle()
        [good] = await exported(shop)
        copy = await second_project(shop)
        bad = [b"\n", b"not json\n", b'{"v":1}\n', b'{"v":9,"event":{}}\n', b'{"v":1,"event":{"message":"no id"}}\n']
        bad += [b'{"v":1,"event":"text"}\n', b"[" * 100_000 + b"\n", b"x" * (9 * 2**20) + b"\n"]
        assert await imported(shop, [*bad, good.rstrip()], copy) == {"stored": 1, "invalid": 7}
        shop.advance(timedelta(days=91))
        third = b'{"v":1,"event":{"event_id":"' + b"a" * 32 + b'","message":"without a time"}}\n'
        assert await imported(shop, [good, third], shop.project_id) == {"filtered": 1, "stored": 1}


@pytest.mark.parametrize("received", ["null", '"soon"', "-5", "1e300", "true", "9999999999"])
def test_a_time_that_cannot_be_is_now(received: str) -> None:
    line = f'{{"v":1,"event":{{"event_id":"{"b" * 32}","received":{received}}}}}'.encode()
    assert read_line(line, 1, 1_800_000_000.0).received_at == 1_800_000_000.0


def test_a_newer_format_is_not_guessed_at() -> None:
    with pytest.raises(Rejected, match="newer Redshank"):
        read_line(b'{"v":2,"event":{}}', 1, 0.0)
