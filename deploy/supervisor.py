"""Keeps a set of child processes, and the embedded PostgreSQL, running until it is told to stop."""

import gc
import os
import select
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from deploy.children import Child

_TICK_SECONDS = 30.0
"""Look at the children at this interval even without a signal; sooner at one that waits to be restarted."""


def supervise(children: Iterable[Child], keep_database: Callable[[], None], ready: Callable[[], None]) -> None:
    """Start the children as they come, call `ready`, keep all running until SIGINT or SIGTERM; then stop them in order.

    `keep_database` restarts an embedded database that died.
    """
    with _signals() as (wake, told_to_stop):
        started: list[Child] = []
        try:
            for child in children:
                gc.freeze()  # garbage collection leaves alone what is loaded by now, so it stays shared with the child
                child.start()
                started.append(child)
            ready()
            while not told_to_stop():
                paused = any(child.process is None for child in started)
                select.select([wake], [], [], 0.2 if paused else _TICK_SECONDS)
                _drain(wake)
                if not told_to_stop():
                    keep_database()
                    for child in started:
                        child.revive()
        finally:
            for child in started:
                child.stop()


@contextmanager
def _signals() -> Iterator[tuple[int, Callable[[], bool]]]:
    """A descriptor that becomes readable when a signal comes, and a function that says whether one of them was to
    stop."""
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    os.set_blocking(write_end, False)
    told: list[int] = []

    def stop(number: int, _: object) -> None:
        told.append(number)

    earlier = {
        signal.SIGINT: signal.signal(signal.SIGINT, stop),
        signal.SIGTERM: signal.signal(signal.SIGTERM, stop),
        signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None),
    }
    signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    try:
        yield read_end, lambda: bool(told)
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in earlier.items():
            signal.signal(number, handler)
        os.close(read_end)
        os.close(write_end)


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 4096):
            pass
    except BlockingIOError:
        pass
