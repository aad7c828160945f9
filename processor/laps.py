"""Where a batch's time goes, by stage."""

from collections.abc import Callable


class Laps:
    """A stopwatch whose laps have names. Tens of nanoseconds a lap, so a lap is some events, not one."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._began = timer()
        self.seconds: dict[str, float] = {}

    def skip(self) -> None:
        """What passed since the last lap belongs to none."""
        self._began = self._timer()

    def end(self, stage: str) -> None:
        """What passed since the last lap was this stage."""
        now = self._timer()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._began
        self._began = now
