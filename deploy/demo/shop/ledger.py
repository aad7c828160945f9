"""The books: what came in must have gone somewhere."""

from dataclasses import dataclass
from decimal import Decimal


class LedgerUnbalanced(Exception):
    """Debit and credit differ: nothing may be booked on this day until someone has looked."""


@dataclass(frozen=True)
class Entry:
    account: str
    """IBAN."""
    debit: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)


def close_day(day: str, entries: list[Entry]) -> None:
    """Sum up, compare, seal."""
    debit = sum((entry.debit for entry in entries), Decimal(0))
    credit = sum((entry.credit for entry in entries), Decimal(0))
    if debit != credit:
        accounts = ", ".join(sorted({entry.account for entry in entries}))
        raise LedgerUnbalanced(f"{day}: debit {debit} and credit {credit} differ; accounts {accounts}")


def split_refund(amount: Decimal, shares: list[int]) -> list[Decimal]:
    """The amount in proportion to the shares."""
    whole = sum(shares)
    return [(amount * share / whole).quantize(Decimal("0.01")) for share in shares]
