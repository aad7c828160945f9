"""Slack by an incoming webhook: no thread, no buttons that act. Pure."""

import json
from typing import Final

from alerting.calls import Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.slack import attachment, escaped_cut
from alerting.channels.wording import said


def request(order: Order) -> Request:
    words = said(order)
    body = {"text": escaped_cut(f"{words.state}: {words.title}", 500), "attachments": [attachment(order)]}
    return Request(
        method="POST",
        url=order.secrets["url"],
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


SLACK_WEBHOOK: Final = Channel(request)
