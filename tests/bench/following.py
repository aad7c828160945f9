"""How quickly alerts that are due are followed: each tells two people for the first time."""

import asyncio
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from alerting.advancing import follow
from core.alerts import BUILT_IN_POLICIES, Severity, Timing
from core.clock import SystemClock, instant
from core.db import open_database
from core.db.migrate import migrate
from core.db.organizations import people
from deploy.connect import connect
from deploy.postgres import running_cluster
from tests.app import Installation, installed

_PEOPLE: Final = 2
_WAIT: Final = Timing().group_wait


def following(alerts: int) -> tuple[float, float]:
    """First messages of alerts a second with one alerter, and CPU seconds of this process per second."""
    with tempfile.TemporaryDirectory(prefix="redshank-bench-") as folder:
        Path(folder).chmod(0o755)  # as root, the server's account must be able to enter
        with running_cluster(Path(folder)) as server:
            return asyncio.run(_following(server.cluster.url(), alerts))


async def _following(url: str, alerts: int) -> tuple[float, float]:
    connection = await connect(url)  # which makes the database
    await migrate(connection, SystemClock().now())
    await connection.close()
    async with open_database(url, max_size=4) as database, installed(database, smtp_url="smtp://mail:25") as shop:
        await _write_alerts(shop, alerts)
        shop.advance(timedelta(seconds=_WAIT))
        begun, cpu = time.perf_counter(), time.process_time()
        while await follow(shop.resources) == 0:
            pass
        seconds = time.perf_counter() - begun
        [row] = await shop.rows("select count(*) as n from deliveries")
        assert row["n"] == alerts * _PEOPLE
        return alerts / seconds, (time.process_time() - cpu) / seconds


async def _write_alerts(shop: Installation, alerts: int) -> None:
    """Each of its own group, with one issue."""
    now = shop.clock.now()
    async with shop.resources.database.transaction() as connection:
        organization: int = await connection.fetchval("select id from organizations")
        for number in range(_PEOPLE):
            await people.create_user(connection, f"p{number}@example.com", "member", organization, now)
        await connection.execute(
            "insert into issues (project_id, number, level, platform, type, value, culprit, logger, first_seen,"
            "                    last_seen, times_seen, users_seen, status_changed_at)"
            " select $1, n, 'error', 'python', 'KeyError', 'no such item', 'cart in add', '', $3, $3, 1, 1, $3"
            " from generate_series(1, $2::int) n",
            shop.project_id,
            alerts,
            instant(now),
        )
        await _open(connection, organization, shop.project_id, alerts, now)


async def _open(connection: Any, organization: int, project: int, alerts: int, now: float) -> None:
    await connection.execute(
        "insert into alerts (organization_id, number, rule_id, rule_name, project_id, group_key, labels, severity,"
        "                    reason, started_at, noticed_at, last_fired_at, policy, timing, step_at, notify_at)"
        " select $1, i.number, (select min(id) from rules), 'New issue', $2, i.id::text, $3, 'medium', 'New issue',"
        "        $4, $4, $4, $5, $6, $7, $7"
        " from issues i order by i.id",
        organization,
        project,
        {"project": "shop", "severity": "medium"},
        instant(now),
        msgspec.to_builtins(BUILT_IN_POLICIES[Severity.MEDIUM]),
        msgspec.to_builtins(Timing()),
        instant(now + _WAIT),
    )
    await connection.execute(
        "insert into alert_issues (alert_id, issue_id, times_seen, first_at, last_at)"
        " select a.id, i.id, 1, $1, $1 from alerts a join issues i on i.number = a.number",
        instant(now),
    )
    await connection.execute("analyze")
