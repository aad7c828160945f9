"""Rules: what people wrote, versioned by organization so that evaluators see what changed."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import asyncpg
import msgspec

from core.alerts import Measure, Rule
from core.clock import instant
from core.db.alerts.closing import resolve_alerts_of_rule
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

MOST_RULES: Final = 100_000
"""Of one organization: what two cores evaluate without falling behind."""
_AT_ONCE: Final = 200
"""Rules that are read at once: some 10 ms with all that is made of them."""

_decoder: Final = msgspec.json.Decoder(Rule, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What a person says about a rule."""

    name: str
    project_id: int | None
    """None: all projects of the organization."""
    rule: Rule
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRule:
    id: int
    organization_id: int
    project_id: int | None
    name: str
    rule: Rule
    is_active: bool
    snoozed_until: datetime | None
    is_default: bool
    version: int
    """The organization's `rules_version` that its last change took."""
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """What an evaluator wants to know of a rule, in the order of its columns."""

    id: int
    project_id: int | None
    name: str
    definition: str
    """For `read_rule`."""
    is_active: bool
    snoozed_until: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """A rule with what became of it."""

    stored: StoredRule
    project_slug: str | None
    created_by: str | None
    """Name of a person; None: made with its project, or by somebody who is gone."""
    open_alerts: int
    last_fired_at: datetime | None


async def rules(connection: Connection, organization_id: int, project_id: int | None = None) -> list[ListedRule]:
    """By name. With a project: its own, and those that hold for all."""
    return [_listed(row) for row in await connection.fetch(Q["rules"], organization_id, project_id, None)]


async def find_rule(connection: Connection, organization_id: int, rule_id: int) -> ListedRule | None:
    row = await connection.fetchrow(Q["rules"], organization_id, None, rule_id)
    return None if row is None else _listed(row)


async def create_rule(
    connection: Connection, organization_id: int, text: RuleText, user_id: int | None, now: float
) -> int:
    """Its id. Raises Rejected(`too_many_rules`). To be called in a transaction, as all that change rules."""
    version = await raise_version(connection, organization_id)
    if await connection.fetchval(Q["count"], organization_id) >= MOST_RULES:
        raise Rejected("too_many_rules", f"there are {MOST_RULES} rules already: delete one first")
    rule_id: int = await connection.fetchval(
        Q["insert_rule"],
        organization_id,
        text.project_id,
        text.name,
        msgspec.to_builtins(text.rule),
        text.is_active,
        False,
        user_id,
        instant(now),
        version,
    )
    return rule_id


async def update_rule(connection: Connection, before: StoredRule, text: RuleText, now: float) -> None:
    """Where the rule counts something else from now on, its counts are forgotten and its open alerts resolved."""
    version = await raise_version(connection, before.organization_id)
    values = (text.project_id, text.name, msgspec.to_builtins(text.rule), text.is_active, instant(now), version)
    await connection.execute(Q["update_rule"], before.id, *values)
    if not text.is_active:
        await _start_again(connection, before.id, "Its rule was switched off", now)
    elif (text.project_id, *_what_counts(text.rule)) != (before.project_id, *_what_counts(before.rule)):
        await _start_again(connection, before.id, "Its rule was changed", now)


async def snooze_rule(connection: Connection, rule: StoredRule, until: datetime | None, now: float) -> None:
    """It opens no alert before `until`; None: it does again at once."""
    version = await raise_version(connection, rule.organization_id)
    await connection.execute(Q["snooze_rule"], rule.id, until, instant(now), version)


async def delete_rule(connection: Connection, rule: StoredRule, now: float) -> None:
    """Its alerts stay, resolved."""
    await raise_version(connection, rule.organization_id)
    await resolve_alerts_of_rule(connection, rule.id, "Its rule was deleted", now)
    await connection.execute(Q["delete_rule"], rule.id)


async def create_default_rules(connection: Connection, organization_id: int, project_id: int, now: float) -> None:
    """What every project has before anybody configured anything."""
    version = await raise_version(connection, organization_id)
    for name, rule in DEFAULT_RULES:
        definition = msgspec.to_builtins(rule)
        await connection.execute(
            Q["insert_rule"], organization_id, project_id, name, definition, True, True, None, instant(now), version
        )


async def raise_version(connection: Connection, organization_id: int) -> int:
    """Tell evaluators that rules, silences, inhibitions or settings changed; answers the new version. Other
    transactions that change them wait until this one ends."""
    version: int = await connection.fetchval(Q["raise_version"], organization_id)
    return version


async def changed_rules(connection: Connection, organization_id: int, since: int) -> AsyncIterator[list[ChangedRule]]:
    """Those whose last change took a later version than `since`, whether they are active or not: some at a time, so
    that not all are in memory twice, and others have their turn between."""
    async with connection.transaction():
        cursor = await connection.cursor(Q["changed_rules"], organization_id, since)
        while rows := await cursor.fetch(_AT_ONCE):
            yield [ChangedRule(*row) for row in rows]


@lru_cache(maxsize=4096)  # cached: every project begins with the same rules
def read_rule(definition: str) -> Rule:
    """Read a rule from its JSON. Raises Rejected for anything but a rule of this version."""
    try:
        return _decoder.decode(definition)
    except msgspec.MsgspecError as error:
        raise Rejected("unknown_rule", f"this version does not understand it: {error}") from error


async def rule_ids(connection: Connection, organization_id: int) -> Sequence[int]:
    """All that there are: who keeps rules in memory finds out which were deleted."""
    return [row["id"] for row in await connection.fetch(Q["rule_ids"], organization_id)]


async def has_policy(connection: Connection, organization_id: int, policy_id: int) -> bool:
    """Whether the organization has the policy that a rule is to name."""
    return bool(await connection.fetchval(Q["has_policy"], organization_id, policy_id))


async def has_tracker(connection: Connection, organization_id: int, tracker_id: int) -> bool:
    """Whether the organization has the tracker that a rule is to name."""
    return bool(await connection.fetchval(Q["has_tracker"], organization_id, tracker_id))


DEFAULT_RULES: Final = (
    ("New issue", Rule(measure=Measure.NEW_ISSUE, group_by=("project",))),
    ("Regression", Rule(measure=Measure.REGRESSION, group_by=("issue",))),
)
"""The migration that brought rules wrote the same for the projects there were."""


async def _start_again(connection: Connection, rule_id: int, because: str, now: float) -> None:
    await resolve_alerts_of_rule(connection, rule_id, because, now)
    await connection.execute(Q["forget_states"], rule_id)


def _what_counts(rule: Rule) -> tuple[object, ...]:
    return rule.measure, rule.query, rule.window, rule.baseline, rule.group_by


def _stored(row: asyncpg.Record) -> StoredRule:
    fields = {name: row[name] for name in StoredRule.__dataclass_fields__ if name != "rule"}
    return StoredRule(rule=msgspec.convert(row["definition"], Rule, strict=False), **fields)


def _listed(row: asyncpg.Record) -> ListedRule:
    return ListedRule(
        stored=_stored(row),
        project_slug=row["project_slug"],
        created_by=row["author"],
        open_alerts=row["open_alerts"],
        last_fired_at=row["last_fired_at"],
    )
