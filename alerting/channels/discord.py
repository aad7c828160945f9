"""Discord by a webhook: an embed that mentions nobody. Pure.

https://discord.com/developers/docs/resources/webhook#execute-webhook; limits at /resources/message#embed-object.
"""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from alerting.calls import Answer, Receipt, Request
from alerting.channels.markdown import escaped, escaped_cut
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified, json_of
from alerting.channels.wording import cut, issue_words, said


def request(order: Order) -> Request:
    url = order.secrets["url"]
    return Request(
        method="POST",
        url=f"{url}{'&' if urlsplit(url).query else '?'}wait=true",  # else nobody says what became of it
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=json.dumps({"embeds": [_embed(order)], "allowed_mentions": {"parse": []}}).encode(),
        secrets=described(order),
    )


def _embed(order: Order) -> dict[str, Any]:
    """Its parts together stay below the 6,000 characters that all embeds of a message may have."""
    words = said(order)
    lines = [escaped_cut(words.text, 1500)] if words.text else []
    lines += [f"- [{escaped(one.short_id)}]({one.url}) {escaped_cut(issue_words(one), 250)}" for one in words.issues]
    lines += [words.more] if words.more else []
    if order.message.acknowledge_url:
        lines.append(f"[Acknowledge]({order.message.acknowledge_url})")
    embed: dict[str, Any] = {
        "title": escaped_cut(f"{words.state}: {words.title}", 256),
        "description": "\n".join(lines)[:4096],
        "color": int(words.colour[1:], 16),
        "fields": [
            {"name": escaped_cut(name, 60), "value": escaped_cut(value, 120), "inline": True}
            for name, value in words.facts
        ],
    }
    return embed | ({"url": order.message.url} if order.message.url else {})


def receipt(answer: Answer, now: float) -> Receipt:
    found = classified(answer, now)
    told = json_of(answer)
    if found.failure is None:
        return Receipt(detail="ok", status=answer.status, reference=str(told.get("id", "")) or None)
    wait = told.get("retry_after")
    return Receipt(
        failure=found.failure,
        detail=cut(str(told["message"]), 300) if "message" in told else found.detail,
        status=answer.status,
        retry_after=max(float(wait), 0.0) if isinstance(wait, int | float) else found.retry_after,
    )


DISCORD: Final = Channel(request, receipt)
