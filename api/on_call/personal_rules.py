"""How a person is told: her own ways, quiet hours, time zone and reports."""

from fastapi import APIRouter

from api.access.auth import Authenticated, Caller, InPerson
from api.deps import InjectedDeps
from api.on_call.schedule_shapes import hours_of, hours_shape
from api.problems import forbidden
from api.schemas.on_call.personal_rules import PersonalRulesBody, PersonalRulesShape, UsableChannelShape, WayShape
from core.alerts import PersonalRules, Way
from core.alerts.personal_checks import check_personal_rules
from core.db.database import Connection
from core.db.on_call import personal_rules
from core.db.on_call.personal_rules import UsableChannel
from core.db.organizations.people import User
from core.mail.addresses import why_no_mail

router = APIRouter(tags=["personal rules"])


@router.get("/users/me/notifications/")
async def get_personal_rules(caller: Authenticated, deps: InjectedDeps) -> PersonalRulesShape:
    """The caller's own, and the channels she may be told by."""
    user = _person(caller)
    async with deps.database.connection() as connection:
        return await _answer(connection, user)


@router.put("/users/me/notifications/")
async def change_personal_rules(body: PersonalRulesBody, session: InPerson, deps: InjectedDeps) -> PersonalRulesShape:
    """The whole of them."""
    user = session.user
    rules = _rules(body)
    async with deps.database.transaction() as connection:
        usable = {one.id for one in await personal_rules.usable_channels(connection, user.id)}
        before = await personal_rules.personal_rules(connection, user.id)
        kept = {way.channel for way in (*before.ways, *before.important_ways) if way.channel} if before else set()
        projects = await personal_rules.visible_projects(connection, user.id)
        old_projects = set(before.report_project_ids) if before else set()
        # What was chosen once may stay though it is gone, else one old choice would keep her from changing another.
        check_personal_rules(rules, usable | kept, projects | old_projects)
        await personal_rules.put_personal_rules(connection, user.id, rules, deps.clock.now())
        return await _answer(connection, user)


def _person(caller: Caller) -> User:
    if caller.user is None:
        raise forbidden("This token is nobody's, so there is nobody to tell.")
    return caller.user


def _rules(body: PersonalRulesBody) -> PersonalRules:
    return PersonalRules(
        time_zone=body.time_zone,
        ways=_ways(body.ways),
        important_ways=_ways(body.important_ways),
        quiet_hours=hours_of(body.quiet_hours, body.time_zone),
        daily_report=body.daily_report,
        weekly_report=body.weekly_report,
        report_hour=body.report_hour,
        report_project_ids=tuple(int(one) for one in body.report_project_ids),
    )


def _ways(body: list[WayShape]) -> tuple[Way, ...]:
    return tuple(Way(channel=None if one.channel is None else int(one.channel), minutes=one.minutes) for one in body)


async def _answer(connection: Connection, user: User) -> PersonalRulesShape:
    chosen = await personal_rules.personal_rules(connection, user.id)
    channels = await personal_rules.usable_channels(connection, user.id)
    rules = chosen or PersonalRules()
    return PersonalRulesShape(
        is_default=chosen is None,
        email=user.email,
        cannot_get_mail=why_no_mail(user.email),
        time_zone=rules.time_zone,
        ways=[_way_shape(one) for one in rules.ways],
        important_ways=[_way_shape(one) for one in rules.important_ways],
        quiet_hours=hours_shape(rules.quiet_hours),
        daily_report=rules.daily_report,
        weekly_report=rules.weekly_report,
        report_hour=rules.report_hour,
        report_project_ids=[str(one) for one in rules.report_project_ids],
        channels=[_channel_shape(one) for one in channels],
    )


def _way_shape(way: Way) -> WayShape:
    return WayShape(channel=None if way.channel is None else str(way.channel), minutes=way.minutes)


def _channel_shape(channel: UsableChannel) -> UsableChannelShape:
    return UsableChannelShape(
        id=str(channel.id),
        name=channel.name,
        kind=channel.kind,
        is_own=channel.is_own,
        organization=channel.organization,
        is_active=channel.is_active,
    )
