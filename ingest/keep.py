"""Gives every item of a request its fate: events go to the log, everything else is counted in the books."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from core.bus import EventLog, Topic
from core.clock import Clock
from core.codec import encode_raw_event
from core.disk import DiskGuard
from core.errors import Full, Rejected, Unavailable
from core.events import RawEvent
from core.metrics import GATEWAY_ACCEPTED, GATEWAY_DURABLE_SECONDS, LOG_APPEND_FAILURES
from core.outcomes import Outcome
from core.projects import IngestKey
from ingest import answers
from ingest.address import Network
from ingest.answers import Answer
from ingest.categories import CATEGORIES, ERROR, OF_ITEM, SWITCHED_OFF, UNKNOWN, Tokens
from ingest.client_report import parse_client_report
from ingest.outcomes import OutcomeBook
from ingest.request import Request
from ingest.submission import Submission, SubmittedEvent
from ingest.usage import Usage

_STOP_SENDING: Final = frozenset(SWITCHED_OFF)

_MAX_CLIENT_REPORTS: Final = 10
"""The most client reports that are read of one envelope. SDKs send one; a thousand would hold up other requests."""

_DISK_FULL_SECONDS: Final = 60
"""How long senders are told to wait when the disk is full: room comes from people, or when the next day is dropped."""


class Keeper:
    """Holds what admission and the books remember between requests."""

    def __init__(
        self,
        log: EventLog,
        usage: Usage,
        book: OutcomeBook,
        clock: Clock,
        new_event_id: Callable[[], str],
        trusted: tuple[Network, ...],
        disk: DiskGuard | None = None,
    ) -> None:
        self._log = log
        self._usage = usage
        self._book = book
        self._clock = clock
        self._new_event_id = new_event_id
        self._trusted = trusted
        self._disk = disk or DiskGuard()
        self._types = Tokens()
        self._reasons = Tokens()

    async def keep(self, request: Request, key: IngestKey, submission: Submission) -> Answer:
        """Admit and append the events, count the rest; the answer says what became of the events."""
        stop_sending = self._count_left_out(key, submission.left_out) if submission.left_out else False
        if submission.refusal is not None:
            self._count(key, ERROR, Outcome.INVALID, submission.refusal.reason, submission.refused)
            return answers.rejected(submission.refusal)
        if submission.events:
            answer = await self._append(request, key, submission, stop_sending)
        else:
            answer = answers.nothing_kept(stop_sending=stop_sending)
        # Not counted for a refused request: its SDK may report the same discards again.
        if submission.client_reports and answer.status == 200:
            for report in submission.client_reports[:_MAX_CLIENT_REPORTS]:
                self._count_client_report(key, report)
            if unread := len(submission.client_reports[_MAX_CLIENT_REPORTS:]):
                self._count(key, "internal", Outcome.INVALID, "too_many_reports", unread)
        return answer

    async def _append(self, request: Request, key: IngestKey, submission: Submission, stop_sending: bool) -> Answer:
        events = submission.events
        category, quantity = events[0].category, len(events)
        if self._disk.full:
            self._count(key, category, Outcome.LIMITED, "disk_full", quantity)
            return answers.try_later("disk_full", "the server's disk is nearly full", _DISK_FULL_SECONDS)
        if key.limits:
            exceeded = self._usage.admit(key.limits, category, quantity, self._clock.now())
            if exceeded:
                self._count(key, category, Outcome.LIMITED, exceeded[0].limit.reason, quantity)
                return answers.limited(exceeded)
        raw_events = [self._raw_event(request, key, submission.sent_at, event) for event in events]
        records = [(event.event_id, encode_raw_event(event)) for event in raw_events]
        began = perf_counter()
        try:
            await self._log.append(Topic.EVENTS, records)
        except Unavailable as error:
            LOG_APPEND_FAILURES.inc()
            self._usage.give_back(key.limits, category, quantity, self._clock.now())
            reason = "log_full" if isinstance(error, Full) else "log_unavailable"
            self._count(key, category, Outcome.LIMITED, reason, quantity)
            return answers.try_later(reason, "events cannot be kept at the moment", error.retry_after)
        except Rejected as error:
            self._usage.give_back(key.limits, category, quantity, self._clock.now())
            self._count(key, category, Outcome.INVALID, error.reason, quantity)
            return answers.rejected(error)
        GATEWAY_DURABLE_SECONDS.observe(perf_counter() - began)
        GATEWAY_ACCEPTED.inc(quantity)
        return answers.accepted(raw_events[0].event_id, stop_sending=stop_sending)

    def _raw_event(self, request: Request, key: IngestKey, sent_at: float | None, event: SubmittedEvent) -> RawEvent:
        return RawEvent(
            project_id=key.project_id,
            key_id=key.key_id,
            event_id=event.event_id or self._new_event_id(),
            received_at=request.received_at,
            sent_at=sent_at,
            client_ip=request.client_ip(self._trusted),
            user_agent=request.user_agent,
            client=request.credentials.client if request.credentials else "",
            category=event.category,
            encoding=event.encoding,
            start=event.start,
            end=event.end,
            body=event.body,
        )

    def _count_left_out(self, key: IngestKey, left_out: tuple[tuple[str, int], ...]) -> bool:
        """Count the items that are not kept; answers whether the SDK should be told to stop sending them."""
        stop_sending = False
        for item_type, quantity in left_out:
            category = OF_ITEM.get(item_type) or self._types.bounded(item_type)
            stop_sending = stop_sending or category in _STOP_SENDING
            self._count(key, category, Outcome.FILTERED, "unsupported_item", quantity)
        return stop_sending

    def _count_client_report(self, key: IngestKey, report: bytes) -> None:
        try:
            discarded = parse_client_report(report)
        except Rejected as error:
            self._count(key, "internal", Outcome.INVALID, error.reason)
            return
        for category, reason, quantity in discarded:
            known = category if category in CATEGORIES else UNKNOWN
            self._count(key, known, Outcome.CLIENT, self._reasons.bounded(reason), quantity)

    def _count(self, key: IngestKey, category: str, outcome: Outcome, reason: str, quantity: int = 1) -> None:
        self._book.count(key.project_id, key.key_id, category, outcome, reason, quantity)
