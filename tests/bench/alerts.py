"""What alerts cost: from an event to its alert, a hundred thousand rules, and what the engine adds to ingesting.

python -m tests.bench alerts
"""

import asyncio
import gc
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

import msgspec

from alerting.evaluating.loop import Evaluating
from core.alerts import Measure, Rule, Sighting
from core.alerts.sightings import encode_sightings
from core.clock import SystemClock, instant
from core.db import open_database
from core.db.migrate import migrate
from deploy.connect import connect
from deploy.postgres import running_cluster
from tests.app import installed
from tests.bench.following import following
from tests.bench.server import WARM_UP, Bench, benched
from tests.bench.share import engine_share, sightings

HEAD = ("alerts", "figure")
RULES = 100_000
SIGNALS = 30_000
ALERTS = 3_000
_EVENTS = 6_000
_FIRINGS = 100
_PROJECTS = 100
_ISSUES = 1_000


def rows() -> Iterator[str]:
    yield f"| `sightings` of a signal, per event | {sighting_microseconds():.1f} µs |"
    seconds, reading, rate, cpu = many_rules(RULES, SIGNALS)
    yield f"| reading {RULES:,} rules anew | {seconds:.1f} s, of which {reading:.1f} s CPU in Python |"
    yield f"| {RULES:,} rules, signals of one event each | {rate:,.0f} signals/s, {cpu:.0%} of a core in Python |"
    rate, cpu = following(ALERTS)
    yield f"| following {ALERTS:,} alerts: first messages | {rate:,.0f} alerts/s, {cpu:.0%} of a core in Python |"
    yield f"| from sending to an open alert, p95 of {_FIRINGS} | {firing_milliseconds(_FIRINGS):.0f} ms |"
    share, idle = engine_share(_EVENTS)
    parts = f"alerter {share.alerter:.2f} s, its connections {share.backends:.2f} s, signals {share.signals:.2f} s"
    yield f"| the engine's share of ingesting {_EVENTS:,} events of 18 KB | {share.part:.1%} of CPU |"
    yield f"| of {share.everything:.1f} s in all | {parts} |"
    yield f"| an alerter at rest | {idle.cores:.2%} of a core, {idle.bytes / 2**20:.0f} MiB (PSS) |"


def sighting_microseconds() -> float:
    """CPU to make and encode what rules see of an event, twelve tags, 64 of an issue in a batch."""
    begun = time.process_time()
    for _ in range(200):
        encode_sightings(sightings(64))
    return (time.process_time() - begun) / 200 / 64 * 1e6


def many_rules(rules: int, signals: int) -> tuple[float, float, float, float]:
    """Seconds to read the rules, and of CPU in this process; signals a second after that, and CPU seconds of this
    process per second."""
    with tempfile.TemporaryDirectory(prefix="redshank-bench-") as folder:
        Path(folder).chmod(0o755)  # as root, the server's account must be able to enter
        with running_cluster(Path(folder)) as server:
            return asyncio.run(_many_rules(server.cluster.url(), rules, signals))


async def _many_rules(url: str, rules: int, signals: int) -> tuple[float, float, float, float]:
    connection = await connect(url)  # which makes the database
    await migrate(connection, SystemClock().now())
    await connection.close()
    async with open_database(url, max_size=4) as database, installed(database) as shop:
        async with database.transaction() as writing:
            await _write_rules(writing, rules)
        alerter = Evaluating()
        gc.set_threshold(200_000, 20, 100)  # as in deploy/alerting.py
        begun, cpu = time.perf_counter(), time.process_time()
        while await alerter.once(shop.resources) == 0:
            pass
        read, reading = time.perf_counter() - begun, time.process_time() - cpu
        async with database.transaction() as writing:
            await _write_signals(writing, signals, shop.clock.now())
        begun, cpu = time.perf_counter(), time.process_time()
        while await alerter.once(shop.resources) == 0:
            pass
        seconds = time.perf_counter() - begun
        assert await shop.rows("select from signals") == []
        return read, reading, signals / seconds, (time.process_time() - cpu) / seconds


