"""Child processes of `redshank serve`: started, watched, started again, stopped."""

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

_log = logging.getLogger(__name__)
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_STOP_SECONDS = 20.0
_QUICK_DEATH_SECONDS = 5.0
_PAUSE_SECONDS = 1.0

# Forked children share the memory of what the parent has loaded. On macOS, system libraries do not survive a fork.
context = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")


@dataclass(slots=True)
class Child:
    """One role in a process of its own, started again whenever it ends without being asked to."""

    name: str
    main: Callable[..., None]
    args: tuple[object, ...]
    process: BaseProcess | None = None
    started_at: float = 0.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self.process = context.Process(target=_begin, args=(self.name, self.main, os.getpid(), *self.args))
        self.process.start()
        self.started_at = time.monotonic()

    def revive(self) -> None:
        """Start the process again if it ended; after a quick death, with a pause first."""
        if self.process is None or self.process.exitcode is not None:
            now = time.monotonic()
            if self.process is not None:
                _log.error("%s ended unasked (%s); starting it again", self.name, _how(self.process.exitcode))
                quick = now - self.started_at < _QUICK_DEATH_SECONDS
                self.process = None
                self.not_before = now + (_PAUSE_SECONDS if quick else 0)
            if now >= self.not_before:
                self.start()

    def stop(self) -> None:
        """Ask the process to finish its work; kill it if it does not end in time."""
        if self.process is None or self.process.exitcode is not None:
            return
        self.process.terminate()
        self.process.join(_STOP_SECONDS)
        if self.process.exitcode is None:
            _log.error("%s does not stop: killed", self.name)
            self.process.kill()
            self.process.join()


def _begin(name: str, main: Callable[..., None], parent: int, *args: object) -> None:
    """The first thing in a child: take a name, arrange to die with the parent, ignore Ctrl-C (the parent handles it),
    and drop the parent's signal handlers."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_NAME, name[:15].encode(), 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the call above
            os._exit(1)
    main(*args)


def _how(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"killed by {signal.Signals(-exitcode).name}"
    return f"exit code {exitcode}"
