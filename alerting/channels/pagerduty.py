"""PagerDuty by Events API v2: trigger, acknowledge, resolve, tied together by the dedup key. Pure.

https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from alerting.calls import Answer, Receipt, Request
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified, json_of
from alerting.channels.wording import cut, issue_words, said
from core.alerts import FailureClass, Severity

_HOSTS: Final = {"us": "https://events.pagerduty.com", "eu": "https://events.eu.pagerduty.com"}
_SEVERITIES: Final = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "info",
}
_ACTIONS: Final = {"acknowledged": "acknowledge", "resolved": "resolve"}


def thread_key(order: Order, most: int) -> str:
    """The dedup key, the same for all messages of one alert; a key that is too long is replaced by its hash."""
    key = order.message.thread or order.key
    return key if len(key) <= most else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def request(order: Order) -> Request:
    action = _ACTIONS.get(order.message.purpose, "trigger")
    body: dict[str, Any] = {
        "routing_key": order.secrets["routing_key"],
        "event_action": action,
        "dedup_key": thread_key(order, 255),
    }
    if action == "trigger":
        body |= {
            "payload": _payload(order),
            "client": "Redshank",
            "client_url": order.message.url,
            "links": [{"href": one.url, "text": one.short_id} for one in said(order).issues if one.url],
        }
    host = _HOSTS.get(order.config.get("region", "us"), _HOSTS["us"])
    return Request(
        method="POST",
        url=f"{host}/v2/enqueue",
        headers={"Content-Type": JSON, "Idempotency-Key": order.key},
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


def _payload(order: Order) -> dict[str, Any]:
    message, words = order.message, said(order)
    started = message.started_at if message.started_at is not None else order.sent_at
    return {
        "summary": cut(words.title, 1024),
        "source": message.project or message.organization or "redshank",
        "severity": _SEVERITIES[message.severity] if message.severity else "info",
        "timestamp": datetime.fromtimestamp(started, UTC).isoformat(),
        "custom_details": {
            "text": cut(words.text, 4000),
            **{cut(name, 60): cut(value, 300) for name, value in words.facts},
            "issues": [f"{one.short_id}: {cut(issue_words(one), 400)}" for one in words.issues],
        },
    }


def receipt(answer: Answer, now: float) -> Receipt:
    found = classified(answer, now)
    told = json_of(answer)
    if found.failure is None:
        return Receipt(detail="accepted", status=answer.status, reference=str(told.get("dedup_key", "")) or None)
    errors = told.get("errors")
    words = " ".join(
        [str(told.get("message", "")), *(str(one) for one in (errors if isinstance(errors, list) else []))]
    )
    is_key = answer.status == 400 and "routing_key" in words.replace(" ", "_").lower()
    return Receipt(
        failure=FailureClass.AUTH if is_key else found.failure,
        detail=cut(words.strip(), 300) or found.detail,
        status=answer.status,
        retry_after=found.retry_after,
    )


PAGERDUTY: Final = Channel(request, receipt)
