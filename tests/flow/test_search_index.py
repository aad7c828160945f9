"""The search index is a copy: whatever happens to it, it comes back whole, and nothing is in it twice."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from core.db import Database
from core.db.events import recorded_blocks
from core.db.partitions import DayPartitions
from core.errors import Unavailable
from core.payloads.index import DAMAGED
from core.payloads.index.indexer import Indexer
from core.payloads.index.search import IndexSearch
from core.payloads.index.writing import one_writer
from core.payloads.postgres import PostgresPayloads
from core.payloads.search import PayloadQuery
from tests.contract.test_event_search import DAY, SHOP, event, question
from tests.indexed import Events, catch_up, record

EVERYTHING = question("", hours=1000)


async def found(folder: Path, database: Database, query: PayloadQuery = EVERYTHING) -> list[int]:
    return [int(hit.key.event_id, 16) for hit in await IndexSearch(folder, database).search(query, 1000)]


async def in_batches(database: Database, events: Events) -> None:
    for one in events:
        await record(database, [one])


async def test_a_new_indexer_goes_on_where_the_last_one_was_killed(database: Database, tmp_path: Path) -> None:
    await in_batches(database, [event(n) for n in range(1, 4)])
    first = Indexer(tmp_path, database)
    await first.round()
    await in_batches(database, [event(n) for n in range(4, 7)])
    await first.rest()
    await catch_up(Indexer(tmp_path, database))
    assert await found(tmp_path, database) == [6, 5, 4, 3, 2, 1]
    assert await IndexSearch(tmp_path, database).behind() == 0


async def test_events_that_were_not_recorded_are_not_found(database: Database, tmp_path: Path) -> None:
    await record(database, [event(1), event(2)])
    await record(database, [event(2), event(3)])
    await catch_up(Indexer(tmp_path, database))
    assert await found(tmp_path, database) == [3, 2, 1]


async def test_how_far_behind_it_is_can_be_told(database: Database, tmp_path: Path) -> None:
    search = IndexSearch(tmp_path, database)
    assert await search.behind() == 0
    await record(database, [event(n) for n in range(1, 8)])
    assert await search.behind() == 7
    await catch_up(Indexer(tmp_path, database))
    assert await search.behind() == 0


@pytest.mark.parametrize("damage", ["whole folder", "meta.json", "term", "fast", "idx"])
async def test_a_damaged_index_is_built_again(database: Database, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "v1"
    await record(database, [event(n) for n in range(1, 8)])
    first = Indexer(folder, database)
    await catch_up(first)
    await first.rest()
    if damage == "whole folder":
        shutil.rmtree(folder)
    else:
        for path in (folder / DAY.isoformat()).glob(f"*{damage}"):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(Unavailable):
            await found(folder, database, question("level:error", hours=1000))
        assert (folder / DAY.isoformat() / DAMAGED).exists()
    await catch_up(Indexer(folder, database))
    assert await found(folder, database) == [7, 6, 5, 4, 3, 2, 1]


async def test_damage_that_a_reader_finds_is_mended_while_it_runs(database: Database, tmp_path: Path) -> None:
    await record(database, [event(1)])
    indexer = Indexer(tmp_path, database)
    await catch_up(indexer)
    (tmp_path / DAY.isoformat() / DAMAGED).touch()
    await indexer.tidy()
    await catch_up(indexer)
    assert not (tmp_path / DAY.isoformat() / DAMAGED).exists()
    assert await found(tmp_path, database) == [1]


async def test_a_database_that_was_set_back_does_not_leave_strangers_behind(database: Database, tmp_path: Path) -> None:
    await in_batches(database, [event(1), event(2)])
    await catch_up(Indexer(tmp_path, database))
    async with database.connection() as connection:
        await connection.execute("delete from recorded_blocks where id = (select max(id) from recorded_blocks)")
    await catch_up(Indexer(tmp_path, database))
    assert await found(tmp_path, database) == [1]


async def test_days_and_formats_that_are_kept_no_more_go(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "v1"
    await record(database, [event(1)])
    for old in (folder / "2020-01-01", tmp_path / "v0" / "2027-01-15"):
        old.mkdir(parents=True)
    await catch_up(Indexer(folder, database))
    assert [path.name for path in folder.iterdir()] == [DAY.isoformat()]
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


async def test_a_day_may_be_dropped_under_the_writer(database: Database, tmp_path: Path) -> None:
    indexer = Indexer(tmp_path, database)
    await record(database, [event(1)])
    await catch_up(indexer)
    await IndexSearch(tmp_path, database).drop_day(DAY)
    await record(database, [event(2)])
    await catch_up(indexer)
    assert await found(tmp_path, database) == [2]


async def test_an_event_that_cannot_be_read_hides_no_other(database: Database, tmp_path: Path) -> None:
    broken = event(2)[0], b'{"event_id": "2", "timestamp": "never"}'
    await record(database, [event(1), broken, event(3)])
    await catch_up(Indexer(tmp_path, database))
    assert await found(tmp_path, database) == [3, 1]
    assert await IndexSearch(tmp_path, database).behind() == 0


async def test_a_block_that_cannot_be_unpacked_hides_no_other(database: Database, tmp_path: Path) -> None:
    await in_batches(database, [event(n) for n in range(1, 4)])
    async with database.connection() as connection:
        await connection.execute("update payload_blocks set body = 'x' where id = (select min(id) from payload_blocks)")
    await catch_up(Indexer(tmp_path, database))
    assert await found(tmp_path, database) == [3, 2]


def test_only_one_writes(tmp_path: Path) -> None:
    folder = tmp_path / "search" / "v1"
    with one_writer(folder), pytest.raises(Unavailable), one_writer(folder):
        pass
    assert folder.parent.stat().st_mode & 0o077 == 0, "what it holds are words of events"


async def test_a_folder_that_cannot_be_written_is_waited_for(database: Database, tmp_path: Path) -> None:
    await record(database, [event(1)])
    folder = tmp_path / "v1"
    folder.write_text("a file where the folder should be")
    indexer = Indexer(folder, database)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await indexer.round()
    folder.unlink()
    await catch_up(indexer)
    assert await found(folder, database) == [1]


async def test_of_one_millisecond_all_pages_are_whole(database: Database, tmp_path: Path) -> None:
    await record(database, [event(n, timestamp=1_800_014_400.5) for n in range(1, 61)])
    await catch_up(Indexer(tmp_path, database))
    search, pages, after = IndexSearch(tmp_path, database), [], None
    while page := await search.search(EVERYTHING, 7, after):
        pages += [int(hit.key.event_id, 16) for hit in page]
        after = page[-1].place
    assert pages == list(range(60, 0, -1))
    assert all(hit.key.project_id == SHOP for hit in await search.search(EVERYTHING, 60))


async def test_events_that_were_taken_out_of_a_day_leave_the_index_too(database: Database, tmp_path: Path) -> None:
    await record(database, [event(1), event(2, extra={"secret": "hunter2"}), event(3)])
    indexer = Indexer(tmp_path, database)
    await catch_up(indexer)
    async with database.connection() as connection:
        payload = await connection.fetchval("select payload from events where event_id = $1", UUID(int=2))
        await PostgresPayloads(database, DayPartitions(database)).forget({event(2)[0]: payload})
        await connection.execute("delete from events where event_id = $1", UUID(int=2))
        await recorded_blocks.index_anew(connection, DAY)
    await indexer.tidy()
    await catch_up(indexer)
    assert await found(tmp_path, database) == [3, 1]
    assert await found(tmp_path, database, question("hunter2", hours=1000)) == []
    assert await IndexSearch(tmp_path, database).behind() == 0
