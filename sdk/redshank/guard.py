"""The guard against reporting while reporting.

Making an event runs foreign code (`__repr__`, `before_send`), which may log an error or fail in ways that hooks
report: without a guard that would recurse. The guard is a flag per thread, not a lock, so it can never block;
the background thread holds it all its life.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Flag(threading.local):
    raised = False


_reporting = _Flag()


def is_reporting() -> bool:
    """Whether this thread is inside the SDK already."""
    return _reporting.raised


@contextmanager
def reporting() -> Iterator[None]:
    """Mark this thread as being inside the SDK."""
    before = _reporting.raised
    _reporting.raised = True
    try:
        yield
    finally:
        _reporting.raised = before
