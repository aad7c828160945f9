"""What lies on the shelves."""

import logging
from dataclasses import dataclass

from deploy.demo.shop.basket import Basket, Line

log = logging.getLogger("shop.stock")


class OutOfStock(Exception):
    """Somebody else was quicker."""


@dataclass
class Shelf:
    pieces: dict[str, int]
    """By article number."""

    def reserve(self, basket: Basket) -> None:
        for line in basket.lines:
            self._take(line)

    def _take(self, line: Line) -> None:
        left = self.pieces.get(line.sku, 0)
        if left < line.quantity:
            raise OutOfStock(f"{line.quantity} of {line.sku} wanted, {left} left")
        self.pieces[line.sku] = left - line.quantity


def compare(counted: dict[str, int], booked: dict[str, int], warehouse: str) -> int:
    """Complain about every article of which more was sold than there is; how many there were."""
    missing = {sku: booked[sku] - pieces for sku, pieces in counted.items() if booked[sku] > pieces}
    for sku, pieces in missing.items():
        log.error("stock of %s is %d below what is booked in %s", sku, pieces, warehouse)
    return len(missing)
