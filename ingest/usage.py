"""How much of each limit has been used, in this process's memory."""

from collections.abc import Iterable

from core.projects import Limit
from ingest.admit import HOUR, Exceeded, Mark, concerns, exceeded, level

_LimitId = tuple[str, int, tuple[str, ...], int]


def _id(limit: Limit) -> _LimitId:
    # The quantity is not part of the key: raising a limit keeps what was used of it.
    return limit.scope, limit.scope_id, limit.categories, limit.window_seconds


class Usage:
    """Counts items as they are admitted, so that only as many of a burst get in as there is room for.

    Buckets start empty after a restart; days and months go on from what the books say (`learn`). With several gateways,
    each counts only its own items until it next reads the books.
    """

    def __init__(self) -> None:
        self._marks: dict[_LimitId, Mark] = {}

    def admit(self, limits: Iterable[Limit], category: str, quantity: int, now: float) -> tuple[Exceeded, ...]:
        """Count `quantity` items against all limits that concern them and answer (). Where a limit has no room, count
        nothing and answer the limits without room."""
        concerned = [limit for limit in limits if concerns(limit, category)]
        if not concerned:
            return ()
        levels = [(limit, level(limit, self._marks.get(_id(limit)), now)) for limit in concerned]
        refused = exceeded(levels, quantity, now)
        if not refused:
            for limit, full in levels:
                self._marks[_id(limit)] = Mark(full + quantity, now)
        return refused

    def give_back(self, limits: Iterable[Limit], category: str, quantity: int, now: float) -> None:
        """Undo an admission whose items were not accepted after all."""
        for limit in limits:
            if concerns(limit, category):
                full = level(limit, self._marks.get(_id(limit)), now)
                self._marks[_id(limit)] = Mark(max(0.0, full - quantity), now)

    def learn(self, limit: Limit, accepted: int, now: float) -> None:
        """Take over what the books count for the current day or month, where that is more than this process has
        counted."""
        full = level(limit, self._marks.get(_id(limit)), now)
        if limit.window_seconds > HOUR and accepted > full:
            self._marks[_id(limit)] = Mark(accepted, now)
