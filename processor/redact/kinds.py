"""The kinds of personal data and secrets that are known here: what people switch on and off.

A rule is what found a value (`secret.github`, `national_id.us_ssn`, `email`); the part before the dot is its kind.
"""

from dataclasses import dataclass

from core.projects import Method


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of a project's privacy settings."""

    id: str
    label: str
    """For people: `E-mail addresses`."""
    marker: str
    """What stands in the value's place under `Method.REPLACE`."""
    method: Method = Method.REPLACE
    """What is done unless the project says otherwise."""
    on: bool = True
    """Whether it is on unless the project switches it off."""
    visible_tail: int = 0
    """How many last characters `Method.MASK` leaves, where that is customary."""


KINDS: tuple[Kind, ...] = (
    Kind("secret_field", "Values of secret fields (password, token, API key, authorization, …)", "[Filtered]"),
    Kind("own_field", "Values of fields that you named", "[Filtered]"),
    Kind("cookie", "Cookies", "[Filtered]"),
    Kind("secret", "Passwords, tokens and API keys inside text", "[secret]"),
    Kind("private_key", "Private keys (PEM)", "[private key]"),
    Kind("url_password", "Passwords in URLs", "[password]"),
    Kind("email", "E-mail addresses", "[email]"),
    Kind("phone", "Phone numbers", "[phone]", visible_tail=4),
    Kind("credit_card", "Payment card numbers", "[creditcard]", visible_tail=4),
    Kind("iban", "Bank accounts (IBAN)", "[iban]", visible_tail=4),
    Kind("ip", "IP addresses", "[ip]"),
    Kind("unchecked", "Strings with more suspects than can be looked at", "[too much to check]"),
    Kind("national_id", "National identity, tax and insurance numbers", "[national id]"),
    Kind("crypto_wallet", "Cryptocurrency wallets", "[wallet]"),
)

KIND_BY_ID: dict[str, Kind] = {kind.id: kind for kind in KINDS}


def kind_of(rule: str) -> Kind:
    """The kind that a rule belongs to."""
    return KIND_BY_ID[rule.partition(".")[0]]
