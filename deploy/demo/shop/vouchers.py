"""Vouchers: what a code takes off the price."""

from dataclasses import dataclass
from decimal import Decimal

from deploy.demo.shop.basket import Region


@dataclass(frozen=True)
class Voucher:
    code: str
    rate: Decimal


class VoucherBook:
    """The vouchers on sale, by region."""

    def __init__(self, by_region: dict[str, dict[str, Voucher]]) -> None:
        self._by_region = by_region

    def lookup(self, code: str, region: Region) -> Voucher:
        """The voucher of this code, as sold in the region."""
        by_code = self._by_region[region.slug]
        return by_code[code]

    def discount(self, code: str, region: Region, total: Decimal) -> Decimal:
        voucher = self.lookup(code, region)
        return (total * voucher.rate).quantize(Decimal("0.01"))

    def __repr__(self) -> str:
        return f"VoucherBook({', '.join(self._by_region)})"


def _sold(**rates: str) -> dict[str, Voucher]:
    return {code.replace("_", "-"): Voucher(code, Decimal(rate)) for code, rate in rates.items()}


# SPRING-26 was put on sale in the west, and forgotten in the other regions.
BOOK = VoucherBook(
    {
        "eu-north": _sold(AUTUMN_10="0.10", CREW="0.30", FREIGHT_0="0.05", WELCOME="0.15"),
        "eu-west": _sold(AUTUMN_10="0.10", CREW="0.30", WELCOME="0.15", SPRING_26="0.26"),
        "us-east": _sold(CREW="0.30", WELCOME="0.15"),
    }
)
