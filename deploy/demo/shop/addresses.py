"""Where parcels go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    city: str
    country: str


def zone(address: Address) -> int:
    """The delivery zone: the first two digits of the postcode."""
    digits = address.postcode.replace(" ", "")[:2]
    return int(digits)


def shipping_cost(address: Address, grams: int) -> int:
    """In cents."""
    base = 490 + 10 * zone(address)
    return base + grams // 100
