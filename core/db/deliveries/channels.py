"""Channels: where messages go. Secrets are encrypted; only the sender decrypts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

MOST_CHANNELS: Final = 200
"""Of an organization, and of each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelText:
    """What a person says about a channel, checked and sealed."""

    name: str
    config: Mapping[str, str]
    secrets: bytes | None
    template: Mapping[str, str]
    per_minute: int


@dataclass(frozen=True, slots=True)
class ChannelRow:
    id: int
    organization_id: int
    user_id: int | None
    """Whose own it is; None: the organization's."""
    kind: str
    name: str
    config: dict[str, str]
    secrets: bytes | None
    template: dict[str, str]
    per_minute: int
    is_active: bool
    disabled_because: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def target(self) -> str:
        return f"channel:{self.id}"


async def channels(connection: Connection, organization_id: int, user_id: int | None) -> list[ChannelRow]:
    """Those of the organization, then the person's own; each by name."""
    return [ChannelRow(**row) for row in await connection.fetch(Q["channels"], organization_id, user_id, None)]


async def find_channel(
    connection: Connection, organization_id: int, user_id: int | None, channel_id: int
) -> ChannelRow | None:
    """If `user_id` may see it."""
    row = await connection.fetchrow(Q["channels"], organization_id, user_id, channel_id)
    return None if row is None else ChannelRow(**row)


async def channel_to_send(connection: Connection, organization_id: int, channel_id: int) -> ChannelRow | None:
    """The channel, whoever owns it: for deliveries alone."""
    row = await connection.fetchrow(Q["channel_to_send"], channel_id, organization_id)
    return None if row is None else ChannelRow(**row)


async def create_channel(
    connection: Connection, organization_id: int, user_id: int | None, kind: str, text: ChannelText, now: float
) -> int:
    """Its id. Raises Rejected(`name_taken`, `too_many_channels`)."""
    if await connection.fetchval(Q["count_channels"], organization_id, user_id) >= MOST_CHANNELS:
        raise Rejected("too_many_channels", f"there are {MOST_CHANNELS} channels already: delete one first")
    try:
        channel_id: int = await connection.fetchval(
            Q["insert_channel"],
            organization_id,
            user_id,
            kind,
            text.name,
            dict(text.config),
            text.secrets,
            dict(text.template),
            text.per_minute,
            instant(now),
        )
    except asyncpg.UniqueViolationError:
        raise _taken(text) from None
    return channel_id


async def update_channel(
    connection: Connection, channel_id: int, text: ChannelText, *, is_active: bool, now: float
) -> None:
    """Raises Rejected(`name_taken`)."""
    try:
        await connection.execute(
            Q["update_channel"],
            channel_id,
            text.name,
            dict(text.config),
            text.secrets,
            dict(text.template),
            text.per_minute,
            is_active,
            instant(now),
        )
    except asyncpg.UniqueViolationError:
        raise _taken(text) from None


async def delete_channel(connection: Connection, channel: ChannelRow, now: float) -> None:
    """What waits for it is discarded; what was sent stays in the books."""
    await connection.execute(Q["discard_waiting"], channel.organization_id, channel.target, instant(now))
    await connection.execute(Q["delete_channel"], channel.id)


@dataclass(frozen=True, slots=True)
class SigningChannel:
    """What may be read of a channel before a request has proved that it comes from the channel's chat."""

    id: int
    organization_id: int
    kind: str
    secrets: bytes | None
    is_active: bool


async def signing_channel(connection: Connection, channel_id: int) -> SigningChannel | None:
    row = await connection.fetchrow(Q["signing_channel"], channel_id)
    return None if row is None else SigningChannel(**row)


def _taken(text: ChannelText) -> Rejected:
    return Rejected("name_taken", f"there is a channel {text.name!r} already: choose another name", 409)
