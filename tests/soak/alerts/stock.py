"""What the tables hold once nothing is due any more."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import asyncpg

from core.db.database import OUTAGES
from tests.soak.alerts.books import AlertRow, DeliveryRow, Held

_LOOK_SECONDS = 0.3
_WAITING = """
    select (select count(*) from signals)
         + (select count(*) from alerts where due_at is not null and due_at < now())
         + (select count(*) from deliveries where state in ('pending', 'retrying'))
         + (select $1 - count(*) from events) as waiting
"""
_ALERTS = """
    select a.number, a.rule_name, a.labels::text, a.times_fired, a.value,
           a.held_by is not null or coalesce(a.due_at < now() - interval '10 s', false) as is_stuck,
           (select count(*) from alert_entries e where e.alert_id = a.id and e.kind = 'fired') as fired,
           (select count(*) from alert_entries e where e.alert_id = a.id and e.kind = 'told') as told,
           (select count(*) from alert_entries e where e.alert_id = a.id and e.kind = 'delivered') as delivered
    from alerts a
"""
_DELIVERIES = """
    select d.idempotency_key as key, a.number as alert, d.recipient as channel, d.state, d.attempts,
           (select count(*) from delivery_attempts t where t.delivery_id = d.id) as written
    from deliveries d left join alerts a on a.id = d.alert_id
"""
_BOOKS = "select outcome, sum(quantity)::bigint as quantity from outcomes where category = 'error' group by 1"


async def take_stock(url: str, sent: int, seconds: float, decode: Callable[[str], Any]) -> Held:
    """Waits until all of `sent` events are told of, for `seconds` at most: what is not then is told by the books."""
    await _settle(url, sent, time.monotonic() + seconds)
    connection = await asyncpg.connect(url)
    try:
        alerts = [
            AlertRow(
                number=row["number"],
                rule=row["rule_name"],
                labels=decode(row["labels"]),
                times_fired=row["times_fired"],
                value=row["value"],
                fired=row["fired"],
                told=row["told"],
                delivered=row["delivered"],
                is_stuck=row["is_stuck"],
            )
            for row in await connection.fetch(_ALERTS)
        ]
        deliveries = [DeliveryRow(**row) for row in await connection.fetch(_DELIVERIES)]
        books = {row["outcome"]: row["quantity"] for row in await connection.fetch(_BOOKS)}
        signals = await connection.fetchval("select count(*) from signals")
    finally:
        await connection.close()
    return Held(alerts, deliveries, books, signals)


async def _settle(url: str, sent: int, deadline: float) -> None:
    quiet = 0
    while quiet < 4 and time.monotonic() < deadline:
        try:
            connection = await asyncpg.connect(url, timeout=5)
        except OUTAGES:
            await asyncio.sleep(_LOOK_SECONDS)
            continue
        try:
            while quiet < 4 and time.monotonic() < deadline:
                waiting = await connection.fetchval(_WAITING, sent)
                quiet = 0 if waiting else quiet + 1
                await asyncio.sleep(_LOOK_SECONDS)
        except OUTAGES:
            await asyncio.sleep(_LOOK_SECONDS)
        finally:
            connection.terminate()
