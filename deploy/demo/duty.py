"""Who of the shop's people is told of alerts: their schedule, policies, channels, silences and maintenance.

Each is made only where none of that name exists, so that nothing of anybody's own is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from core import channels as kinds
from core.alerts import Layer, MuteTime, Policy, Repeats, Severity, Step, Target
from core.alerts.holding import Silence
from core.db import Connection
from core.db.alerts import silences
from core.db.deliveries import channels
from core.db.deliveries.channels import ChannelText
from core.db.on_call import policies, schedules
from core.db.on_call.schedules import ScheduleText
from core.db.trackers import trackers
from core.db.trackers.trackers import TrackerValues
from core.schedules.checks import check_schedule
from core.secret import RandomBytes, new_secret
from core.trackers import TrackerConfig, TrackerKind, checked_config
from core.vault import Vault
from deploy.demo.stage import Cast, Stage

ZONE: Final = "Europe/Berlin"
SCHEDULE: Final = "Storefront on call"
ON_CALL: Final = "Storefront"
CHAT: Final = "Chat"
_DAY: Final = 86_400
_PAST: Final = 14 * _DAY
"""The channels are made this long ago, so that they are older than the messages that went through them."""
_ROTATION_DAYS: Final = 28
"""One week of it is over. After the rest comes a gap, for somebody to notice."""
_PER_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of the shop's; its names never resolve (RFC 2606, RFC 6761), so nobody is called."""

    kind: str
    name: str
    config: Mapping[str, str]
    secrets: Mapping[str, str]
    is_active: bool = True


