"""The catalogue of what goes wrong: which scene, how often, and what is known when it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field

from deploy.demo import routes, scenes
from deploy.demo.curves import Curve, burst, fading, nightly, since, steady
from deploy.demo.routes import Route
from deploy.demo.situation import Situation


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the shop."""

    name: str
    """How `acts.py` speaks of it."""
    project: str
    happen: Callable[[Situation], object]
    """Raises, or logs an error."""
    route: Route
    curves: tuple[Curve, ...]
    live: float = 1.0
    """How often it happens while the demo runs, beside the others."""
    level: str = "error"
    handled: bool = False
    staging: float = 0.06
    """Share of events that come from staging."""
    tags: dict[str, str] = field(default_factory=dict)


_JOB = {name: Route(f"jobs.{name}") for name in ("close_day", "invoices", "newsletter", "feeds", "push", "count")}
_PROVIDER = {"provider": "pay.example.net"}

PROBLEMS: tuple[Problem, ...] = (
    Problem(
        "voucher", "shop-api", scenes.check_out, routes.ORDERS, (since(4.6, 96),), 6, tags={"voucher": "SPRING-26"}
    ),
    Problem("stock", "shop-api", scenes.buy_the_last, routes.ORDERS, (steady(70),), 2, "warning", handled=True),
    Problem(
        *("provider", "shop-api", scenes.wait_for_provider, routes.ORDERS),
        *((burst(52, 2.5, 64), steady(5)), 0.4, "fatal"),
        tags=_PROVIDER,
    ),
    Problem("declined", "shop-api", scenes.be_declined, routes.ORDERS, (steady(34),), 1, "info", True, tags=_PROVIDER),
    Problem("sign-up", "shop-api", scenes.sign_up_twice, routes.ACCOUNTS, (steady(26),)),
    Problem("postcode", "shop-api", scenes.find_zone, routes.SHIPPING, (steady(48),), 1.5),
    Problem("greeting", "shop-web", scenes.greet, routes.HOME, (fading(300, 192, 44), since(8.6, 22)), 2),
    Problem("category", "shop-web", scenes.walk_up, routes.CATEGORY, (fading(290, 120, 30),), 0),
    Problem("picture", "shop-web", scenes.show_picture, routes.ARTICLE, (steady(40),), handled=True),
    Problem("slow", "shop-web", scenes.be_slow, routes.CATEGORY, (steady(22),), 0.5),
    Problem("signature", "billing", scenes.mistrust, routes.PAY_HOOK, (steady(30),)),
    Problem("ledger", "billing", scenes.close_day, _JOB["close_day"], (nightly(2.0, 9),), 0, "fatal", staging=0),
    Problem("refund", "billing", scenes.refund, routes.REFUNDS, (since(70, 14),), 0, staging=0.9),
    Problem("invoice", "billing", scenes.print_invoice, _JOB["invoices"], (steady(24),), 0.5),
    Problem("mail", "billing", scenes.write_to, _JOB["newsletter"], (burst(100, 4, 30), steady(6)), 0.6, handled=True),
    Problem("carriers", "warehouse-sync", scenes.ask_carriers, routes.QUOTES, (burst(14, 3, 26), steady(8)), 0.7),
    Problem("webhook", "warehouse-sync", scenes.read_html, routes.CARRIER_HOOK, (steady(20),), 0.6),
    Problem("feed", "warehouse-sync", scenes.read_feed, _JOB["feeds"], (nightly(3.5, 12),), 0, staging=0.2),
    Problem("push", "warehouse-sync", scenes.push, _JOB["push"], (steady(28),), tags={"warehouse": "Lund"}),
    Problem("count", "warehouse-sync", scenes.count_stock, _JOB["count"], (steady(18),), 0.5),
)
