"""A client: one DSN, its options, and everything between an error and the wire."""

from __future__ import annotations

import logging
import os
import random
import sys
import time
import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from .client_report import Losses
from .debug import silent, to_stderr
from .dsn import parse_dsn
from .errors import ConfigurationError, InvalidDsn
from .event import EventBuilder, LogMessage
from .guard import is_reporting, reporting
from .options import Event, Hint, Options, OptionValues, resolve_options, strict_complaint
from .scope import Scope, ScopeValues, layers
from .sender import Sender
from .serialize import type_name
from .transport import HttpTransport
from .worker import Worker

if TYPE_CHECKING:
    from typing_extensions import Unpack

_random = random.SystemRandom()
"""Not the program's generator: sampling must not disturb a seed it has set."""
_SEEN = "__redshank_seen__"
"""Attribute of exceptions that a client has reported; hooks do not report them again."""

_last_event_id: ContextVar[str | None] = ContextVar("redshank_last_event_id", default=None)


def last_event_id() -> str | None:
    """The id of the last event reported in this thread or task, to show to the user; None before the first."""
    return _last_event_id.get()


class Client:
    """Reports errors to one project. Works on its own, without `init`; any number may live side by side.

    No method raises (with `strict=True`, making a client may), none waits for the network except `flush` and `close`.
    A client without a usable DSN is inert: it does nothing, and `active` is False.
    """

    def __init__(self, dsn: str | None = None, **options: Unpack[OptionValues]) -> None:
        strict = options.get("strict") is True
        self._seen_mark = uuid.uuid4().hex  # text: exceptions are pickled with their attributes
        self._losses = Losses()
        self._worker: Worker | None = None
        self.options = resolve_options(dsn, os.environ, strict_complaint if strict else _warn, **options)
        self._say = to_stderr if self.options.debug else silent
        self._builder = EventBuilder(self.options)
        self._sender = _open_sender(self.options, self._losses)
        if self._sender is not None:
            self._worker = Worker(self._sender, self.options.queue_size, self.options.shutdown_timeout)

    @property
    def active(self) -> bool:
        """Whether this client sends anything at all."""
        return self._worker is not None

    def capture_exception(
        self, exception: BaseException | None = None, level: str | None = None, **values: Unpack[ScopeValues]
    ) -> str | None:
        """Report an exception, the one being handled unless given.

        `values` (tags, user, release, …) hold for this event only, over what the scopes say.
        Returns the event's id, or None when nothing will be sent.
        """
        exception = exception if exception is not None else sys.exc_info()[1]
        if not isinstance(exception, BaseException):
            self._say("capture_exception: there is no exception to report")
            return None
        return self.capture(exception=exception, level=level, values=values)

    def capture_message(self, message: str, level: str | None = None, **values: Unpack[ScopeValues]) -> str | None:
        """Report a message, at level `info` unless given; else like capture_exception."""
        return self.capture(message=LogMessage(message), default_level="info", level=level, values=values)

    def capture(
        self,
        *,
        exception: BaseException | None = None,
        message: LogMessage | None = None,
        level: str | None = None,
        default_level: str = "error",
        mechanism: Mapping[str, Any] | None = None,
        logger: str | None = None,
        hint: Hint | None = None,
        values: ScopeValues | None = None,
    ) -> str | None:
        """Report an exception, a message, or both: what integrations call.

        `level` wins over the scopes, `default_level` does not. `mechanism` says how the exception was caught.
        """
        if self._worker is None:
            return None
        if is_reporting():
            self._lose("internal_sdk_error", "an error while reporting another is not reported")
            return None
        with reporting():
            try:
                if exception is not None:
                    self._mark_seen(exception)  # whatever becomes of it: hooks must not report it again
                if not self._wanted():
                    return None
                event = self._builder.build(
                    now=time.time(),
                    level=default_level,
                    scopes=[*layers(), _own_scope(level, values)],
                    exception=exception,
                    mechanism=mechanism,
                    message=message,
                    logger=logger,
                )
                return self._finish(event, _hint(exception, hint))
            except Exception as error:
                self._lose("internal_sdk_error", f"reporting failed: {type_name(error)}")
                return None

    def has_seen(self, exception: BaseException) -> bool:
        """Whether this client has reported this very exception before."""
        try:
            return exception.__dict__.get(_SEEN) == self._seen_mark
        except Exception:
            return False

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything reported so far is sent or dropped, `timeout` seconds at most; whether it is."""
        return self._worker is None or self._worker.flush(timeout)

    def close(self, timeout: float | None = None) -> bool:
        """Flush, for `shutdown_timeout` unless given, and be inert from then on; whether all was dealt with."""
        worker, self._worker = self._worker, None
        if worker is None:
            return True
        done = worker.flush(self.options.shutdown_timeout if timeout is None else timeout)
        worker.stop()
        return done

    def _wanted(self) -> bool:
        """Whether the next event is to be sent; asked before any work is spent on it. Counts it as lost where not."""
        if self._sender is not None and self._sender.rests():
            self._lose("ratelimit_backoff", "an event is dropped: the server limits the rate")
        elif _random.random() >= self.options.sample_rate:
            self._lose("sample_rate", "an event is left out by sample_rate")
        else:
            return True
        return False

    def _finish(self, event: Event, hint: Hint) -> str | None:
        """Let the program see the event, then queue it."""
        event_id: str = event["event_id"]
        if self.options.before_send is not None:
            answer = self._seen_by_program(event, hint)
            if answer is None:
                return None
            event = {**answer, "event_id": event_id}
        refused = self._worker.submit(event) if self._worker is not None else "internal_sdk_error"
        if refused is not None:
            self._lose(refused, f"an event is dropped: {refused}")
            return None
        _last_event_id.set(event_id)
        return event_id

    def _seen_by_program(self, event: Event, hint: Hint) -> Event | None:
        """What before_send makes of the event; None when it drops it or fails."""
        try:
            answer = self.options.before_send(event, hint) if self.options.before_send is not None else event
        except Exception as error:
            # Not sent as it was: before_send may be what removes secrets.
            self._lose("before_send", f"an event is dropped: before_send failed with {type_name(error)}")
            return None
        if not isinstance(answer, dict):
            self._lose("before_send", "an event is dropped by before_send")
            return None
        return self._builder.bounded(answer)

    def _lose(self, reason: str, line: str) -> None:
        self._losses.record(reason)
        self._say(line)

    def _mark_seen(self, exception: BaseException) -> None:
        try:
            exception.__dict__[_SEEN] = self._seen_mark
        except Exception:
            pass  # an exception that takes no attributes: at worst it is reported twice


def _open_sender(options: Options, losses: Losses) -> Sender | None:
    """The way to the server; None, with a word why, when there is none."""
    say = to_stderr if options.debug else silent
    if not options.dsn:
        say("there is no DSN: nothing will be sent")
        return None
    try:
        transport = HttpTransport(parse_dsn(options.dsn), options.http_timeout, options.ca_certs)
    except InvalidDsn as error:
        if options.strict:
            raise
        _warn(f"{error}; nothing will be sent")
        return None
    except OSError as error:
        if options.strict:
            raise ConfigurationError(f"ca_certs cannot be read: {error}") from error
        _warn(f"ca_certs cannot be read: {error}; nothing will be sent")
        return None
    modules = None
    if options.include_modules:
        # Imported for those who ask, for it takes its time; and here, not on the background thread: a process that
        # forks while a thread imports has half a module.
        from .modules import installed_modules

        modules = installed_modules
    return Sender(transport, losses, say, modules=modules)


def _own_scope(level: str | None, values: ScopeValues | None) -> Scope:
    """What is said of one event alone."""
    own = Scope(**(values or {}))
    own.set_level(level)
    return own


def _hint(exception: BaseException | None, given: Hint | None) -> Hint:
    hint = dict(given or {})
    if exception is not None:
        hint.setdefault("exc_info", (type(exception), exception, exception.__traceback__))
    return hint


def _warn(problem: str) -> None:
    """Tell of a mistake in the options where a program tells of its own."""
    logging.getLogger("redshank").warning("redshank: %s", problem)
