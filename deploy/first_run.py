"""What a new installation gets: an organization, its first administrator, a first project."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from core.db import Connection, installation
from core.db.organizations import organizations, people, project_keys, projects
from core.secret import new_secret

ADMINISTRATOR = "admin@redshank.localhost"
ORGANIZATION = "Main"
PROJECT = "First project"


@dataclass(frozen=True, slots=True)
class Welcome:
    """What to show when the server is up."""

    login_url: str | None
    """A link that logs the first administrator in, once; None after a password was chosen or other people joined."""
    dsn: str | None
    """The DSN of the first project; None where there are several."""


Greet = Callable[[str | None, Welcome], None]
"""Tells people the URL, if there is one, and newcomers how to begin."""


async def welcome(connection: Connection, base_url: str, now: float) -> Welcome:
    """Make what is missing in a new database, and say how to begin. Safe to repeat."""
    async with connection.transaction():
        await installation.one_at_a_time(connection)
        if not await installation.any_organization(connection):
            await _make(connection, now)
        return Welcome(await _login_url(connection, base_url, now), await _only_dsn(connection, base_url))


async def _make(connection: Connection, now: float) -> None:
    organization = await organizations.create_organization(connection, ORGANIZATION, now)
    await people.create_user(connection, ADMINISTRATOR, "owner", organization.id, now, name="Administrator")
    project = await projects.create_project(
        connection, organization.id, PROJECT, now=now, random_bytes=secrets.token_bytes
    )
    await project_keys.create_key(connection, project.id, now=now, random_bytes=secrets.token_bytes)


async def _login_url(connection: Connection, base_url: str, now: float) -> str | None:
    """A fresh link as long as the first administrator has no other way in."""
    user = await people.first_user(connection)
    if user is None or user.password_hash is not None:
        return None
    secret = new_secret(secrets.token_bytes)
    await people.create_login_link(connection, user.id, secret, now)
    return people.login_url(base_url, secret)


async def _only_dsn(connection: Connection, base_url: str) -> str | None:
    keys = await installation.oldest_keys(connection, 2)
    if len(keys) != 1:
        return None
    return project_keys.dsn(base_url, keys[0]["public_key"], keys[0]["project_id"])
