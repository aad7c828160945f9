"""Pipeline rules of projects, their versions, and what they dropped."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import asyncpg
import msgspec

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.pipeline_rules import ActiveRule, PipelineRule, rule_of_reason
from core.pipeline_rules.checks import MAX_RULES

Q = load_queries(__file__)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule of a project."""

    id: int
    name: str
    rule: PipelineRule
    is_active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    owner: str | None
    """The name of the user or team that its action names, while there is one."""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """What a rule said once."""

    version: int
    name: str
    rule: PipelineRule
    at: datetime
    user: str | None
    """Who wrote it."""
    owner: str | None


@dataclass(frozen=True, slots=True)
class NamedRule:
    id: int
    name: str
    project_slug: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a person says about a rule."""

    name: str
    rule: PipelineRule
    is_active: bool


@lru_cache(maxsize=1024)
def active_rules(listed: str | None) -> tuple[ActiveRule, ...]:
    """Rules as `recording.sql` lists them for the processor: the same text gives the same value. One that this version
    cannot read is left out, so that it does not stop the others."""
    found = []
    for row in msgspec.json.decode(listed) if listed else ():
        try:
            found.append(ActiveRule(row["id"], _rule(row["rule"])))
        except msgspec.ValidationError as error:
            _log.warning("pipeline rule %d cannot be read and does nothing; save it anew: %s", row["id"], error)
    return tuple(found)


async def rules(connection: Connection, project_id: int) -> list[KeptRule]:
    """In their order."""
    return [_kept(row) for row in await connection.fetch(Q["rules"], project_id, None)]


async def find_rule(connection: Connection, project_id: int, rule_id: int) -> KeptRule | None:
    row = await connection.fetchrow(Q["rules"], project_id, rule_id)
    return None if row is None else _kept(row)


async def create_rule(
    connection: Connection, organization_id: int, project_id: int, text: RuleText, user_id: int | None, now: float
) -> int:
    """Its id; it comes last. To be called in a transaction. Raises Rejected(`too_many_rules`)."""
    if await connection.fetchval(Q["lock"], project_id) >= MAX_RULES:
        raise Rejected("too_many_rules", f"there are {MAX_RULES} rules already: delete one, or put patterns together")
    definition = msgspec.to_builtins(text.rule)
    values = (text.name, definition, text.is_active, user_id, instant(now))
    rule_id: int = await connection.fetchval(Q["insert_rule"], organization_id, project_id, *values)
    await connection.execute(Q["insert_version"], rule_id, user_id, instant(now))
    return rule_id


async def update_rule(connection: Connection, rule: KeptRule, text: RuleText, user_id: int | None, now: float) -> None:
    """To be called in a transaction."""
    definition = msgspec.to_builtins(text.rule)
    version = await connection.fetchval(Q["update_rule"], rule.id, text.name, definition, text.is_active, instant(now))
    if version is not None and version != rule.version:
        await connection.execute(Q["insert_version"], rule.id, user_id, instant(now))


async def delete_rule(connection: Connection, rule_id: int, now: float) -> None:
    await connection.execute(Q["delete_rule"], rule_id, instant(now))


async def reorder(connection: Connection, project_id: int, rule_ids: Sequence[int]) -> None:
    """To be called in a transaction. Raises Rejected(`other_rules`) where these are not the project's, each once."""
    await connection.fetchval(Q["lock"], project_id)
    if sorted(rule_ids) != sorted(one.id for one in await rules(connection, project_id)):
        raise Rejected("other_rules", "the list has changed meanwhile: load it again, then move the rule", 409)
    await connection.execute(Q["reorder"], list(rule_ids))


async def versions(connection: Connection, rule_id: int) -> list[RuleVersion]:
    """Newest first, at most 200."""
    rows = await connection.fetch(Q["versions"], rule_id)
    return [RuleVersion(**{**_without_definition(row), "rule": _rule(row["definition"])}) for row in rows]


async def dropped(connection: Connection, project_id: int, since: float) -> dict[int, int]:
    """Events by the rule that dropped them, in whole hours."""
    rows = await connection.fetch(Q["dropped"], project_id, instant(since))
    found: dict[int, int] = {}
    for row in rows:
        rule_id = rule_of_reason(row["reason"])
        if rule_id is not None:
            found[rule_id] = found.get(rule_id, 0) + row["quantity"]
    return found


async def named(connection: Connection, organization_id: int, rule_ids: Collection[int]) -> dict[int, NamedRule]:
    """Those of the organization, deleted ones too."""
    if not rule_ids:
        return {}
    rows = await connection.fetch(Q["named"], organization_id, list(rule_ids))
    return {row["id"]: NamedRule(**row) for row in rows}


def _kept(row: asyncpg.Record) -> KeptRule:
    return KeptRule(**{**_without_definition(row), "rule": _rule(row["definition"])})


def _without_definition(row: asyncpg.Record) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "definition"}


def _rule(definition: Any) -> PipelineRule:
    return msgspec.convert(definition, PipelineRule, strict=False)
