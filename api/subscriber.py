"""An open page, and what waits to be told to it: a set of ids with a bound, so that a slow one makes no queue."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

MAX_IDS: Final = 500
"""Changed issues that one message names for a project."""


@dataclass
class _News:
    """What waits to be told of one project."""

    changed: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    is_more: bool = False


class Subscriber:
    """An open page."""

    def __init__(self, organization_id: int, user_id: int | None) -> None:
        self.organization_id = organization_id
        self.user_id = user_id
        self._waiting: dict[int, _News] = {}
        self._alerts = False
        self._called = asyncio.Event()

    def tell(self, project_id: int, changed: list[str], new: list[str]) -> None:
        news = self._waiting.setdefault(project_id, _News())
        news.changed.update(changed)
        news.new.update(new)
        if len(news.changed) > MAX_IDS or len(news.new) > MAX_IDS:
            news.changed.clear()
            news.new.clear()
            news.is_more = True
        self._called.set()

    def tell_alerts(self) -> None:
        """Something happened to alerts."""
        self._alerts = True
        self._called.set()

    def tell_all(self) -> None:
        """Something was missed: everything may have changed."""
        self._alerts = True
        self._waiting.setdefault(0, _News()).is_more = True
        self._called.set()

    async def wait(self, seconds: float) -> bool:
        """Whether there is news within that time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # not wait_for: before Python 3.12 it may swallow a cancellation
                await self._called.wait()
        return self._called.is_set()

    def take_alerts(self) -> bool:
        """Whether something happened to alerts since this was asked. To be asked before `take`."""
        happened, self._alerts = self._alerts, False
        return happened

    def take(self) -> list[dict[str, Any]]:
        """All that waits of issues, as messages."""
        self._called.clear()
        waiting, self._waiting = self._waiting, {}
        return [
            {
                "project": str(project_id) if project_id else None,
                "ids": sorted(news.changed),
                "new": sorted(news.new),
                "more": news.is_more,
            }
            for project_id, news in waiting.items()
        ]
