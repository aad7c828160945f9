"""Where a batch's time goes, by stage."""

from collections.abc import Callable


class Laps:
    """A stopwatch with named laps. A lap costs tens of nanoseconds, so one lap covers several events."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._began = timer()
        self.seconds: dict[str, float] = {}

    def skip(self) -> None:
        """The time since the last lap belongs to no stage."""
        self._began = self._timer()

    def end(self, stage: str) -> None:
        """The time since the last lap was spent in this stage."""
        now = self._timer()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._began
        self._began = now
