"""Slack's buttons: Slack calls us, and proves by its signing secret that it is Slack.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hmac
import json
from hashlib import sha256
from typing import Any, Final, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from api.again import again_if_collided
from api.deps import ChatAnswer, InjectedDeps
from api.ids import row_id, wanted_id
from api.problems import not_found, unauthorized
from core.db.deliveries.channels import SigningChannel, signing_channel
from core.errors import Rejected
from core.vault import Vault

router = APIRouter(tags=["channels"])

_MAX_AGE_SECONDS: Final = 300.0
"""As Slack recommends: what is older may be somebody's recording."""
_MAX_BYTES: Final = 256 * 1024
"""Slack sends the message along with the button."""


@router.post("/slack/{channel_id}/actions/")
@again_if_collided
async def answer_slack(channel_id: str, request: Request, deps: InjectedDeps) -> Response:
    """Acknowledges or resolves the alert of the button that was pressed. Slack takes an empty answer for a yes; what
    it changes is told to the channel as any other news."""
    if deps.answer_alert is None:
        raise not_found()
    body = await _body(request)
    async with deps.database.transaction() as connection:
        channel = await signing_channel(connection, wanted_id(channel_id))
        now = deps.clock.now()
        if channel is None or not _is_from_slack(channel, deps.vault, request, body, now):
            raise unauthorized("The signature is not right: enter the signing secret of this Slack app in its channel.")
        for answer in answers(_payload(body), channel.organization_id, now):
            await deps.answer_alert(connection, answer)
    return Response(status_code=200)


def answers(payload: dict[str, Any], organization_id: int, now: float) -> list[ChatAnswer]:
    """What the pressed buttons ask for; those that only lead somewhere ask for nothing. Pure."""
    person = payload.get("user")
    names = person if isinstance(person, dict) else {}
    who = str(names.get("username") or names.get("name") or names.get("id") or "somebody")[:80]
    pressed = payload.get("actions")
    found = []
    for one in pressed if isinstance(pressed, list) else []:
        alert_id = row_id(str(one.get("value", ""))) if isinstance(one, dict) else None
        action = _action(one.get("action_id")) if isinstance(one, dict) else None
        if alert_id is not None and action is not None:
            found.append(ChatAnswer(organization_id, alert_id, action, f"{who} in Slack", now))
    return found


def _action(name: object) -> Literal["acknowledge", "resolve"] | None:
    if name == "acknowledge":
        return "acknowledge"
    return "resolve" if name == "resolve" else None


def is_signed(secret: str, timestamp: str, body: bytes, signature: str, now: float) -> bool:
    """Whether Slack's `v0` signature is of this secret, and of the last five minutes. Pure."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 13):
        return False
    if abs(now - int(timestamp)) > _MAX_AGE_SECONDS:
        return False
    made = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, sha256).hexdigest()
    return hmac.compare_digest(f"v0={made}".encode(), signature.encode("utf-8", "surrogatepass"))


def _is_from_slack(channel: SigningChannel, vault: Vault, request: Request, body: bytes, now: float) -> bool:
    if channel.kind != "slack" or not channel.is_active or channel.secrets is None:
        return False
    try:
        secret = vault.decrypt(channel.secrets).get("signing_secret", "")
    except Rejected:
        return False
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    return bool(secret) and is_signed(secret, timestamp, body, request.headers.get("X-Slack-Signature", ""), now)


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MAX_BYTES:
            raise Rejected("too_large", "more than Slack ever sends", 413)
    return body


def _payload(body: bytes) -> dict[str, Any]:
    try:
        [text] = parse_qs(body.decode(), strict_parsing=True)["payload"]
        found = json.loads(text)
    except (ValueError, KeyError, RecursionError):
        raise Rejected("invalid_payload", "this is no interaction as Slack sends them") from None
    if not isinstance(found, dict):
        raise Rejected("invalid_payload", "this is no interaction as Slack sends them")
    return found
