"""Microsoft Teams by a workflow's webhook: an adaptive card. Pure.

RichTextBlock throughout, since TextBlock and FactSet interpret Markdown, so an event could bring links into them.
https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
"""

import json
from typing import Any, Final

from alerting.calls import Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.wording import cut, issue_words, said

_CARD_BYTES: Final = 25_000
"""Teams takes 28 KB, including what it adds itself."""
_COLOURS: Final = {"resolved": "Good", "acknowledged": "Warning", "test": "Accent"}


def request(order: Order) -> Request:
    body = json.dumps(_message(order, 3000)).encode()
    if len(body) > _CARD_BYTES:
        body = json.dumps(_message(order, 300)).encode()
    return Request(
        method="POST",
        url=order.secrets["url"],
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=body,
        secrets=described(order),
    )


def _message(order: Order, most: int) -> dict[str, Any]:
    words = said(order)
    tone = _COLOURS.get(order.message.purpose, "Attention")
    blocks = [
        _text(words.state, color=tone, weight="Bolder"),
        _text(cut(words.title, 300), size="Large", weight="Bolder"),
        _text(cut(words.text, most)),
        *(_text(f"{one.short_id}  {cut(issue_words(one), most // 10 + 70)}") for one in words.issues),
        _text(words.more),
        *(_text(f"{cut(name, 60)}: {cut(value, 200)}", isSubtle=True) for name, value in words.facts),
    ]
    links = (("Open", order.message.url), ("Acknowledge", order.message.acknowledge_url))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [block for block in blocks if block["inlines"][0]["text"]],
        "actions": [{"type": "Action.OpenUrl", "title": title, "url": url} for title, url in links if url],
    }
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}


def _text(text: str, **how: Any) -> dict[str, Any]:
    return {"type": "RichTextBlock", "spacing": "Small", "inlines": [{"type": "TextRun", "text": text, **how}]}


TEAMS: Final = Channel(request)
