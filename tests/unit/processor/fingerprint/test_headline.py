"""How an issue introduces itself."""

import pytest

from core.events import Headline
from tests.unit.processor.fingerprint.corpus.shapes import event, message, raised, stack
from tests.unit.processor.fingerprint.grouping import Event, group

TOTAL = "+|shop.cart|total|/srv/shop/cart.py"
LIBRARY = "-|json|loads|/usr/lib/python3.11/json/__init__.py"

CASES: list[tuple[str, Event, Headline]] = [
    (
        "type, first line of the value, newest in-app frame",
        event("python", raised("KeyError", "'price'\nmore", TOTAL, LIBRARY)),
        Headline("KeyError", "'price'", "shop.cart in total"),
    ),
    (
        "the raised exception, not its cause",
        event("python", raised("OSError", "x"), raised("StockError", "no stock", TOTAL)),
        Headline("StockError", "no stock", "shop.cart in total"),
    ),
    (
        "what a carrier carries",
        event("java", raised("IllegalStateException", "closed"), raised("ExecutionException", "java.lang…")),
        Headline("IllegalStateException", "closed", ""),
    ),
    (
        "the only kind of error of a group",
        event(
            "python",
            raised("OSError", "x", exception_id=1, parent_id=0),
            raised("ExceptionGroup", "2 errors", exception_id=0, is_exception_group=True),
        ),
        Headline("OSError", "x", ""),
    ),
    (
        "a Go error whose type says nothing",
        event("go", raised("*errors.errorString", "card declined", "+|main|pay|/a/main.go")),
        Headline("", "card declined", "main in pay"),
    ),
    (
        "a text that was captured",
        event("javascript", raised("Error", "cart empty", synthetic=True)),
        Headline("", "cart empty", ""),
    ),
    (
        "a message, with the transaction for a culprit",
        message("python", "order 5 failed", transaction="/cart"),
        Headline("", "order 5 failed", "/cart"),
    ),
    (
        "a message with a stack",
        message("python", "order 5 failed", stacktrace=stack(TOTAL)),
        Headline("", "order 5 failed", "shop.cart in total"),
    ),
    (
        "a file where there is no module",
        event("node", raised("Error", "x", "+||total|/srv/cart.js")),
        Headline("Error", "x", "/srv/cart.js in total"),
    ),
    (
        "a browser's report",
        {"csp": {"effective_directive": "img-src", "blocked_uri": "https://evil.example/a.png"}},
        Headline("", "Blocked img-src from https://evil.example/a.png", ""),
    ),
    ("nothing", {}, Headline("", "", "")),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_headline(data: Event, expected: Headline) -> None:
    assert group(data).headline == expected


def test_type_and_value_share_256_characters() -> None:
    headline = group(event("python", raised("T" * 100, "v" * 1000))).headline
    assert len(headline.title) == 256
    assert headline.title.endswith("…")
