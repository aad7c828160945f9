"""Log records: errors become events, what comes before them becomes breadcrumbs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable

from ..event import LogMessage
from ..guard import is_reporting
from ..scope import writable_scope
from ..serialize import cut
from .report import Reporter

if TYPE_CHECKING:
    from ..client import Client
    from ..scope import ScopeValues

_HANDLED = "_redshank_handled"
"""Attribute of records: the client that has dealt with it. A record may come by the hook and by a LogHandler."""
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", _HANDLED}
"""Attributes that every record has; all others come from the `extra` of the call."""
_MAX_BREADCRUMB_CHARS = 2048


def install(reporter: Reporter) -> Callable[[], None]:
    """Wrap the method that hands a record to its handlers; returns what takes it out.

    A handler on the root logger would be the plain way, but it turns `logging.basicConfig` into a no-op, is removed by
    `dictConfig`, silences the warnings that Python prints when nothing is configured, and misses loggers that do not
    propagate.
    """
    before = logging.Logger.callHandlers

    def call_handlers(logger: logging.Logger, record: logging.LogRecord) -> None:
        try:
            before(logger, record)
        finally:  # a handler of the program may raise
            client = reporter.client()
            if client is not None:
                handle_record(client, record)

    logging.Logger.callHandlers = call_handlers  # type: ignore[method-assign,assignment]

    def uninstall() -> None:
        if logging.Logger.callHandlers is call_handlers:
            logging.Logger.callHandlers = before  # type: ignore[method-assign]

    return uninstall


class LogHandler(logging.Handler):
    """For programs that want to place the handler themselves: leave `logging` out of the integrations."""

    def __init__(self, client: Client, event_level: int = logging.ERROR, breadcrumb_level: int = logging.INFO) -> None:
        super().__init__(level=min(event_level, breadcrumb_level))
        self._client = client
        self._event_level = event_level
        self._breadcrumb_level = breadcrumb_level

    def createLock(self) -> None:
        """No lock: reporting runs foreign code, and a lock held meanwhile is how deadlocks begin."""
        self.lock = None

    def handle(self, record: logging.LogRecord) -> bool:
        """As `Handler.handle`, without the lock."""
        wanted = bool(self.filter(record))
        if wanted:
            self.emit(record)
        return wanted

    def emit(self, record: logging.LogRecord) -> None:
        if not is_reporting():
            handle_record(self._client, record, self._event_level, self._breadcrumb_level)


def handle_record(
    client: Client,
    record: logging.LogRecord,
    event_level: int = logging.ERROR,
    breadcrumb_level: int = logging.INFO,
) -> None:
    """Report a record, or note it as a breadcrumb, or neither. Never raises."""
    if record.name == "redshank" or record.name.startswith("redshank."):
        return
    if getattr(record, _HANDLED, None) is client or record.levelno < min(event_level, breadcrumb_level):
        return
    setattr(record, _HANDLED, client)
    text = _text(record)
    if record.levelno >= event_level:
        _report(client, record, text)
    if record.levelno >= breadcrumb_level:
        writable_scope().add_breadcrumb(
            cut(text, _MAX_BREADCRUMB_CHARS), category=record.name, level=level_name(record.levelno), type="log"
        )


def level_name(levelno: int) -> str:
    """The protocol's level for a level of `logging`, which may be one of the program's own."""
    for limit, name in ((logging.CRITICAL, "fatal"), (logging.ERROR, "error"), (logging.WARNING, "warning")):
        if levelno >= limit:
            return name
    return "info" if levelno >= logging.INFO else "debug"


def _report(client: Client, record: logging.LogRecord, text: str) -> None:
    exception = _exception(record)
    if exception is not None and client.has_seen(exception):
        return
    # asyncio and uvloop log what nobody awaited; any other logged exception was caught by whoever logs it
    unhandled = record.name == "asyncio" and exception is not None
    values: ScopeValues = {"extra": _extra(record)}
    client.capture(
        exception=exception,
        message=LogMessage(_template(record), _params(record), text),
        default_level=level_name(record.levelno),
        mechanism={"type": "asyncio" if unhandled else "logging", "handled": not unhandled},
        logger=record.name,
        hint={"log_record": record},
        values=values,
    )


def _exception(record: logging.LogRecord) -> BaseException | None:
    exc_info = record.exc_info
    return exc_info[1] if isinstance(exc_info, tuple) and len(exc_info) == 3 else None


def _text(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:
        return _template(record)  # arguments that do not fit the template, or that fail to print


def _template(record: logging.LogRecord) -> str:
    try:
        return str(record.msg)
    except Exception:
        return "<a message that fails to print>"


def _params(record: logging.LogRecord) -> Any:
    args = record.args
    return args if isinstance(args, (tuple, Mapping)) else ()


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}