def firing_milliseconds(trials: int) -> float:
    """From sending an event to reading, over the API, that an alert of it is open (looked at every 10 ms)."""
    with benched({}) as bench:
        bench.load("2 KB", WARM_UP)
        url, headers = _rule(bench)
        times = []
        for number in range(1, trials + 1):
            begun = time.perf_counter()
            _send(bench, {"n": f"{number}"})
            while bench.client.get(url, headers=headers).json()["openAlerts"] < number:
                time.sleep(0.01)
            times.append((time.perf_counter() - begun) * 1000)
        return quantiles(times, n=20)[-1]


def _rule(bench: Bench) -> tuple[str, dict[str, str]]:
    scopes = "alerts:read,alerts:write,org:read"
    token = bench.server.command("token", "create", "--scope", scopes)["token"]
    headers = {"Authorization": f"Bearer {token}"}
    body = {"name": "each", "measure": "every_event", "query": "has:n", "groupBy": ["n"]}
    made = bench.client.post("/api/0/organizations/main/rules/", json=body, headers=headers).raise_for_status()
    return f"/api/0/organizations/main/rules/{made.json()['id']}/", headers


def _send(bench: Bench, tags: dict[str, str]) -> None:
    event = {"event_id": uuid4().hex, "message": "it happened", "level": "error", "tags": tags}
    auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={bench.key}, sentry_client=bench/1"}
    bench.client.post(f"/api/{bench.project}/store/", json=event, headers=auth).raise_for_status()


def _query(number: int) -> str:
    """Half wait for a customer of theirs, the others for a release in production."""
    return f"customer:c{number} level:error" if number % 2 else f"environment:production release:shop@{number}"


async def _write_rules(connection: Any, rules: int) -> None:
    """Of a hundred projects; each signal concerns a handful."""
    organization = await connection.fetchval("select id from organizations")
    await connection.execute(
        "insert into projects (organization_id, slug, name, salt, created_at)"
        " select $1, 'p' || n, 'p', '', now() from generate_series(2, $2) n",
        organization,
        _PROJECTS,
    )
    projects = [row["id"] for row in await connection.fetch("select id from projects order by id")]
    await connection.execute(
        "insert into issues (project_id, number, level, platform, type, value, culprit, logger, first_seen, last_seen,"
        "                    times_seen, users_seen, status_changed_at)"
        " select p, n, 'error', 'python', 'KeyError', '', '', '', now(), now(), 1, 1, now()"
        " from unnest($1::bigint[]) p, generate_series(1, $2) n",
        projects,
        _ISSUES // _PROJECTS,
    )
    version = await connection.fetchval("update alerting_settings set rules_version = 2 returning rules_version")
    definitions = [
        msgspec.to_builtins(Rule(measure=Measure.COUNT, query=_query(number), threshold=1000, window=300))
        for number in range(rules)
    ]
    await connection.execute(
        "insert into rules (organization_id, project_id, name, definition, created_at, updated_at, version)"
        " select $1, ($2::bigint[])[1 + (n % $4::bigint)::int], 'r', d, now(), now(), $5"
        " from unnest($3::jsonb[]) with ordinality as w (d, n)",
        organization,
        projects,
        definitions,
        _PROJECTS,
        version,
    )


async def _write_signals(connection: Any, signals: int, now: float) -> None:
    issues = await connection.fetch("select id, project_id from issues order by id")
    rows = []
    for number in range(signals):
        issue = issues[number % len(issues)]
        tags = {"customer": f"c{number}", "browser": "Firefox 140", "os": "Linux", "url": "/cart", "server": "web-3"}
        seen = encode_sightings(
            [Sighting(now, "error", "production", f"shop@{number * 2 % RULES}", number.to_bytes(16, "big"), tags)]
        )
        rows.append((issue["project_id"], issue["id"], "counted", 1, uuid4(), instant(now), seen))
    await connection.copy_records_to_table(
        "signals",
        records=rows,
        columns=["project_id", "issue_id", "kind", "quantity", "event_id", "created_at", "sightings"],
    )
