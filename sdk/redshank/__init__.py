"""Report a Python program's errors to Redshank, or to any server that speaks the Sentry protocol.

    import redshank
    redshank.init(dsn="https://KEY@HOST/PROJECT_ID")

From here on, exceptions that nothing catches and log records of level ERROR are reported; `capture_exception` reports
one that is caught.
"""

from __future__ import annotations

from .client import Client, last_event_id
from .current import (
    add_breadcrumb,
    capture_exception,
    capture_message,
    close,
    current_client,
    flush,
    init,
    set_context,
    set_extra,
    set_fingerprint,
    set_level,
    set_tag,
    set_tags,
    set_transaction,
    set_user,
)
from .errors import ConfigurationError, InvalidDsn
from .integrations.logging import LogHandler
from .options import Options
from .scope import Scope, new_scope
from .version import VERSION as __version__

push_scope = new_scope
"""The name that users of Sentry's SDK look for."""

__all__ = [
    "Client",
    "ConfigurationError",
    "InvalidDsn",
    "LogHandler",
    "Options",
    "Scope",
    "__version__",
    "add_breadcrumb",
    "capture_exception",
    "capture_message",
    "close",
    "current_client",
    "flush",
    "init",
    "last_event_id",
    "new_scope",
    "push_scope",
    "set_context",
    "set_extra",
    "set_fingerprint",
    "set_level",
    "set_tag",
    "set_tags",
    "set_transaction",
    "set_user",
]
