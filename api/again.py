"""What a person asks for is not refused because somebody else did something at the same moment."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from core.errors import Collided

P = ParamSpec("P")
T = TypeVar("T")

_TRIES: Final = 3


def again_if_collided(handle: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """For a handler that does nothing but one transaction: where PostgreSQL gave that up in favour of another one, do
    it again."""

    @wraps(handle)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(_TRIES - 1):
            try:
                return await handle(*args, **kwargs)
            except Collided:
                pass  # the other one has what it waited for, so there is nothing to wait for here
        return await handle(*args, **kwargs)

    return tried
