"""`redshank project|user|token create`: what a person who runs the server makes by hand."""

import secrets
import time
from typing import Any

import click

from core.db import installation
from core.db.access import tokens
from core.db.organizations import people, project_keys, projects
from core.errors import Refused
from core.secret import new_secret
from deploy.commands.options import as_json, base_url, data_dir, name_of, settings_for, show, with_database

organization = click.option("--org", "slug", help="Organization, by slug. [default: the first one]")


@click.group()
def project() -> None:
    """Projects.

    \b
    redshank project create shop       prints its DSN
    """


@project.command("create")
@click.argument("name", callback=name_of("the name"))
@organization
@click.option(
    "--platform", callback=name_of("the platform", 64), help="What it is written in: python, javascript, go, …"
)
@as_json
@data_dir
def create_project(name: str, slug: str | None, platform: str | None, as_json: bool, data_dir: str | None) -> None:
    """Make a project with a key, and print its DSN.

    \b
    redshank project create shop
    redshank project create "Shop web" --org main --platform javascript --json
    """
    settings = settings_for(data_dir)

    async def work(connection: Any) -> dict[str, Any]:
        async with connection.transaction():
            home = await installation.chosen_organization(connection, slug)
            made = await projects.create_project(
                connection, home.id, name, now=time.time(), random_bytes=secrets.token_bytes, platform=platform
            )
            key = await project_keys.create_key(connection, made.id, now=time.time(), random_bytes=secrets.token_bytes)
        dsn = project_keys.dsn(base_url(settings), key.public_key, made.id)
        return {"organization": home.slug, "project": made.slug, "id": str(made.id), "dsn": dsn}

    made = with_database(settings, work)
    show(made, as_json, f"{made['organization']}/{made['project']}\n{made['dsn']}")


@click.group()
def user() -> None:
    """People.

    \b
    redshank user create ines@example.com --role admin       prints a link that logs in once
    """


@user.command("create")
@click.argument("email")
@click.option("--role", type=click.Choice(["owner", "admin", "member", "viewer"]), default="member", show_default=True)
@organization
@as_json
@data_dir
def create_user(email: str, role: str, slug: str | None, as_json: bool, data_dir: str | None) -> None:
    """Let a person in, and print a link that logs them in once. Somebody who is a member already gets the role and a
    new link.

    \b
    redshank user create ines@example.com --role admin
    redshank user create admin@example.com --role owner --json
    """
    settings = settings_for(data_dir)

    async def work(connection: Any) -> dict[str, Any]:
        async with connection.transaction():
            home = await installation.chosen_organization(connection, slug)
            made = await people.create_user(connection, email, role, home.id, time.time())
            secret = new_secret(secrets.token_bytes)
            await people.create_login_link(connection, made.id, secret, time.time())
        return {"email": made.email, "role": role, "login_url": people.login_url(base_url(settings), secret)}

    made = with_database(settings, work)
    show(made, as_json, f"{made['email']} is {made['role']}\nlogs in once with {made['login_url']}")


@click.group()
def token() -> None:
    """Tokens for programs that use the API.

    \b
    redshank token create --scope org:read,event:read       prints it, this once
    """


@token.command("create")
@click.option("--scope", "scopes", required=True, help="Scopes with commas between: org:read,project:read,event:admin")
@click.option(
    "--name", default="command line", show_default=True, callback=name_of("the name"), help="What people see it called."
)
@organization
@as_json
@data_dir
def create_token(scopes: str, name: str, slug: str | None, as_json: bool, data_dir: str | None) -> None:
    """Make a token of the organization; it is printed now and never again.

    \b
    redshank token create --scope org:read,project:read,event:read
    redshank token create --scope org:read,event:admin --name grafana --json
    """

    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    if not wanted:
        raise Refused("a token needs a scope: --scope org:read,event:read", exit_code=2)

    async def work(connection: Any) -> dict[str, Any]:
        async with connection.transaction():
            home = await installation.chosen_organization(connection, slug)
            made, secret = await tokens.create_token(
                connection,
                organization_id=home.id,
                user_id=None,
                name=name,
                scopes=wanted,
                now=time.time(),
                random_bytes=secrets.token_bytes,
            )
        return {"token": secret, "scopes": list(made.scopes)}

    made = with_database(settings_for(data_dir), work)
    show(made, as_json, f"{made['token']}\n{', '.join(made['scopes'])}")
