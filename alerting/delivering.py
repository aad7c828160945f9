"""Takes a row of `deliveries` to its receipt: claims it by a lease, calls without a transaction, settles the result.

If an alerter dies on the way, its lease ends (or others notice sooner, `alerting/taking_over.py`) and the delivery goes
out again, with the same idempotency key.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Final

from alerting.breaker import Standing, after_claim, room
from alerting.calls import CallFailed, Receipt, without_secrets
from alerting.channels.sender import ChannelSender, MailSender
from alerting.channels.wording import cut
from alerting.checked_hosts import Lookup, system_lookup
from alerting.outbound import open_outbound
from alerting.sending import Job, Sender, World
from alerting.settling import Result, settle
from alerting.trackers.sender import TrackerSender
from core.addresses import parse_allowed
from core.alerts import FailureClass
from core.backoff import delay
from core.db.database import Connection
from core.db.deliveries import sending
from core.db.deliveries.deliveries import Claimed
from core.db.deliveries.holders import Holder, give_back
from core.db.deliveries.sending import Due
from core.db.deliveries.targets import lock_targets, write_target
from core.errors import Unavailable
from core.metrics import DELIVERIES_PARKED, DELIVERY_ATTEMPTS, DELIVERY_CALL_SECONDS
from core.resources import Resources

LEASE_SECONDS: Final = 90.0
"""Longer than any delivery takes: three calls of 10 s, or Apprise's 30 s, or the steps of a slow mail server."""
MOST_AT_ONCE: Final = 16
MOST_OF_A_TARGET: Final = 4
"""A bound for each target, so that one that answers slowly leaves room for the others."""
_LOOKED_AT: Final = 50
_PATIENCE_SECONDS: Final = 0.25
"""How long to wait for a delivery under way before looking for more."""
_ANSWER: Final = 500
"""Characters of an answer that are kept."""
_IDLE_SECONDS: Final = 60.0
_SETTLE_TRIES: Final = 5

SENDERS: Final[Mapping[str, Sender]] = {"channel": ChannelSender(), "mail": MailSender(), "tracker": TrackerSender()}
"""The senders by the beginning of the target."""

_log = logging.getLogger(__name__)


