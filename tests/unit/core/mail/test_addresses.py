"""Addresses that lead nowhere by their name."""

import pytest

from core.mail.addresses import reserved_end


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("ines@shop.example", ".example"),
        ("Ines <ines@shop.EXAMPLE.>", ".example"),
        ("a@invalid", ".invalid"),
        ("a@b.test", ".test"),
        ("admin@redshank.localhost", ".localhost"),
        ("ines@example.com", None),
        ("a@test.de", None),
        ("a@example.test.org", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_names_that_are_reserved(address: str, end: str | None) -> None:
    assert reserved_end(address) == end
