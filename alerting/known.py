"""What a pass knows of the organizations whose alerts it looks at: read once each, as of the pass's moment."""

from alerting.recipients import Audience
from core.contacts import Contacts
from core.db import silences
from core.db.contacts import contacts
from core.db.database import Connection
from core.db.directory import directory
from core.db.silences import Holding
from core.resources import Resources


class Known:
    """Of one pass."""

    def __init__(self, connection: Connection, res: Resources, now: float) -> None:
        self._connection = connection
        self._now = now
        self._sends_mail = res.settings.smtp_url is not None
        self._audiences: dict[tuple[int, int | None], Audience] = {}
        self._contacts: dict[int, Contacts] = {}
        self._holding: dict[int, Holding] = {}

    async def audience(self, organization_id: int, project_id: int | None) -> Audience:
        key = (organization_id, project_id)
        if key not in self._audiences:
            found = await directory(self._connection, organization_id, project_id, self._now)
            self._audiences[key] = Audience(found, await self._contacts_of(organization_id))
        return self._audiences[key]

    async def holding(self, organization_id: int) -> Holding:
        if organization_id not in self._holding:
            self._holding[organization_id] = await silences.holding(self._connection, organization_id, self._now)
        return self._holding[organization_id]

    def forget_holding(self, organization_id: int) -> None:
        """An alert was resolved: it holds others back no more."""
        self._holding.pop(organization_id, None)

    async def _contacts_of(self, organization_id: int) -> Contacts:
        if organization_id not in self._contacts:
            found = await contacts(self._connection, organization_id, sends_mail=self._sends_mail)
            self._contacts[organization_id] = found
        return self._contacts[organization_id]
