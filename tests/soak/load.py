"""The load, in a thread of its own: senders, and looks at how far everything is."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, Self

import asyncpg

from core.db.database import OUTAGES
from tests.soak.ledger import Ledger
from tests.soak.senders import Senders
from tests.soak.stream import Stream

CONNECTIONS = 24
_LOOK_SECONDS = 0.2
_BOOKS = """
    select coalesce(sum(quantity) filter (where outcome in ('stored', 'duplicate', 'dead')), 0)::bigint as finished,
           coalesce(sum(quantity) filter (where outcome = 'limited'), 0)::bigint as limited
    from outcomes
"""


class Look(NamedTuple):
    """How far it was at one moment."""

    at: float
    """Monotonic seconds."""
    accepted: int
    """Answers of 200."""
    finished: int
    """Accepted events whose fate is in the books."""
    limited: int
    """Refusals that are in the books."""
    resting: bool
    """Whether the senders let the processors catch up."""


class Load:
    """Sends while it is entered. `ahead`: the senders rest while more is accepted than finished by so many; `pause`:
    seconds that each waits after a 200."""

    def __init__(
        self, stream: Stream, dsn: str, ports: Sequence[int], database_url: Callable[[], str], ahead: int, pause: float
    ):
        self.ledger = Ledger()
        self.looks = [Look(time.monotonic(), 0, 0, 0, True)]
        self.unbounded = False
        """Send at full speed, whatever waits."""
        self._ahead = ahead
        self._finished = self._limited = 0
        self._database_url = database_url
        self._senders = Senders(
            stream, self.ledger, dsn, ports, self._may_send, lambda: 0.0 if self.unbounded else pause
        )
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._error: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._senders.stop()
        self._thread.join()

    @property
    def last(self) -> Look:
        """Raises what ended the senders, if anything did."""
        if self._error is not None:
            raise self._error
        return self.looks[-1]

    def _may_send(self) -> bool:
        return self.unbounded or self.ledger.answers[200] - self._finished < self._ahead

    async def _run(self) -> None:
        sending = asyncio.create_task(self._senders.run(CONNECTIONS))
        tasks = [sending, asyncio.create_task(self._ask()), asyncio.create_task(self._look())]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self._error = next((error for task in done if (error := task.exception())), None)
        for task in tasks:
            task.cancel()

    async def _look(self) -> None:
        while True:
            accepted, resting = self.ledger.answers[200], not self._may_send()
            self.looks.append(Look(time.monotonic(), accepted, self._finished, self._limited, resting))
            await asyncio.sleep(_LOOK_SECONDS)

    async def _ask(self) -> None:
        while True:
            with suppress(*OUTAGES):
                connection = await asyncpg.connect(self._database_url(), timeout=5)
                try:
                    while True:
                        [self._finished, self._limited] = await connection.fetchrow(_BOOKS, timeout=5) or (0, 0)
                        await asyncio.sleep(_LOOK_SECONDS)
                finally:
                    connection.terminate()
            await asyncio.sleep(_LOOK_SECONDS)


def longest_silence(looks: Sequence[Look]) -> float:
    """Seconds in which somebody sent and nobody got 200. Pure."""
    return _longest(looks, lambda since, look: look.accepted > since.accepted or look.resting)


def longest_stall(looks: Sequence[Look]) -> float:
    """Seconds in which something waited and nothing was finished. Pure."""
    return _longest(looks, lambda since, look: look.finished > since.finished or look.accepted <= look.finished)


def _longest(looks: Sequence[Look], goes_on: Callable[[Look, Look], bool]) -> float:
    longest, since = 0.0, looks[0]
    for look in looks:
        longest = max(longest, look.at - since.at)
        if goes_on(since, look):
            since = look
    return longest
