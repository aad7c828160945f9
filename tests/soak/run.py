"""One soak, from an empty folder to its report."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import asyncpg

from tests.server import RunningServer
from tests.soak.acts import Stage
from tests.soak.checking import Verdict, compare, numbers_by_id
from tests.soak.holdings import take_stock
from tests.soak.kafka import InKafka
from tests.soak.load import Load, longest_silence, longest_stall
from tests.soak.poison import Poison
from tests.soak.report import Report
from tests.soak.scaled import Scaled
from tests.soak.shape import Shape
from tests.soak.single import Single
from tests.soak.stream import Stream
from tests.soak.victims import tracebacks

SHAPES = ("single", "kafka", "scaled")
_LOG_MAX_BYTES = 16 * 2**20
"""The smallest there is, so that it fills up in seconds."""
_AHEAD = 3000
"""About half of what that holds: the log is full when it shall be, and not before."""

_CALM = range(300, 1500)
_BRIEF = range(100, 300)
"""Events between two acts."""


@dataclass(frozen=True, slots=True)
class Plan:
    shape: str
    seed: int = 1
    minutes: float = 0.0
    """0: the short form, every act once at some hundred events a second: starts are quicker, and less is checked."""
    nodes: int = 1
    """Of Kafka, where there is one."""


def soak(plan: Plan, folder: Path, tell: Callable[[str], None]) -> Report:
    """Raises AssertionError where something hangs, EngineError where an engine does not start."""
    stream, rng = Stream(plan.seed), Random(plan.seed)
    shape = shape_of(plan, folder)
    with shape.running():
        dsn = shape.servers[0].dsn
        poison = Poison(stream, *asyncio.run(_first_key(shape.database_url())), now=time.time())
        begun = time.monotonic()
        with Load(stream, dsn, shape.ports, shape.database_url, _AHEAD, 0.0 if plan.minutes else 0.1) as load:
            stage = Stage(
                shape,
                load,
                poison,
                rng,
                _CALM if plan.minutes else _BRIEF,
                lambda text: tell(f"{time.monotonic() - begun:6.0f} s  {text}"),
            )
            deadline = begun + 60 * plan.minutes
            stage.play_turn(0, lambda: True)
            turn = 1
            while time.monotonic() < deadline:
                stage.play_turn(turn, lambda: time.monotonic() < deadline)
                turn += 1
        seconds = time.monotonic() - begun
        ledger = load.ledger
        tell(f"{seconds:6.0f} s  the stream ends after {ledger.sent:,} requests; waiting until nothing waits")
        held = asyncio.run(take_stock(shape, stream, numbers_by_id(stream, ledger)))
        verdict = compare(stream, ledger, held, poison.dead)
        verdict = _with_tracebacks(verdict, [*shape.servers, *stage.joined])
    return Report(
        plan.shape if plan.nodes == 1 else f"{plan.shape} with {plan.nodes} brokers",
        plan.seed,
        seconds,
        held.settling_seconds,
        ledger.sent,
        dict(ledger.answers),
        dict(ledger.causes),
        ledger.broken,
        verdict,
        dict(held.books),
        dict(held.dead),
        None if held.dead_copies is None else held.dead_copies.total(),
        stage.played,
        longest_silence(load.looks),
        longest_stall(load.looks),
    )


def shape_of(plan: Plan, folder: Path) -> Shape:
    if plan.shape == "single":
        return Single(folder, _LOG_MAX_BYTES)
    return (InKafka if plan.shape == "kafka" else Scaled)(folder, _LOG_MAX_BYTES, plan.nodes)


async def _first_key(url: str) -> tuple[int, int]:
    """Ids of the first project and its key."""
    connection = await asyncpg.connect(url)
    row = await connection.fetchrow("select project_id, id from keys order by id limit 1")
    await connection.close()
    assert row is not None
    return row["project_id"], row["id"]


def _with_tracebacks(verdict: Verdict, servers: Sequence[RunningServer]) -> Verdict:
    found = [line for server in servers for line in tracebacks(server.log)]
    problems = [f"a traceback in a server's log ({found.count(line)} times): {line}" for line in dict.fromkeys(found)]
    return replace(verdict, problems=(*verdict.problems, *problems))
