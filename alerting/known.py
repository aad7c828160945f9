"""What a pass knows about the organizations of its alerts: each is read once, as of the moment of the pass."""

from dataclasses import replace

from alerting.recipients import Audience
from core.alerts.contacts import Contacts
from core.db.alerts import silences
from core.db.alerts.silences import Holding
from core.db.database import Connection
from core.db.on_call.contacts import contacts
from core.db.on_call.directory import directory
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

    def note_resolved(self, organization_id: int, alert_id: int) -> None:
        """Note that an alert was resolved, so that it no longer holds others back."""
        found = self._holding.get(organization_id)
        if found is not None and found.open_alerts:
            others = [one for one in found.open_alerts if one.id != alert_id]
            self._holding[organization_id] = replace(found, open_alerts=others)

    async def _contacts_of(self, organization_id: int) -> Contacts:
        if organization_id not in self._contacts:
            found = await contacts(self._connection, organization_id, sends_mail=self._sends_mail)
            self._contacts[organization_id] = found
        return self._contacts[organization_id]
