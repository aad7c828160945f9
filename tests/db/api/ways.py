"""Every route there is, and how to ask each of them about things that are really there."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute

from api.app import ROUTERS
from core.db.events.dead_records import DeadFilter
from core.db.events.replays import start, stop
from core.db.issues import activity
from core.db.organizations.people import create_login_link
from tests.alerts import open_alert
from tests.db.api.world import World

NO_LOGIN_NEEDED = {"log_in", "log_in_by_link", "take_hook", "calendar_feed", "answer_slack"}
"""Ways in, what opens by a secret in its address, and what proves itself by a signature."""

OF_ONESELF = {
    "root",
    "who_am_i",
    "log_out",
    "change_me",
    "list_organizations",
    "get_personal_rules",
    "change_personal_rules",
}
"""Routes without an organization: they show and change only who asks."""

FOR_VIEWERS_TOO = {
    "create_token",
    "create_view",
    "delete_token",
    "dry_run_policy",
    "dry_run_rule",
    "plan_resend",
    "preview_inhibition",
    "preview_schedule",
    "preview_silence",
    "preview_template",
    "send_report_to_me",
    "try_pipeline_rule",
    "try_privacy",
}
"""Writing routes that change nothing of anybody else's: own tokens and views, one's own report, and try-outs that keep
nothing."""

_ACME = "/api/0/organizations/acme"
_SILENCE = {"matcher": "project:mill", "comment": "c", "endsAt": "2027-01-16T00:00:00Z"}
_INHIBITION = {"name": "i", "source": "project:mill", "target": "project:shop", "equal": []}
_SCHEDULE = {"name": "Core", "timeZone": "UTC", "layers": []}
_OVERRIDE = {"userId": None, "startsAt": "2027-02-01T08:00:00Z", "endsAt": "2027-02-01T09:00:00Z"}
_TRACKER = {"kind": "github", "name": "GitHub", "project": "acme/shop", "token": "t"}
_PIPELINE_RULE = {"name": "Noise", "match": {"kind": "message", "patterns": ["x"]}, "action": {"kind": "drop"}}
_CHANNEL = {"kind": "discord", "name": "Ops", "secrets": {"url": "https://discord.com/api/webhooks/1/secret"}}


@dataclass(frozen=True)
class Way:
    method: str
    path: str
    name: str
    dependant: Any


def routes() -> list[Way]:
    return [
        Way(method, f"/api/0{route.path}", route.name, route.dependant)
        for module in ROUTERS
        for route in module.router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"HEAD"})
    ]


async def values_of(world: World) -> dict[str, str]:
    """What the path's names stand for: things of `acme` that are really there."""
    return {
        "org": "acme",
        "project": "shop",
        "token_id": "1",
        "member_id": str(world.people["member"].id),
        "user_id": str(world.people["member"].id),
        "team": "ops",
        "key": "browser",
        "version": "1.0",
        "alert": "A-1",
        "kind": "github",
        "path": "",
        **await _kept(world),
        **await _made(world),
    }


async def _kept(world: World) -> dict[str, str]:
    """What nobody makes over the API."""
    [event_id] = await world.record(world.event(tags={"browser": "Firefox"}, release="1.0"))
    now, home = world.clock.now(), world.organization.id
    async with world.database.connection() as connection:
        issue_id = await connection.fetchval("select id from issues")
        record_id = await world.bury(connection)
        asked = await start(connection, home, None, DeadFilter(ids=[record_id]), 1, now)
        await stop(connection, asked.id, now)
        note = await activity.add(connection, [issue_id], world.people["member"].id, "comment", {"text": "t"}, 0.0)
        await open_alert(connection, home, world.project.id, now)
        rule_id = await connection.fetchval("select id from rules where project_id = $1", world.project.id)
        key_id = await connection.fetchval("select id from keys where project_id = $1", world.project.id)
        delivery_id = await connection.fetchval(_DELIVERY, home, world.project.id, "{}")
        resend_id = await connection.fetchval(_RESEND, home, "{}")
        await create_login_link(connection, world.people["member"].id, "secret", now)
    return {
        "event_id": event_id,
        "issue": str(issue_id),
        "note_id": str(note[0]),
        "record_id": str(record_id),
        "replay_id": str(asked.id),
        "rule_id": str(rule_id),
        "key_id": str(key_id),
        "delivery_id": str(delivery_id),
        "resend_id": str(resend_id),
    }


