"""Prices of carriers: ask all, take the cheapest."""

import logging
from collections.abc import Callable
from decimal import Decimal

log = logging.getLogger("shop.carriers")

Quote = Callable[[int], Decimal]
"""Price of so many grams."""


class CarrierTimeout(Exception):
    """A carrier that did not answer."""


def north_post(grams: int) -> Decimal:
    raise CarrierTimeout(f"north-post gave no price for {grams} g in 8 s")


def fleet(grams: int) -> Decimal:
    tariff = {1000: Decimal("4.90"), 5000: Decimal("7.90")}
    return tariff[grams]


def bike_couriers(grams: int) -> Decimal:
    raise ConnectionRefusedError(111, "Connection refused")


def cheapest(grams: int, carriers: tuple[Quote, ...] = (north_post, fleet, bike_couriers)) -> Decimal:
    """The lowest price. Raises an ExceptionGroup where nobody names one."""
    prices, failures = [], []
    for carrier in carriers:
        try:
            prices.append(carrier(grams))
        except Exception as failure:
            log.warning("%s has no price", carrier.__name__)
            failures.append(failure)
    if not prices:
        raise ExceptionGroup("no carrier named a price", failures)
    return min(prices)
