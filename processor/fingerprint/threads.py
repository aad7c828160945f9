"""Stacks that stand in threads, not in exceptions."""

from typing import Any

from processor.fingerprint.basis import listing
from processor.fingerprint.offsets import with_offsets
from processor.fingerprint.remembered import stack_of
from processor.fingerprint.stack import Stack


def telling_thread(data: dict[str, Any]) -> dict[str, Any] | None:
    """The thread that tells: crashed, else current, else the only one with a stack."""
    threads = [
        thread for thread in listing(data.get("threads")) if isinstance(thread, dict) and thread.get("stacktrace")
    ]
    for mark in ("crashed", "current"):
        marked = [thread for thread in threads if thread.get(mark) is True]
        if marked:
            return marked[0]
    return threads[0] if len(threads) == 1 else None


def stack_of_exception(data: dict[str, Any], thread_id: Any, platform: str) -> tuple[Stack | None, bool]:
    """The stack of the thread that an exception without frames was seen in, and whether that thread crashed of it.

    A native crash leaves its stack there; Rust's `attach_stacktrace` puts the place of the report there.
    """
    thread = None
    if thread_id is not None:
        of_id = [t for t in listing(data.get("threads")) if isinstance(t, dict) and t.get("id") == thread_id]
        thread = of_id[0] if of_id and of_id[0].get("stacktrace") else None
    thread = thread or telling_thread(data)
    if thread is None:
        return stack_of(with_offsets(data.get("stacktrace"), data, platform), platform), False
    return stack_of(with_offsets(thread.get("stacktrace"), data, platform), platform), thread.get("crashed") is True


def event_stack(data: dict[str, Any], platform: str) -> tuple[Stack | None, bool]:
    """The stack of the telling thread, else the bare `stacktrace`; and whether it shows a crash."""
    stack, crashed = stack_of_exception(data, None, platform)
    return stack, crashed or data.get("level") == "fatal"
