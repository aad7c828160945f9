"""What is soaked: an installation of some shape."""

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from core.bus import Topic
from core.settings import Settings
from tests.server import RunningServer
from tests.soak.victims import Victim

Records = Sequence[tuple[str, bytes]]
"""(key, value), as they go to the log."""


class Shape(Protocol):
    """An installation."""

    servers: Sequence[RunningServer]
    """The first has the API, and made the first project."""

    def running(self) -> AbstractContextManager[None]:
        """To be entered: it runs meanwhile."""

    @property
    def ports(self) -> Sequence[int]:
        """Of the gateways."""

    def database_url(self) -> str: ...

    def settings(self) -> Settings:
        """To open its engines from here."""

    def victims(self, turn: int) -> list[Victim]:
        """Those of one turn, counted from 0."""

    def blocked(self) -> AbstractContextManager[None]:
        """To be entered: nothing that is accepted gets any further than the gateway's disk meanwhile."""

    def poison(self, topic: Topic, records: Records) -> list[float]:
        """Put records on the log that no gateway wrote; answers when gateways were killed for it, in monotonic s."""

    async def dead_copies(self) -> Counter[str] | None:
        """Records of which the log's topic of dead records has a copy, by reason; None where there is no such topic."""

    def another_processor(self, number: int) -> RunningServer | None:
        """One more of them, not started; None where there is no such thing."""
