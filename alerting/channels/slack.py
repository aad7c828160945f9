"""Slack by a bot: blocks, buttons, a thread for each alert, and the first message kept up to date. Pure.

https://docs.slack.dev/reference/methods/chat.postMessage and /reference/block-kit/blocks for the limits.
"""

import json
from dataclasses import replace
from typing import Any, Final

from alerting.calls import Answer, Receipt, Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import class_of, classified, json_of, retry_after
from alerting.channels.wording import cut, issue_words, said
from core.alerts import FailureClass

API: Final = "https://slack.com/api"
_AUTH: Final = frozenset(
    [
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "missing_scope",
        "no_permission",
        "org_login_required",
        "ekm_access_denied",
        "team_access_not_granted",
        "not_allowed_token_type",
    ]
)
_SERVER: Final = frozenset(["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
_LIMITS: Final = frozenset(["ratelimited", "rate_limited", "message_limit_exceeded"])
_MENDS: Final = {
    "not_in_channel": "invite the app into the channel",
    "channel_not_found": "there is no such channel, or the app is not in it: invite it, or use the channel's id",
    "is_archived": "the channel is archived: choose another",
    "missing_scope": "give the app the scope chat:write and install it again",
    "invalid_auth": "the token is not valid: copy the bot token again",
    "token_revoked": "the token was revoked: install the app again and enter its new bot token",
    "account_inactive": "the app was removed from the workspace: install it again",
}


def escaped(text: str) -> str:
    """The three characters that Slack asks to be escaped; without them, text can form no mention, link or
    <!channel>."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_cut(text: str, most: int) -> str:
    """Escaped, and cut to a length first, so that no half of an entity is left."""
    while len(escaped(text)) > most:
        text = cut(text, len(text) - 1 - (len(escaped(text)) - most) // 5)
    return escaped(text)


def attachment(order: Order) -> dict[str, Any]:
    """The message as an attachment, since blocks alone have no colour."""
    words = said(order)
    link = (
        f"<{order.message.url}|{escaped_cut(words.title, 300)}>" if order.message.url else escaped_cut(words.title, 300)
    )
    blocks = [_section(f"{escaped(words.state)}: *{link}*")]
    if words.text:
        blocks.append(_section(escaped_cut(words.text, 2900)))
    lines = [f"• <{one.url}|{escaped(one.short_id)}> {escaped_cut(issue_words(one), 400)}" for one in words.issues]
    if lines:
        blocks.append(_section("\n".join([*lines, *([words.more] if words.more else [])])))
    if words.facts:
        about = "   ".join(f"{escaped_cut(name, 60)}: {escaped_cut(value, 200)}" for name, value in words.facts)
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": about}]})
    buttons = _buttons(order)
    if buttons:
        blocks.append({"type": "actions", "elements": buttons})
    return {"color": words.colour, "blocks": blocks, "fallback": escaped_cut(f"{words.state}: {words.title}", 300)}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _buttons(order: Order) -> list[dict[str, Any]]:
    """Buttons act where Slack can call this server; else they lead to the alert's page."""
    message = order.message
    if message.alert_id is None or message.purpose in ("resolved", "test"):
        return []
    if order.secrets.get("signing_secret"):
        wanted = ["resolve"] if message.purpose == "acknowledged" else ["acknowledge", "resolve"]
        return [_button(one.capitalize(), action_id=one, value=str(message.alert_id)) for one in wanted]
    if message.acknowledge_url:
        return [_button("Acknowledge", action_id="open", url=message.acknowledge_url)]
    return []


def _button(text: str, **more: str) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, **more}


def request(order: Order) -> Request:
    words = said(order)
    body: dict[str, Any] = {
        "channel": order.config["channel"],
        "text": escaped_cut(f"{words.state}: {words.title}", 500),
        "attachments": [attachment(order)],
        "unfurl_links": False,
        "metadata": {"event_type": "redshank_alert", "event_payload": {"key": order.key}},
    }
    if order.reference:
        channel, _, ts = order.reference.partition(":")
        body |= {"channel": channel, "thread_ts": ts}
        if order.message.purpose in ("repeat", "unacknowledged"):
            body["reply_broadcast"] = True  # nobody answered in the thread, so the channel is told too
    return _call("chat.postMessage", order, body)


def touch_up(order: Order) -> Request | None:
    """The thread's first message takes on the alert's present state."""
    if not order.reference:
        return None
    channel, _, ts = order.reference.partition(":")
    words = said(order)
    text = escaped_cut(f"{words.state}: {words.title}", 500)
    return _call("chat.update", order, {"channel": channel, "ts": ts, "text": text, "attachments": [attachment(order)]})


def _call(method: str, order: Order, body: dict[str, Any]) -> Request:
    return Request(
        method="POST",
        url=f"{API}/{method}",
        headers={
            "Authorization": f"Bearer {order.secrets['token']}",
            "Content-Type": f"{JSON}; charset=utf-8",
            "Idempotency-Key": order.key,
        },
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


def receipt(answer: Answer, now: float) -> Receipt:
    """Slack answers 200 to messages that it refuses, too."""
    told = json_of(answer)
    if class_of(answer.status) is not None or "ok" not in told:
        found = classified(answer, now)
        return found if found.failure else replace(found, failure=FailureClass.UNKNOWN)
    if told["ok"] is True:
        return Receipt(detail="ok", status=answer.status, reference=f"{told.get('channel', '')}:{told.get('ts', '')}")
    error = str(told.get("error", ""))[:100]
    mend = _MENDS.get(error)
    return Receipt(
        failure=_class(error),
        detail=f"{error}: {mend}" if mend else error,
        status=answer.status,
        retry_after=retry_after(answer.headers.get("retry-after"), now),
    )


def _class(error: str) -> FailureClass:
    if error in _AUTH:
        return FailureClass.AUTH
    if error in _LIMITS:
        return FailureClass.RATE_LIMIT
    return FailureClass.SERVER if error in _SERVER else FailureClass.DATA


SLACK: Final = Channel(request, receipt, touch_up)
