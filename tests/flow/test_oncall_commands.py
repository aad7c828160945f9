"""`redshank oncall` against a real server."""

import json
from datetime import UTC, datetime, timedelta

from tests.commands import redshank, redshank_at
from tests.dead import query
from tests.server import RunningServer

SCHEDULE = """
    insert into schedules (organization_id, name, time_zone, layers, feed_token, created_at, updated_at)
    select o.id, 'Shop core', 'Europe/Stockholm', $1::text::jsonb, 'secret', now(), now() from organizations o
"""


def test_who_is_on_call_as_programs_and_people_read_it(server: RunningServer) -> None:
    assert "There is no schedule yet" in redshank_at(server, "oncall", "now").stdout
    [user] = query(server, "select id from users")
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    over = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%dT09:00")
    query(server, SCHEDULE, json.dumps([{"name": "x", "user_ids": [user["id"]], "starts": yesterday, "ends": over}]))
    [line] = server.command("oncall", "now")["schedules"]
    assert (line["name"], line["user"], line["nextUser"]) == ("Shop core", "Administrator", None)
    [gap] = line["gaps"]
    assert (gap["startsAt"], gap["endsAt"]) == (line["until"], None)
    said = redshank_at(server, "oncall", "now").stdout
    assert "Shop core: Administrator, until" in said
    assert "for good" in said
    found = server.command("oncall", "schedule", "shop CORE", "--days", "20")
    assert [one["user"] for one in found["shifts"]] == ["Administrator", None]
    assert redshank_at(server, "oncall").stdout == said
    assert server.command("oncall")["schedules"] == [line]
    assert "times in Europe/Stockholm" in redshank_at(server, "oncall", "schedule", "Shop core").stdout


def test_what_is_not_there_is_named_with_what_is(server: RunningServer) -> None:
    missing = redshank_at(server, "oncall", "schedule", "Billing")
    assert (missing.exit_code, "there is no schedule 'Billing'" in missing.stderr) == (2, True)
    assert redshank_at(server, "oncall", "now", "--org", "nowhere").exit_code == 1


def test_options_before_a_subcommand_are_not_lost_in_silence(server: RunningServer) -> None:
    refused = redshank("oncall", "--data-dir", str(server.data_dir), "now")
    assert (refused.exit_code, refused.stderr) == (2, "redshank: put the options behind now\n")
