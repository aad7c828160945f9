"""No event holds up the others for ever: a step that takes far too long is broken off, as if it had failed.

Every step here takes time linear in its event's size: the worst that was found is two seconds a mebibyte. This is for
the fault that nobody has found yet. Its event is kept as a dead record, whose trace says where it was.
"""

import signal
from typing import Final

LOOK_SECONDS: Final = 10.0
"""CPU time between two looks. A step that is seen at two of them has had at least this, at most twice as much."""


class TookTooLong(Exception):
    """A step was broken off."""


class Patience:
    """A process has one, for it has one timer. To begin a step costs tens of nanoseconds."""

    def __init__(self) -> None:
        self._step = 0
        self._seen = 0
        self._at_work = False

    def begins(self) -> None:
        """A step begins, and the one before it is over."""
        self._step += 1
        self._at_work = True

    def rests(self) -> None:
        """No step is under way."""
        self._at_work = False

    def look(self, *_signal: object) -> None:
        """Raises TookTooLong out of a step that was under way at the last look too."""
        if self._at_work and self._step == self._seen:
            self._at_work = False
            raise TookTooLong("broken off: one event must not hold up the others")
        self._seen = self._step

    def arm(self, seconds: float = LOOK_SECONDS) -> None:
        """Look again and again, by the CPU time of this process: a process that rests is not woken.

        To be called in the main thread, where the steps are taken.
        """
        signal.signal(signal.SIGVTALRM, self.look)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)

    def disarm(self) -> None:
        """Look no more."""
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


PATIENCE: Final = Patience()
"""This process's."""
