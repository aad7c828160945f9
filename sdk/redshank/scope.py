"""Scopes: what the program knows about the moment, put on every event that is reported in it.

There are two layers. The *process scope* holds what the main thread sets outside of any task: it is on every
event. The *current scope* belongs to a thread or an asyncio task, begins empty and lies over the process scope, so
a user set in one request never shows up in another's event. `new_scope()` opens a current scope for a block; whatever
runs below it, in tasks and executors that inherit its context too, shares it.

No locks: single operations on dicts and deques are atomic, and a lock could be held by a thread that a fork leaves
behind.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Unpack

MAX_BREADCRUMBS = 100
"""Breadcrumbs of one scope; servers keep as many."""


class ScopeValues(TypedDict, total=False):
    """What one report may say about itself, over what the scopes say."""

    tags: Mapping[str, object] | None
    user: Mapping[str, object] | None
    extra: Mapping[str, object] | None
    contexts: Mapping[str, Mapping[str, object]] | None
    fingerprint: Sequence[str] | None
    transaction: str | None
    release: str | None
    environment: str | None
    dist: str | None
    server_name: str | None


class Scope:
    """Values for events. Every setter takes None to unset."""

    def __init__(self, **values: Unpack[ScopeValues]) -> None:
        self.tags: dict[str, object] = as_dict(values.get("tags"))
        self.extra: dict[str, object] = as_dict(values.get("extra"))
        self.contexts: dict[str, Mapping[str, object]] = as_dict(values.get("contexts"))
        self.breadcrumbs: deque[dict[str, Any]] = deque(maxlen=MAX_BREADCRUMBS)
        self.user = values.get("user")
        self.fingerprint = values.get("fingerprint")
        self.single: dict[str, str] = {}
        for name in ("transaction", "release", "environment", "dist", "server_name"):
            self._set_single(name, values.get(name))

    def copy(self) -> Scope:
        """A scope with the same values, that can be changed on its own."""
        twin = Scope(
            tags=self.tags,
            extra=self.extra,
            contexts=self.contexts,
            user=self.user,
            fingerprint=self.fingerprint,
        )
        twin.single.update(self.single)
        twin.breadcrumbs.extend(list(self.breadcrumbs))
        return twin

    def set_tag(self, key: str, value: object) -> None:
        """Set a tag: a short text to search and count by."""
        _put(self.tags, key, value)

    def set_tags(self, tags: Mapping[str, object]) -> None:
        """Set several tags."""
        for key, value in as_dict(tags).items():
            self.set_tag(key, value)

    def set_extra(self, key: str, value: object) -> None:
        """Set a value to read, of any type."""
        _put(self.extra, key, value)

    def set_context(self, name: str, values: Mapping[str, object] | None) -> None:
        """Set a named group of values to read."""
        _put(self.contexts, name, values)

    def set_user(self, user: Mapping[str, object] | None) -> None:
        """Say who is affected: id, email, username, ip_address, or more."""
        self.user = user

    def set_level(self, level: str | None) -> None:
        """Set the level of events: fatal, error, warning, info, debug."""
        self._set_single("level", level)

    def set_transaction(self, name: str | None) -> None:
        """Name what the program is doing: a route, a task."""
        self._set_single("transaction", name)

    def set_release(self, release: str | None) -> None:
        """Override the client's release."""
        self._set_single("release", release)

    def set_environment(self, environment: str | None) -> None:
        """Override the client's environment."""
        self._set_single("environment", environment)

    def set_fingerprint(self, fingerprint: Sequence[str] | None) -> None:
        """Decide the issue: equal fingerprints are one; `{{ default }}` stands for what the server would take."""
        self.fingerprint = fingerprint

    def add_breadcrumb(
        self,
        message: str | None = None,
        *,
        category: str | None = None,
        level: str = "info",
        type: str = "default",
        data: Mapping[str, object] | None = None,
        timestamp: float | None = None,
    ) -> None:
        """Note a step on the way to an error. `timestamp` is in epoch seconds, now unless given."""
        crumb = {
            "timestamp": time.time() if timestamp is None else timestamp,
            "type": type,
            "category": category,
            "message": message,
            "level": level,
            "data": data,
        }
        self.breadcrumbs.append({key: value for key, value in crumb.items() if value is not None})

    def clear(self) -> None:
        """Forget everything."""
        for values in (self.tags, self.extra, self.contexts, self.single, self.breadcrumbs):
            values.clear()
        self.user = self.fingerprint = None

    def _set_single(self, name: str, value: object) -> None:
        _put(self.single, name, value)


def _put(where: dict[str, Any], key: str, value: object) -> None:
    try:
        if value is None:
            where.pop(key, None)
        else:
            where[key] = value
    except TypeError:
        pass  # an unhashable name: a mistake, but none that may break the program


def as_dict(values: object) -> dict[Any, Any]:
    """A mapping as a dict; anything else that was given in its place as {"value": it}."""
    try:
        return dict(values)  # type: ignore[call-overload,no-any-return]
    except Exception:
        return {} if values is None else {"value": values}


_process_scope = Scope()
_current: ContextVar[Scope | None] = ContextVar("redshank_scope", default=None)


def layers() -> list[Scope]:
    """The scopes that are in force here, weakest first."""
    current = _current.get()
    return [_process_scope] if current is None else [_process_scope, current]


def writable_scope() -> Scope:
    """Where the setters of the package write: the current scope, made when needed, or the process scope."""
    current = _current.get()
    if current is not None:
        return current
    if threading.current_thread() is threading.main_thread() and not _in_task():
        return _process_scope
    made = Scope()
    _current.set(made)
    return made


def _in_task() -> bool:
    asyncio = sys.modules.get("asyncio")  # nobody runs a task who has not imported it
    try:
        return asyncio is not None and asyncio.current_task() is not None
    except RuntimeError:
        return False  # no loop runs in this thread


@contextmanager
def new_scope() -> Iterator[Scope]:
    """Open a scope for a block: it begins with the values in force, and its changes end with the block."""
    before = _current.get()
    scope = Scope() if before is None else before.copy()
    token = _current.set(scope)
    try:
        yield scope
    finally:
        try:
            _current.reset(token)
        except ValueError:
            # a generator that was closed in another context: its context ends by itself
            pass
