"""What stories about deliveries need: channels, wishes to send, a deliverer, and the rows to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alerting.channels.sender import ChannelSender, MailSender
from alerting.delivering import Deliverer
from alerting.sending import Sender
from core.alerts import Message
from core.channels.samples import sample
from core.clock import instant
from core.db.deliveries.channels import ChannelText, create_channel
from core.db.deliveries.deliveries import NewDelivery, enqueue
from tests.app import Installation

REAL: Mapping[str, Sender] = {"channel": ChannelSender(), "mail": MailSender()}


@dataclass(slots=True)
class Outbox:
    app: Installation
    organization_id: int
    senders: Mapping[str, Sender] = field(default_factory=lambda: REAL)
    made: int = 0

    async def channel(self, url: str, kind: str = "mattermost", per_minute: int = 600) -> str:
        """The target of a new channel to that URL."""
        res = self.app.resources
        config, secrets = ({"url": url}, {}) if kind == "webhook" else ({}, {"url": url})
        self.made += 1
        text = ChannelText(
            name=f"channel {self.made}",
            config=config,
            secrets=res.vault.encrypt(secrets) if secrets else None,
            template={},
            per_minute=per_minute,
        )
        async with res.database.transaction() as connection:
            made = await create_channel(connection, self.organization_id, None, kind, text, res.clock.now())
        return f"channel:{made}"

    async def alert(self) -> int:
        [row] = await self.app.rows(
            """insert into alerts (organization_id, number, rule_name, group_key, labels, severity, reason, started_at,
                                   noticed_at, last_fired_at, policy, timing)
               values ($1, (select count(*) + 1 from alerts), 'r', 'g', '{}', 'high', 'why', $2, $2, $2, '{}', '{}')
               returning id""",
            self.organization_id,
            instant(self.app.clock.now()),
        )
        found: int = row["id"]
        return found

    async def ask(
        self,
        target: str,
        *,
        purpose: Any = "firing",
        kind: str = "mattermost",
        recipient: str = "#shop",
        alert_id: int | None = None,
        at: float | None = None,
        message: Message | None = None,
    ) -> int:
        """Wish for a delivery; its id."""
        now = self.app.clock.now()
        self.made += 1
        told = message or replace(sample("firing", "main", "https://redshank.test", now), purpose=purpose)
        wanted = NewDelivery(
            organization_id=self.organization_id,
            idempotency_key=f"key-{self.made}",
            target=target,
            kind=kind,
            recipient=recipient,
            message=told,
            alert_id=alert_id,
            at=now if at is None else at,
        )
        async with self.app.resources.database.transaction() as connection:
            made = await enqueue(connection, wanted, now)
        assert made is not None
        return made

    async def deliver(self) -> float:
        """Do all that is due at this moment; answers how long there is nothing to do."""
        deliverer = Deliverer(self.senders)
        while (rest := await deliverer.once(self.app.resources)) <= 0:
            pass
        await deliverer.close()
        return rest

    async def row(self, delivery_id: int) -> dict[str, Any]:
        [row] = await self.app.rows("select * from deliveries where id = $1", delivery_id)
        found = dict(row)
        for name in ("next_at", "claimed_until", "ended_at"):
            found[name] = None if found[name] is None else found[name].timestamp() - self.app.clock.now()
        return found

    async def states(self, *ids: int) -> list[str]:
        rows = await self.app.rows("select id, state from deliveries where id = any($1::bigint[])", list(ids))
        by_id = {row["id"]: row["state"] for row in rows}
        return [by_id[one] for one in ids]

    async def entries(self, alert_id: int) -> list[tuple[str, str]]:
        rows = await self.app.rows("select kind, text from alert_entries where alert_id = $1 order by id", alert_id)
        return [(row["kind"], row["text"]) for row in rows]
