"""No event holds up the others for ever: a step that takes far too long is broken off, as if it had failed.

Every step here takes time linear in its event's size: the worst that was found is two seconds a mebibyte. This is for
the fault that nobody has found yet. Its event is kept as a dead record, whose trace says where it was.

A step that never comes back from one call into a library in C cannot be broken off. Then no look is taken any more, and
the system ends the process; `processor.guard` has the next one find out which event it was.
"""

import signal
from typing import Final

LOOK_SECONDS: Final = 10.0
"""CPU time between two looks. A step that is seen at two of them has had at least this, at most twice as much."""

_LOOKS_MISSED: Final = 3.0
"""So many times as long without a look is the end of the process."""


class TookTooLong(Exception):
    """A step was broken off."""


class Patience:
    """A process has one, for it has one timer. To begin a step costs tens of nanoseconds."""

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
        """Raises TookTooLong out of a step that was under way at the last look too."""
        signal.setitimer(signal.ITIMER_VIRTUAL, self._end_seconds)
        if self._at_work and self._step == self._seen:
            self._at_work = False
            raise TookTooLong("broken off: one event must not hold up the others")
        self._seen = self._step

    def arm(self, seconds: float = LOOK_SECONDS) -> None:
        """Look again and again, by the CPU time of this process: a process that rests is not woken.

        To be called in the main thread, where the steps are taken, and which waits in its event loop alone: while it
        waits for a lock no look is taken. The end comes by SIGVTALRM, whose default it is.
        Its clock leaves out what the system does for us and that of the looks does not, so looks always come before.
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
