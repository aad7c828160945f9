"""Options: what a client was told, checked once and completed from the environment."""

from __future__ import annotations

import math
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Callable, Optional, TypedDict

from .errors import ConfigurationError

if TYPE_CHECKING:
    from typing_extensions import Unpack

Event = dict[str, Any]
"""An event as plain JSON values."""

Hint = dict[str, Any]
"""What an event was made of: `exc_info` (type, value, traceback) or `log_record`."""

BeforeSend = Callable[[Event, Hint], Optional[Event]]


class OptionValues(TypedDict, total=False):
    """What `init` and `Client` take besides the DSN; `Options` says what each means."""

    release: str | None
    environment: str | None
    dist: str | None
    server_name: str | None
    sample_rate: float
    before_send: BeforeSend | None
    max_breadcrumbs: int
    include_source: bool
    include_locals: bool
    include_modules: bool
    in_app_include: Sequence[str]
    in_app_exclude: Sequence[str]
    scrub: bool
    scrub_fields: Sequence[str]
    queue_size: int
    http_timeout: float
    shutdown_timeout: float
    ca_certs: str | None
    debug: bool
    strict: bool


@dataclass(frozen=True)
class Options:
    """All options of one client, with their defaults."""

    dsn: str | None = None
    """Where events go. Empty or missing: the client is inert."""
    release: str | None = None
    environment: str | None = None
    """`production` when neither the option nor the environment says otherwise."""
    dist: str | None = None
    server_name: str | None = None
    """The machine's host name unless given."""
    sample_rate: float = 1.0
    """Share of events that are sent, 0.0 to 1.0."""
    before_send: BeforeSend | None = None
    """Called with each event and its hint, on the thread that reports; returns the event, or None to drop it."""
    max_breadcrumbs: int = 100
    """Breadcrumbs per event, newest kept; no more than 100, which is what servers keep."""
    include_source: bool = True
    """Send five lines of source before and after the line of each frame."""
    include_locals: bool = True
    """Send the local variables of each frame, bounded and scrubbed."""
    include_modules: bool = False
    """Send the installed distributions and their versions."""
    in_app_include: Sequence[str] = ()
    """Module prefixes that are the program's own, wherever they are installed."""
    in_app_exclude: Sequence[str] = ()
    """Module prefixes that are not the program's own."""
    scrub: bool = True
    """Replace the values of fields that look like secrets before anything leaves the process."""
    scrub_fields: Sequence[str] = ()
    """More names to scrub; a field is scrubbed when its name contains one of them."""
    queue_size: int = 100
    """Events that may wait for the background thread; more are dropped and counted."""
    http_timeout: float = 10.0
    """Seconds to wait for the server, for connecting and for each read."""
    shutdown_timeout: float = 2.0
    """Seconds that the end of the program may wait for what is still queued."""
    ca_certs: str | None = None
    """A file of CA certificates to trust instead of the system's."""
    debug: bool = False
    """Say on standard error what is not sent, and why."""
    strict: bool = False
    """Raise ConfigurationError for options that cannot be used, instead of warning."""


def resolve_options(
    dsn: str | None, environ: Mapping[str, str], complain: Callable[[str], None], **values: Unpack[OptionValues]
) -> Options:
    """Complete what was given from `environ` and defaults.

    Values that cannot be used are replaced by their default and told to `complain`, which may raise instead.
    """
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    options = Options(
        **{
            "release": _variable(environ, "RELEASE"),
            "environment": _variable(environ, "ENVIRONMENT") or "production",
            "server_name": given.get("server_name") or socket.gethostname(),
            **given,
            "dsn": dsn if dsn is not None else _variable(environ, "DSN"),
        }
    )
    return _checked(options, complain)


def _variable(environ: Mapping[str, str], name: str) -> str | None:
    """Our variable, or the one that programs set for Sentry SDKs."""
    return environ.get(f"REDSHANK_{name}") or environ.get(f"SENTRY_{name}") or None


_RANGES: dict[str, tuple[float, float]] = {
    "sample_rate": (0.0, 1.0),
    "max_breadcrumbs": (0, 100),
    "queue_size": (1, 100_000),
    "http_timeout": (0.05, 300.0),
    "shutdown_timeout": (0.0, 300.0),
}


def _checked(options: Options, complain: Callable[[str], None]) -> Options:
    """The options with every unusable value put back to its default."""
    wrong: dict[str, Any] = {}
    for field in fields(Options):
        problem = _problem(field.name, getattr(options, field.name), field.default)
        if problem:
            complain(f"{field.name} {problem}")
            wrong[field.name] = field.default
    return replace(options, **wrong)


def _problem(name: str, value: object, default: object) -> str | None:
    """Why `value` cannot be the option `name`; None when it can."""
    if name in _RANGES:
        low, high = _RANGES[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return "must be a number"
        if isinstance(default, int) and not isinstance(value, int):
            return "must be a whole number"
        return None if math.isfinite(value) and low <= value <= high else f"must be between {low} and {high}"
    if name == "before_send":
        return None if value is None or callable(value) else "must be callable"
    if isinstance(default, bool):
        return None if isinstance(value, bool) else "must be True or False"
    if isinstance(default, tuple):
        listed = isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(item, str) for item in value)
        return None if listed else "must be a list of strings"
    return None if value is None or isinstance(value, (str, os.PathLike)) else "must be a string"


def strict_complaint(problem: str) -> None:
    """The `complain` of strict clients."""
    raise ConfigurationError(problem)
