"""Checkout: from a basket to a paid order."""

import logging
from dataclasses import dataclass
from decimal import Decimal

from deploy.demo.shop.basket import Basket
from deploy.demo.shop.payments import Card, Gateway
from deploy.demo.shop.stock import Shelf
from deploy.demo.shop.vouchers import BOOK

log = logging.getLogger("shop.checkout")


class CheckoutFailed(Exception):
    """The order cannot be placed."""


@dataclass(frozen=True)
class Order:
    basket_id: str
    total: Decimal
    receipt: str


def price_basket(basket: Basket) -> Decimal:
    """What the basket costs after its voucher."""
    total = basket.total()
    if basket.voucher is None:
        return total
    try:
        discount = BOOK.discount(basket.voucher, basket.region, total)
    except KeyError as error:
        raise CheckoutFailed("basket could not be priced") from error
    return total - discount


def place_order(basket: Basket, card: Card, shelf: Shelf, gateway: Gateway) -> Order:
    """Price, reserve, charge."""
    log.info("placing order for basket %s with %d lines", basket.id, len(basket.lines))
    total = price_basket(basket)
    shelf.reserve(basket)
    receipt = gateway.charge(card, total, basket.region.currency)
    return Order(basket.id, total, receipt)
