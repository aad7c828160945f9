"""Telegram by a bot. Pure. https://core.telegram.org/bots/api#sendmessage

Links stand in the text, as Telegram refuses buttons that lead to localhost or a bare name.
"""

import json
from dataclasses import replace
from html import escape
from typing import Any, Final

from alerting.calls import Answer, Receipt, Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified, json_of
from alerting.channels.wording import cut, issue_words, said
from core.alerts import FailureClass

API: Final = "https://api.telegram.org"


def request(order: Order) -> Request:
    body: dict[str, Any] = {
        "chat_id": order.config["chat_id"],
        "text": _html(order),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if order.config.get("topic"):
        body["message_thread_id"] = int(order.config["topic"])
    if order.reference and order.reference.isdigit():
        body["reply_parameters"] = {"message_id": int(order.reference), "allow_sending_without_reply": True}
    return Request(
        method="POST",
        url=f"{API}/bot{order.secrets['token']}/sendMessage",
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


def _html(order: Order) -> str:
    """At most about 3,700 characters as Telegram counts them (without markup); it takes 4,096."""
    words = said(order)
    lines = [f"<b>{escape(words.state)}: {escape(cut(words.title, 250))}</b>"]
    lines += [escape(cut(words.text, 1500))] if words.text else []
    lines += [f"• {_link(one.short_id, one.url)} {escape(cut(issue_words(one), 200))}" for one in words.issues]
    lines += [words.more] if words.more else []
    lines += [escape(", ".join(f"{cut(name, 30)}: {cut(value, 50)}" for name, value in words.facts))]
    links = (("Open", order.message.url), ("Acknowledge", order.message.acknowledge_url))
    lines += [" · ".join(_link(text, url) for text, url in links if url)]
    return "\n".join(line for line in lines if line)


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def receipt(answer: Answer, now: float) -> Receipt:
    found = classified(answer, now)
    told = json_of(answer)
    if found.failure is None:
        if told.get("ok") is not True:
            return replace(found, failure=FailureClass.UNKNOWN)
        sent = told.get("result")
        number = sent.get("message_id") if isinstance(sent, dict) else None
        return Receipt(detail="ok", status=answer.status, reference=None if number is None else str(number))
    more = told.get("parameters")
    wait = more.get("retry_after") if isinstance(more, dict) else None
    return Receipt(
        # For a malformed token Telegram answers 404, not 401.
        failure=FailureClass.AUTH if answer.status == 404 else found.failure,
        detail=cut(str(told.get("description", found.detail)), 300),
        status=answer.status,
        retry_after=max(float(wait), 0.0) if isinstance(wait, int | float) else found.retry_after,
    )


TELEGRAM: Final = Channel(request, receipt)
