"""Slack's buttons: only Slack may press them."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from api.deliveries.slack_actions import answers
from api.deps import ChatAnswer
from core.db.database import Connection
from core.db.deliveries.channels import ChannelText, create_channel
from tests.db.api.world import World

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PRESSED = {"user": {"username": "ines"}, "actions": [{"action_id": "acknowledge", "value": "77"}]}


async def channel(world: World) -> int:
    vault = world.app.state.deps.vault
    secrets = vault.encrypt({"token": "xoxb-1", "signing_secret": SECRET})
    text = ChannelText(name="Shop", config={"channel": "#shop"}, secrets=secrets, template={}, per_minute=60)
    async with world.database.transaction() as connection:
        return await create_channel(connection, world.organization.id, None, "slack", text, world.clock.now())


async def press(world: World, channel_id: int, *, secret: str = SECRET, age: float = 0, **more: Any) -> httpx.Response:
    body = urlencode({"payload": json.dumps(PRESSED)}).encode()
    moment = str(int(world.clock.now() - age))
    signature = "v0=" + hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature, **more}
    async with world.client() as client:
        return await client.post(f"/api/0/slack/{channel_id}/actions/", content=body, headers=headers)


@pytest.fixture
def heard(world: World) -> list[ChatAnswer]:
    """What was asked for; the alert itself is somebody else's business."""
    found: list[ChatAnswer] = []

    async def answer(connection: Connection, asked: ChatAnswer) -> None:
        found.append(asked)

    object.__setattr__(world.app.state.deps, "answer_alert", answer)
    return found


async def test_a_pressed_button_asks_for_what_it_says(world: World, heard: list[ChatAnswer]) -> None:
    answer = await press(world, await channel(world))
    assert (answer.status_code, answer.content) == (200, b"")
    assert heard == [ChatAnswer(world.organization.id, 77, "acknowledge", "ines in Slack", world.clock.now())]


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "another"},
        {"age": 301},
        {"age": -301},
        {"X-Slack-Signature": "v0=0"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
    ],
)
async def test_whoever_is_not_slack_is_turned_away(world: World, heard: list[ChatAnswer], how: dict[str, Any]) -> None:
    assert (await press(world, await channel(world), **how)).status_code == 401
    assert heard == []


async def test_a_channel_that_is_not_there_looks_like_a_wrong_signature(world: World, heard: list[ChatAnswer]) -> None:
    assert (await press(world, 4711)).status_code == 401


@pytest.mark.parametrize(
    "payload",
    [{}, {"actions": None}, {"actions": [1, {}, {"action_id": "open", "value": "1"}, {"action_id": "resolve"}]}],
)
def test_other_interactions_ask_for_nothing(payload: dict[str, Any]) -> None:
    assert answers(payload, 1, 0.0) == []
