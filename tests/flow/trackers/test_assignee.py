"""Whom the settings name gets what is made there; where that cannot be, it is made all the same."""

from pathlib import Path

import pytest

from core.db import Database
from tests.flow.trackers.conftest import telling
from tests.flow.trackers.github import GitHub
from tests.flow.trackers.gitlab import GitLab
from tests.flow.trackers.jira import Jira
from tests.flow.trackers.place import MEMBER, Place, Said


@pytest.mark.parametrize(
    ("made", "assignee"),
    [(Jira, MEMBER), (Jira, f"{MEMBER}@acme.example"), (GitHub, f" @{MEMBER}"), (GitLab, MEMBER)],
)
async def test_whom_the_settings_name_gets_it(
    made: type[Place], assignee: str, database: Database, tmp_path: Path
) -> None:
    async with telling(made(), database, tmp_path, assignee=assignee) as story:
        key = await story.linked()
        assert story.place.issues[key].assignee == MEMBER
        assert "unassigned" not in (await story.activity())[0]["data"]


@pytest.mark.parametrize(
    ("made", "assignee", "words"),
    [
        (Jira, "gone", "User cannot be assigned issues."),
        (Jira, "gone@acme.example", "finds nobody"),
        (GitHub, "gone", "does not assign issues of this repository to 'gone'"),
        (GitLab, "gone", "knows no user 'gone'"),
        (GitLab, "no-member", "does not assign issues of this project to 'no-member'"),
    ],
)
async def test_a_refusal_undoes_nothing_and_is_said(
    made: type[Place], assignee: str, words: str, database: Database, tmp_path: Path
) -> None:
    async with telling(made(), database, tmp_path, assignee=assignee) as story:
        key = await story.linked()
        assert story.place.issues[key].assignee == ""
        told = (await story.activity())[0]
        assert (told["data"]["did"], told["data"]["key"]) == ("created", key)
        assert words in told["data"]["unassigned"]
        assert (await story.link())["delivery"]["state"] == "synced"
        async with story.world.database.connection() as connection:
            answer = await connection.fetchval("select answer from delivery_attempts")
        assert words in answer


async def test_nobody_is_asked_for_where_nobody_is_named(database: Database, tmp_path: Path) -> None:
    async with telling(GitHub(), database, tmp_path) as story:
        await story.linked()
        assert [one.path for one in story.place.asked if "assignees" in one.path] == []


async def test_a_tracker_that_fails_at_the_assignee_alone_makes_no_second_one(
    database: Database, tmp_path: Path
) -> None:
    hub = GitHub()
    async with telling(hub, database, tmp_path, assignee=MEMBER) as story:
        await story.world.record(story.world.event())
        await story.make_link()
        made = {"number": 417, "html_url": f"{hub.url}/acme/shop/issues/417", "state": "open", "title": "x"}
        hub.said_next.extend([Said(200, []), Said(201, made), Said(502, {"message": "upstream"})])
        await story.deliver()
        link = await story.link()
        assert (link["key"], link["delivery"]["state"]) == ("417", "synced")
        assert "failed with 502" in (await story.activity())[0]["data"]["unassigned"]
