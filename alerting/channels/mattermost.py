"""Mattermost by an incoming webhook. Pure.

https://developers.mattermost.com/integrate/webhooks/incoming/ and /integrate/reference/message-attachments/
"""

import json
from typing import Any, Final

from alerting.calls import Answer, Receipt, Request
from alerting.channels.markdown import escaped, escaped_cut
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified, json_of
from alerting.channels.wording import cut, issue_words, said


def request(order: Order) -> Request:
    words = said(order)
    lines = [escaped_cut(words.text, 4000)] if words.text else []
    lines += [f"- [{escaped(one.short_id)}]({one.url}) {escaped_cut(issue_words(one), 400)}" for one in words.issues]
    lines += [words.more] if words.more else []
    if order.message.acknowledge_url:
        lines.append(f"[Acknowledge]({order.message.acknowledge_url})")
    body: dict[str, Any] = {
        "attachments": [
            {
                "fallback": escaped_cut(f"{words.state}: {words.title}", 300),
                "color": words.colour,
                "title": escaped_cut(f"{words.state}: {words.title}", 300),
                "title_link": order.message.url,
                "text": "\n".join(lines),
                "fields": [
                    {"short": True, "title": escaped_cut(name, 60), "value": escaped_cut(value, 300)}
                    for name, value in words.facts
                ],
            }
        ],
        "props": {"redshank_key": order.key},
    }
    if order.config.get("channel"):
        body["channel"] = order.config["channel"]
    return Request(
        method="POST",
        url=order.secrets["url"],
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


def receipt(answer: Answer, now: float) -> Receipt:
    found = classified(answer, now)
    told = json_of(answer)
    if found.failure is None or "message" not in told:
        return found
    return Receipt(
        failure=found.failure,
        detail=cut(str(told["message"]), 300),
        status=answer.status,
        retry_after=found.retry_after,
    )


MATTERMOST: Final = Channel(request, receipt)
