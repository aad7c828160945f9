"""The demo from beginning to end: the past with what people did meanwhile, then the present at its own pace."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.clock import Clock
from core.db import Connection
from core.secret import RandomBytes
from core.vault import Vault
from deploy.demo.answers import alerts_of, try_status_page
from deploy.demo.books import Books
from deploy.demo.duty import take_up
from deploy.demo.messages import remember
from deploy.demo.plan import Story
from deploy.demo.reporter import Reporter
from deploy.demo.stage import Stage, engage
from deploy.demo.theatre import Theatre
from deploy.demo.watch import watch

Say = Callable[[str], None]

_BREATH: Final = 20
"""Events between two moments at which Ctrl-C is heard."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the present goes on."""

    events_per_second: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the demo."""

    sent: int
    kept: int | None
    """None where the server's books cannot be read."""
    lost: int
    """At least so many events did not reach the server."""
    interrupted: bool
    alerts: int | None = None
    """Of the shop's projects, open and resolved; None: nobody looked."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the server of this installation is reached by."""

    url: str
    vault: Vault
    random_bytes: RandomBytes


async def play_here(
    connection: Connection, stage: Stage, means: Means, seed: int, pace: Pace, clock: Clock, say: Say
) -> Told:
    """On a stage of the server whose database this is. The past is told once: only where no project has events yet.

    Raises Refused.
    """
    now = clock.now()
    story, books = Story(seed, now), Books(connection, stage.project_ids, clock)
    await books.open()
    reporter = Reporter(stage.dsns, clock.now)
    theatre = None
    if stage.untouched:
        cast = await engage(connection, stage, now)
        async with connection.transaction():
            duty = await take_up(connection, stage, cast, means.vault, now, means.random_bytes)
            await watch(connection, stage, cast, duty, now)
            await remember(connection, stage, duty, means.url, now)
        say("where missing: a schedule, two policies, three channels and a tracker that reach nobody, a silence,")
        say("a maintenance window, five rules of alerts, two inbound rules; a test of a channel, which fails;")
        say("and what became of messages in the days before")
        await try_status_page(connection, stage, duty, cast, means.url, now, means.random_bytes)
        theatre = Theatre(connection, stage, cast, duty, reporter, books, now)
    interrupted = await _play(story, reporter, theatre, stage.untouched, pace, clock, say)
    await books.wait_for(reporter.sent)
    alerts = len(await alerts_of(connection, stage))
    return Told(reporter.sent, await books.kept(), reporter.lost, interrupted, alerts)


async def play_away(dsns: dict[str, str], seed: int, pace: Pace, clock: Clock, say: Say) -> Told:
    """To a server of which only the DSNs (by project) are known: the past without people, and the present."""
    reporter = Reporter(dsns, clock.now)
    interrupted = await _play(Story(seed, clock.now()), reporter, None, True, pace, clock, say)
    return Told(reporter.sent, None, reporter.lost, interrupted)


async def _play(
    story: Story, reporter: Reporter, theatre: Theatre | None, with_past: bool, pace: Pace, clock: Clock, say: Say
) -> bool:
    """Whether it was interrupted. Ctrl-C cancels the task: it ends the play, and what was sent is still summed up."""
    try:
        if with_past:
            await _past(story, reporter, theatre, say)
        if theatre is not None:
            await _answer(theatre, clock, say)
        await _present(story, reporter, pace, clock, say)
    except asyncio.CancelledError:
        return True
    finally:
        reporter.close()
    return False


async def _past(story: Story, reporter: Reporter, theatre: Theatre | None, say: Say) -> None:
    """All that has happened, and between it what people did about it."""
    past = story.past()
    say(f"the last 13 days: {len(past)} events")
    for number, occurrence in enumerate(past):
        if theatre is not None:
            await theatre.play_until(occurrence.at)
        event_id = reporter.report(occurrence)
        if theatre is not None and event_id is not None:
            theatre.seen.setdefault(occurrence.problem.name, event_id)
        if number % _BREATH == 0:
            await asyncio.sleep(0)
    reporter.flush()


async def _answer(theatre: Theatre, clock: Clock, say: Say) -> None:
    found = await theatre.answer_alerts(clock)
    if found is None:
        say("no alerter has told of the past's alerts, so nobody answers them: see `redshank doctor`")
    else:
        say(f"{len(found)} alerts so far, opened by the server's own engine; people answer three of them")


async def _present(story: Story, reporter: Reporter, pace: Pace, clock: Clock, say: Say) -> None:
    """Errors as they come, so many a second."""
    quantity = round(pace.events_per_second * pace.minutes * 60)
    if quantity:
        say(f"live: {pace.events_per_second:g} events a second for {pace.minutes:g} min; Ctrl-C ends it")
    start = clock.now()
    for number in range(quantity):
        await clock.sleep(max(0.0, start + number / pace.events_per_second - clock.now()))
        reporter.report(story.next(clock.now()))
    reporter.flush()
