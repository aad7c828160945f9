"""Charging cards through a payment provider."""

import logging
import socket
from dataclasses import dataclass, field
from decimal import Decimal

log = logging.getLogger("shop.payments")


class PaymentUnavailable(Exception):
    """The provider gave no answer; nothing was charged."""


class CardDeclined(Exception):
    """The provider said no."""


@dataclass(frozen=True)
class Card:
    holder: str
    number: str
    month: int
    year: int


@dataclass(frozen=True)
class Gateway:
    """One account with a payment provider."""

    host: str
    bearer: str
    timeout: float
    line: socket.socket | None = field(repr=False)

    def charge(self, card: Card, amount: Decimal, currency: str) -> str:
        """The number of the receipt."""
        body = {"pan": card.number, "name": card.holder, "amount": str(amount), "currency": currency}
        headers = {"Authorization": f"Bearer {self.bearer}", "Host": self.host}
        log.info("POST https://%s/v1/charges", self.host)
        try:
            answer = self._exchange(headers, body)
        except TimeoutError as error:
            raise PaymentUnavailable(f"no answer from {self.host} in {self.timeout:g} s") from error
        if answer["status"] == "declined":
            raise CardDeclined(f"card {card.number} of {card.holder} was declined: {answer['reason']}")
        return answer["receipt"]

    def _exchange(self, headers: dict[str, str], body: dict[str, str]) -> dict[str, str]:
        if self.line is not None:
            self.line.settimeout(0.001)
            self.line.recv(1024)
        return {"status": "declined", "reason": "insufficient funds"}
