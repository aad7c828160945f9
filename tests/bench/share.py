"""The alert engine's share of what ingesting costs, by attribution: in one run, whose CPU seconds were they?

Comparing a server with an alerter to one without measures the machine's mood more than the engine.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import asyncpg

from alerting.run import ALERTER
from core.alerts import Sighting
from core.alerts.sightings import encode_sightings
from core.clock import instant
from core.db.recording import write
from deploy.cluster import cluster_in
from tests.bench.meter import cpu_by_role, own_bytes
from tests.bench.server import WARM_UP, Bench, benched
from tests.dead import query
from tests.server import wait_for

_BATCH: Final = 250
_ISSUES: Final = 50
"""Events of a batch, and their issues: as `tests.bench.load` has them, flat out."""
_ROUNDS: Final = 60
_SIZE: Final = "18 KB"
_IDLE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Share:
    """CPU seconds."""

    alerter: float
    backends: float
    """Of PostgreSQL, for the alerter."""
    signals: float
    """In the processors and for them in PostgreSQL: sightings encoded, signals written."""
    everything: float
    """All processes."""

    @property
    def part(self) -> float:
        return (self.alerter + self.backends + self.signals) / self.everything


@dataclass(frozen=True, slots=True)
class Idle:
    """An alerter that nobody asks anything of."""

    cores: float
    """Of one, its connections' part in PostgreSQL included."""
    bytes: int
    """PSS of its process."""


def engine_share(events: int) -> tuple[Share, Idle]:
    """With the default rules, from the first event until all signals are evaluated; and at rest before that."""
    with benched({}) as bench:
        idle = _idle(bench)
        bench.load(_SIZE, WARM_UP)
        _wait_until_evaluated(bench)
        before = _cpu(bench)
        bench.load(_SIZE, events)
        _wait_until_evaluated(bench)
        after = _cpu(bench)
        spent = {name: seconds - before.get(name, 0.0) for name, seconds in after.items()}
        signals = asyncio.run(_signal_seconds(bench, events))
        return Share(spent["alerter"], spent.get(ALERTER, 0.0), signals, sum(spent.values())), idle


def sightings(count: int) -> list[Sighting]:
    """Of one issue, with twelve tags each."""
    pairs = [[f"tag{number}", f"value {number}"] for number in range(12)]
    return [Sighting(1.8e9, "error", "production", "shop@1", b"u" * 16, dict(pairs)) for _ in range(count)]


def _idle(bench: Bench) -> Idle:
    time.sleep(5)
    before = _cpu(bench)
    time.sleep(_IDLE_SECONDS)
    after = _cpu(bench)
    seconds = sum(after[name] - before.get(name, 0.0) for name in ("alerter", ALERTER) if name in after)
    return Idle(seconds / _IDLE_SECONDS, own_bytes(bench.server.processes()["alerter"]))


def _cpu(bench: Bench) -> dict[str, float]:
    rows = query(bench.server, "select pid, application_name from pg_stat_activity where application_name <> ''")
    return cpu_by_role(bench.server.pid, {row["pid"]: row["application_name"] for row in rows})


def _wait_until_evaluated(bench: Bench) -> None:
    wait_for(lambda: not query(bench.server, "select from signals limit 1"), "every signal to be evaluated", 600)


async def _signal_seconds(bench: Bench, events: int) -> float:
    """What encoding the sightings of so many events and writing their signals takes, measured by itself: here and in
    the backend. Nothing of it stays."""
    connection = await asyncpg.connect(cluster_in(bench.server.data_dir).url())
    try:
        transaction = connection.transaction()
        await transaction.start()
        issues = await connection.fetch("select id, project_id from issues order by id limit $1", _ISSUES)
        stat = Path(f"/proc/{connection.get_server_pid()}")
        await _write(connection, issues)  # the statement is planned once in a processor's life
        begun = time.process_time() + _seconds_of(stat)
        for _ in range(_ROUNDS):
            await _write(connection, issues)
        spent = time.process_time() + _seconds_of(stat) - begun
        await transaction.rollback()
        return spent / (_ROUNDS * _BATCH) * events
    finally:
        await connection.close()


async def _write(connection: "asyncpg.Connection[asyncpg.Record]", issues: Sequence[asyncpg.Record]) -> None:
    each = _BATCH // len(issues)
    now = instant(1.8e9)
    rows = [
        (one["project_id"], one["id"], "counted", each, uuid4(), encode_sightings(sightings(each)), now)
        for one in issues
    ]
    await write(connection, "insert_signals", rows)


def _seconds_of(process: Path) -> float:
    """CPU, to the nanosecond: a tick of 10 ms is too coarse here."""
    return int((process / "schedstat").read_text().split()[0]) / 1e9
