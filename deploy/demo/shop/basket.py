"""What a customer wants to buy."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Region:
    """Where the shop sells, and in what."""

    slug: str
    currency: str


@dataclass(frozen=True)
class Line:
    sku: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Basket:
    id: str
    lines: tuple[Line, ...]
    region: Region
    voucher: str | None = None

    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))


REGIONS = {
    "eu-north": Region("eu-north", "SEK"),
    "eu-west": Region("eu-west", "EUR"),
    "us-east": Region("us-east", "USD"),
}
