"""Events that a program could send, and the way to send them."""

import json
import re
import time
import urllib.request
import uuid
from typing import Any

EVIL = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>javascript:alert(1)'
"""Markup, script and a script's address in one string."""


def send(dsn: str, event: dict[str, Any]) -> str:
    """Send it to the store endpoint; its id."""
    match = re.fullmatch(r"(https?)://(\w+)@([^/]+)/(\d+)", dsn)
    assert match is not None
    scheme, key, host, project = match.groups()
    event_id = uuid.uuid4().hex
    request = urllib.request.Request(
        f"{scheme}://{host}/api/{project}/store/?sentry_key={key}",
        data=json.dumps({"event_id": event_id, "timestamp": time.time(), **event}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    return event_id


def checkout_failed(kind: str = "CheckoutFailed", **changes: Any) -> dict[str, Any]:
    """An exception with a cause, frames of the program and of a library, values, breadcrumbs, and personal data."""
    return {
        "platform": "python",
        "release": "shop@4.18.2",
        "environment": "production",
        "user": {"id": "55120", "email": "mira@fictional.example", "ip_address": "192.0.2.41"},
        "tags": {"region": "eu-north"},
        "exception": {
            "values": [
                _exception(
                    "KeyError", "'SPRING-26'", [_frame("shop.vouchers", "lookup", 61, {"password": "hunter2!x"})]
                ),
                _exception(
                    kind,
                    "basket of mira@fictional.example could not be priced",
                    [
                        _frame("uvicorn.main", "run", 10, None, in_app=False),
                        _frame("shop.checkout", "price_basket", 116, {"basket": "Basket(id=8841207)"}),
                    ],
                ),
            ]
        },
        "breadcrumbs": {
            "values": [{"timestamp": time.time() - 3, "category": "query", "message": "SELECT 1", "level": "info"}]
        },
        "request": {
            "method": "POST",
            "url": "https://shop.example/v2/checkout",
            "headers": {"Authorization": "Bearer kz83-not-a-real-token"},
        },
    } | changes


def hostile() -> dict[str, Any]:
    """The same, with hostile text wherever a string may stand."""
    return checkout_failed(
        release=EVIL,
        environment="evil",
        transaction=EVIL,
        server_name=EVIL,
        logger=EVIL,
        user={"id": EVIL, "username": EVIL},
        tags={"evil": EVIL},
        extra={EVIL: {EVIL: [EVIL]}},
        contexts={"evil": {EVIL: EVIL}, "runtime": {"name": EVIL, "version": EVIL}},
        exception={"values": [_exception(EVIL, EVIL, [_frame(EVIL, EVIL, 1, {EVIL: EVIL})])]},
        breadcrumbs={"values": [{"category": EVIL, "message": EVIL, "data": {"url": EVIL, "method": EVIL}}]},
        request={"method": EVIL, "url": "javascript:window.pwned=1", "headers": {EVIL: EVIL}, "data": {EVIL: EVIL}},
    )


def _exception(kind: str, value: str, frames: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": kind, "value": value, "stacktrace": {"frames": frames}}


def _frame(
    module: str, function: str, line: int, variables: dict[str, Any] | None, in_app: bool = True
) -> dict[str, Any]:
    return {
        "module": module,
        "function": function,
        "filename": module.replace(".", "/") + ".py",
        "lineno": line,
        "in_app": in_app,
        "vars": variables,
        "pre_context": ["def f():"],
        "context_line": f"    return {function}(code)",
        "post_context": [""],
    }
