"""The background thread: takes events off a bounded queue and hands them to the sender.

What callers may rely on: `submit` neither blocks nor raises; the thread is a daemon, starts with the first event,
starts again after a fork, and ends when its Worker is stopped or forgotten.
"""

from __future__ import annotations

import atexit
import os
import queue
import sys
import threading
import time
import weakref
from typing import Union

from .guard import reporting
from .options import Event
from .sender import Sender

_STOP = None
_Task = Union[Event, threading.Event, None]
"""An event to send, a flag to raise when everything before it is done, or _STOP."""


class Worker:
    """Feeds a Sender from a queue.

    The queue is a SimpleQueue because its `put` is re-entrant: reporting from a `__del__` that runs inside another
    `put` on the same thread cannot deadlock. Its bound is `max_waiting`, give or take what threads put at once.
    """

    def __init__(self, sender: Sender, max_waiting: int, shutdown_timeout: float) -> None:
        self.shutdown_timeout = shutdown_timeout
        self._sender = sender
        self._max_waiting = max_waiting
        self._stopped = False
        self._begin()
        _workers.add(self)

    def _begin(self) -> None:
        self._queue: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._thread: _Thread | None = None
        self._starting = threading.RLock()
        # The thread knows the queue and the sender but not the Worker, so a forgotten Worker ends its thread.
        self._finalizer = weakref.finalize(self, self._queue.put, _STOP)
        self._finalizer.atexit = False

    def submit(self, event: Event) -> str | None:
        """Queue an event; the reason when it cannot be queued, None when it is."""
        if self._queue.qsize() >= self._max_waiting:
            return "queue_overflow"
        if self._stopped or not self._running():
            return "internal_sdk_error"
        self._queue.put(event)
        return None

    def flush(self, timeout: float) -> bool:
        """Wait until everything queued so far is dealt with, `timeout` seconds at most; whether it is."""
        thread = self._thread
        if self._stopped:
            if thread is not None:
                thread.join(timeout)
            return thread is None or not thread.is_alive()
        if thread is None and not self._sender.has_losses():
            return True
        done = threading.Event()
        self._queue.put(done)
        return self._running() and done.wait(timeout)

    def stop(self) -> None:
        """Take no more events and let the thread end after what is queued; does not wait."""
        self._stopped = True
        if self._finalizer.detach() is not None:  # the first time
            self._queue.put(_STOP)

    def _running(self) -> bool:
        """Start the thread unless it runs; False when the interpreter starts no threads any more."""
        if self._thread is not None and self._thread.is_alive():
            return True
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                thread = _Thread(self._queue, self._sender, self.shutdown_timeout)
                try:
                    thread.start()
                except RuntimeError:
                    return False
                self._thread = thread
                _threads.add(thread)
                _flush_when_child_ends()
        return True

    def reset_after_fork(self) -> None:
        """In a child process: begin anew. What was queued is the parent's to send."""
        self._finalizer.detach()
        self._begin()
        self._sender.reset_after_fork()


class _Thread(threading.Thread):
    """One task after the other until _STOP."""

    def __init__(self, tasks: queue.SimpleQueue[_Task], sender: Sender, shutdown_timeout: float) -> None:
        super().__init__(name="redshank", daemon=True)
        self.shutdown_timeout = shutdown_timeout
        self._tasks = tasks
        self._sender = sender

    def run(self) -> None:
        with reporting():
            while self._do(self._tasks.get()):
                pass
            self._sender.close()

    def _do(self, task: _Task) -> bool:
        """Do one task; whether to go on. A bug of ours costs one event, not the thread."""
        if task is _STOP:
            return False
        try:
            if isinstance(task, threading.Event):
                self._sender.send_report()
            else:
                self._sender.send(task)
        except Exception as error:
            self._sender.lose("internal_sdk_error", f"sending failed: {type(error).__name__}: {error}")
        finally:
            if isinstance(task, threading.Event):
                task.set()
        return True


_workers: weakref.WeakSet[Worker] = weakref.WeakSet()
_threads: weakref.WeakSet[_Thread] = weakref.WeakSet()
_child_with_finalizer = 0
"""Process id of the multiprocessing child that has been told to flush at its end."""


def _flush_all() -> None:
    """When the program ends: wait for every worker as long as its client allows, for all of them together.

    First those that still take events, then the threads of those that were stopped or forgotten.
    """
    began = time.monotonic()
    for worker in list(_workers):
        worker.flush(max(began + worker.shutdown_timeout - time.monotonic(), 0.0))
        worker.stop()
    for thread in list(_threads):
        thread.join(max(began + thread.shutdown_timeout - time.monotonic(), 0.0))


def _reset_all() -> None:
    _threads.clear()
    for worker in list(_workers):
        worker.reset_after_fork()


def _flush_when_child_ends() -> None:
    """Children of multiprocessing leave by os._exit and never come to atexit: they have finalizers of their own."""
    global _child_with_finalizer
    children = sys.modules.get("multiprocessing.util")
    processes = sys.modules.get("multiprocessing.process")
    if children is None or processes is None or processes.parent_process() is None:
        return
    if _child_with_finalizer != os.getpid():
        _child_with_finalizer = os.getpid()
        children.Finalize(None, _flush_all, exitpriority=0)


atexit.register(_flush_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_all)
