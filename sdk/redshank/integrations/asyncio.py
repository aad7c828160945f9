"""The exception handler of asyncio loops: exceptions of tasks and callbacks that nobody waited for.

Loops of other makers (uvloop), and programs that import asyncio later than this, are covered too: their handlers
log such exceptions to the logger `asyncio`, which the logging integration knows.
"""

from __future__ import annotations

import sys
from typing import Any, Callable

from .report import Reporter


def install(reporter: Reporter) -> Callable[[], None]:
    """Wrap `call_exception_handler` of asyncio's loops; returns what takes it out.

    Does nothing in programs that have not imported asyncio: importing it here would cost them the time for nothing.
    """
    base_events = sys.modules.get("asyncio.base_events")
    if base_events is None:
        return lambda: None
    loop_class: Any = base_events.BaseEventLoop
    before = loop_class.call_exception_handler

    def call_exception_handler(loop: Any, context: dict[str, Any]) -> None:
        _report(reporter, context)
        before(loop, context)

    loop_class.call_exception_handler = call_exception_handler

    def uninstall() -> None:
        if loop_class.call_exception_handler is call_exception_handler:
            loop_class.call_exception_handler = before

    return uninstall


def _report(reporter: Reporter, context: dict[str, Any]) -> None:
    exception = context.get("exception")
    if not isinstance(exception, BaseException):
        return  # only a message; the handler logs it
    task = context.get("future") or context.get("task")
    try:
        # The scope that the task ran in, where Python tells it (3.12 and later).
        run = task.get_context().run  # type: ignore[union-attr]
    except AttributeError:
        reporter.unhandled(exception, "asyncio")
        return
    try:
        run(reporter.unhandled, exception, "asyncio")
    except RuntimeError:
        reporter.unhandled(exception, "asyncio")  # the context is in use: the task is still running
