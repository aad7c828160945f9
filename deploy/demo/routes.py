"""What the shop is doing when it fails: answering a request, or a job of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from deploy.demo.situation import Situation, account_body, order_body, refund_body

_API: Final = "https://api.reedmere.example"
_WEB: Final = "https://www.reedmere.example"


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    url: str = ""
    """Empty: a job, which nobody asked for."""
    method: str = "GET"
    body: Callable[[Situation], Any] = lambda _: None
    steps: tuple[tuple[str, str], ...] = ()
    """(category, message) of the breadcrumbs on the way."""


def _api(path: str, method: str = "GET", **parts: Any) -> Route:
    return Route(path, _API + path, method, **parts)


ORDERS: Final = _api(
    "/v1/orders",
    "POST",
    body=order_body,
    steps=(
        ("navigation", "/sale → /basket"),
        ("http", "GET /v1/baskets/current 200"),
        ("query", "select sku, quantity, price from basket_lines where basket = $1"),
        ("ui.click", "button#pay"),
    ),
)
ACCOUNTS: Final = _api(
    "/v1/accounts", "POST", body=account_body, steps=(("ui.click", "button#sign-up"), ("ui.click", "button#sign-up"))
)
SHIPPING: Final = _api("/v1/shipping", steps=(("ui.input", "select#country"),))
REFUNDS: Final = _api("/v1/refunds", "POST")
QUOTES: Final = _api("/v1/quotes", steps=(("http", "GET https://north-post.example/prices timeout"),))
PAY_HOOK: Final = _api("/hooks/pay", "POST", body=refund_body)
CARRIER_HOOK: Final = _api("/hooks/north-post", "POST")
HOME: Final = Route("/", f"{_WEB}/", steps=(("http", "GET /v1/accounts/me 404"),))
CATEGORY: Final = Route("/c/{category}", f"{_WEB}/c/lamps", steps=(("navigation", "/ → /c/lamps"),))
ARTICLE: Final = Route("/p/{sku}", f"{_WEB}/p/lamp-oak", steps=(("navigation", "/c/lamps → /p/lamp-oak"),))
