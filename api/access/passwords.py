"""Passwords: argon2id, off the event loop, a few at a time."""

import asyncio
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.problems import too_many

P = ParamSpec("P")
T = TypeVar("T")

_HASHER: Final = PasswordHasher()
"""The library's defaults follow RFC 9106 for small machines: 64 MiB, 3 passes, some 50 ms."""

_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$2olQDWYL5UaBK2E030kLhQ$H3uXP002N53HR6jCHvgVw3r/fP3ZLFKWghJiCeCBGLo"
"""Verified where there is no such user, so that the answer takes as long as for one who exists."""

AT_ONCE: Final = 2
"""Each takes 64 MiB and a core."""

WAITING: Final = 30
"""More in the queue would wait longer than a browser does."""


class Passwords:
    """Bounded in memory and processor however many log in."""

    def __init__(self, hasher: PasswordHasher = _HASHER) -> None:
        self._hasher = hasher
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """Raises 429 when too many wait."""
        return await self._run(self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """False for None, after as long a time. Raises 429 when too many wait."""
        right = await self._run(_verify, stored or _NOBODY, password)
        return right and stored is not None

    async def _run(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        if self._waiting >= WAITING:
            raise too_many("Too many people log in at this moment.", 5)
        self._waiting += 1
        try:
            async with self._places:
                return await asyncio.to_thread(function, *arguments, **named)
        finally:
            self._waiting -= 1


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
