"""A shop whose events rules watch: what stories of alerts say and ask."""

from typing import Any
from uuid import uuid4

from core.alerts import Rule
from core.clock import instant
from core.db.alerts.rules import RuleText, create_rule, find_rule, update_rule
from tests.app import Installation


async def happen(shop: Installation, kind: str = "KeyError", times: int = 1, **event: Any) -> None:
    """Events come in and are recorded."""
    for _ in range(times):
        body = {
            "event_id": uuid4().hex,
            "platform": "python",
            "exception": {"values": [{"type": kind, "value": "it broke"}]},
            **event,
        }
        assert (await shop.send(body)).status_code == 200
    await shop.settle()


async def happen_elsewhere(shop: Installation) -> None:
    """A second organization, `late`, whose project `api` has one signal more: a copy of one that there is."""
    await shop.rows(
        "with o as (insert into organizations (slug, name, created_at)"
        "           values ('late', 'Late', now()) returning id),"
        " s as (insert into alerting_settings (organization_id) select id from o),"
        " p as (insert into projects (organization_id, slug, name, salt, created_at)"
        "       select id, 'api', 'api', '', now() from o returning id, organization_id),"
        " i as (insert into issues (project_id, number, level, platform, type, value, culprit, logger, first_seen,"
        "                           last_seen, times_seen, users_seen, status_changed_at)"
        "       select id, 1, 'error', 'python', 'KeyError', '', '', '', now(), now(), 1, 1, now() from p"
        "       returning id, project_id)"
        " insert into signals (project_id, issue_id, kind, quantity, event_id, sightings, created_at)"
        " select i.project_id, i.id, 'new', 1, g.event_id, g.sightings, g.created_at"
        " from i cross join (select * from signals limit 1) g"
    )


async def watch(shop: Installation, rule: Rule, name: str = "Ours", project_id: int | None = None) -> int:
    """A new rule of the organization, or of a project."""
    async with shop.resources.database.transaction() as connection:
        text = RuleText(name=name, project_id=project_id, rule=rule)
        return await create_rule(connection, await organization(shop), text, None, shop.clock.now())


async def rewrite(shop: Installation, rule_id: int, rule: Rule, is_active: bool = True) -> None:
    async with shop.resources.database.transaction() as connection:
        found = await find_rule(connection, await organization(shop), rule_id)
        assert found is not None
        text = RuleText(name=found.stored.name, project_id=found.stored.project_id, rule=rule, is_active=is_active)
        await update_rule(connection, found.stored, text, shop.clock.now())


async def no_default_rules(shop: Installation) -> None:
    """Only what a story writes is watched."""
    await shop.rows("delete from rules where is_default")
    await shop.rows("update alerting_settings set rules_version = rules_version + 1")


async def alerts(shop: Installation) -> list[Any]:
    """All there are, the oldest first."""
    return await shop.rows("select * from alerts order by id")


async def time_line(shop: Installation) -> list[tuple[str, str]]:
    """Kind and text of what the time lines say."""
    return [(row["kind"], row["text"]) for row in await shop.rows("select kind, text from alert_entries order by id")]


async def organization(shop: Installation) -> int:
    [row] = await shop.rows("select organization_id from projects where id = $1", shop.project_id)
    return int(row["organization_id"])


async def resolve_issue(shop: Installation) -> None:
    await shop.rows("update issues set status = 'resolved', status_changed_at = $1", instant(shop.clock.now()))
