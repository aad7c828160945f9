"""One soak of alerts, from an empty folder to its report."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.soak.alerts.books import problems
from tests.soak.alerts.installation import Paging
from tests.soak.alerts.receivers import Receivers
from tests.soak.alerts.sending import Sending
from tests.soak.alerts.stock import take_stock
from tests.soak.alerts.stream import Errors
from tests.soak.victims import tracebacks

_SETTLED_SECONDS = 1800.0
_BETWEEN = (1.0, 4.0)
"""Seconds between two kills."""
_SHORT_TURN = 6
"""Kills of the short form: the first victims of the list, which all alerters are among."""


@dataclass(frozen=True, slots=True)
class AlertsReport:
    """All figures."""

    seed: int
    seconds: float
    """Of load."""
    settling_seconds: float
    sent: int
    repeats: int
    """Errors that were sent once more by their sender."""
    alerts: int
    deliveries: int
    attempts: int
    heard: dict[str, int]
    """Messages that were read to their end, by channel and what was done with them."""
    heard_again: int
    """Of those, copies of one that was read before: each by the same key."""
    taken_again: int
    """Copies of one that was taken, and whose receipt died with an alerter."""
    kills: dict[str, int]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def soak_alerts(seed: int, minutes: float, folder: Path, tell: Callable[[str], None]) -> AlertsReport:
    """`minutes`: 0 for the short form, each kill once."""
    errors, rng, short = Errors(seed), Random(seed), not minutes
    with Receivers(seed, brief=short) as receivers:
        paging = Paging(folder, receivers.pager_port, receivers.mail_port)
        kills: Counter[str] = Counter()
        with paging.running():
            begun = time.monotonic()
            with Sending(errors, paging.server.dsn, 0.1 if short else 0.25) as sending:
                for name in _kill_in_turns(paging, rng, begun + 60 * minutes, short):
                    kills[name] += 1
                    tell(f"{time.monotonic() - begun:6.0f} s  {name:<24} {sending.sent:,} sent")
            ended = time.monotonic()
            tell(f"{ended - begun:6.0f} s  the stream ends; waiting until nothing waits")
            url = paging.database_url()
            held = asyncio.run(take_stock(url, sending.sent, _SETTLED_SECONDS, json.loads))
            settling = time.monotonic() - ended
        servers = [one for one in (paging.server, paging.beside) if one is not None]
        found = problems(errors, sending.sent, held, receivers.heard)
        found += [f"a traceback in a server's log: {line}" for one in servers for line in set(tracebacks(one.log))]
    times = Counter(one.key for one in receivers.heard)
    taken = Counter(one.key for one in receivers.heard if one.mood == "takes")
    return AlertsReport(
        seed=seed,
        seconds=ended - begun,
        settling_seconds=settling,
        sent=sending.sent,
        repeats=sending.repeats,
        alerts=len(held.alerts),
        deliveries=len(held.deliveries),
        attempts=sum(one.attempts for one in held.deliveries),
        heard=dict(sorted(Counter(f"{one.channel} {one.mood}" for one in receivers.heard).items())),
        heard_again=sum(times.values()) - len(times),
        taken_again=sum(taken.values()) - len(taken),
        kills=dict(kills),
        problems=tuple(found),
    )


def _kill_in_turns(paging: Paging, rng: Random, deadline: float, short: bool) -> Iterator[str]:
    """Kill and start again one after the other until the deadline, everything at least once; their names."""
    turn = 0
    while time.monotonic() < deadline or not turn:
        for victim in _turn(paging, rng, turn, short):
            time.sleep(rng.uniform(*_BETWEEN) / (3 if short else 1))
            if turn and time.monotonic() > deadline:
                break
            victim.kill()
            time.sleep(rng.uniform(0.3, 1.0) * victim.away)
            victim.start()
            yield victim.name
        turn += 1


def _turn(paging: Paging, rng: Random, turn: int, short: bool) -> list[Any]:
    victims = paging.victims(turn)
    if short:
        return victims[:_SHORT_TURN]
    rng.shuffle(victims)
    return victims


def as_json(report: AlertsReport) -> dict[str, Any]:
    return {"passed": report.passed, **asdict(report)}


def as_text(report: AlertsReport) -> str:
    return "\n".join(_lines(report))


def _lines(report: AlertsReport) -> Iterator[str]:
    yield ""
    took = f"{report.seconds:.0f} s of load, {report.settling_seconds:.0f} s until nothing waited"
    yield f"  shape alerts, seed {report.seed}: {took}"
    yield ""
    rows = [
        ("errors", report.sent),
        ("… sent once more", report.repeats),
        ("alerts", report.alerts),
        ("messages", report.deliveries),
        ("… attempts", report.attempts),
        *((f"… heard: {what}", times) for what, times in report.heard.items()),
        ("heard once more, by the same key", report.heard_again),
        ("… though taken before", report.taken_again),
        *((f"killed: {name}", times) for name, times in report.kills.items()),
    ]
    yield from (f"  {name:<44}{quantity:>12,}" for name, quantity in rows)
    yield ""
    yield from (f"  PROBLEM: {problem}" for problem in report.problems)
    yield "  every alert once, everybody told, every copy by its key" if report.passed else "  FAILED"