_DELIVERY = """
insert into deliveries (organization_id, idempotency_key, target, kind, recipient, purpose, project_id, message, state,
                        created_at)
values ($1, 'k', 'mail', 'email', 'ines@example.com', 'firing', $2, $3, 'failed', now()) returning id"""
_RESEND = """
insert into resends (organization_id, filter, ids, per_second, state, started_at, due_at)
values ($1, $2, '{}', 1, 'waiting', now(), now()) returning id"""


async def _made(world: World) -> dict[str, str]:
    async with world.as_("owner") as client:

        async def make(path: str, body: Any) -> Any:
            answer = await client.post(path, json=body)
            assert answer.status_code == 201, (path, answer.text)
            return answer.json()

        [issue] = (await client.get(f"{_ACME}/issues/")).json()
        await make(f"{_ACME}/teams/", {"name": "Ops"})
        view = await make(f"{_ACME}/views/", {"name": "Fatal", "shared": True})
        silence = await make(f"{_ACME}/silences/", _SILENCE)
        inhibition = await make(f"{_ACME}/inhibitions/", _INHIBITION)
        tracker = await make(f"{_ACME}/trackers/", _TRACKER)
        link = await make(f"{_ACME}/issues/{issue['id']}/links/", {"tracker": tracker["id"]})
        schedule = await make(f"{_ACME}/schedules/", _SCHEDULE)
        override = await make(f"{_ACME}/schedules/{schedule['id']}/overrides/", _OVERRIDE)
        policy = await make(f"{_ACME}/policies/", {"name": "Core"})
        channel = await make(f"{_ACME}/channels/", _CHANNEL)
        pipeline_rule = await make("/api/0/projects/acme/shop/pipeline-rules/", _PIPELINE_RULE)
        feed = (await client.get(f"{_ACME}/schedules/{schedule['id']}/feed/")).json()["url"]
    return {
        "view_id": view["id"],
        "silence_id": silence["id"],
        "inhibition_id": inhibition["id"],
        "tracker_id": tracker["id"],
        "hook_token": tracker["hookUrl"].split("/")[-2],
        "link_id": link["id"],
        "schedule": schedule["id"],
        "override": override["id"],
        "policy": policy["id"],
        "channel_id": channel["id"],
        "pipeline_rule_id": pipeline_rule["id"],
        "token": feed.rpartition("/")[2].removesuffix(".ics"),
    }


def url_of(route: Way, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: values[match[1]], route.path)


def body_of(route: Way) -> Any:
    """A body that would do something."""
    return _BODIES.get(route.name, {"name": "changed", "text": "changed", "slug": "changed", "enabled": False})


_BODIES: dict[str, Any] = {
    "replace_limits": [],
    "create_token": {"name": "t", "scopes": ["org:read"]},
    "change_issue": {"status": "resolved"},
    "change_issues": {"status": "resolved"},
    "invite": {"email": "x@y.example", "role": "viewer"},
    "change_member": {"role": "viewer"},
    "create_key": {"name": "k"},
    "change_key": {"isActive": False},
    "discard_dead_records": {"upTo": "999999"},
    "change_alerts": {"ids": ["1"], "action": "resolve"},
    "reopen_alert": {"comment": "not yet"},
    "unacknowledge_alert": {"comment": "not yet"},
    **dict.fromkeys(("create_silence", "preview_silence"), _SILENCE),
    **dict.fromkeys(("create_inhibition", "change_inhibition", "preview_inhibition"), _INHIBITION),
    "create_tracker": {**_TRACKER, "name": "g"},
    "create_link": {"tracker": "1"},
    "snooze_rule": {"until": None},
    "send_report_to_me": {"period": "daily"},
    "change_schedule": {**_SCHEDULE, "name": "changed"},
    **dict.fromkeys(("add_override", "take_over", "ask_team"), _OVERRIDE),
    "change_policy": {"name": "changed"},
    "create_channel": {**_CHANNEL, "name": "c"},
    **dict.fromkeys(("create_pipeline_rule", "try_pipeline_rule"), _PIPELINE_RULE),
    "reorder_pipeline_rules": {"ids": []},
}