ROOM: Final = Place(
    "mattermost", "Storefront room", {"channel": "storefront"}, {"url": "https://chat.reedmere.invalid/hooks/t6sx4"}
)
STATUS_PAGE: Final = Place("webhook", "Status page", {"url": "https://status.reedmere.invalid/hooks/redshank"}, {})
OLD_ROOM: Final = Place(
    "slack_webhook",
    "Old room in Slack",
    {},
    {"url": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"},
    is_active=False,
)
"""Slack's webhooks all have one real host, so this channel is switched off, and no policy names it."""


@dataclass(frozen=True, slots=True)
class Board:
    """A tracker of the shop's, at a name that never resolves either."""

    kind: TrackerKind
    name: str
    address: str
    project: str


BOARD: Final = Board(TrackerKind.GITLAB, "Reedmere board", "https://git.reedmere.invalid", "reedmere/shop")


@dataclass(frozen=True, slots=True)
class Duty:
    """What rules and answers refer to."""

    policy_id: int
    room_id: int
    status_page_id: int
    tracker_id: int


async def take_up(
    connection: Connection, stage: Stage, cast: Cast, vault: Vault, now: float, random_bytes: RandomBytes
) -> Duty:
    """To be called in a transaction."""
    home = stage.organization.id
    schedule_id = await _schedule(connection, home, cast, now, random_bytes)
    room, status_page, _ = [
        await _channel(connection, home, place, vault, now - _PAST) for place in (ROOM, STATUS_PAGE, OLD_ROOM)
    ]
    on_call = await _policy(connection, home, three_steps(schedule_id, cast.team.id, room, status_page), now)
    steps = (Step(targets=(Target(kind="channel", id=room), Target(kind="project"))),)
    chat = await _policy(connection, home, Policy(name=CHAT, steps=steps), now)
    if not await policies.severity_policies(connection, home):
        await policies.set_severity_policies(connection, home, {Severity.CRITICAL: on_call, Severity.HIGH: chat})
    if not await silences.silences(connection, home):
        for one in quiet(now):
            await silences.create_silence(connection, home, cast.people["tomek"].id, one, now)
    return Duty(on_call, room, status_page, await _tracker(connection, home, vault, now, random_bytes))


def layers(cast: Cast, now: float) -> tuple[Layer, ...]:
    """Weeks in turn, and the nights apart; both end some two weeks from now, and nobody has noticed yet."""
    today = datetime.fromtimestamp(now, ZoneInfo(ZONE)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    starts, ends = f"{monday}T09:00", f"{monday + timedelta(days=_ROTATION_DAYS)}T09:00"
    ids = {name: one.id for name, one in cast.people.items()}
    return (
        Layer(name="Weeks", user_ids=(ids["priya"], ids["tomek"]), starts=starts, ends=ends),
        Layer(
            name="Nights",
            user_ids=(ids["ines"], ids["priya"]),
            starts=starts,
            ends=ends,
            unit="day",
            hours=(MuteTime(start="22:00", end="06:00", time_zone=ZONE),),
        ),
    )


def three_steps(schedule_id: int, team_id: int, room_id: int, status_page_id: int) -> Policy:
    """Who is on call and the room; then the team and the status page; then everybody of the project."""
    return Policy(
        name=ON_CALL,
        steps=(
            Step(targets=(Target(kind="schedule", id=schedule_id), Target(kind="channel", id=room_id)), minutes=5),
            Step(targets=(Target(kind="team", id=team_id), Target(kind="channel", id=status_page_id)), minutes=10),
            Step(targets=(Target(kind="project"),), minutes=15),
        ),
        repeats=1,
        acknowledged_minutes=240,
    )


def quiet(now: float) -> tuple[Silence, Silence]:
    """What the shop does not want to hear of, and when it mends its warehouse."""
    local = datetime.fromtimestamp(now, ZoneInfo(ZONE)).replace(hour=2, minute=0, second=0, microsecond=0)
    sunday = local + timedelta(days=7 - local.isoweekday() or 7)
    return (
        Silence(
            id=0,
            kind="silence",
            matcher="project:shop-web severity:high",
            comment="A load test runs until tonight: the users are not real.",
            starts_at=now,
            ends_at=now + 8 * 3600,
        ),
        Silence(
            id=0,
            kind="maintenance",
            matcher="project:warehouse-sync",
            comment="The warehouse counts its stock.",
            starts_at=sunday.timestamp(),
            ends_at=(sunday + timedelta(hours=2)).timestamp(),
            repeats=Repeats(every="week", time_zone=ZONE),
        ),
    )


async def _schedule(connection: Connection, home: int, cast: Cast, now: float, random_bytes: RandomBytes) -> int:
    for kept in await schedules.schedules(connection, home):
        if kept.name.lower() == SCHEDULE.lower():
            return kept.id
    text = ScheduleText(SCHEDULE, ZONE, layers(cast, now))
    check_schedule(text.time_zone, text.layers, {one.id for one in cast.people.values()}, ())
    found = await schedules.create_schedule(connection, home, text, new_secret(random_bytes), now)
    ines, tomek = cast.people["ines"].id, cast.people["tomek"].id
    start = now + _DAY
    await schedules.add_override(connection, found, ines, start, start + _DAY / 4, tomek, now)
    return found


async def _channel(connection: Connection, home: int, place: Place, vault: Vault, now: float) -> int:
    for kept in await channels.channels(connection, home, None):
        if kept.name.lower() == place.name.lower():
            return kept.id
    config, hidden = kinds.checked(place.kind, place.config, place.secrets, {})
    sealed = vault.encrypt(hidden) if hidden else None
    text = ChannelText(name=place.name, config=config, secrets=sealed, template={}, per_minute=_PER_MINUTE)
    found = await channels.create_channel(connection, home, None, place.kind, text, now)
    if not place.is_active:
        await channels.update_channel(connection, found, text, is_active=False, now=now)
    return found


async def _tracker(connection: Connection, home: int, vault: Vault, now: float, random_bytes: RandomBytes) -> int:
    for kept in await trackers.trackers(connection, home):
        if kept.name.lower() == BOARD.name.lower():
            return kept.id
    config = checked_config(BOARD.kind, TrackerConfig(address=BOARD.address, project=BOARD.project))
    sealed = vault.encrypt({"token": new_secret(random_bytes), "hook_secret": new_secret(random_bytes)})
    values = TrackerValues(name=BOARD.name, config=config, secrets=sealed)
    return await trackers.create_tracker(connection, home, BOARD.kind, values, new_secret(random_bytes), now)


async def _policy(connection: Connection, home: int, policy: Policy, now: float) -> int:
    for kept in await policies.policies(connection, home):
        if kept.definition.name.lower() == policy.name.lower():
            return kept.id
    return await policies.create_policy(connection, home, policy, now)
