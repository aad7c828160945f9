"""Opsgenie, and Jira Service Management that has taken its place: they take the same calls at different addresses.
Pure.

https://docs.opsgenie.com/docs/alert-api; alerts are found again by their alias.
"""

import json
from typing import Any, Final
from urllib.parse import quote

from alerting.calls import Answer, Receipt, Request
from alerting.channels.pagerduty import thread_key
from alerting.channels.port import JSON, Channel, Order, described
from alerting.channels.receipts import classified, json_of
from alerting.channels.wording import cut, issue_words, said
from core.alerts import Severity

_HOSTS: Final = {
    "jsm": "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
    "us": "https://api.opsgenie.com/v2/alerts",
    "eu": "https://api.eu.opsgenie.com/v2/alerts",
}
_PRIORITIES: Final = {Severity.CRITICAL: "P1", Severity.HIGH: "P2", Severity.MEDIUM: "P3", Severity.LOW: "P4"}
_ACTIONS: Final = {"acknowledged": "acknowledge", "resolved": "close"}


def request(order: Order) -> Request:
    url = _HOSTS.get(order.config.get("region", "jsm"), _HOSTS["jsm"])
    action = _ACTIONS.get(order.message.purpose)
    if action:
        url += f"/{quote(thread_key(order, 512), safe='')}/{action}?identifierType=alias"
    body = {"source": "Redshank", "note": cut(said(order).text, 20_000)} if action else _alert(order)
    return Request(
        method="POST",
        url=url,
        headers={
            "Authorization": f"GenieKey {order.secrets['api_key']}",
            "Content-Type": JSON,
            "Idempotency-Key": order.key,
        },
        body=json.dumps(body).encode(),
        secrets=described(order),
    )


def _alert(order: Order) -> dict[str, Any]:
    words, message = said(order), order.message
    lines = [
        words.text,
        *(f"{one.short_id}: {issue_words(one)} {one.url}" for one in words.issues),
        words.more,
        message.url,
    ]
    return {
        "message": cut(words.title, 130),
        "alias": thread_key(order, 512),
        "description": cut("\n".join(line for line in lines if line), 15_000),
        "priority": _PRIORITIES[message.severity] if message.severity else "P5",
        "source": "Redshank",
        "entity": cut(message.project, 512),
        "details": {cut(name, 60): cut(value, 300) for name, value in words.facts},
    }


def receipt(answer: Answer, now: float) -> Receipt:
    found = classified(answer, now)
    told = json_of(answer)
    if found.failure is None:
        return Receipt(detail="accepted", status=answer.status, reference=str(told.get("requestId", "")) or None)
    return Receipt(
        failure=found.failure,
        detail=cut(str(told.get("message", "")), 300) or found.detail,
        status=answer.status,
        retry_after=found.retry_after,
    )


OPSGENIE: Final = Channel(request, receipt)
