"""Any program by a webhook: JSON, signed as https://www.standardwebhooks.com describes. Pure."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from alerting.calls import Answer, Receipt, Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified
from core.alerts import FailureClass
from core.channels.fields import signing_key
from core.channels.templates import filled_body, title_and_text


def request(order: Order) -> Request:
    body = json.dumps(_body(order)).encode()
    headers = {"Content-Type": JSON, "Idempotency-Key": order.key, **signature(order, body)}
    if order.secrets.get("authorization"):
        headers["Authorization"] = order.secrets["authorization"]
    return Request(
        method="POST", url=order.config["url"], headers=headers, body=body, redirects=2, secrets=described(order)
    )


def signature(order: Order, body: bytes) -> dict[str, str]:
    """The three headers. Without a secret there is no signature, but the id still identifies repetitions."""
    moment = str(int(order.sent_at))
    headers = {"webhook-id": order.key, "webhook-timestamp": moment}
    secret = order.secrets.get("secret")
    if secret:
        digest = hmac.digest(signing_key(secret), f"{order.key}.{moment}.".encode() + body, "sha256")
        headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
    return headers


def _body(order: Order) -> Any:
    if order.template.get("body"):
        return filled_body(order.template["body"], order.message)
    title, text = title_and_text(order.template, order.message)
    message = replace(order.message, title=title, text=text, html="", unsubscribe_url="")
    return {
        "type": f"alert.{message.purpose}",
        "timestamp": datetime.fromtimestamp(order.sent_at, UTC).isoformat(),
        "data": msgspec.to_builtins(message),
    }


def receipt(answer: Answer, now: float) -> Receipt:
    """A 409 to a call with an idempotency key means that the receiver had it already."""
    found = classified(answer, now)
    return replace(found, failure=FailureClass.DUPLICATE) if answer.status == 409 else found


WEBHOOK: Final = Channel(request, receipt)
