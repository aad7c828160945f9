"""Whether two processors are worth twice one, told apart from what this machine gives to two processes at all.

Cores that share a physical one, and neighbours, make two of anything less than twice one. So both take turns:
processors that drain a backlog from Kafka into PostgreSQL, and processes that only run the pure stages on the same
events, one and then two of each. What the first gain beside what the second gain is what Redshank itself costs when it
is there twice: locks, positions, the database.

A processor runs, is blocked (it waits for PostgreSQL, Kafka, a lock), or is ready and waits for a core. The last is the
machine's doing: the engines need cores too, and so does whoever else is on it. So the efficiency is told once by the
rates, and once by the time that an event takes a processor without what it waited for a core.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final, NamedTuple, TypeVar

import asyncpg

from core.bus import Topic
from core.bus.kafka import KafkaLog
from core.bus.kafka.options import KafkaOptions, parse_servers
from core.clock import SystemClock
from core.events import RawEvent
from deploy.cluster import postmaster
from deploy.connect import connect
from deploy.postgres import Server, running_cluster
from deploy.prepare import prepare_database
from processor.run import GROUP
from tests.bench.backlog import raw_events, records
from tests.bench.meter import as_others, cpu_seconds, run_and_queued_seconds
from tests.engines import Kafka
from tests.server import RunningServer, open_folder

HEAD = (
    *("turn", "1 processor/s", "2 processors/s", "×", "1 alone/s", "2 alone/s", "×", "efficiency by rates"),
    *(
        "runs, ms an event",
        "blocked",
        "of it by locks",
        "wants a core",
        "alone runs",
        "PostgreSQL",
        "Kafka",
        "efficiency by time",
    ),
)
T = TypeVar("T")

_SIZE: Final = "18 KB"
_COUNT: Final = 2_500
"""Events of a backlog: some seconds for one processor."""
_TURNS: Final = 5
_FROM, _TO = 0.15, 0.9
"""Which part of a backlog is timed: behind the starts of processes, before one of them has nothing left."""
_LOOK_SECONDS: Final = 0.05
_AT_ONCE: Final = 200
_LOCKED: Final = (
    "select count(*) from pg_stat_activity"
    " where application_name like 'redshank processor%' and state = 'active' and wait_event_type = 'Lock'"
)
_PATIENCE_SECONDS: Final = 180.0


class Look(NamedTuple):
    """How far the processors are."""

    at: float
    done: int
    """Events."""
    runs: float
    """Seconds of all processors so far, on a core;"""
    queued: float
    """wanting one."""
    locked: float
    """Of PostgreSQL's backends of theirs, waiting for a lock of another; by sampling."""
    postgres: float
    """CPU seconds."""
    kafka: float


@dataclass(frozen=True, slots=True)
class Drained:
    """How a backlog went: milliseconds of processors for an event, and of the engines' CPU."""

    rate: float
    """Events a second."""
    runs: float
    blocked: float
    queued: float
    locked: float
    postgres: float
    kafka: float

    @property
    def own(self) -> float:
        """What it would take where there are cores enough."""
        return self.runs + self.blocked


@dataclass(frozen=True, slots=True)
class Alone:
    """The same of processes that only run the pure stages."""

    rate: float
    runs: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Events a second."""

    drained: tuple[Drained, Drained]
    """By one processor and by two."""
    alone: tuple[Alone, Alone]
    """Of one pure process, and of two together."""

    @property
    def gain(self) -> float:
        return self.drained[1].rate / self.drained[0].rate

    @property
    def given(self) -> float:
        return self.alone[1].rate / self.alone[0].rate

    @property
    def by_time(self) -> float:
        """Two processors' gain of what the machine gives, of the time without waits for a core."""
        return (self.drained[0].own / self.drained[1].own) / (self.alone[0].runs / self.alone[1].runs)


def rows() -> Iterator[str]:
    """A row for each turn, and the medians. Where there are two figures, they are with one and with two."""
    with _bench() as bench, _pure() as first, _pure() as second:
        turns = []
        for number in range(1, _TURNS + 1):
            # Every other turn the other way around, so that a machine that tires favours nobody.
            if number % 2:
                drained, alone = (bench.drain(1), bench.drain(2)), (_alone(first), _alone(first, second))
            else:
                alone = _swapped(_alone(first, second), _alone(first))
                drained = _swapped(bench.drain(2), bench.drain(1))
            turns.append(Turn(drained, alone))
            yield _row(str(number), turns[-1:])
        yield _row("median", turns)


