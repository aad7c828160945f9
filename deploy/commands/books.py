"""`redshank outcomes`: where did my events go?"""

import re
import time
from datetime import datetime
from typing import Any

import click

from core.clock import instant
from core.db import installation
from core.db.installation import NamedProject, OutcomeSum
from core.errors import Refused
from core.outcomes import Outcome
from deploy.commands.options import as_json, data_dir, settings_for, show, with_database
from ingest.categories import CATEGORIES

_NAMED = 10
"""Projects listed in an error: enough to find a misspelt one, and still one line."""
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


@click.command()
@click.argument("project", required=False)
@click.option("--since", help="Only from then on: 24h, 7d, or a date such as 2026-11-22. [default: the beginning]")
@click.option("--category", help="Only one kind of item: error, transaction, session, …")
@as_json
@data_dir
def outcomes(project: str | None, since: str | None, category: str | None, as_json: bool, data_dir: str | None) -> None:
    """Count all items that came in by their outcome, for one project (SLUG or ORG/SLUG) or for all.

    \b
    redshank outcomes
    redshank outcomes shop --since 24h --json
    """
    start = None if since is None else parse_since(since, time.time())

    async def work(connection: Any) -> list[OutcomeSum]:
        project_id = None if project is None else (await project_named(connection, project)).id
        found = await installation.outcomes(connection, project_id, start)
        if category is None:
            return found
        known = CATEGORIES.union(row.category for row in found)
        if category not in known:
            raise Refused(f"--category {category}: there are {', '.join(sorted(known))}", exit_code=2)
        return [row for row in found if row.category == category]

    found = with_database(settings_for(data_dir), work)
    totals = {outcome.value: 0 for outcome in Outcome}
    reasons: dict[str, int] = {}
    for row in found:
        totals[row.outcome] = totals.get(row.outcome, 0) + row.quantity
        if row.reason:
            name = f"{row.outcome}/{row.reason}/{row.category}"
            reasons[name] = reasons.get(name, 0) + row.quantity
    text = "\n".join(
        [f"{quantity:>10,}  {outcome}" for outcome, quantity in totals.items()]
        + (["", "of these, by reason and kind:"] if reasons else [])
        + [f"{quantity:>10,}  {name.replace('/', ' · ')}" for name, quantity in sorted(reasons.items())]
    )
    show({**totals, "reasons": reasons}, as_json, text)


def parse_since(text: str, now: float, option: str = "--since") -> datetime:
    """The moment that `24h`, `7d` or `2026-11-22[T10:00]` names. Raises Refused, also where nothing is since then."""
    match = re.fullmatch(r"(\d{1,6})([mhdw])", text)
    if match:
        return instant(max(0.0, now - int(match[1]) * _UNITS[match[2]]))
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError) as error:  # the year 1 may begin before time does
        raise Refused(f"{option} {text}: give 24h, 7d or a date such as 2026-11-22", exit_code=2) from error
    if option == "--since" and moment > instant(now):
        raise Refused(f"{option} {text} is still to come: give 24h, 7d or a date such as 2026-11-22", exit_code=2)
    return moment


async def project_named(connection: Any, name: str) -> NamedProject:
    """The one project of that slug, or of that `organization/project`. Raises Refused."""
    found = await installation.projects_named(connection, name)
    if not found:
        there = [f"{one.organization}/{one.slug}" for one in await installation.all_projects(connection)]
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise Refused(f"there is no project {name}: there are {', '.join(there[:_NAMED])}{more}")
    if len(found) > 1:
        names = ", ".join(f"{one.organization}/{one.slug}" for one in found)
        raise Refused(f"there are several projects {name}: name one of {names}")
    return found[0]
