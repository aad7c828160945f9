"""What the shop's people do about their issues, and when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.db import Connection
from core.db.issues import activity
from core.db.issues import changes as issue_changes
from core.db.issues.changes import Actor, IgnoreUntil
from deploy.demo.stage import Cast

Deed = Callable[[Connection, int, Cast, Actor], Awaitable[None]]
"""Done to the issue of that id; to be called in a transaction."""


@dataclass(frozen=True, slots=True)
class Act:
    hours_ago: float
    problem: str
    who: str
    deeds: tuple[Deed, ...]


async def perform(connection: Connection, act: Act, issue_id: int, cast: Cast, at: float) -> None:
    """Do all of it, dated `at` (epoch seconds)."""
    async with connection.transaction():
        await issue_changes.lock(connection, [issue_id])
        for deed in act.deeds:
            await deed(connection, issue_id, cast, Actor(cast.people[act.who].id, at))


def say(text: str) -> Deed:
    async def deed(connection: Connection, issue_id: int, _: Cast, actor: Actor) -> None:
        await activity.add(connection, [issue_id], actor.user_id, "comment", {"text": text}, actor.now)

    return deed


def give_to(name: str) -> Deed:
    """To a person, or to the team."""

    async def deed(connection: Connection, issue_id: int, cast: Cast, actor: Actor) -> None:
        if name == "team":
            await issue_changes.assign(connection, [issue_id], actor, team_id=cast.team.id, name=cast.team.name)
        else:
            who = cast.people[name]
            await issue_changes.assign(connection, [issue_id], actor, user_id=who.id, name=who.name)

    return deed


def resolve_in(release: str) -> Deed:
    async def deed(connection: Connection, issue_id: int, _: Cast, actor: Actor) -> None:
        await issue_changes.resolve(connection, [issue_id], actor, release)

    return deed


def ignore(until: IgnoreUntil) -> Deed:
    async def deed(connection: Connection, issue_id: int, _: Cast, actor: Actor) -> None:
        await issue_changes.ignore(connection, [issue_id], until, actor)

    return deed


async def acknowledge(connection: Connection, issue_id: int, _: Cast, actor: Actor) -> None:
    await issue_changes.reopen(connection, [issue_id], "acknowledged", actor)


ACTS: tuple[Act, ...] = (
    Act(280, "category", "tomek", (give_to("tomek"), acknowledge)),
    Act(276, "category", "ines", (say("An import made *sale* a child of *lamps*, which is a child of *sale*."),)),
    Act(262, "postcode", "tomek", (give_to("tomek"), acknowledge)),
    Act(255, "feed", "priya", (give_to("ines"), acknowledge, say("nordlicht sends Latin-1 since their move."))),
    Act(250, "push", "priya", (give_to("owner"),)),
    Act(240, "greeting", "ines", (give_to("ines"), acknowledge, say("Guests have no profile; we greet them anyway."))),
    Act(200, "declined", "priya", (ignore(IgnoreUntil()), say("That is the bank's word, not our mistake."))),
    Act(188, "greeting", "ines", (resolve_in("shop-web@2026.46.0"),)),
    Act(170, "invoice", "ines", (give_to("priya"), acknowledge)),
    Act(160, "slow", "tomek", (give_to("team"),)),
    Act(155, "picture", "tomek", (give_to("team"),)),
    Act(150, "stock", "priya", (ignore(IgnoreUntil(events=500)),)),
    Act(110, "category", "tomek", (resolve_in("shop-web@2026.46.0"), say("The import refuses circles now."))),
    Act(105, "webhook", "priya", (give_to("owner"), say("Their status page is green, as ever."))),
    Act(98, "mail", "ines", (acknowledge, say("A list from 2019 was imported. I am cleaning it up."))),
    Act(51, "provider", "priya", (give_to("priya"), acknowledge, say("pay.example.net has an outage, they say."))),
    Act(46, "provider", "priya", (say("It is over. I keep this open until we have a second provider."),)),
    Act(40, "refund", "tomek", (ignore(IgnoreUntil(seconds=14 * 86400)), say("Staging only: test data."))),
    Act(26, "ledger", "priya", (give_to("priya"), acknowledge, say("It is one cent… no: one euro, every night."))),
    Act(12, "carriers", "ines", (give_to("tomek"), say("Can you ask fleet for prices between 1 and 5 kg?"))),
)
"""Oldest first."""