class _Bench:
    """Kafka, PostgreSQL, and what is needed to fill the one and watch the other."""

    def __init__(self, folder: Path, kafka: Kafka, server: Server) -> None:
        self._folder, self._kafka, self._url = folder, kafka, server.cluster.url()
        self._postmaster = postmaster(server.cluster) or 0
        self._options = KafkaOptions(parse_servers(kafka.url))
        self._rng = Random(1)
        self._done = 0
        self._events = asyncio.run(self._prepare())

    async def _prepare(self) -> list[RawEvent]:
        await prepare_database(self._url, "http://localhost")
        connection = await connect(self._url)
        [key] = await connection.fetch("select id, project_id from keys")
        await connection.close()
        return raw_events(_SIZE, _COUNT, key["project_id"], key["id"])

    def drain(self, processors: int) -> Drained:
        """Put the backlog on the log, then start so many processors."""
        asyncio.run(self._fill())
        environment = {"REDSHANK_DATABASE_URL": self._url, "REDSHANK_LOG_URL": self._kafka.url}
        server = RunningServer(
            self._folder / f"processors-{processors}", "processor", "--processors", str(processors), **environment
        )
        with server:
            pids = [pid for name, pid in server.processes().items() if name.startswith("processor")]
            assert len(pids) == processors
            for pid in pids:
                as_others(pid)
            looks = asyncio.run(self._watch(pids))
        return drained(looks, processors)

    async def _fill(self) -> None:
        backlog = records(self._events, self._rng)
        async with KafkaLog(self._options, SystemClock(), self._rng).running(writes=True) as log:
            for start in range(0, len(backlog), _AT_ONCE):
                await log.append(Topic.EVENTS, backlog[start : start + _AT_ONCE])

    async def _watch(self, processors: Sequence[int]) -> list[Look]:
        """Until the backlog is drained."""
        connection = await connect(self._url)
        looks: list[Look] = []
        locked, looked = 0.0, time.monotonic()
        deadline = looked + _PATIENCE_SECONDS
        while not looks or looks[-1].done < _COUNT:
            assert time.monotonic() < deadline, "the backlog is not drained"
            done = await _done(connection) - self._done
            before, looked = looked, time.monotonic()
            locked += await connection.fetchval(_LOCKED) * (looked - before)
            if not looks or looks[-1].done != done:
                runs, queued = map(sum, zip(*map(run_and_queued_seconds, processors), strict=True))
                postgres, kafka = map(cpu_seconds, self._engines())
                looks.append(Look(time.monotonic(), done, runs, queued, locked, postgres, kafka))
            await asyncio.sleep(_LOOK_SECONDS)
        self._done += looks[-1].done
        await connection.close()
        return looks

    def _engines(self) -> tuple[int, int]:
        return self._postmaster, self._kafka.nodes[1].pid() or 0


async def _done(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
    """Records that were ever recorded: as far as the processors' positions."""
    total = await connection.fetchval(
        "select coalesce(sum(position), 0)::bigint from log_positions where consumer_group = $1 and topic = $2",
        GROUP,
        Topic.EVENTS.value,
    )
    return int(total)


def drained(looks: Sequence[Look], processors: int) -> Drained:
    """What happened between a part of the backlog and another one."""
    count = looks[-1].done
    timed = [look for look in looks if _FROM * count <= look.done <= _TO * count]
    first, last = timed[0], timed[-1]
    events = last.done - first.done
    seconds = last.at - first.at
    runs, queued, locked, postgres, kafka = ((b - a) / events * 1000 for a, b in zip(first[2:], last[2:], strict=True))
    blocked = max(0.0, processors * seconds / events * 1000 - runs - queued)
    return Drained(events / seconds, runs, blocked, queued, locked, postgres, kafka)


@contextmanager
def _bench() -> Iterator[_Bench]:
    with ExitStack() as stack:
        folder = stack.enter_context(open_folder())
        kafka = stack.enter_context(Kafka(folder / "kafka", java_options=("-XX:TieredStopAtLevel=4",)))
        server = stack.enter_context(running_cluster(folder / "postgres"))
        bench = _Bench(folder, kafka, server)
        bench.drain(2)  # the engines compile themselves and fill their caches
        yield bench


@contextmanager
def _pure() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.bench.pure", _SIZE, str(_COUNT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "prepared\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _alone(*processes: "subprocess.Popen[str]") -> Alone:
    """Each with the whole backlog; the rate is that of all together."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for process in processes if process.stdout is not None]
    runs = sum(answer["cpu"] for answer in answers) / len(answers)
    return Alone(sum(_COUNT / answer["seconds"] for answer in answers), runs / _COUNT * 1000)


def _swapped(two: T, one: T) -> tuple[T, T]:
    return one, two


def _row(name: str, turns: Sequence[Turn]) -> str:
    def drains(which: str, digits: int = 2) -> tuple[str, str]:
        return _pair([tuple(getattr(one, which) for one in turn.drained) for turn in turns], digits)

    def alone(which: str, digits: int = 2) -> tuple[str, str]:
        return _pair([tuple(getattr(one, which) for one in turn.alone) for turn in turns], digits)

    gain, given = median(turn.gain for turn in turns), median(turn.given for turn in turns)
    by_rates = median(turn.gain / turn.given for turn in turns)
    by_time = median(turn.by_time for turn in turns)
    cells = [name, *drains("rate", 0), f"{gain:.2f}", *alone("rate", 0), f"{given:.2f}", f"{by_rates:.2f}"]
    times = [*map(drains, ("runs", "blocked", "locked", "queued")), alone("runs"), drains("postgres"), drains("kafka")]
    return f"| {' | '.join([*cells, *map(', '.join, times), f'{by_time:.2f}'])} |"


def _pair(figures: Sequence[tuple[float, ...]], digits: int) -> tuple[str, str]:
    """Medians, with one and with two."""
    one, two = (median(column) for column in zip(*figures, strict=True))
    return f"{one:.{digits}f}", f"{two:.{digits}f}"
