"""The signed link of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.links import LINK_SECONDS, AlertLink, link_token, read_link
from core.vault import Vault

VAULT = Vault("a key of tests alone, and long enough")
OTHER = Vault("another key of tests, and long enough")
TOKEN = link_token(VAULT, 12, 3, 1_800_000_000.5)


def test_what_was_signed_is_read() -> None:
    assert read_link(VAULT, TOKEN) == AlertLink(12, 3, 1_800_000_000 + LINK_SECONDS)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "...",
        TOKEN[:-1],
        TOKEN + "A",
        "1" + TOKEN,
        TOKEN.replace("12.3", "12.4"),
        TOKEN.replace("12.3", "13.3"),
        TOKEN.upper(),
        link_token(OTHER, 12, 3, 1_800_000_000.5),
        "12.3.9999999999." + VAULT.sign("another purpose", "12.3.9999999999"),
        "٣" * 300,
        "\udcff.x",
    ],
)
def test_what_was_not_is_refused(token: str) -> None:
    assert read_link(VAULT, token) is None


@given(st.text())
def test_no_text_is_more_than_refused(text: str) -> None:
    assert read_link(VAULT, text) is None
