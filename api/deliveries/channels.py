"""Channels: everybody sees the organization's; who may integrate changes them; one's own are nobody else's.

Secrets go in and never come out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from api.access.rights import Access, ReadAlerts
from api.deliveries.channel_tests import try_out
from api.ids import wanted_id
from api.paging import link_nothing_more
from api.problems import lacks_scope, not_found
from api.schemas.deliveries.channels import ChannelBody, ChannelShape, ChannelUpdate
from api.schemas.deliveries.deliveries import TestShape
from core import channels as kinds
from core.channels.templates import check_template
from core.db.database import Connection
from core.db.deliveries import channels
from core.db.deliveries.channels import ChannelRow, ChannelText
from core.db.deliveries.targets import forget_failures
from core.db.on_call import policies
from core.errors import Rejected

router = APIRouter(tags=["channels"])

_CHANNELS: Final = "/organizations/{org}/channels/"
_CHANNEL: Final = "/organizations/{org}/channels/{channel_id}/"


@router.get(_CHANNELS)
async def list_channels(access: ReadAlerts, request: Request, response: Response) -> list[ChannelShape]:
    """Those of the organization, then the caller's own."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await channels.channels(connection, access.organization.id, access.user_id)
    return [_shape(access, one) for one in found]


@router.post(_CHANNELS, status_code=201)
async def create_channel(body: ChannelBody, access: ReadAlerts) -> ChannelShape:
    owner = access.user_id if body.personal else None
    if body.personal and owner is None:
        raise lacks_scope("A token that is nobody's has no channels of its own.")
    _check_right(access, personal=body.personal)
    wanted = _Wanted(body.kind, body.name, body.config, body.secrets, body.template, body.per_minute)
    text = _checked(access, wanted, {})
    async with access.deps.database.transaction() as connection:
        now = access.deps.clock.now()
        channel_id = await channels.create_channel(connection, access.organization.id, owner, body.kind, text, now)
        return _shape(access, await _channel(connection, access, str(channel_id)))


@router.get(_CHANNEL)
async def get_channel(channel_id: str, access: ReadAlerts) -> ChannelShape:
    async with access.deps.database.connection() as connection:
        return _shape(access, await _channel(connection, access, channel_id))


@router.put(_CHANNEL)
async def change_channel(channel_id: str, body: ChannelUpdate, access: ReadAlerts) -> ChannelShape:
    """Whoever mends one that was switched off switches it on with `isActive`; what waits for it goes out then."""
    async with access.deps.database.transaction() as connection:
        found = await _changeable(connection, access, channel_id)
        kept = _kept(access, found)
        wanted = _Wanted(
            found.kind,
            body.name or found.name,
            found.config if body.config is None else body.config,
            body.secrets,
            found.template if body.template is None else body.template,
            body.per_minute or found.per_minute,
        )
        text = _checked(access, wanted, kept)
        _check_address(found, wanted, kept)
        is_active, now = found.is_active if body.is_active is None else body.is_active, access.deps.clock.now()
        await channels.update_channel(connection, found.id, text, is_active=is_active, now=now)
        await forget_failures(connection, access.organization.id, found.target, now)
        return _shape(access, await _channel(connection, access, channel_id))


@router.delete(_CHANNEL, status_code=204)
async def delete_channel(channel_id: str, access: ReadAlerts) -> None:
    """What waits for it is discarded."""
    async with access.deps.database.transaction() as connection:
        found = await _changeable(connection, access, channel_id)
        await policies.refuse_while_named(connection, access.organization.id, "channel", found.id)
        await channels.delete_channel(connection, found, access.deps.clock.now())


@router.post(_CHANNEL + "test/")
async def test_channel(channel_id: str, access: ReadAlerts) -> TestShape:
    """Sends a real message and waits for what becomes of it, for some seconds; it is a delivery like any other, but
    tried once."""
    async with access.deps.database.connection() as connection:
        found = await _changeable(connection, access, channel_id)
    return await try_out(access, found)


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: str
    name: str
    config: Mapping[str, str]
    secrets: Mapping[str, str]
    template: Mapping[str, str]
    per_minute: int


def _checked(access: Access, wanted: _Wanted, kept: Mapping[str, str]) -> ChannelText:
    """Raises 400 with one line that says the mend."""
    config, secrets = kinds.checked(wanted.kind, wanted.config, wanted.secrets, kept)
    template = {part: text for part, text in wanted.template.items() if text.strip()}
    check_template(template, wanted.kind)
    return ChannelText(
        name=wanted.name,
        config=config,
        secrets=access.deps.vault.encrypt(secrets) if secrets else None,
        template=template,
        per_minute=wanted.per_minute,
    )


def _check_address(found: ChannelRow, wanted: _Wanted, kept: Mapping[str, str]) -> None:
    """A secret does not move to another host unseen, nor from https to http: whoever changes that enters it again. The
    addresses are checked already. Raises 400."""
    before, after = (urlsplit(one.get("url", ""))[:2] for one in (found.config, wanted.config))
    if before != after and any(name not in wanted.secrets for name in kept):
        raise Rejected("secrets_needed", "the address is of another host now: enter the channel's secrets again")


def _kept(access: Access, found: ChannelRow) -> dict[str, str]:
    if found.secrets is None:
        return {}
    try:
        return access.deps.vault.decrypt(found.secrets)
    except Rejected:
        return {}  # kept with another key: they can only be entered again


def _check_right(access: Access, *, personal: bool) -> None:
    needed = "alerts:write" if personal else "org:integrations"
    if needed not in access.scopes:
        raise lacks_scope([needed])


async def _channel(connection: Connection, access: Access, channel_id: str) -> ChannelRow:
    found = await channels.find_channel(connection, access.organization.id, access.user_id, wanted_id(channel_id))
    if found is None:
        raise not_found()
    return found


async def _changeable(connection: Connection, access: Access, channel_id: str) -> ChannelRow:
    found = await _channel(connection, access, channel_id)
    _check_right(access, personal=found.user_id is not None)
    return found


def _shape(access: Access, channel: ChannelRow) -> ChannelShape:
    personal = channel.user_id is not None
    is_slack = channel.kind == "slack"
    return ChannelShape(
        id=str(channel.id),
        kind=channel.kind,
        name=channel.name,
        personal=personal,
        config=channel.config,
        secrets=sorted(_kept(access, channel)),
        template=channel.template,
        per_minute=channel.per_minute,
        is_active=channel.is_active,
        disabled_because=channel.disabled_because,
        may_change=("alerts:write" if personal else "org:integrations") in access.scopes,
        target=channel.target,
        actions_url=f"{access.deps.public_url}/api/0/slack/{channel.id}/actions/" if is_slack else None,
        date_created=channel.created_at,
        date_updated=channel.updated_at,
    )
