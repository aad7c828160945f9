"""What all programs tell the SDK about themselves, and how they fail."""

import os
from typing import Any

import sentry_sdk


def begin(**options: Any) -> None:
    """Start the SDK as a shop's programs would, and say who is there."""
    sentry_sdk.init(
        os.environ["DSN"], release="shop@1.2.3", environment="staging", server_name="till-7", dist="9", **options
    )
    describe()


def describe() -> None:
    sentry_sdk.set_user({"id": 42, "username": "wader", "email": "wader@example.org", "plan": "gold"})
    sentry_sdk.set_tag("shard", "seven")
    sentry_sdk.set_context("order", {"number": 17, "lines": [{"sku": "lamp"}]})
    sentry_sdk.set_extra("attempt", {"count": 2})
    sentry_sdk.add_breadcrumb(category="cart", message="put a lamp into the cart", level="info", data={"sku": "lamp"})


def load_cart(number: int) -> int:
    """Raises RuntimeError, caused by an IndexError."""
    try:
        return pick([1], number)
    except IndexError as error:
        raise RuntimeError(f"cannot load cart {number}") from error


def pick(items: list[int], index: int) -> int:
    shelf = "north"
    return items[index] + len(shelf)


def tell(name: str, event_id: str | None) -> None:
    """To the test that started the program."""
    print(name, event_id, flush=True)
