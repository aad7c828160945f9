"""`redshank oncall`: who is on call now and next, and what a schedule says."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from core.db import installation
from core.db.on_call import schedules
from core.db.on_call.named_people import named_people
from core.db.on_call.schedules import KeptSchedule
from core.errors import Refused
from core.schedules import MAX_RANGE_SECONDS, Gap, NowAndNext, Shift, gaps_ahead, known_zone, now_and_next, shifts
from deploy.commands.options import as_json, data_dir, settings_for, show, with_database

_GAP_SECONDS = 28 * 86_400


@dataclass(frozen=True, slots=True)
class _Line:
    """A schedule, as it is now."""

    schedule: KeptSchedule
    found: NowAndNext
    gaps: tuple[Gap, ...]
    """Of the coming four weeks."""


organization = click.option("--org", metavar="SLUG", help="The organization. [default: the first one]")


@click.group(invoke_without_command=True)
@organization
@as_json
@data_dir
@click.pass_context
def oncall(context: click.Context, /, **given: Any) -> None:
    """Who is on call.

    \b
    redshank oncall                                 now and next, in every schedule
    redshank oncall --json                          the same, for programs
    redshank oncall now --org acme                  of another organization
    redshank oncall schedule "Storefront on call"   the shifts of two weeks
    """
    if context.invoked_subcommand is None:
        context.invoke(now, **given)
    elif any(given.values()):
        raise Refused(f"put the options behind {context.invoked_subcommand}", exit_code=2)


@oncall.command()
@organization
@as_json
@data_dir
def now(org: str | None, as_json: bool, data_dir: str | None) -> None:
    """Who is on call now, until when, who is next, and the gaps of the coming four weeks.

    \b
    redshank oncall now
    redshank oncall now --org acme --json
    """
    at = time.time()

    async def work(connection: Any) -> tuple[list[_Line], dict[int, str]]:
        organization_id = (await installation.chosen_organization(connection, org)).id
        kept = await schedules.schedules(connection, organization_id)
        known = await schedules.computable(connection, kept, organization_id, at, at + MAX_RANGE_SECONDS)
        lines = [
            _Line(one, now_and_next(known[one.id], at), tuple(gaps_ahead(known[one.id], at, _GAP_SECONDS)))
            for one in kept
        ]
        users = {user for line in lines for user in (line.found.user_id, line.found.next_user_id) if user}
        return lines, await _names(connection, organization_id, users)

    lines, names = with_database(settings_for(data_dir), work)
    text = "\n".join(_in_words(line, names) for line in lines) or "There is no schedule yet: make one under On call."
    show({"schedules": [_fields(line, names) for line in lines]}, as_json, text)


@oncall.command()
@click.argument("name")
@organization
@click.option("--days", type=click.IntRange(1, 366), default=14, show_default=True)
@as_json
@data_dir
def schedule(name: str, org: str | None, days: int, as_json: bool, data_dir: str | None) -> None:
    """The shifts of one schedule, from now on, in its own time zone.

    \b
    redshank oncall schedule "Storefront on call"
    redshank oncall schedule "Storefront on call" --days 60 --json
    """
    start = time.time()

    async def work(connection: Any) -> tuple[KeptSchedule, list[Shift], dict[int, str]]:
        organization_id = (await installation.chosen_organization(connection, org)).id
        kept = await schedules.schedules(connection, organization_id)
        wanted = next((one for one in kept if one.name.lower() == name.lower()), None)
        if wanted is None:
            there = ", ".join(repr(one.name) for one in kept) or "none yet"
            raise Refused(f"there is no schedule {name!r}; there is {there}", exit_code=2)
        end = start + days * 86_400
        known = await schedules.computable(connection, [wanted], organization_id, start, end)
        found = shifts(known[wanted.id], start, end)
        users = {shift.user_id for shift in found if shift.user_id is not None}
        return wanted, found, await _names(connection, organization_id, users)

    wanted, found, names = with_database(settings_for(data_dir), work)
    zone = known_zone(wanted.time_zone)
    lines = [f"{wanted.name}, times in {wanted.time_zone}"]
    for shift in found:
        who = _who(shift.user_id, names)
        lines.append(f"  {_local(shift.start, zone)}  {_local(shift.end, zone)}  {who}")
    value = {
        "name": wanted.name,
        "timeZone": wanted.time_zone,
        "shifts": [{**_span(shift), "user": names.get(shift.user_id or 0)} for shift in found],
    }
    show(value, as_json, "\n".join(lines))


async def _names(connection: Any, organization_id: int, users: set[int]) -> dict[int, str]:
    return {one.id: one.name for one in (await named_people(connection, organization_id, users)).values()}


def _in_words(line: _Line, names: dict[int, str]) -> str:
    zone, found = known_zone(line.schedule.time_zone), line.found
    text = f"{line.schedule.name}: {_who(found.user_id, names)}"
    if found.until is not None:
        text += f", until {_local(found.until, zone)} {line.schedule.time_zone}; then {_who(found.next_user_id, names)}"
    if line.gaps:
        first = line.gaps[0]
        end = "for good" if first.end is None else f"to {_local(first.end, zone)}"
        text += f"\n  nobody is on call from {_local(first.start, zone)} {end}"
        text += f", and {len(line.gaps) - 1} gaps more within four weeks" if len(line.gaps) > 1 else ""
    return text


def _fields(line: _Line, names: dict[int, str]) -> dict[str, Any]:
    found = line.found
    return {
        "name": line.schedule.name,
        "timeZone": line.schedule.time_zone,
        "user": names.get(found.user_id or 0),
        "until": None if found.until is None else _iso(found.until),
        "nextUser": names.get(found.next_user_id or 0),
        "gaps": [_span(gap) for gap in line.gaps],
    }


def _who(user_id: int | None, names: dict[int, str]) -> str:
    return "nobody" if user_id is None else names[user_id]


def _span(one: Shift | Gap) -> dict[str, str | None]:
    return {"startsAt": _iso(one.start), "endsAt": None if one.end is None else _iso(one.end)}


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, known_zone("UTC")).isoformat(timespec="seconds")


def _local(moment: float, zone: Any) -> str:
    return f"{datetime.fromtimestamp(moment, zone):%a %d %b %H:%M}"
