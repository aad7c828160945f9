"""The client that `init` made, and the functions that use it and the scope in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable

from .client import Client
from .integrations import ALL, install
from .options import OptionValues
from .scope import ScopeValues, writable_scope

if TYPE_CHECKING:
    from typing_extensions import Unpack

_client: Client | None = None
_uninstall: Callable[[], None] = lambda: None  # noqa: E731


def init(dsn: str | None = None, *, integrations: Sequence[str] = ALL, **options: Unpack[OptionValues]) -> Client:
    """Report this program's errors from now on.

    Without `dsn` it is taken from REDSHANK_DSN, then SENTRY_DSN; without any, or with one that cannot be understood,
    the SDK is inert. `integrations` names the hooks to set; `Options` says what else can be given.
    A second call replaces the first; what the first has queued is still sent.
    """
    global _client, _uninstall
    client = Client(dsn, **options)
    before, _client = _client, client
    _uninstall()
    _uninstall = install(integrations, current_client) if client.active else lambda: None
    if before is not None:
        before.close(timeout=0)
    return client


def current_client() -> Client | None:
    """The client that `init` made, if it sends anything."""
    return _client if _client is not None and _client.active else None


def capture_exception(
    exception: BaseException | None = None, level: str | None = None, **values: Unpack[ScopeValues]
) -> str | None:
    """`Client.capture_exception` of the current client; None without one."""
    client = current_client()
    return client.capture_exception(exception, level, **values) if client is not None else None


def capture_message(message: str, level: str | None = None, **values: Unpack[ScopeValues]) -> str | None:
    """`Client.capture_message` of the current client; None without one."""
    client = current_client()
    return client.capture_message(message, level, **values) if client is not None else None


def flush(timeout: float = 2.0) -> bool:
    """`Client.flush` of the current client."""
    client = current_client()
    return client is None or client.flush(timeout)


def close(timeout: float | None = None) -> bool:
    """Flush, take the hooks back out, and be inert until the next `init`."""
    global _client, _uninstall
    before, _client = _client, None
    _uninstall()
    _uninstall = lambda: None  # noqa: E731
    return before is None or before.close(timeout)


def set_tag(key: str, value: object) -> None:
    """`Scope.set_tag` of the scope in force: the block's, the task's, the thread's, or the process's."""
    writable_scope().set_tag(key, value)


def set_tags(tags: Mapping[str, object]) -> None:
    """`Scope.set_tags` of the scope in force."""
    writable_scope().set_tags(tags)


def set_extra(key: str, value: object) -> None:
    """`Scope.set_extra` of the scope in force."""
    writable_scope().set_extra(key, value)


def set_context(name: str, values: Mapping[str, object] | None) -> None:
    """`Scope.set_context` of the scope in force."""
    writable_scope().set_context(name, values)


def set_user(user: Mapping[str, object] | None) -> None:
    """`Scope.set_user` of the scope in force."""
    writable_scope().set_user(user)


def set_level(level: str | None) -> None:
    """`Scope.set_level` of the scope in force."""
    writable_scope().set_level(level)


def set_transaction(name: str | None) -> None:
    """`Scope.set_transaction` of the scope in force."""
    writable_scope().set_transaction(name)


def set_fingerprint(fingerprint: Sequence[str] | None) -> None:
    """`Scope.set_fingerprint` of the scope in force."""
    writable_scope().set_fingerprint(fingerprint)


def add_breadcrumb(message: str | None = None, **parts: Any) -> None:
    """`Scope.add_breadcrumb` of the scope in force."""
    writable_scope().add_breadcrumb(message, **parts)
