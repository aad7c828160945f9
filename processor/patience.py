"""No event holds up the others for ever: a step that takes far too long is broken off, as if it had failed.

Every step here takes time linear in its event's size: the worst that was found is two seconds a mebibyte. This guards
against the fault that nobody has found yet. The event is kept as a dead record, whose trace says where it was.

A step that never returns from a call into a C library cannot be broken off, since no look is taken during the call. The
system ends such a process; `processor.guard` lets the next process find out which event it was.
"""

import signal
from typing import Final

LOOK_SECONDS: Final = 10.0
"""CPU seconds between two looks. A step that is under way at two looks in a row has run for at least this long and at
most twice as long."""

_LOOKS_MISSED: Final = 3.0
"""The process is ended after this many intervals without a look."""


class TookTooLong(Exception):
    """A step was broken off."""


class Patience:
    """One for each process, which has one such timer. Beginning a step costs tens of nanoseconds."""

    def __init__(self) -> None:
        self._step = 0
        self._seen = 0
        self._at_work = False
        self._end_seconds = 0.0

    def begins(self) -> None:
        """A step begins, and the one before it is over."""
        self._step += 1
        self._at_work = True

    def rests(self) -> None:
        """No step is under way."""
        self._at_work = False

    def look(self, *_signal: object) -> None:
        """Raises TookTooLong inside a step that was already under way at the last look."""
        signal.setitimer(signal.ITIMER_VIRTUAL, self._end_seconds)
        if self._at_work and self._step == self._seen:
            self._at_work = False
            raise TookTooLong("broken off: one event must not hold up the others")
        self._seen = self._step

    def arm(self, seconds: float = LOOK_SECONDS) -> None:
        """Look at intervals of this process's CPU time, so that an idle process is not woken.

        Call it in the main thread, which runs the steps and must wait only in its event loop: while it waits for a
        lock, no look is taken. The process is ended by SIGVTALRM, whose default action that is. Its clock counts user
        time only, the clock of the looks counts system time too, so the looks always come first.
        """
        self._end_seconds = _LOOKS_MISSED * seconds
        signal.signal(signal.SIGPROF, self.look)
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._end_seconds)

    def disarm(self) -> None:
        """Look no more."""
        self._end_seconds = 0.0
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


PATIENCE: Final = Patience()
"""This process's."""
