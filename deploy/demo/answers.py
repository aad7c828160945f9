"""What the shop's people do about the alerts that the server has opened: once they have been told, they answer."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from core.clock import Clock
from core.db import Connection
from core.db.alerts import actions as alert_actions
from core.db.alerts.actions import Actor, LockedAlert
from core.db.alerts.alerts import Alert, AlertFilter, list_alerts
from core.db.deliveries import channels
from core.db.deliveries.channel_tests import ask_for_test
from core.secret import RandomBytes
from deploy.demo.duty import Duty
from deploy.demo.stage import Cast, Stage
from deploy.demo.watch import FATAL, OFTEN, PROVIDER, USERS

_PATIENCE_SECONDS: Final = 60.0
"""An alerter that runs needs about two, and many times that on a small machine that does something else besides."""
_LOOK_EVERY_SECONDS: Final = 0.1
_MOST_ALERTS: Final = 500
_FIRING_BY_NOW: Final = frozenset({FATAL, OFTEN, PROVIDER, USERS})
"""Alerts that the past alone opens. Nobody answers PROVIDER, so it goes through the steps of its policy."""

Act = Callable[[Connection, LockedAlert, Actor], Awaitable[object]]


async def _acknowledge(connection: Connection, alert: LockedAlert, by: Actor) -> None:
    await alert_actions.acknowledge(connection, alert, by, "It is one euro, every night. I am at the ledger.")


async def _resolve(connection: Connection, alert: LockedAlert, by: Actor) -> None:
    await alert_actions.resolve(connection, alert, by, "The addresses without a zone go to a person now.")


async def _comment(connection: Connection, alert: LockedAlert, by: Actor) -> None:
    await alert_actions.comment_on(connection, alert, by, "Only with SPRING-26. Who made that voucher?")


ANSWERS: Final[tuple[tuple[str, str, str, Act], ...]] = (
    (FATAL, "", "priya", _acknowledge),
    (OFTEN, "postcode", "tomek", _resolve),
    (OFTEN, "voucher", "ines", _comment),
)
"""Rule, problem of the issue that it is about (empty: any), who, what."""


async def answer(
    connection: Connection, stage: Stage, cast: Cast, issues: dict[str, int], clock: Clock
) -> list[Alert] | None:
    """Wait until the past has brought alerts, then answer them; `issues`: by problem. None: no alerter has told of
    them in time."""
    deadline = clock.now() + _PATIENCE_SECONDS
    while not _are_told(found := await alerts_of(connection, stage)):
        if clock.now() > deadline:
            return None
        await clock.sleep(_LOOK_EVERY_SECONDS)
    for rule, problem, who, act in ANSWERS:
        for alert in await _of_issue(connection, stage, rule, issues.get(problem)):
            async with connection.transaction():
                [locked] = await alert_actions.lock(connection, stage.organization.id, [alert.number])
                person = cast.people[who]
                await act(connection, locked, Actor(person.id, person.name, "", clock.now()))
    return found


async def try_status_page(
    connection: Connection, stage: Stage, duty: Duty, cast: Cast, url: str, now: float, random_bytes: RandomBytes
) -> None:
    """Somebody presses the button "test" of a channel whose host does not exist, so the test fails."""
    home, tester = stage.organization, cast.people["tomek"].id
    channel = await channels.find_channel(connection, home.id, None, duty.status_page_id)
    if channel is not None and channel.is_active:
        async with connection.transaction():
            await ask_for_test(connection, channel, home.slug, url, tester, now, random_bytes)


async def alerts_of(connection: Connection, stage: Stage) -> list[Alert]:
    """Of the shop's projects."""
    wanted = AlertFilter(stage.organization.id, project_ids=stage.project_ids)
    return await list_alerts(connection, wanted, _MOST_ALERTS)


async def _of_issue(connection: Connection, stage: Stage, rule: str, issue_id: int | None) -> Sequence[Alert]:
    """The last that is open."""
    wanted = AlertFilter(stage.organization.id, project_ids=stage.project_ids, statuses=["firing"], issue_id=issue_id)
    return [one for one in await list_alerts(connection, wanted, _MOST_ALERTS) if one.rule_name == rule][:1]


def _are_told(found: Sequence[Alert]) -> bool:
    """Whether the expected alerts have opened, and their first messages are queued."""
    ours = [one for one in found if one.rule_name in _FIRING_BY_NOW]
    decided = all(one.notified_at is not None or one.held_by is not None for one in ours)
    return decided and {one.rule_name for one in ours} == _FIRING_BY_NOW
