"""What happens to an event on the background thread: finish, encode, post, and learn from the answer."""

from __future__ import annotations

import time
from typing import Callable, Protocol

from .client_report import Counts, Losses, report_payload
from .debug import Say
from .envelope import Item, envelope_bytes, event_item, to_json
from .event import iso_time
from .options import Event
from .rate_limits import RateLimits
from .transport import Answer, TransportError


class Transport(Protocol):
    """Carries envelopes. `post` raises TransportError when no answer comes."""

    def post(self, envelope: bytes) -> Answer: ...
    def close(self) -> None: ...
    def reset_after_fork(self) -> None: ...


class Sender:
    """Sends events one by one. Everything it cannot send is counted in `losses`, with the reason."""

    def __init__(
        self,
        transport: Transport,
        losses: Losses,
        say: Say,
        *,
        modules: Callable[[], dict[str, str]] | None = None,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._losses = losses
        self._say = say
        self._modules = modules
        self._clock = clock
        self._monotonic = monotonic
        self._limits = RateLimits()
        self._reachable = True
        """False after a network error: the end of a program must not wait for a report that fails too."""

    def rests(self) -> bool:
        """Whether the server asked for no more events for now."""
        return self._limits.seconds_left("error", self._monotonic()) > 0

    def send(self, event: Event) -> None:
        """Send one event and the report of what was dropped before it."""
        if self.rests():
            self.lose("ratelimit_backoff", f"event {event.get('event_id')} is dropped: the server limits the rate")
            return
        if self._modules is not None:
            event["modules"] = self._modules()
        item = event_item(event)
        if item is None:
            self.lose("too_large", f"event {event.get('event_id')} is dropped: larger than servers take")
            return
        counts = self._losses.take()
        answer = self._post([item, *self._report(counts)], counts, str(event["event_id"]))
        if answer is not None and not answer.accepted and answer.status != 429:
            # 429 is not counted: the server has counted what it refused for its limits
            self._losses.record("send_error")

    def send_report(self) -> None:
        """Send the report of what was dropped, if anything was, without an event."""
        counts = self._losses.take()
        if counts and self._reachable and self._limits.seconds_left("internal", self._monotonic()) == 0:
            self._post(self._report(counts), counts, None)
        else:
            self._losses.put_back(counts)

    def has_losses(self) -> bool:
        """Whether drops wait to be reported."""
        return not self._losses.empty()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def reset_after_fork(self) -> None:
        """Leave to the parent process what is the parent's."""
        self._losses.reset_after_fork()
        self._transport.reset_after_fork()

    def _report(self, counts: Counts) -> list[Item]:
        if not counts:
            return []
        return [Item("client_report", to_json(report_payload(counts, iso_time(self._clock()))))]

    def _post(self, items: list[Item], counts: Counts, event_id: str | None) -> Answer | None:
        what = f"event {event_id}" if event_id else "the report of dropped events"
        try:
            answer = self._transport.post(envelope_bytes(items, iso_time(self._clock()), event_id))
        except TransportError as error:
            self._reachable = False
            self._losses.put_back(counts)
            if event_id is not None:
                self._losses.record("network_error")
            self._say(f"{what} is not sent: {error}")
            return None
        self._reachable = True
        self._limits.update(answer.status, answer.headers, self._monotonic())
        if answer.accepted:
            self._say(f"{what} is sent")
        else:
            self._losses.put_back(counts)
            reason = answer.headers.get("x-sentry-error", "")
            self._say(f"{what} is refused with {answer.status} {reason}".rstrip())
        return answer

    def lose(self, reason: str, line: str) -> None:
        """Count an event that is dropped, and say so."""
        self._losses.record(reason)
        self._say(line)
