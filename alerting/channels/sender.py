"""Sends messages to channels, and mail to people: reads the channel, renders the message, makes the call."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from alerting.calls import CallFailed, Receipt
from alerting.channels.apprise import send_by_apprise
from alerting.channels.discord import DISCORD
from alerting.channels.email import Mail, mail
from alerting.channels.mattermost import MATTERMOST
from alerting.channels.opsgenie import OPSGENIE
from alerting.channels.pagerduty import PAGERDUTY
from alerting.channels.port import Channel, Order, described
from alerting.channels.slack import SLACK
from alerting.channels.slack_webhook import SLACK_WEBHOOK
from alerting.channels.teams import TEAMS
from alerting.channels.telegram import TELEGRAM
from alerting.channels.webhook import WEBHOOK
from alerting.mailing import send_mail
from alerting.sending import Job, World
from alerting.smtp_address import smtp_address
from core.alerts import FailureClass
from core.db.database import Connection
from core.db.deliveries.channels import ChannelRow, channel_to_send
from core.db.deliveries.deliveries import Claimed
from core.db.deliveries.sending import thread_reference
from core.errors import Rejected
from core.mail.addresses import reserved_end
from core.resources import Resources

CHANNELS: Final[Mapping[str, Channel]] = MappingProxyType(
    {
        "slack": SLACK,
        "slack_webhook": SLACK_WEBHOOK,
        "teams": TEAMS,
        "discord": DISCORD,
        "mattermost": MATTERMOST,
        "telegram": TELEGRAM,
        "pagerduty": PAGERDUTY,
        "opsgenie": OPSGENIE,
        "webhook": WEBHOOK,
    }
)
"""The kinds that are called by HTTP; `email` and `apprise` are sent in their own ways."""


class ChannelSender:
    """Sends to targets `channel:<id>`."""

    async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
        number = delivery.target.partition(":")[2]
        found = await channel_to_send(connection, delivery.organization_id, int(number)) if number.isdigit() else None
        if found is None:
            raise CallFailed(FailureClass.DATA, "its channel was deleted")
        if not found.is_active:
            because = f": {found.disabled_because}" if found.disabled_because else ""
            raise CallFailed(FailureClass.BLOCKED, f"the channel {found.name} is switched off{because}")
        reference = await thread_reference(connection, delivery)
        order = _order(delivery, res, found.config, _opened(found, res), found.template, reference)
        kind = found.kind

        async def send(world: World) -> Receipt:
            return await send_to_channel(kind, order, world)

        return Job(send=send, secrets=described(order))


class MailSender:
    """Sends to the target `mail`: to the address that the delivery names."""

    async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
        order = _order(delivery, res, {"to": delivery.recipient}, {}, {}, None)

        async def send(world: World) -> Receipt:
            return await _mail(order, world)

        return Job(send=send)


async def send_to_channel(kind: str, order: Order, world: World) -> Receipt:
    """Raises CallFailed."""
    if kind == "email":
        return await _mail(order, world)
    if kind == "apprise":
        return await send_by_apprise(order, world.outbound.allowed)
    channel = CHANNELS.get(kind)
    if channel is None:
        raise CallFailed(FailureClass.DATA, f"this version of Redshank has no channels of the kind {kind}")
    receipt = channel.receipt(await world.outbound.call(channel.request(order)), world.res.clock.now())
    further = channel.touch_up(order) if receipt.arrived else None
    if further is not None:
        try:
            await world.outbound.call(further)
        except CallFailed as error:
            return _noted(receipt, f"arrived; the first message could not be changed: {error.detail}")
    return receipt


async def _mail(order: Order, world: World) -> Receipt:
    settings = world.res.settings
    server = smtp_address(settings)
    if server is None:
        raise CallFailed(FailureClass.BLOCKED, "no mail server is set: set REDSHANK_SMTP_URL and send it again")
    letter = mail(order, order.config.get("to", ""), server.sender)
    return await send_mail(_reachable(letter), server, settings.smtp_ca_file)


def _reachable(letter: Mail) -> Mail:
    """The addresses that mail can reach at all. Raises CallFailed where there is none."""
    there = tuple(one for one in letter.to if reserved_end(one) is None)
    if letter.to and not there:
        ends = ", ".join(sorted({reserved_end(one) or "" for one in letter.to}))
        raise CallFailed(
            FailureClass.DATA, f"no mail gets to {letter.to[0]}: names in {ends} lead nowhere; enter another address"
        )
    return replace(letter, to=there)


def _order(
    delivery: Claimed,
    res: Resources,
    config: Mapping[str, str],
    secrets: Mapping[str, str],
    template: Mapping[str, str],
    reference: str | None,
) -> Order:
    return Order(
        message=delivery.message,
        config=config,
        secrets=secrets,
        template=template,
        key=delivery.idempotency_key,
        sent_at=res.clock.now(),
        reference=reference,
    )


def _opened(channel: ChannelRow, res: Resources) -> dict[str, str]:
    if channel.secrets is None:
        return {}
    try:
        return res.vault.decrypt(channel.secrets)
    except Rejected as error:
        raise CallFailed(FailureClass.AUTH, error.detail) from None


def _noted(receipt: Receipt, note: str) -> Receipt:
    return Receipt(
        failure=receipt.failure, detail=note, status=receipt.status, reference=receipt.reference, data=receipt.data
    )
