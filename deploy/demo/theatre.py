"""People act while errors happen: each act at its time, on the issue as the server has it by then."""

from collections import deque

from core.clock import Clock
from core.db import Connection
from core.db.alerts.alerts import Alert
from core.db.events import events
from deploy.demo.acts import ACTS, Act, perform
from deploy.demo.answers import answer
from deploy.demo.books import Books
from deploy.demo.duty import Duty
from deploy.demo.messages import LINKED, link
from deploy.demo.reporter import Reporter
from deploy.demo.stage import Cast, Stage


class Theatre:
    """Plays the acts whose time has come."""

    def __init__(
        self,
        connection: Connection,
        stage: Stage,
        cast: Cast,
        duty: Duty,
        reporter: Reporter,
        books: Books,
        now: float,
    ) -> None:
        self._connection = connection
        self._stage = stage
        self._cast = cast
        self._reporter = reporter
        self._books = books
        self._duty = duty
        self._waiting = deque((now - act.hours_ago * 3600, act) for act in ACTS)
        self.seen: dict[str, str] = {}
        """Problem -> the id of its first event."""

    async def play_until(self, at: float) -> None:
        """Everything that people did before `at` (epoch seconds)."""
        while self._waiting and self._waiting[0][0] <= at:
            when, act = self._waiting.popleft()
            await self._play(act, when)

    async def answer_alerts(self, clock: Clock) -> list[Alert] | None:
        """What people say to the alerts of all this; None: the server has not told of them."""
        self._reporter.flush()
        await self._books.wait_for(self._reporter.sent)
        issues = {}
        for problem, event_id in self.seen.items():
            event = await events.find_event(self._connection, self._stage.project_ids, event_id)
            if event is not None:
                issues[problem] = event.issue_id
        if LINKED in issues:
            async with self._connection.transaction():
                about = (self._connection, self._stage, self._cast, self._duty)
                await link(*about, issues[LINKED], clock.now())
        return await answer(self._connection, self._stage, self._cast, issues, clock)

    async def _play(self, act: Act, at: float) -> None:
        event_id = self.seen.get(act.problem)
        if event_id is None:
            return  # nobody acts on what has not happened
        self._reporter.flush()
        await self._books.wait_for(self._reporter.sent)
        event = await events.find_event(self._connection, self._stage.project_ids, event_id)
        if event is not None:
            await perform(self._connection, act, event.issue_id, self._cast, at)
