"""Dry runs: when a rule would have fired, had it existed. The vocabulary; no I/O."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.alerts import Rule
from core.alerts.words import counted, duration


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRunAsk:
    """A rule, saved or not, and how far to look back."""

    organization_id: int
    project_id: int | None
    rule: Rule
    days: int


@dataclass(frozen=True, slots=True)
class Firing:
    """One time that it would have fired; epoch seconds."""

    start: float
    end: float | None
    """None: it would still be firing."""
    value: float | None
    reason: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DryRun:
    """The result of a dry run."""

    start: float
    """From when on events were looked at."""
    end: float
    firings: tuple[Firing, ...]
    """By their beginning."""
    events: int
    """Stored events that were looked at."""
    note: str
    """What was left out, and why; empty: nothing."""

    @property
    def seconds(self) -> float:
        """For how many seconds it would have been firing in all; two alerts at once count twice."""
        return sum((self.end if one.end is None else one.end) - max(one.start, self.start) for one in self.firings)

    @property
    def summary(self) -> str:
        if not self.firings:
            return "would not have fired"
        return f"would have fired {counted(len(self.firings), 'time')}, for {duration(self.seconds)} in all"


DryRunner: TypeAlias = Callable[[DryRunAsk], Awaitable[DryRun]]
"""Runs one. Raises InvalidQuery, Rejected(`too_slow`) and Unavailable."""
