"""Jira Cloud's search hears of a new issue late: what was made is known again all the same."""

from pathlib import Path

import pytest

from core.db import Database
from tests.flow.trackers.conftest import Story, telling
from tests.flow.trackers.jira import Jira
from tests.flow.trackers.place import Said, Theirs
from tests.flow.trackers.test_failures import LEASE, Dying

OTHERS = 58
"""Issues that other people make while the search sleeps."""


def others(jira: Jira, quantity: int) -> None:
    for _ in range(quantity):
        key = f"OPS-{12 + len(jira.issues)}"
        jira.issues[key] = Theirs(key, "Somebody else's", '{"type": "doc"}', [], "To Do")


async def ours(story: Story) -> list[str]:
    return [one.key for one in story.place.issues.values() if "redshank" in one.text]


@pytest.mark.parametrize("way", ["killed", "lost"])
async def test_it_is_found_by_its_key_where_the_search_knows_nothing(
    way: str, database: Database, tmp_path: Path
) -> None:
    jira = Jira()
    async with telling(jira, database, tmp_path) as story:
        others(jira, 3)
        await story.world.record(story.world.event())
        await story.make_link()
        if way == "killed":
            await story.deliver(Dying())
        else:
            jira.loses_create = True
            await story.deliver()
        others(jira, OTHERS)
        jira.unindexed = OTHERS + 1
        story.world.clock.advance(LEASE)
        await story.deliver()
        assert await ours(story) == ["OPS-15"]
        assert (await story.link())["key"] == "OPS-15"


async def test_a_first_try_does_not_read_what_others_made(database: Database, tmp_path: Path) -> None:
    jira = Jira()
    async with telling(jira, database, tmp_path) as story:
        others(jira, 2)
        await story.linked()
        assert [one.path for one in jira.asked if "bulkfetch" in one.path] == []


async def test_a_key_that_is_known_is_not_forgotten_where_it_cannot_be_read(database: Database, tmp_path: Path) -> None:
    jira = Jira()
    async with telling(jira, database, tmp_path) as story:
        await story.world.record(story.world.event())
        await story.make_link()
        jira.said_next.extend([Said(200, {"issues": []}), jira.create_next()])
        jira.said_next.append(Said(503, "upstream"))
        await story.deliver()
        link = await story.link()
        assert (link["key"], link["delivery"]["state"]) == ("OPS-12", "synced")
        assert jira.calls("POST") == 2


async def test_a_jira_that_reads_no_many_at_once_is_asked_as_before(database: Database, tmp_path: Path) -> None:
    jira = Jira()
    async with telling(jira, database, tmp_path) as story:
        await story.world.record(story.world.event())
        await story.make_link()
        await story.deliver(Dying())
        story.world.clock.advance(LEASE)
        jira.issues.clear()
        jira.said_next.extend(
            [Said(200, {"issues": []}), Said(200, {"issues": []}), Said(404, {"errorMessages": ["?"]})]
        )
        await story.deliver()
        assert await ours(story) == ["OPS-12"]