class Deliverer:
    """Keeps up to MOST_AT_ONCE deliveries under way. One for a process."""

    def __init__(
        self, senders: Mapping[str, Sender] = SENDERS, lookup: Lookup = system_lookup, holder: Holder | None = None
    ) -> None:
        """`holder`: its number shows other alerters that this process lives; None: they go by leases alone."""
        self._senders = senders
        self._lookup = lookup
        self._holder = holder
        self._running: dict[asyncio.Task[None], Claimed] = {}
        self._is_in_doubt = False
        """PostgreSQL went away during a claim or a result, so deliveries may be claimed in our name that are not under
        way."""

    async def once(self, res: Resources) -> float:
        """Start the deliveries that are due and may go; answers the seconds until there is more to start. Raises
        Unavailable."""
        await self._give_back(res)
        free = MOST_AT_ONCE - len(self._running)
        claimed = await self._claim(res, free) if free else []
        for one in claimed:
            task = asyncio.create_task(self._deliver(res, one))
            self._running[task] = one
            task.add_done_callback(self._ended)
        if self._running:
            await asyncio.wait(self._running, timeout=_PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            return 0.0
        async with res.database.connection() as connection:
            due = await sending.next_due(connection)
        return _IDLE_SECONDS if due is None else due - res.clock.now()

    async def close(self) -> None:
        """Wait for what is under way."""
        if self._running:
            await asyncio.wait(self._running)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        del self._running[task]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Unavailable):
            self._is_in_doubt = True
            _log.warning("a delivery goes out again, as its result could not be written: %s", error)
        elif error is not None:
            _log.error("a delivery's result could not be written", exc_info=error)

    async def _claim(self, res: Resources, free: int) -> list[Claimed]:
        now = res.clock.now()
        under_way = Counter((one.organization_id, one.target) for one in self._running.values())
        full = [target for target, number in under_way.items() if number >= MOST_OF_A_TARGET]
        number = None if self._holder is None else self._holder.number
        with self._doubting():
            async with res.database.transaction() as connection:
                due = await sending.due_deliveries(connection, now, _LOOKED_AT, full)
                chosen, parked = await _admit(connection, due, under_way, free, now)
                await sending.park(connection, parked)
                DELIVERIES_PARKED.inc(len(parked))
                return await sending.claim(connection, chosen, now + LEASE_SECONDS, number)

    async def _give_back(self, res: Resources) -> None:
        """After an outage: make deliveries due again that are claimed in our name and not under way here."""
        if not self._is_in_doubt or self._holder is None:
            return
        self._is_in_doubt = False
        under_way = [one.id for one in self._running.values()]
        with self._doubting():
            async with res.database.transaction() as connection:
                await give_back(connection, [self._holder.number], res.clock.now(), under_way)

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """Notes an outage on the way out: a commit whose answer was lost may have happened."""
        try:
            yield
        except Unavailable:
            self._is_in_doubt = True
            raise

    async def _deliver(self, res: Resources, delivery: Claimed) -> None:
        started_at, began = res.clock.now(), time.perf_counter()
        receipt, job = await self._send(res, delivery)
        seconds = time.perf_counter() - began
        DELIVERY_ATTEMPTS.labels(delivery.kind, (receipt.failure or "arrived")).inc()
        DELIVERY_CALL_SECONDS.labels(delivery.kind).observe(seconds)
        told = cut(without_secrets(receipt.detail, job.secrets if job else ()), _ANSWER).replace("\0", "")
        told = told.encode("utf-8", "replace").decode()
        result = Result(
            replace(receipt, detail=told), started_at, int(seconds * 1000), job.settled if job is not None else None
        )
        await _settle_patiently(res, delivery, result)

    async def _send(self, res: Resources, delivery: Claimed) -> tuple[Receipt, Job | None]:
        """Make the call and settle its result. No transaction is open during the call."""
        job = None
        try:
            sender = self._senders.get(delivery.target.partition(":")[0])
            if sender is None:
                raise CallFailed(FailureClass.DATA, f"nothing here sends to {delivery.target}")
            async with res.database.connection() as connection:
                job = await sender.prepare(connection, delivery, res)
            allowed = parse_allowed(res.settings.outbound_allow)
            async with open_outbound(allowed, proxy=res.settings.outbound_proxy, lookup=self._lookup) as outbound:
                return await job.send(World(res, outbound)), job
        except CallFailed as error:
            return Receipt(failure=error.failure, detail=error.detail), job
        except Unavailable:
            raise
        except Exception:
            _log.exception("delivery %s failed by a mistake of ours", delivery.id)
            words = "this failed by a mistake in Redshank; the alerter's log says more"
            return Receipt(failure=FailureClass.UNKNOWN, detail=words), job


async def _admit(
    connection: Connection, due: list[Due], under_way: "Counter[tuple[int, str]]", free: int, now: float
) -> tuple[list[Due], list[tuple[Due, float]]]:
    """The deliveries that go now, and those that breaker or pace hold back until a moment. The rest stays due."""
    chosen: list[Due] = []
    parked: list[tuple[Due, float]] = []
    by_target: dict[tuple[int, str], list[Due]] = {}
    for one in due:
        by_target.setdefault(one.target, []).append(one)
    rows = await lock_targets(connection, sorted(by_target)) if by_target else {}
    for target, waiting in by_target.items():
        standing = Standing(**rows[target])
        have = room(standing, waiting[0].per_minute, now)
        slots = min(free - len(chosen), MOST_OF_A_TARGET - under_way[target])
        tests = [one for one in waiting if one.is_test][: max(slots, 0)]
        others = [one for one in waiting if not one.is_test]
        if have.is_probe:
            # The untried first: a delivery that failed before may itself be what the target cannot take.
            others.sort(key=lambda one: one.tries)
        going = tests + others[: max(min(have.now, slots - len(tests)), 0)]
        parked += [(one, have.later_at) for one in others[have.now :]]
        chosen += going
        if going:
            probing = have.is_probe and len(going) > len(tests)
            await write_target(connection, target, asdict(after_claim(standing, len(going), probing, now)))
    return chosen, parked


async def _settle_patiently(res: Resources, delivery: Claimed, result: Result) -> None:
    """Settle the result of a call. The call was made, so its result is worth waiting for a database that is briefly
    away."""
    for attempt in range(_SETTLE_TRIES):
        try:
            await settle(res, delivery, result)
            return
        except Unavailable:
            if attempt == _SETTLE_TRIES - 1:
                raise
            await asyncio.sleep(delay(attempt, res.rng))
