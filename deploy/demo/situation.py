"""What the shop knows when something fails: who, where, with what request."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from deploy.demo.customers import CALLBACK_URL, Customer
from deploy.demo.shop.addresses import Address
from deploy.demo.shop.basket import REGIONS, Basket, Line
from deploy.demo.shop.payments import Card

_SKUS = ("MUG-BLUE", "TEE-L-SAND", "CAP-RED", "SOCKS-42", "LAMP-OAK", "RUG-2X3")


@dataclass(frozen=True, slots=True)
class Situation:
    """One moment in the shop; every choice in it comes from `rng`."""

    rng: Random
    customer: Customer

    def basket(self, voucher: str | None = None, region: str | None = None) -> Basket:
        skus = self.rng.sample(_SKUS, self.rng.randint(1, 3))
        lines = tuple(
            Line(sku, self.rng.randint(1, 4), Decimal(self.rng.randrange(490, 9900, 10)) / 100) for sku in skus
        )
        return Basket(f"b-{self.rng.randrange(10**5, 10**6)}", lines, REGIONS[region or self.customer.region], voucher)

    def card(self) -> Card:
        return Card(self.customer.name, self.customer.card, self.rng.randint(1, 12), 2029)

    def address(self) -> Address:
        customer = self.customer
        return Address(customer.street, customer.postcode, customer.city, customer.region)

    def request(self, method: str, url: str, body: Any) -> dict[str, Any]:
        """What came over HTTP, as the protocol has it (`request`)."""
        customer = self.customer
        headers = {
            "Host": url.split("/")[2],
            "User-Agent": customer.user_agent,
            "Accept-Language": self.rng.choice(("en-GB", "de-DE", "sv-SE", "fr-FR")),
            "Content-Type": "application/json",
            "Cookie": f"session={customer.session}; theme=dark",
            "X-Forwarded-For": customer.ip,
            "X-Request-Id": f"{self.rng.getrandbits(64):016x}",
        }
        request: dict[str, Any] = {"method": method, "url": url, "headers": headers}
        return request if body is None else {**request, "data": body}


def order_body(situation: Situation) -> dict[str, Any]:
    customer = situation.customer
    return {
        "voucher": "SPRING-26",
        "email": customer.email,
        "phone": customer.phone,
        "ship_to": {"name": customer.name, "street": customer.street, "postcode": customer.postcode},
        "payment": {"card_number": customer.card, "cvc": "737"},
    }


def account_body(situation: Situation) -> dict[str, Any]:
    return {"email": situation.customer.email, "phone": situation.customer.phone, "password": "correct horse battery"}


def refund_body(situation: Situation) -> dict[str, Any]:
    return {"event": "refund", "iban": situation.customer.iban, "callback": CALLBACK_URL}
