"""How much of each limit is used up, in this process's memory."""

from collections.abc import Iterable

from core.projects import Limit
from ingest.admit import HOUR, Exceeded, Mark, concerns, exceeded, level

_LimitId = tuple[str, int, tuple[str, ...], int]


def _id(limit: Limit) -> _LimitId:
    # Without the quantity: raising a limit does not forget what was used of it.
    return limit.scope, limit.scope_id, limit.categories, limit.window_seconds


class Usage:
    """Counts when an item is admitted, so that of a burst only so many get in as there is room for.

    Buckets start empty after a restart; days and months go on from what the books say (`learn`). Several gateways
    count each for itself between two looks into the books.
    """

    def __init__(self) -> None:
        self._marks: dict[_LimitId, Mark] = {}

    def admit(self, limits: Iterable[Limit], category: str, quantity: int, now: float) -> tuple[Exceeded, ...]:
        """Count `quantity` items against all limits that concern them and answer (); or, where one of the limits has
        no room, count nothing and answer which."""
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
        """Undo an admission whose items did not get in after all."""
        for limit in limits:
            if concerns(limit, category):
                full = level(limit, self._marks.get(_id(limit)), now)
                self._marks[_id(limit)] = Mark(max(0.0, full - quantity), now)

    def learn(self, limit: Limit, accepted: int, now: float) -> None:
        """Take over what the books count for the current day or month, where it is more than we know of."""
        full = level(limit, self._marks.get(_id(limit)), now)
        if limit.window_seconds > HOUR and accepted > full:
            self._marks[_id(limit)] = Mark(accepted, now)
