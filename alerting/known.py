"""What a pass knows of the organizations whose alerts it looks at: read once each, as of the pass's moment."""

from core.db import silences
from core.db.database import Connection
from core.db.reachable import directory
from core.db.silences import Holding
from core.directory import Directory
from core.resources import Resources


class Known:
    """Of one pass."""

    def __init__(self, connection: Connection, res: Resources, now: float) -> None:
        self._connection = connection
        self._now = now
        self._sends_mail = res.settings.smtp_url is not None
        self._directories: dict[int, Directory] = {}
        self._holding: dict[int, Holding] = {}

    async def directory(self, organization_id: int) -> Directory:
        if organization_id not in self._directories:
            self._directories[organization_id] = await directory(
                self._connection, organization_id, self._now, sends_mail=self._sends_mail
            )
        return self._directories[organization_id]

    async def holding(self, organization_id: int) -> Holding:
        if organization_id not in self._holding:
            self._holding[organization_id] = await silences.holding(self._connection, organization_id, self._now)
        return self._holding[organization_id]

    def forget_holding(self, organization_id: int) -> None:
        """An alert was resolved: it holds others back no more."""
        self._holding.pop(organization_id, None)
