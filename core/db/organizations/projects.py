"""Projects and their settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import asyncpg

from core.clock import instant
from core.db.alerts.rules import create_default_rules
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.projects import Method, PrivacyPolicy
from core.secret import RandomBytes
from core.slugs import is_slug, numbered, slugify

Q = load_queries(__file__)

SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Project:
    id: int
    organization_id: int
    slug: str
    name: str
    platform: str | None
    created_at: datetime
    first_event_at: datetime | None
    last_event_at: datetime | None
    allowed_origins: tuple[str, ...]
    privacy: PrivacyPolicy
    retention_days: int | None
    """Days after which whole events go; None: as the installation says."""
    unresolved: int
    """Open issues."""


@dataclass(frozen=True, slots=True)
class Environment:
    name: str
    first_seen: datetime
    last_seen: datetime


def privacy_policy(stored: dict[str, Any], salt: bytes) -> PrivacyPolicy:
    """The policy that `projects.privacy` stands for: it holds only what differs from the defaults."""
    return PrivacyPolicy(
        enabled=stored.get("enabled", True),
        disabled_kinds=frozenset(stored.get("disabled_kinds", ())),
        methods=tuple((kind, Method(method)) for kind, method in sorted(stored.get("methods", {}).items())),
        fields=tuple(stored.get("fields", ())),
        safe_fields=tuple(stored.get("safe_fields", ())),
        keep_ip=stored.get("keep_ip", False),
        salt=salt,
    )


def stored_privacy(policy: PrivacyPolicy) -> dict[str, Any]:
    """What `projects.privacy` holds for a policy."""
    settings: dict[str, Any] = {
        "disabled_kinds": sorted(policy.disabled_kinds),
        "methods": {kind: method.value for kind, method in policy.methods},
        "fields": list(policy.fields),
        "safe_fields": list(policy.safe_fields),
        "keep_ip": policy.keep_ip,
    }
    stored = {name: value for name, value in settings.items() if value}
    return stored if policy.enabled else {"enabled": False, **stored}


async def create_project(
    connection: Connection,
    organization_id: int,
    name: str,
    *,
    now: float,
    random_bytes: RandomBytes,
    slug: str | None = None,
    platform: str | None = None,
) -> Project:
    """A new project with its default rules, still without a key (`project_keys.create_key`). Without a slug it gets
    the one of its name, with a number where that is taken; raises Rejected(`invalid_slug`, `slug_taken`) for a given
    one."""
    if slug is not None and not is_slug(slug):
        raise Rejected("invalid_slug", "a slug has up to 50 small letters, digits and dashes, and not digits alone")
    wanted = slug or slugify(name, "project")
    number = 1
    while True:
        candidate = wanted if number == 1 else numbered(wanted, number)
        project_id = await connection.fetchval(
            Q["insert_project"], organization_id, candidate, name, platform, random_bytes(SALT_BYTES), instant(now)
        )
        if project_id is not None:
            await create_default_rules(connection, organization_id, project_id, now)
            project = await project_by_id(connection, organization_id, project_id)
            assert project is not None
            return project
        if slug is not None:
            raise Rejected("slug_taken", f"there is a project {slug} already", 409)
        number += 1


async def projects(connection: Connection, organization_id: int) -> list[Project]:
    return [_project(row) for row in await connection.fetch(Q["projects"], organization_id, None, None)]


async def project_by_id(connection: Connection, organization_id: int, project_id: int) -> Project | None:
    row = await connection.fetchrow(Q["projects"], organization_id, project_id, None)
    return None if row is None else _project(row)


async def project_by_slug(connection: Connection, organization_id: int, slug: str) -> Project | None:
    row = await connection.fetchrow(Q["projects"], organization_id, None, slug)
    return None if row is None else _project(row)


async def project_ids(connection: Connection, organization_id: int) -> dict[str, int]:
    """Ids by slug."""
    return {row["slug"]: row["id"] for row in await connection.fetch(Q["project_ids"], organization_id)}


async def organization_of_project(connection: Connection, project_id: int) -> int | None:
    organization_id: int | None = await connection.fetchval(Q["organization_of_project"], project_id)
    return organization_id


async def update_project(
    connection: Connection,
    project: Project,
    *,
    name: str,
    slug: str,
    platform: str | None,
    allowed_origins: Sequence[str],
) -> None:
    """Raises Rejected(`invalid_slug`, `slug_taken`)."""
    if slug != project.slug and not is_slug(slug):
        raise Rejected("invalid_slug", "a slug has up to 50 small letters, digits and dashes, and not digits alone")
    try:
        await connection.execute(Q["update_project"], project.id, name, slug, platform, list(allowed_origins))
    except asyncpg.UniqueViolationError:
        raise Rejected("slug_taken", f"there is a project {slug} already", 409) from None


async def set_privacy(connection: Connection, project_id: int, policy: PrivacyPolicy) -> None:
    await connection.execute(Q["set_privacy"], project_id, stored_privacy(policy))


async def set_retention(connection: Connection, project_id: int, days: int | None) -> None:
    """How long whole events are kept; None: as long as the installation does."""
    await connection.execute(Q["set_retention"], project_id, days)


async def delete_project(connection: Connection, project_id: int) -> None:
    """With its issues and events; payloads go when their day is dropped. To be called in a transaction."""
    # First of all, while nothing is locked: a replay that has some of them locks issues and events after them.
    await connection.execute(Q["delete_dead_records"], project_id)
    await connection.execute(Q["delete_events"], project_id)
    await connection.execute(Q["delete_signals"], project_id)
    await connection.execute(Q["delete_project"], project_id)


async def environments(connection: Connection, project_ids: Sequence[int]) -> list[Environment]:
    return [Environment(**row) for row in await connection.fetch(Q["environments"], list(project_ids))]


async def environment_names(connection: Connection, project_ids: Sequence[int]) -> dict[int, list[str]]:
    """Names of environments by project."""
    rows = await connection.fetch(Q["environment_names"], list(project_ids))
    return {row["project_id"]: row["names"] for row in rows}


def _project(row: asyncpg.Record) -> Project:
    fields = dict(row)
    privacy = privacy_policy(fields.pop("privacy"), fields.pop("salt"))
    return Project(**{**fields, "privacy": privacy, "allowed_origins": tuple(fields["allowed_origins"])})
