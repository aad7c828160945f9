"""What real SDKs sent, through the whole house: accepted, recorded, and read back whole."""

import json
from uuid import UUID

from core.db import Database
from tests.app import installed
from tests.data.recordings import all_recordings, events, names, pairs


async def test_every_event_of_every_sdk_is_stored_once_and_opens(database: Database) -> None:
    async with installed(database) as shop:
        sent: set[str] = set()
        for recording in all_recordings():
            response = await shop.client.request(
                recording.method, recording.path, headers=recording.headers, content=recording.body
            )
            assert response.status_code == 200, (recording.name, response.text)
            sent |= {UUID(event["event_id"]).hex for event in events(recording)}
        await shop.settle()
        books = await shop.books()
        assert books["stored"] == len(sent)
        assert books["accepted"] == books["stored"] + books.get("duplicate", 0)
        assert "dead" not in books
        for event_id in sorted(sent):
            stored = await shop.event(event_id)
            assert stored["event_id"] == event_id
            assert stored["_grouping"]["hashes"]
        [counted] = await shop.rows("select sum(times_seen) as events, count(*) as issues from issues")
        assert counted["events"] == len(sent)


async def test_pairs_of_recorded_events_fall_into_issues_as_a_person_says(database: Database) -> None:
    async with installed(database) as shop:
        ids: dict[str, str] = {}
        for name in names():
            [recording] = [one for one in all_recordings() if one.name == name]
            for event in events(recording):
                ids[name] = UUID(event["event_id"]).hex
            await shop.client.request(
                recording.method, recording.path, headers=recording.headers, content=recording.body
            )
        await shop.settle()
        issues = {row["event_id"].hex: row["issue_id"] for row in await shop.rows("select * from events")}
        wrong = [
            (pair.a, pair.b, pair.same, pair.why)
            for pair in pairs()
            if (issues[ids[pair.a]] == issues[ids[pair.b]]) != pair.same
        ]
        assert len(wrong) <= 0.03 * len(pairs()), json.dumps(wrong, indent=1)
